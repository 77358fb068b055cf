"""Reading content strictly: every mistake is one sentence that says where it stands."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from bondapp.rules import content
from bondapp.rules.content import ContentError

GUIDE: dict[str, Any] = {
    "id": "talk",
    "title": "A talk",
    "summary": "You take turns.",
    "stages": ["Arrive", "Talk"],
    "minutes": [10, 20],
    "joint": True,
    "pause_minutes": 20,
    "fits": ["partners", "friends"],
    "evidence": "D",
    "sources": ["S1"],
    "steps": [
        {"id": "path", "stage": 1, "kind": "alone", "check": "path", "title": "Right for you now?"},
        {"id": "aim", "stage": 1, "kind": "aim", "title": "What it is for"},
        {"id": "told", "stage": 2, "kind": "turn", "listening": "say_back", "title": "{speaker}, what happened?"},
        {
            "id": "on",
            "stage": 2,
            "kind": "choice",
            "who": "both",
            "title": "And now?",
            "options": [
                {"id": "more", "label": "More", "goto": "told"},
                {"id": "end", "label": "Enough", "goto": "end"},
            ],
        },
    ],
}  # fmt: skip


def changed(*path: object, to: object = None, remove: bool = False) -> dict[str, Any]:
    guide: Any = copy.deepcopy(GUIDE)
    place = guide
    for key in path[:-1]:
        place = place[key]
    if remove:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return dict(guide)


def test_a_good_guide_is_read() -> None:
    guide = content.read_guide(GUIDE, "guides/talk.toml")
    assert [step.stage for step in guide.steps] == [0, 0, 1, 1]
    assert guide.step("told").listening == "say_back"
    assert guide.minutes == (10, 20)


@pytest.mark.parametrize(
    ("guide", "sentence"),
    [
        (changed("title", remove=True), "talk.toml: the key title is missing."),
        (changed("title", to="  "), "talk.toml, title: the text is empty."),
        (changed("title", to=7), "talk.toml, title: expected a text."),
        (changed("titel", to="x"), "talk.toml: the key titel is unknown."),
        (changed("id", to="A talk"), "talk.toml, id: 'A talk' is no id: use small letters, digits and hyphens."),
        (changed("fits", to=["couples"]), "talk.toml, fits: 'couples' is not one of partners, friends, kin, other."),
        (changed("fits", to=["kin", "kin"]), "talk.toml, fits: something stands there twice."),
        (changed("minutes", to=[20, 10]), "talk.toml, minutes: expected two numbers, the smaller one first."),
        (changed("pause_minutes", to=5), "talk.toml, pause_minutes: 5 is not between 20 and 1440."),
        (changed("pause_minutes", to=True), "talk.toml, pause_minutes: expected a whole number."),
        (changed("joint", to="yes"), "talk.toml, joint: expected true or false."),
        (changed("stages", to="Arrive"), "talk.toml, stages: expected a list of texts."),
        (changed("steps", to=[]), "talk.toml, steps: expected at least 1."),
        (changed("steps", 0, to="talk"), "talk.toml, steps 1: expected a table of keys and values."),
        (changed("steps", 2, "kind", to="dance"), "talk.toml, steps 3 (told), kind: 'dance' is not one of alone, aim"),
        (changed("steps", 2, "stage", to=3), "talk.toml, steps 3 (told), stage: 3 is not between 1 and 2."),
        (changed("steps", 1, "stage", to=2), "talk.toml, steps 3 (told)"),
        (changed("steps", 2, "id", to="aim"), "talk.toml, steps: the id 'aim' stands there twice."),
        (
            changed("steps", 2, "title", to="{partner}, what happened?"),
            "talk.toml, steps 3 (told), title: the placeholder {partner} is not known here (known: listener, speaker).",
        ),
        (changed("steps", 2, "title", to="What { happened?"), "steps 3 (told), title: a curly bracket stands alone."),
        (changed("steps", 1, "title", to="{speaker}?"), "steps 2 (aim), title: nobody speaks in this step"),
        (changed("steps", 0, "check", remove=True), "steps 1 (path): a step of this kind needs the key check."),
        (changed("steps", 1, "check", to="heat"), "steps 2 (aim), check: a step of this kind has no use for it."),
        (changed("steps", 3, "options", to=[]), "steps 4 (on): a step of this kind needs the key options."),
        (changed("steps", 2, "listening", to="reply"), "steps 3 (told): a step of this kind needs the key options."),
        (changed("steps", 1, "listening", to="say_back"), "steps 2 (aim), listening: only steps of kind turn or plan"),
        (changed("steps", 3, "options", 0, "goto", to="moon"), "4 (on), options: 'moon' is no step of this guide."),
        (changed("steps", 3, "who", to="each"), "steps 4 (on), options: an option leads to a step only where"),
        (changed("steps", 3, "options", 0, "hue", to="red"), "steps 4 (on), options 1 (more): the key hue is unknown."),
        (changed("steps", 0, remove=True), "talk.toml, steps: a joint guide starts with a step of kind alone"),
        (changed("steps", 1, "solo", to=False), "talk.toml, steps: a joint guide starts with a step of kind alone"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_guide_is_named_with_its_place(guide: dict[str, Any], sentence: str) -> None:
    if sentence.endswith("(told)"):
        guide["steps"][2]["stage"] = 1
        sentence += ", stage: a stage comes after a later one."
    with pytest.raises(ContentError) as caught:
        content.read_guide(guide, "guides/talk.toml")
    assert sentence in str(caught.value)
    assert re.fullmatch(r"guides/talk\.toml[^\n]*: [^\n]*\.", str(caught.value))


def test_something_that_is_no_table_is_named() -> None:
    with pytest.raises(ContentError, match=r"^needs\.toml: expected a table of keys and values\.$"):
        content.read_needs([], "needs.toml")


def test_a_need_in_an_unknown_group_is_named() -> None:
    plain = {"groups": [{"id": "reach", "name": "Reach"}], "needs": [{"id": "n01", "group": "far"}]}
    with pytest.raises(ContentError, match=r"needs 1 \(n01\), group: 'far' is not one of reach"):
        content.read_needs(plain, "needs.toml")


def test_a_feeling_word_serves_one_place() -> None:
    sad = {"id": "sad", "word": "sad"}
    plain = {"groups": [{"id": "g", "name": "G", "feelings": [sad]}], "story": [sad], "danger": [sad]}
    with pytest.raises(ContentError, match="the id 'sad' stands there twice"):
        content.read_feelings(plain, "feelings.toml")


@pytest.mark.parametrize(("time", "fine"), [("07:45", True), ("7:45", False), ("24:00", False), ("07:45\n", False)])
def test_a_ritual_has_a_time_of_day_or_none(time: str, fine: bool) -> None:
    ritual = {
        "id": "r", "title": "T", "kind": "goodbye", "moment": "goodbye", "cadence": "daily", "days": ["MO"],
        "time": time, "minutes": 2, "summary": "S", "steps": ["One"], "small": "Small", "fits": ["kin"],
        "functions": ["reach"], "evidence": "D", "needs": ["n01"],
    }  # fmt: skip
    if fine:
        assert content.read_rituals({"rituals": [ritual]}, "rituals.toml", ["n01"])[0].time == time
    else:
        with pytest.raises(ContentError, match="is no time such as 07:45"):
            content.read_rituals({"rituals": [ritual]}, "rituals.toml", ["n01"])


def test_a_help_line_without_a_source_is_refused() -> None:
    plain = {
        "page": {
            "title": "T", "lead": "L", "paragraphs": ["P"], "not_therapy": "N", "monitored": "M", "lines_note": "L",
        },
        "actions": dict.fromkeys(content.SAFETY_ACTIONS, "A"),
        "path": {
            "title": "T", "lead": "L", "replies": dict.fromkeys(content.PATH_REPLIES, "R"),
            "questions": [{"id": "afraid", "text": "Q", "worry": "yes"}],
        },
        "countries": [{"code": "IE", "name": "Ireland"}],
        "lines": [
            {"country": "IE", "topic": "crisis", "name": "N", "number": "1", "audience": "everyone", "sources": []}
        ],
    }  # fmt: skip
    with pytest.raises(ContentError, match="lines 1, sources: expected at least 1"):
        content.read_safety(plain, "safety.toml")
