"""The way the tour takes: from the first start to a mended quarrel, one picture at every stop."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from bondapp import paths
from bondapp.services import opening, repair
from bondapp.services.reminders import Knock
from bondapp.services.session import Ports, Session
from bondapp.store.content import load
from bondapp.store.keys import FLOOR_MEMORY, FLOOR_TURNS, Cost
from bondapp.store.keystore import KeyFiles
from bondapp.tour import story
from bondapp.tour.camera import Camera, TourError
from bondapp.ui import a11y
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.door import DoorPage, TroublePage
from bondapp.ui.firststart import FirstStart
from bondapp.ui.firststart.step import ORDER
from bondapp.ui.frame import Frame
from bondapp.ui.journey import Journey
from bondapp.ui.looks import Looks
from bondapp.ui.reminder import ReminderCard
from bondapp.ui.shell import Shell
from bondapp.ui.theme import Mode

HEIGHT = 760


def application() -> QApplication:
    """An application that looks like the real one."""
    app = QApplication(["bondapp"])
    app.setStyle("Fusion")
    a11y.install(app)
    return app


class Walk:
    """One tour in one look."""

    def __init__(
        self, app: QApplication, room: Path, folder: Path, mode: Mode, *, scale: float, width: int, lang: str
    ) -> None:
        self._clock = story.Clock()
        self._scale = scale
        self._vault = room / "vault"
        ports = Ports(
            clock=self._clock,
            zone=lambda: story.ZONE,
            random=os.urandom,
            stores=[KeyFiles(room / "keys")],
            load_content=lambda: load(paths.resources() / "content" / lang),
            words=lambda: (paths.resources() / "words" / "passphrase.txt").read_text().split(),
            cost=Cost(FLOOR_TURNS, FLOOR_MEMORY),
        )

        self._bridge = Bridge(lambda: Session(self._vault, ports))
        self._looks = Looks(app, Frame(look=mode, scale=scale))
        self._looks.dress()
        self._shell = Shell()
        self._shell.dress()
        self._shell.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
        self._shell.resize(width, HEIGHT)
        self._shell.show()
        self.camera = Camera(app, self._bridge, folder, f"-{mode}")
        self._journey: Journey | None = None

    def end(self) -> None:
        """Close the window and the throw-away vault."""
        self._shell.hide()
        self._bridge.stop()
        self._shell.deleteLater()

    def everywhere(self) -> None:
        """Every stop, in the order in which a newcomer would come by."""
        self._first_start()
        ids = self._tell()
        self._come_in()
        self._needs(ids)
        self._rituals(ids)
        self._repair(ids)
        self._around(ids)
        self._doors()

    # -- stops -------------------------------------------------------------------------------------------

    def _first_start(self) -> None:
        answers = {"name": "Noor", "other": "Joss", "kind": "partners", "together": "1"}
        for number, step in enumerate(ORDER, 1):
            page = FirstStart(self._bridge, {**answers, "step": step})
            self._shell.fill(page)
            self._take(f"first-start-{number}-{step}", f"First start: {step}")

    def _tell(self) -> dict[str, str]:
        found: list[dict[str, str]] = []
        problems: list[Problem] = []

        def live(session: Session) -> dict[str, str]:
            opening.approach(session)
            return story.tell(session, self._clock)

        self._bridge.ask(live, found.append, problems.append)
        self.camera.wait(lambda: bool(found or problems), "the story")
        if problems:
            raise TourError(f"the story stopped: {problems[0].code}")
        return found[0]

    def _come_in(self) -> None:
        journey = Journey(self._shell, self._bridge, self._looks)
        settled: list[object] = []
        journey.settled.connect(settled.append)
        self._journey = journey
        self._bridge.run(self._set_scale)
        journey.approach()
        self.camera.wait(lambda: bool(settled), "the first page")
        self._take("today", "Today")

    def _set_scale(self, session: Session) -> None:
        from bondapp.services import settings

        settings.change(session, look=self._looks.wanted.look, scale=self._scale)

    def _needs(self, ids: dict[str, str]) -> None:
        self._stop("needs", ids["need"], "needs", "Needs: a card")
        self._stop("need", ids["need"], "need", "Name a need")
        self._stop("need", "", "need-new", "Name a need, from nothing")

    def _rituals(self, ids: dict[str, str]) -> None:
        self._stop("rituals", ids["home"], "rituals", "Rituals: changing one")
        self._stop("rituals", ids["proposed"], "ritual-proposed", "A ritual somebody proposed")
        self._stop("rituals", "new", "ritual-new", "A new ritual: what you already do")
        self._stop("ritual-walk", f"{ids['home']}|2026-11-19|0", "ritual-walk", "Walking a ritual")

    def _repair(self, ids: dict[str, str]) -> None:
        self._come("together")
        self._stop("today", "", "today-both", "Today, both here")
        self._stop("needs", "", "needs-both", "Needs, both here")
        self._stop("repair", "", "repair", "Repair: begin or pick up")
        self._gates()
        self._stop("repair-walk", ids["walk"], "repair-walk", "Saying back what was heard")
        self._press("walk-pause")
        self._take("pause-time", "A pause is named with its time")
        until = (story.THURSDAY.replace(hour=14, minute=47)).isoformat()
        self._bridge.run(lambda session: repair.act(session, ids["walk"], "pause", "", (until,)))
        self.camera.settle()
        self._stop("breathe", ids["walk"], "breathe", "A pause with a time to come back")
        self._stop("safety", "", "safety", "Your safety comes first")

    def _around(self, ids: dict[str, str]) -> None:
        self._come(ids["noor"])
        self._stop("breathe", "", "breathe-alone", "I need a moment")
        self._stop("settings", "", "settings", "Settings")
        self._stop("keys", "", "keys", "Keys")

    def _doors(self) -> None:
        if self._journey is None:
            return
        due = story.THURSDAY.replace(hour=17, minute=10)
        for name, knock in {
            "reminder-hidden": Knock("o", "r", due.date(), due, "ritual", False),
            "reminder": Knock("o", "r", due.date(), due, "ritual", True, "Coming home", "reunion"),
            "reminder-pause": Knock("o", "r", due.date(), due, "pause", False),
        }.items():
            card = ReminderCard(story.ZONE, "Joss")
            card.tell(knock, self._clock())
            self.camera.take(card, name, "A reminder", audit=False)
            card.hide()
            card.deleteLater()
        self._journey.hide_now()
        self._take("hidden", "Hidden")
        label = opening.Label("n", "Noor", "plum", True)
        other = opening.Label("j", "Joss", "honey", False)
        self._shell.fill(DoorPage(self._bridge, opening.Door("closed", (label, other), {})))
        self._take("door", "At the door")
        for code in ("missing", "newer", "not_a_vault"):
            self._shell.fill(TroublePage(Problem(code)))
            self._take(f"trouble-{code}", "When something is wrong at the start")

    def _gates(self) -> None:
        """The questions each answers alone; the answers go nowhere, and this tour gives one that says not now."""
        self._stop("repair-walk", "new:after-the-argument", "gate-hand-over", "Over to one of you")
        for name, title in (
            ("gate-path", "Alone: is a talk right for us now?"),
            ("gate-next", "Alone, further on"),
        ):
            self._press("hand-over-open", "asking-next")
            self._take(name, title)

    def _press(self, *names: str) -> None:
        """Press the first of these buttons that is shown."""
        for name in names:
            for button in self._shell.findChildren(QAbstractButton, name):
                if button.isVisible() and button.isEnabled():
                    button.click()
                    self.camera.settle()
                    return
        raise TourError(f"none of {', '.join(names)} is there to press")

    # -- moving ------------------------------------------------------------------------------------------

    def _stop(self, place: str, item: str, name: str, title: str) -> None:
        if self._journey is None:
            raise TourError("nobody is inside yet")
        self._journey.go(place, item)
        self._take(name, title)

    def _come(self, key: str) -> None:
        if self._journey is None:
            raise TourError("nobody is inside yet")
        self._journey.come(key)
        self.camera.settle()

    def _take(self, name: str, title: str) -> None:
        self.camera.take(self._shell, name, title)
