"""Kept closed: the passphrase of the one person here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bondapp.services import people
from bondapp.services.session import Session
from bondapp.ui.bridge import Problem
from bondapp.ui.firststart.passphrase import PassphraseFields
from bondapp.ui.settings.part import Part, Seen
from bondapp.ui.widgets import (
    Button,
    FlowBox,
    LineField,
    Text,
    buddy,
    vbox,
    wrap,
)
from bondapp.ui.widgets.layouts import Item


class ClosedPart(Part):
    """The passphrase of the one person here: set, changed, removed, each after the one in force."""

    def build(self) -> list[Item]:
        self._names: list[str] = []
        self._has = False
        self._wish = ""
        self._state = Text("", "body")
        self._state.setObjectName("settings-closed-state")
        self._set = Button("", "outline", "lock-key")
        self._set.setObjectName("settings-passphrase-set")
        self._set.clicked.connect(lambda: self._begin("set"))
        self._remove = Button(self.tr("Remove the passphrase"), "plain")
        self._remove.setObjectName("settings-passphrase-remove")
        self._remove.clicked.connect(lambda: self._begin("remove"))
        self._buttons = FlowBox([self._set, self._remove], gap=8)
        return [self._state, self._buttons, self._build_form()]

    def _build_form(self) -> QWidget:
        self._now = LineField("", self.tr("Your passphrase so far"), secret=True)
        self._now.setObjectName("settings-passphrase-now")
        self._now_box = wrap(vbox(buddy(self.tr("Your passphrase so far"), self._now), self._now, gap=6))
        self._fields = PassphraseFields(self.bridge, lambda: self._names)
        self._keep = Button(self.tr("Keep this passphrase"), "primary")
        self._keep.setObjectName("settings-passphrase-keep")
        self._keep.clicked.connect(self._try)
        leave = Button(self.tr("Leave it as it is"), "plain")
        leave.setObjectName("settings-passphrase-leave")
        leave.clicked.connect(self._end)
        for field in (self._now, self._fields.field, self._fields.again):
            field.returnPressed.connect(self._try)
        self._form = wrap(vbox(self._now_box, self._fields, FlowBox([self._keep, leave], gap=8), gap=12))
        self._form.hide()
        return self._form

    def show_seen(self, seen: Seen) -> None:
        company = seen.company
        me = company.me
        self._names = [person.name for person in company.people]
        self._has = me is not None and me.id in company.with_passphrase
        self._buttons.setVisible(me is not None and self._form.isHidden())
        self._remove.setVisible(self._has)
        self._set.setText(self.tr("Change the passphrase") if self._has else self.tr("Set a passphrase"))
        if me is None:
            self._end()
            self._buttons.hide()
            self._state.setText(self.tr("Each of you closes their own place. Choose one of you at the side."))
        elif self._has:
            self._state.setText(self.tr("Your private place is locked: it opens with your passphrase alone."))
        else:
            self._state.setText(
                self.tr(
                    "Your words are encrypted, and the key is kept by this system’s keyring or in a key file that no "
                    "other computer account can read. Private means hidden, not locked: whoever uses this account can "
                    "look. A passphrase locks it."
                )
            )

    def _begin(self, wish: str) -> None:
        self._wish = wish
        self.problem.tell("")
        self._now_box.setVisible(self._has)
        self._fields.setVisible(wish == "set")
        self._keep.setText(self.tr("Keep this passphrase") if wish == "set" else self.tr("Remove it"))
        self._buttons.hide()
        self._form.show()
        first = self._now if self._has else self._fields.field
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        had_focus = self._form.isAncestorOf(self.window().focusWidget() or self.window())
        self._now.clear()
        self._fields.clear()
        self._form.hide()
        self._buttons.show()
        self.problem.tell("")
        if had_focus:
            self._set.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        sentence = self._fields.problem() if self._wish == "set" else ""
        if sentence:
            self.problem.tell(sentence)
            if self._now_box.isHidden() or self._now.words():
                self._fields.focus()
            else:
                self._now.setFocus()
            return
        now, fresh = (self._now.words() if self._has else None), self._fields.value()
        chosen = fresh if self._wish == "set" else None

        def change(session: Session) -> bool:
            if now is not None and not people.confirm_passphrase(session, now):
                return False
            people.set_passphrase(session, chosen)
            return True

        self._keep.setEnabled(False)
        self.bridge.ask(change, self._tried, self._not_tried, owner=self)

    def _tried(self, done: bool) -> None:
        self._keep.setEnabled(True)
        if done:
            self._end()
            self.done()
            return
        self.problem.tell_problem(Problem("wrong_key"))
        self._now.setFocus(Qt.FocusReason.OtherFocusReason)
        self._now.selectAll()

    def _not_tried(self, problem: Problem) -> None:
        self._keep.setEnabled(True)
        self.trouble(problem)
