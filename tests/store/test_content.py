"""The content that ships: complete, in tone, easy to read; and bad files told apart in one sentence."""

from __future__ import annotations

import re
import shutil
import time
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

from bondapp.paths import resources
from bondapp.rules.bonds import KINDS
from bondapp.rules.content import Content, ContentError, read_guide
from bondapp.rules.rituals import MINUTES
from bondapp.rules.steps import Guide
from bondapp.store.content import FILES, load

FOLDER = resources() / "content" / "en"
CONTENT = load(FOLDER)
NOT_PROSE = {
    "id", "group", "kind", "moment", "cadence", "days", "time", "fits", "functions", "evidence", "sources", "needs",
    "country", "topic", "audience", "number", "verified_on", "worry", "check", "who", "listening", "goto", "lang",
    "code",
}  # fmt: skip
BANNED = re.compile(
    r"\b(should|must|fail(?:ed|s|ure)?|missed|overdue|streaks?|ought|wrong with|anxious|avoidant|simply"
    r"|partners?|spouse|husband|wife|girlfriend|boyfriend)\b|!",
    re.IGNORECASE,
)
MINIMISERS = re.compile(r"\b(only|just)\b", re.IGNORECASE)
SHOUT = re.compile(r"\b[A-Z]{4,}\b")
NAMES = {"SHOUT", "HOME", "START", "MANAS", "LGBT"}


