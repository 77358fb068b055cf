"""Keys: a random master key per person, wrapped in slots; everything else is derived from it (facts/safety.md 4)."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from nacl import bindings, pwhash
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from bondapp.rules.passphrases import normal
from bondapp.store.faults import StoreFault

KEY_BYTES = 32
FLOOR_MEMORY, CEILING_MEMORY = 64 << 20, 1 << 30
FLOOR_TURNS, CEILING_TURNS = 3, 10

SlotKind = Literal["passphrase", "kept"]
Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs: Argon2id passes and bytes (floors of RFC 9106)."""

    turns: int = 4
    memory: int = 256 << 20

    def checked(self) -> Cost:
        """Itself, or StoreFault "damaged": parameters are checked before they are run."""
        fits = FLOOR_TURNS <= self.turns <= CEILING_TURNS and FLOOR_MEMORY <= self.memory <= CEILING_MEMORY
        if not fits:
            raise StoreFault("damaged")
        return self


def derive(master: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose (keyed BLAKE2b, as in libsodium's crypto_kdf)."""
    return hashlib.blake2b(purpose.encode(), key=master, digest_size=KEY_BYTES, person=b"bond-derive").digest()


def seal(key: bytes, plain: bytes, about: bytes, random: Random) -> bytes:
    """XChaCha20-Poly1305 with a random nonce in front; `about` is authenticated with it."""
    nonce = random(bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, about, nonce, key)


def unseal(key: bytes, box: bytes, about: bytes) -> bytes:
    """Open a sealed box. Raises StoreFault "wrong_key" for another key or anything changed."""
    size = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box[size:], about, box[:size], key)
    except (CryptoError, ValueError, TypeError):
        raise StoreFault("wrong_key") from None


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to a person's master key: a passphrase, or a key kept by the keyring or a key file."""

    kind: SlotKind
    header: Mapping[str, Any]
    box: bytes

    @staticmethod
    def of(plain: Mapping[str, Any]) -> Slot:
        """Read a slot from JSON. Raises StoreFault "damaged"."""
        try:
            header = dict(plain["header"])
            return Slot(header["kind"], header, base64.b64decode(plain["box"], validate=True))
        except (KeyError, TypeError, ValueError):
            raise StoreFault("damaged") from None

    def plain(self) -> dict[str, Any]:
        """The slot as JSON."""
        return {"header": dict(self.header), "box": base64.b64encode(self.box).decode()}

    @property
    def about(self) -> bytes:
        """What the box is bound to: its whole header."""
        return json.dumps(self.header, sort_keys=True).encode()


def passphrase_slot(person: str, master: bytes, passphrase: str, cost: Cost, random: Random) -> Slot:
    """Wrap a master key under a passphrase."""
    cost = cost.checked()
    salt = random(pwhash.argon2id.SALTBYTES)
    header = {
        "v": 1,
        "kind": "passphrase",
        "person": person,
        "kdf": "argon2id13",
        "turns": cost.turns,
        "memory": cost.memory,
        "salt": base64.b64encode(salt).decode(),
    }
    slot = Slot("passphrase", header, b"")
    key = _stretch(passphrase, salt, cost)
    return Slot("passphrase", header, seal(key, master, slot.about, random))


def kept_slot(person: str, master: bytes, key: bytes, random: Random) -> Slot:
    """Wrap a master key under a random key that the keyring or a key file keeps."""
    header = {"v": 1, "kind": "kept", "person": person}
    slot = Slot("kept", header, b"")
    return Slot("kept", header, seal(key, master, slot.about, random))


def open_slot(slot: Slot, *, passphrase: str | None = None, key: bytes | None = None) -> bytes:
    """The master key. Raises StoreFault "wrong_key", or "damaged" for a header out of bounds."""
    if slot.header.get("v") != 1:
        raise StoreFault("newer")
    if slot.kind == "passphrase" and passphrase is not None:
        if slot.header.get("kdf") != "argon2id13":
            raise StoreFault("damaged")
        try:
            cost = Cost(int(slot.header["turns"]), int(slot.header["memory"])).checked()
            salt = base64.b64decode(slot.header["salt"], validate=True)
        except (KeyError, TypeError, ValueError, OverflowError):
            raise StoreFault("damaged") from None
        return unseal(_stretch(passphrase, salt, cost), slot.box, slot.about)
    if slot.kind == "kept" and key is not None:
        return unseal(key, slot.box, slot.about)
    raise StoreFault("wrong_key")


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    secret = normal(passphrase).encode("utf-8", "replace")[:1024]
    if len(salt) != pwhash.argon2id.SALTBYTES:
        raise StoreFault("damaged")
    stretched = pwhash.argon2id.kdf(KEY_BYTES, secret, salt, opslimit=cost.turns, memlimit=cost.memory)
    return derive(stretched, "slot/v1")


@dataclass(frozen=True, slots=True)
class PersonKeys:
    """All of a person's keys, derived from their master key."""

    master: bytes

    def __repr__(self) -> str:
        return "PersonKeys(…)"

    @property
    def space(self) -> bytes:
        """The key of their private space."""
        return derive(self.master, "private-space/v1")

    @property
    def box(self) -> PrivateKey:
        """The key that bond keys are sealed to."""
        return PrivateKey(derive(self.master, "box/v1"))

    def device(self, device: str) -> Signer:
        """Their signing key on one computer."""
        return Signer(derive(self.master, "device/v1/" + device))


class Signer:
    """Signs records in the name of one computer."""

    def __init__(self, seed: bytes) -> None:
        self._key = SigningKey(seed)
        self.public = self._key.verify_key.encode().hex()

    def sign(self, raw: bytes) -> bytes:
        """An Ed25519 signature, 64 bytes."""
        return self._key.sign(raw).signature


def signed_by(raw: bytes, signature: bytes, public: str) -> bool:
    """Whether the key of this device signed these bytes."""
    try:
        VerifyKey(bytes.fromhex(public)).verify(raw, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def seal_to(public: bytes, plain: bytes) -> bytes:
    """Seal a bond key to one member."""
    return SealedBox(PublicKey(public)).encrypt(plain)


def open_sealed(keys: PersonKeys, box: bytes) -> bytes:
    """Open what was sealed to this person. Raises StoreFault "wrong_key"."""
    try:
        return SealedBox(keys.box).decrypt(box)
    except (CryptoError, ValueError, TypeError):
        raise StoreFault("wrong_key") from None
