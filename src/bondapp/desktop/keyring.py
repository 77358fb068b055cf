"""Keys in the desktop's own keyring: Secret Service, KWallet, macOS Keychain or Windows Credential Locker."""

from __future__ import annotations

import base64
import binascii
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE: Final = "Bond"
# By name: everything else (plain files, null, whatever an add-on brings) might not protect what it is given.
_TRUSTED: Final = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
_PROBE: Final = "probe"

_Result = TypeVar("_Result")


class SystemKeyring:
    """A key store in the system's keyring; call it from a worker thread.

    Absence, a refused prompt and a keyring that does not answer within `patience` seconds (a prompt counts)
    are all the same: not available, no key. `put` raises OSError when the key cannot be read back.
    """

    def __init__(self, backend: KeyringBackend | None = None, patience: float = 60.0) -> None:
        self._given = backend
        self._patience = patience
        self._found: KeyringBackend | None = None
        self._searched = False

    def available(self) -> bool:
        """Whether there is a keyring that can be read; may ask the person to open it."""
        backend = self._backend()
        if backend is None:
            return False
        answered, _ = self._bounded(lambda: backend.get_password(_SERVICE, _PROBE))
        return answered

    def get(self, name: str) -> bytes | None:
        """The key kept under this name, or None."""
        backend = self._backend()
        if backend is None:
            return None
        _, text = self._bounded(lambda: backend.get_password(_SERVICE, name))
        if text is None:
            return None
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            return None

    def put(self, name: str, key: bytes) -> None:
        """Keep a key; it is readable again at once. Raises OSError when it cannot be kept."""
        backend = self._backend()
        if backend is not None:
            text = base64.b64encode(key).decode("ascii")
            self._bounded(lambda: backend.set_password(_SERVICE, name, text))
        if self.get(name) != key:
            raise OSError("the keyring did not keep the key")

    def remove(self, name: str) -> None:
        """Forget a key; nothing happens when there is none."""
        backend = self._backend()
        if backend is not None:
            self._bounded(lambda: backend.delete_password(_SERVICE, name))

    def _backend(self) -> KeyringBackend | None:
        if not self._searched:
            self._searched = True
            _, self._found = self._bounded(self._search)
        return self._found

    def _search(self) -> KeyringBackend | None:
        import keyring

        chosen = self._given if self._given is not None else keyring.get_keyring()
        # The chainer asks several in turn, trusted or not.
        several: list[KeyringBackend] = getattr(chosen, "backends", None) or [chosen]
        for backend in several:
            if type(backend).__module__.startswith(_TRUSTED):
                return backend
        return None

    def _bounded(self, work: Callable[[], _Result]) -> tuple[bool, _Result | None]:
        """Whether the work was done in time, and its result. Keyrings raise whatever their platform raises."""
        results: list[_Result] = []

        def run() -> None:
            try:
                results.append(work())
            except Exception:  # noqa: BLE001 - a keyring's many errors all mean: not here
                return

        thread = threading.Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience)
        return (True, results[0]) if results else (False, None)
