"""The bridge: one thread owns the store, results and problems come back, nothing reaches a page that is gone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bondapp.services import drafts, needs
from bondapp.services.needs import NeedForm
from bondapp.services.session import Session
from bondapp.store.faults import StoreFault
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.problems import sentence
from world import World


@pytest.fixture
def bridge(tmp_path: Path, qtbot: QtBot) -> Bridge:  # noqa: ARG001 - the bot brings the event loop
    """A bridge onto Noor's session."""
    return Bridge(World(tmp_path).pair)


def rest(qtbot: QtBot, bridge: Bridge) -> None:
    """Wait until everything asked for was handed over."""
    qtbot.waitUntil(lambda: not bridge.busy)


def test_results_come_back_on_the_screen_thread_and_work_happens_on_another(qtbot: QtBot, bridge: Bridge) -> None:
    seen: list[str] = []
    bridge.ask(
        lambda _: threading.current_thread().name, lambda name: seen.extend((name, threading.current_thread().name))
    )
    rest(qtbot, bridge)
    assert seen == ["store", "MainThread"]
    bridge.stop()


def test_what_was_written_is_told_after_the_result(qtbot: QtBot, bridge: Bridge) -> None:
    order: list[object] = []
    bridge.changed.connect(order.append)
    bridge.ask(lambda s: needs.save(s, NeedForm(when="plans change")), lambda card: order.append(card.need.when))
    rest(qtbot, bridge)
    assert order[0] == "plans change" or "person" in order[0]  # type: ignore[operator] # - the start's own change may come first
    assert "need" in order[-1]  # type: ignore[operator] # - a set of nouns
    bridge.stop()


def test_a_problem_goes_to_whoever_asked_and_otherwise_to_everybody(qtbot: QtBot, bridge: Bridge) -> None:
    asked: list[Problem] = []
    heard: list[Problem] = []
    bridge.failed.connect(heard.append)

    def full(_session: Session) -> None:
        raise StoreFault("full")

    bridge.ask(full, lambda _: None, asked.append)
    bridge.run(full)
    rest(qtbot, bridge)
    assert (asked, heard) == ([Problem("full")], [Problem("full")])
    bridge.stop()


def test_an_unexpected_error_is_a_code_and_never_quotes_anybody(qtbot: QtBot, bridge: Bridge) -> None:
    problems: list[Problem] = []

    def fail(_session: Session) -> None:
        raise RuntimeError("I am afraid of you")

    bridge.ask(fail, lambda _: None, problems.append)
    rest(qtbot, bridge)
    assert problems == [Problem("unexpected")]
    assert "afraid" not in repr(problems) + sentence(problems[0])
    bridge.stop()


def test_nothing_is_handed_to_a_page_that_is_gone(qtbot: QtBot, bridge: Bridge) -> None:
    page = QObject()
    seen: list[int] = []
    gate = threading.Event()
    bridge.ask(lambda _: gate.wait(5) and 1, lambda _: seen.append(1), owner=page)
    page.deleteLater()
    qtbot.waitSignal(page.destroyed, timeout=1000, raising=False)
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gate.set()
    rest(qtbot, bridge)
    assert seen == []
    bridge.stop()


def test_stopping_finishes_what_was_asked_for(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    world = World(tmp_path)
    bridge = Bridge(world.pair)
    for number in range(20):
        bridge.run(drafts.keep, f"need/new/{number}", "words")
    bridge.stop()
    session = world.session()
    assert len(drafts.find(session, "need/new/")) == 20
    session.close()


@pytest.mark.parametrize(
    "code", ["full", "read_only", "busy", "newer", "missing", "not_a_vault", "wrong_key", "empty", "unheard_of"]
)
def test_every_problem_has_one_sentence_that_blames_nobody(qapp: QApplication, code: str) -> None:
    assert qapp is not None
    words = sentence(Problem(code))
    assert words.endswith(".")
    assert "!" not in words
    assert words[0].isupper()
