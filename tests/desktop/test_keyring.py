"""Keys go to a keyring that protects them, or are said not to be kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import InitError, PasswordDeleteError

from bondapp.desktop.keyring import SystemKeyring

KEY = bytes(range(256))


class Trusted(KeyringBackend):
    """A keyring in memory that passes for the Secret Service."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class Refusing(Trusted):
    """The person closes its prompt."""

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002 - the backend's names
        raise InitError("prompt dismissed")

    set_password = get_password  # type: ignore[assignment]  # it refuses everything


class Forgetful(Trusted):
    """It takes a key and does not keep it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Hanging(Trusted):
    """It never answers while the test runs."""

    over = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:  # noqa: ARG002 - the backend's names
        self.over.wait(30)
        return None


class Untrusted(Trusted):
    """A keyring from an add-on that may write plain text."""


for _class in (Trusted, Refusing, Forgetful, Hanging):
    _class.__module__ = "keyring.backends.SecretService"


class Chain(Trusted):
    """Several keyrings, asked in turn."""

    def __init__(self, *backends: KeyringBackend) -> None:
        super().__init__()
        self.backends = backends


NO_KEYRING: KeyringBackend = fail.Keyring()  # type: ignore[no-untyped-call]  # keyring leaves it untyped
NULL_KEYRING: KeyringBackend = null.Keyring()  # type: ignore[no-untyped-call]  # keyring leaves it untyped


@pytest.fixture(autouse=True)
def nothing_hangs_on() -> Iterator[None]:
    Hanging.over.clear()
    yield
    Hanging.over.set()


def test_a_key_comes_back_as_it_went_in_and_can_be_forgotten() -> None:
    keys = SystemKeyring(Trusted())
    assert keys.available()
    assert keys.get("ada-master") is None
    keys.put("ada-master", KEY)
    assert keys.get("ada-master") == KEY
    keys.remove("ada-master")
    keys.remove("ada-master")
    assert keys.get("ada-master") is None


def test_keys_lie_under_the_name_bond() -> None:
    backend = Trusted()
    SystemKeyring(backend).put("one", KEY)
    assert list(backend.kept) == [("Bond", "one")]


@pytest.mark.parametrize(
    "backend", [NO_KEYRING, NULL_KEYRING, Untrusted(), Refusing(), Forgetful(), Chain(Untrusted())]
)
def test_what_does_not_keep_a_key_safely_is_never_taken_for_a_keyring(backend: KeyringBackend) -> None:
    keys = SystemKeyring(backend)
    if not isinstance(backend, Forgetful):
        assert not keys.available()
    assert keys.get("one") is None
    with pytest.raises(OSError, match="did not keep"):
        keys.put("one", KEY)
    keys.remove("one")
    assert not getattr(backend, "kept", {})


def test_of_several_keyrings_only_a_trusted_one_is_used() -> None:
    untrusted, trusted = Untrusted(), Trusted()
    keys = SystemKeyring(Chain(untrusted, trusted))
    keys.put("one", KEY)
    assert trusted.kept
    assert not untrusted.kept


def test_a_keyring_that_hangs_counts_as_absent() -> None:
    started = time.monotonic()
    keys = SystemKeyring(Hanging(), patience=0.3)
    assert not keys.available()
    assert keys.get("one") is None
    assert time.monotonic() - started < 3


def test_a_damaged_entry_is_no_key() -> None:
    backend = Trusted()
    backend.kept["Bond", "one"] = "not base64 \u2764"
    assert SystemKeyring(backend).get("one") is None


def test_a_computer_without_a_bus_has_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    keys = SystemKeyring()
    assert not keys.available()
    assert keys.get("one") is None