def prose(thing: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text a person may read, with its place."""
    if isinstance(thing, str):
        yield place, thing
    elif isinstance(thing, (tuple, list)):
        for number, item in enumerate(thing):
            yield from prose(item, f"{place}[{getattr(item, 'id', number)}]")
    elif isinstance(thing, dict):
        for key, item in thing.items():
            yield from prose(item, f"{place}.{key}")
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name not in NOT_PROSE or (field.name == "needs" and isinstance(thing, Content)):
                yield from prose(getattr(thing, field.name), f"{place}.{field.name}")


TEXTS = list(prose(CONTENT))


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))
    return max(groups, 1)


def grade(texts: list[str]) -> float:
    """Flesch-Kincaid grade level: 0.39 words per sentence + 11.8 syllables per word - 15.59."""
    words = [word for text in texts for word in re.findall(r"[A-Za-z’]+", text)]
    sentences = sum(max(len(re.findall(r"[.?:…]+(?:\s|”|$)", text)), 1) for text in texts)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_vocabulary_is_whole() -> None:
    assert len(CONTENT.need_groups) == 6
    assert [need.id for need in CONTENT.needs] == [f"n{number:02}" for number in range(1, 25)]
    assert all(sum(need.group == group.id for need in CONTENT.needs) == 4 for group in CONTENT.need_groups)
    assert [len(group.feelings) for group in CONTENT.feeling_groups] == [5] * 8
    assert (len(CONTENT.story_words), len(CONTENT.danger_words)) == (6, 6)
    assert CONTENT.feeling("afraid-of-you").group == "danger"


def test_things_are_found_by_id_or_not_at_all() -> None:
    assert CONTENT.need("n13").name == "Time alone"
    assert CONTENT.practice("c05").breath == (4, 6)
    assert CONTENT.ritual("r01").moment == "goodbye"
    with pytest.raises(KeyError):
        CONTENT.guide("nowhere")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("moment", ["goodbye", "coming_home", "end_of_day", "week"])
def test_every_kind_of_bond_has_a_ritual_for_every_first_question(kind: str, moment: str) -> None:
    rituals = CONTENT.rituals_for(kind, moment)
    assert rituals
    assert not rituals[0].touch
    assert all(kind in CONTENT.need(need).fits for ritual in rituals for need in ritual.needs)


def test_rituals_for_friends_leave_touch_out() -> None:
    for ritual in CONTENT.rituals_for("friends"):
        words = ritual.words_for("friends")
        assert not ritual.touch
        assert not re.search(
            r"\b(hugs?|(?<!in )touch|hold|kiss|hands?)\b", " ".join(words.steps) + words.small, re.IGNORECASE
        )
    assert "n07" not in {need.id for need in CONTENT.needs_for("friends")}


def test_rituals_start_with_values_the_editor_offers() -> None:
    for ritual in CONTENT.rituals:
        assert ritual.minutes in MINUTES
        assert bool(ritual.time) == bool(ritual.days) == (ritual.cadence != "when_it_happens")
        assert not ritual.time or "07:00" <= ritual.time < "22:00"


@pytest.mark.parametrize("guide", CONTENT.guides, ids=lambda guide: guide.id)
def test_every_stage_of_a_guide_is_reached(guide: Guide) -> None:
    assert {step.stage for step in guide.steps} == set(range(len(guide.stages)))
    assert guide.fits == KINDS


def test_soothing_practices_exist() -> None:
    practices = {practice.id for practice in CONTENT.practices}
    assert practices <= {option.id for option in CONTENT.repair.soothe}


def faults(text: str) -> Iterator[str]:
    """What breaks the tone in a text."""
    for pattern in (BANNED, MINIMISERS):
        yield from (match.group(0) for match in pattern.finditer(text))
    yield from set(SHOUT.findall(text)) - NAMES
    if text != text.strip() or "  " in text:
        yield "stray space"
    if "\u2014" in text:
        yield "long dash"


def straight_quotes(text: str) -> bool:
    """Whether a text has typewriter quotes, or quotation marks that do not open and close in turn."""
    marks = "".join(re.findall("[“”]", text))
    return bool(re.search("[\"'`]|(?<![\\w“}])’(?!\\s|$)", text)) or marks != "“”" * (len(marks) // 2)


def test_quotation_marks_and_apostrophes_are_typographic() -> None:
    assert not [f"{place}: {text}" for place, text in TEXTS if straight_quotes(text)]


@pytest.mark.parametrize("text", ["I don't", 'say "hello"', "”hello“", "say “hello", "say ’hello"])
def test_wrong_quotes_are_found(text: str) -> None:
    assert straight_quotes(text)


def test_the_tone_is_kept() -> None:
    assert len(TEXTS) > 400
    found = [f"{place}: {fault}" for place, text in TEXTS for fault in faults(text)]
    assert not found


@pytest.mark.parametrize(
    "text", ["You must go", "Great!", "it is just a step", "STOP", "your partner", "you missed it"]
)
def test_the_tone_can_be_broken(text: str) -> None:
    assert list(faults(text))


@pytest.mark.parametrize("name", [field.name for field in fields(Content) if field.name not in ("lang", "countries")])
def test_it_reads_easily(name: str) -> None:
    texts = [text for _, text in prose(getattr(CONTENT, name))]
    if name not in ("lines", "need_groups", "feeling_groups", "story_words", "danger_words"):
        assert grade(texts) <= 7, f"{name} reads at grade {grade(texts):.1f}"
        hardest = max((text for text in texts if len(text.split()) > 12), key=lambda text: grade([text]))
        assert grade([hardest]) <= 12, hardest


def test_the_grade_tells_hard_prose_from_easy() -> None:
    easy = ["Sit down. Breathe in. Look at the wall."]
    hard = ["Relational dysregulation necessitates considerable interpersonal accommodation and reciprocity."]
    assert grade(easy) < 3
    assert grade(hard) > 15


def test_help_lines_say_for_whom_and_when_they_were_checked() -> None:
    assert {line.country for line in CONTENT.lines} == {country.code for country in CONTENT.countries}
    for line in CONTENT.lines:
        assert re.search(r"\d.*\d.*\d", line.number)
        assert line.sources
        assert "S74" not in line.sources
        assert line.verified_on == date(2026, 11, 22)
    audiences = {line.audience for line in CONTENT.lines_for("GB")}
    assert audiences == {"everyone", "women", "men", "lgbt", "own_behaviour"}


def test_reading_it_all_is_quick() -> None:
    fastest = min(_seconds() for _ in range(5))
    assert fastest < 0.06, f"{fastest * 1000:.0f} ms"


def _seconds() -> float:
    begin = time.perf_counter()
    load(FOLDER)
    return time.perf_counter() - begin


def test_the_guide_in_the_manual_is_a_good_guide() -> None:
    manual = (FOLDER.parent / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", manual, re.DOTALL)
    assert example
    assert read_guide(tomllib.loads(example.group(1)), "README.md").id == "small-mend"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "en"))


def test_broken_toml_is_named_with_its_line(copy: Path) -> None:
    (copy / "guides" / "pause.toml").write_text('id = "pause"\ntitle = \n', encoding="utf-8")
    with pytest.raises(ContentError, match=r"^guides/pause\.toml: invalid value \(at line 2, column 9\)\.$"):
        load(copy)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_there_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ContentError, match=f"^{re.escape(name)}: the file cannot be read\\.$"):
        load(copy)


def test_a_file_in_another_encoding_is_named(copy: Path) -> None:
    (copy / "needs.toml").write_bytes(b'title = "caf\xe9"')
    with pytest.raises(ContentError, match=r"^needs\.toml: the file is not UTF-8 text\.$"):
        load(copy)


def test_a_file_with_a_mistyped_name_is_named(copy: Path) -> None:
    (copy / "ritual.toml").write_text("", encoding="utf-8")
    with pytest.raises(ContentError, match=r"^ritual\.toml: this file is not part of a content folder\.$"):
        load(copy)


def test_two_guides_with_one_id_are_named(copy: Path) -> None:
    shutil.copy(copy / "guides" / "pause.toml", copy / "guides" / "zz.toml")
    with pytest.raises(ContentError, match=r"^guides/zz\.toml: the id 'pause' belongs to another guide already\.$"):
        load(copy)


def test_a_missing_key_is_named_with_file_and_place(copy: Path) -> None:
    path = copy / "needs.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('name = "A reply"\n', ""), encoding="utf-8")
    with pytest.raises(ContentError, match=r"^needs\.toml, needs 2 \(n02\): the key name is missing\.$"):
        load(copy)
