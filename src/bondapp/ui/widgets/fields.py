"""Fields for a person's own words: plain text, never frozen by a long paste, never silently cut."""

from __future__ import annotations

import datetime
import re
from typing import Final

from PySide6.QtCore import QLocale, QMimeData, QSize, Qt, QTime, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QTextCursor, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QTimeEdit, QWidget

from bondapp.ui.theme import T, tokens
from bondapp.ui.widgets.text import LONG_LINE, soft_break

LETTER_LIMIT: Final = 100_000
LINE_LIMIT: Final = 2_000

_SOFT = 1  # the state of a block that follows a break which is ours, not the writer's

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")


def clean(words: str) -> str:
    """Words without NUL and lone surrogates (each becomes U+FFFD) and with plain line breaks."""
    whole = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _UNSTORABLE.sub("\ufffd", _BREAKS.sub("\n", whole))


class LetterField(QPlainTextEdit):
    """A field that grows with its words; Tab moves on. Emits trimmed(limit) when words beyond the limit stay out."""

    trimmed = Signal(int)

    def __init__(
        self,
        text: str = "",
        placeholder: str = "",
        name: str = "",
        role: str = "words",
        *,
        bare: bool = False,
        min_lines: int = 1,
        limit: int = LETTER_LIMIT,
    ) -> None:
        super().__init__()
        self._bare, self._min_lines, self._limit = bare, min_lines, limit
        self._inserting = False
        # Not the object name: that is for whoever puts the field on a page.
        self.setProperty("look", "bare" if bare else "letter")
        self.setFont(T().font(role))
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0 if bare else 2)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_words(text)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._hold_limit)
        self._fit()

    def words(self) -> str:
        """What is written, fit to be stored: without the breaks the field put into endless lines."""
        if not self._softs():
            return clean(self.toPlainText())
        parts: list[str] = []
        block = self.document().begin()
        while block.isValid():
            if parts and block.userState() != _SOFT:
                parts.append("\n")
            parts.append(block.text())
            block = block.next()
        return clean("".join(parts))

    def set_words(self, text: str) -> None:
        """Shows stored words with the caret at their end; not undoable, does not trim."""
        stored = clean(text)
        # Stored words are never cut because someone types into them, whatever their length.
        self._limit = max(self._limit, _utf16(stored))
        words, softs = soft_break(stored)
        self.setPlainText(words)
        self._mark(0, softs)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not source.hasText():
            return
        cursor = self.textCursor()
        taken = cursor.selectionEnd() - cursor.selectionStart()
        room = self._limit - self._length() + taken
        # Cut before cleaning: half a megabyte is then never looked at twice.
        words = clean(source.text()[: self._limit + 1])
        kept = _head(words, max(0, room))
        if kept:
            self._insert(cursor, kept)
        if len(kept) < len(words):
            self.trimmed.emit(self._limit)

    def _insert(self, cursor: QTextCursor, words: str) -> None:
        shown, softs = soft_break(words)
        start = self.document().findBlock(cursor.selectionStart()).blockNumber()
        self._inserting = True
        cursor.insertText(shown)
        self._mark(start, softs)
        self._inserting = False
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        if softs:
            # Who listened to the first signal read our breaks as the writer's.
            self.textChanged.emit()

    def _mark(self, start: int, softs: list[int]) -> None:
        for line in softs:
            self.document().findBlockByNumber(start + line).setUserState(_SOFT)

    def _softs(self) -> int:
        """How many breaks are the field's own; a line without one is never LONG_LINE long."""
        if self.document().characterCount() <= LONG_LINE:
            return 0
        count, block = 0, self.document().begin()
        while block.isValid():
            count += block.userState() == _SOFT
            block = block.next()
        return count

    def _length(self) -> int:
        return self.document().characterCount() - 1 - self._softs()

    def _hold_limit(self) -> None:
        if self._inserting or self.document().characterCount() - 1 <= self._limit:
            return
        extra = self._length() - self._limit
        if extra <= 0:
            return
        cursor = self.textCursor()
        end = cursor.position()
        cursor.setPosition(max(0, end - extra), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self.trimmed.emit(self._limit)

    def _fit(self, *_size: object) -> None:
        # QPlainTextDocumentLayout counts lines, not pixels.
        lines = max(self._min_lines, int(self.document().size().height()))
        line = QFontMetricsF(self.font()).lineSpacing()
        edge = 0 if self._bare else 6
        height = int(lines * line + 2 * self.document().documentMargin() + edge + 2)
        if self.height() != height:
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # It never scrolls inside itself; the page does.
        event.ignore()


def _utf16(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def _head(words: str, utf16: int) -> str:
    """The longest beginning of at most so many UTF-16 units (Qt's count) that splits no character."""
    if len(words) <= utf16 and words.isascii():
        return words
    return words.encode("utf-16-le")[: 2 * utf16].decode("utf-16-le", errors="ignore")


class _Trim(QValidator):
    """Lets every line in, shortened and cleaned; QLineEdit's own maximum would cut without a word."""

    def __init__(self, field: LineField, limit: int) -> None:
        super().__init__(field)
        self._field, self._limit = field, limit

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        words = clean(text[: 4 * self._limit]).replace("\n", " ")
        kept = _head(words, self._limit)
        if len(kept) < len(words):
            self._field.trimmed.emit(self._limit)
        return QValidator.State.Acceptable, kept, min(pos, len(kept))


class LineField(QLineEdit):
    """A field of one line; emits trimmed(limit) when words beyond the limit stay out. Width in px at 100 % text."""

    trimmed = Signal(int)

    def __init__(
        self,
        text: str = "",
        name: str = "",
        placeholder: str = "",
        width: int | None = None,
        *,
        role: str = "body",
        limit: int = LINE_LIMIT,
        secret: bool = False,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name or placeholder)
        self.setPlaceholderText(placeholder)
        self.setFont(T().font(role))
        self.setFixedHeight(T().px(tokens()["size"]["control"]))
        self.setMinimumWidth(T().px(64))
        if width:
            self.setFixedWidth(T().px(width))
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(1_000_000)
        self.setValidator(_Trim(self, limit))
        self.set_words(text)

    def words(self) -> str:
        """What is written, fit to be stored."""
        return clean(self.text()).replace("\n", " ")

    def set_words(self, text: str) -> None:
        """Shows stored words from their beginning."""
        self.setText(clean(text).replace("\n", " "))
        self.setCursorPosition(0)


class TimeField(QTimeEdit):
    """A time of day in the form of the language in force (12 or 24 h); changed carries a datetime.time."""

    changed = Signal(object)

    def __init__(self, value: datetime.time = datetime.time(18, 0), name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        # Qt reverses hours and minutes in a right-to-left field; a clock reads the same everywhere.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFont(T().font("time"))
        self.setFixedHeight(T().px(tokens()["size"]["control"]))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setDisplayFormat(self.locale().timeFormat(QLocale.FormatType.ShortFormat))
        self.setWrapping(True)
        self.set_value(value)
        self.timeChanged.connect(lambda _time: self.changed.emit(self.value()))

    def value(self) -> datetime.time:
        """The time shown, to the minute."""
        shown = self.time()
        return datetime.time(shown.hour(), shown.minute())

    def set_value(self, value: datetime.time) -> None:
        """Shows a time without emitting changed."""
        blocked = self.blockSignals(True)
        self.setTime(QTime(value.hour, value.minute))
        self.blockSignals(blocked)

    def sizeHint(self) -> QSize:
        widest = self.locale().toString(QTime(22, 58), self.displayFormat())
        width = QFontMetricsF(self.font()).horizontalAdvance(widest) + 2 * T().sp(11) + T().px(22)
        return QSize(max(T().px(84), int(width)), T().px(tokens()["size"]["control"]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A style sheet with padding leaves the inner line no room without its buttons.
        edge = T().sp(11)
        self.lineEdit().setGeometry(self.rect().adjusted(edge, 2, -edge, -2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel that scrolls the page must not change a time on its way.
        event.ignore()


def first_field(parent: QWidget) -> QWidget | None:
    """The first writable field inside a widget, for the focus a page starts with."""
    kinds = (LetterField, LineField, TimeField)
    found = (child for child in parent.findChildren(QWidget) if isinstance(child, kinds) and child.isEnabled())
    return next(found, None)
