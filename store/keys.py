"""The citizen's number, sealed: AES-256-GCM bound to its row, found again by a keyed digest (AVG, art. 32)."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as number

from config.settings import settings
from rules.errors import BsnInvalid, BsnUnreadable, KeyMissing, KeysExposed
from store.files import sync

FORM = b"\x01"
KEY_BYTES = 32
ID_BYTES = 4
NONCE_BYTES = 12
HEAD_BYTES = len(FORM) + ID_BYTES + NONCE_BYTES
TAIL = 3


class Sealed(NamedTuple):
    """A sealed BSN: its cipher, the digest that finds it (`bsn_index`), and the last digits, for a screen."""

    cipher: bytes
    found_by: str
    tail: str


@dataclass(frozen=True)
class Keys:
    """The keys of this installation; `current` is the id of the one that seals, the others still open."""

    current: str
    seal: dict[str, bytes]
    index: bytes

    def sealing(self, key_id: str) -> AESGCM:
        """The key with this id; `KeyMissing` when it is not in the file."""
        if key_id not in self.seal:
            raise KeyMissing(key_id)
        return AESGCM(self.seal[key_id])


def seal_bsn(bsn: str, citizen_id: int) -> Sealed:
    """Seal a BSN for one citizen's row; `BsnInvalid` when it fails the eleven-test."""
    digits = _digits(bsn)
    held = _keys(settings().keys_folder)
    nonce = secrets.token_bytes(NONCE_BYTES)
    closed = held.sealing(held.current).encrypt(nonce, digits.encode(), _bound_to(citizen_id))
    return Sealed(FORM + bytes.fromhex(held.current) + nonce + closed, _index(digits, held), digits[-TAIL:])


def open_bsn(cipher: bytes, citizen_id: int) -> str:
    """The nine digits; `BsnUnreadable` when the seal is broken or belongs to another row."""
    if not cipher.startswith(FORM) or len(cipher) <= HEAD_BYTES:
        raise BsnUnreadable(citizen_id)
    key_id, nonce = cipher[1 : 1 + ID_BYTES], cipher[1 + ID_BYTES : HEAD_BYTES]
    key = _keys(settings().keys_folder).sealing(key_id.hex())
    try:
        return key.decrypt(nonce, cipher[HEAD_BYTES:], _bound_to(citizen_id)).decode()
    except InvalidTag:
        raise BsnUnreadable(citizen_id) from None


def bsn_index(bsn: str) -> str:
    """The digest to find a citizen by; without the key nobody can invert it by trying every BSN."""
    return _index(_digits(bsn), _keys(settings().keys_folder))


def _digits(bsn: str) -> str:
    try:
        return str(number.validate(bsn))
    except ValidationError:
        raise BsnInvalid from None


def _index(digits: str, held: Keys) -> str:
    return hmac.new(held.index, digits.encode(), hashlib.sha256).hexdigest()


def _bound_to(citizen_id: int) -> bytes:
    return f"citizen:bsn:{citizen_id}".encode()


@lru_cache(maxsize=8)
def _keys(folder: Path) -> Keys:
    path = folder / "keys.json"
    if not path.exists():
        _create(path)
    if path.stat().st_mode & 0o077:
        raise KeysExposed(str(path))
    held = json.loads(path.read_text())
    seal = {key_id: bytes.fromhex(key) for key_id, key in held["seal"].items()}
    return Keys(held["current"], seal, bytes.fromhex(held["index"]))


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_id = secrets.token_hex(ID_BYTES)
    fresh = {
        "current": key_id,
        "seal": {key_id: secrets.token_hex(KEY_BYTES)},
        "index": secrets.token_hex(KEY_BYTES),
    }
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(fresh, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link fails when the name exists: of two processes starting at once, one makes the keys.
        path.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()
    sync(path.parent)
