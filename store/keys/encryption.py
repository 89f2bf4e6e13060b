"""Sealing: AES-256-GCM bound to a place, and a keyed digest to find a citizen by their number (AVG, art. 32)."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as number

from rules.errors import BsnInvalid, BsnUnreadable, SealBroken
from store.keys.keyring import ID_BYTES, Keyring, keyring

FORM = b"\x01"
NONCE_BYTES = 12
HEAD_BYTES = len(FORM) + ID_BYTES + NONCE_BYTES
TAIL = 3
HIDDEN = "•••••"
# Nine figures, with at most two signs between them; those of a telephone number stand behind the code of a country.
NUMBERS = re.compile(r"(?<!\d)(?<!\+31)(?<!\+31.)\d(?:\W{0,2}\d){8}(?!\d)")
SEALING, FINDING = "seal", "index"


class Sealed(NamedTuple):
    """A sealed BSN: the cipher, the digest to find it by (`bsn_index`), and its last digits, for display."""

    cipher: bytes
    found_by: str
    tail: str


def seal(plain: bytes, place: str) -> bytes:
    """Seal with the current key, for one place only, such as `table:column:row`; the id of the key is in the clear."""
    held = keyring()
    nonce = secrets.token_bytes(NONCE_BYTES)
    closed = AESGCM(held.derived(held.current, SEALING)).encrypt(nonce, plain, place.encode())
    return FORM + bytes.fromhex(held.current) + nonce + closed


def unseal(cipher: bytes, place: str) -> bytes:
    """What was sealed for this place; `SealBroken` when it was changed or moved, `KeyMissing` without its key."""
    if not cipher.startswith(FORM) or len(cipher) <= HEAD_BYTES:
        raise SealBroken(place)
    key = AESGCM(keyring().derived(key_of(cipher), SEALING))
    try:
        return key.decrypt(cipher[1 + ID_BYTES : HEAD_BYTES], cipher[HEAD_BYTES:], place.encode())
    except InvalidTag:
        raise SealBroken(place) from None


def key_of(cipher: bytes) -> str:
    """The id of the key that something was sealed with."""
    return cipher[len(FORM) : len(FORM) + ID_BYTES].hex()


def seal_bsn(bsn: str, citizen_id: int) -> Sealed:
    """Seal a BSN for one citizen's row; `BsnInvalid` when it fails the eleven-test."""
    digits = check_bsn(bsn)
    held = keyring()
    return Sealed(seal(digits.encode(), _place(citizen_id)), _index(digits, held, held.current), digits[-TAIL:])


def open_bsn(cipher: bytes, citizen_id: int) -> str:
    """The nine digits; `BsnUnreadable` when the seal is broken or belongs to another row."""
    try:
        return unseal(cipher, _place(citizen_id)).decode()
    except SealBroken:
        raise BsnUnreadable(citizen_id) from None


def bsn_indexes(bsn: str) -> tuple[str, ...]:
    """The digests to find a citizen by, one per key; only with the key can they be inverted by trying every BSN.

    During a key rotation a citizen has one of them: `Citizen.bsn_index.in_(bsn_indexes(bsn))`.
    """
    digits, held = check_bsn(bsn), keyring()
    return tuple(_index(digits, held, key_id) for key_id in held.keys)


def check_bsn(bsn: str) -> str:
    """The nine digits of a number as someone wrote it; `BsnInvalid` when it fails the eleven-test."""
    try:
        return str(number.validate(bsn))
    # A number of thousands of digits is none either.
    except (ValidationError, ValueError):
        raise BsnInvalid from None


def masked(text: str, only: str = "") -> str:
    """A text in which each BSN shows its last digits only, or that one alone."""
    return NUMBERS.sub(lambda found: _tail(found[0], only) or found[0], text)


def _tail(said: str, only: str) -> str:
    digits = "".join(str(int(sign)) for sign in said if sign.isdecimal())
    try:
        return f"{HIDDEN}{check_bsn(digits)[-TAIL:]}" if only in ("", digits) else ""
    except BsnInvalid:
        return ""


def _index(digits: str, held: Keyring, key_id: str) -> str:
    digest = hmac.new(held.derived(key_id, FINDING), digits.encode(), hashlib.sha256).hexdigest()
    # The key's id comes first, so that a rotation knows which digests still have to be replaced.
    return f"{key_id}{digest}"


def _place(citizen_id: int) -> str:
    return f"citizen:bsn_cipher:{citizen_id}"
