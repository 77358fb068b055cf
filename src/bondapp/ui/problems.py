"""One clear sentence for each thing that can go wrong: what is safe first, then what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from bondapp.ui.bridge import Problem


def sentence(problem: Problem) -> str:
    """What to tell the person."""
    tr = QCoreApplication.translate
    known = {
        "wrong_key": tr("Problems", "That doesn’t open it. Nothing has changed; try again."),
        "newer": tr("Problems", "This was written by a newer Bond. It is untouched; install that version to open it."),
        "not_a_vault": tr("Problems", "This folder holds other things, so Bond left it alone. Choose an empty folder."),
        "missing": tr(
            "Problems",
            "The folder with your words isn’t where it was. Plug the disk in or bring it back, then look again.",
        ),
        "full": tr("Problems", "Your words are safe on this screen. The disk is full; make some room and save again."),
        "read_only": tr(
            "Problems", "Your words are safe on this screen. The disk can’t be written just now; try again in a moment."
        ),
        "busy": tr(
            "Problems", "Your words are safe on this screen. Something else is using the file; try again in a moment."
        ),
        "damaged": tr(
            "Problems", "This file can’t be read as it was written. It is untouched; a backup can bring it back."
        ),
        "plaintext": tr(
            "Problems", "Bond can’t encrypt on this computer as it is installed, so it writes nothing. Install it anew."
        ),
        "old_engine": tr("Problems", "Part of Bond is too old to keep your words safely. Install it anew."),
        "in_use": tr("Problems", "Bond is open already. Its window comes to the front."),
        "empty": tr("Problems", "A few words on any line are enough to save this card."),
        "empty_title": tr("Problems", "Give it a name, however short, and it can be saved."),
        "empty_name": tr("Problems", "A name, a nickname or one letter will do."),
        "no_days": tr("Problems", "Choose at least one day, or take the time away."),
        "passphrase": tr("Problems", "That one is easy to guess. Use a longer one, or take the five words offered."),
        "too_short": tr("Problems", "A pause helps from twenty minutes on. Choose a later time to come back."),
        "too_long": tr("Problems", "A pause has an end within a day. Choose an earlier time to come back."),
        "NotOpen": tr("Problems", "This is closed just now. Open it again to go on; nothing is lost."),
        "OutOfStep": tr("Problems", "The guide has moved on. Your words are still here."),
        "not_here": tr("Problems", "Only the person themselves can do that."),
    }
    return known.get(
        problem.code, tr("Problems", "Something went wrong on our side. What was saved is safe; try again.")
    )
