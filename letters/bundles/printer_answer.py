"""What the printer says of a bundle: a small JSON file, with its signature where its key is known.

    {"bundle": "…", "manifest_sha256": "…", "answer": "refused", "reason": "…"}
    {"bundle": "…", "manifest_sha256": "…", "answer": "sent", "posted_on": "2026-11-25"}

A `signature` is Ed25519 over the rest: its JSON with the names in order, no white space, in UTF-8.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from rules.errors import AnswerForged, AnswerUnreadable, AnswerUnsigned
from rules.visible import blank

# Bytes of a file, and signs of a reason.
LARGEST, LONGEST = 10_000, 500
SENT, REFUSED = "sent", "refused"
SIGNATURE = "signature"
NEEDED = {SENT: "posted_on", REFUSED: "reason"}
NAME, DIGEST, DAY = re.compile(r"[0-9A-Za-z-]{1,64}"), re.compile(r"[0-9a-f]{64}"), re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Said:
    """One answer: about which bundle and which manifest, and what; `signed` is what its signature was made over."""

    bundle: str
    manifest_sha256: str
    answer: str
    posted_on: date | None
    reason: str | None
    signed: bytes
    signature: str | None


def read(content: bytes) -> Said:
    """The answer in a file; `AnswerUnreadable` where there is none, or more than one."""
    if len(content) > LARGEST:
        raise AnswerUnreadable("het is te groot")
    given = _texts(content)
    answer = given.get("answer", "")
    wanted = {"bundle", "manifest_sha256", "answer", NEEDED.get(answer, "answer")}
    if answer not in NEEDED or given.keys() - {SIGNATURE} != wanted:
        raise AnswerUnreadable("er ontbreekt iets, of er staat te veel in")
    if not NAME.fullmatch(given["bundle"]) or not DIGEST.fullmatch(given["manifest_sha256"]):
        raise AnswerUnreadable("de naam van de bundel of de controlecode van de lijst klopt niet")
    day, reason = given.get("posted_on"), given.get("reason")
    if reason is not None and (blank(reason) or not reason.isprintable() or len(reason) > LONGEST):
        raise AnswerUnreadable("de reden is leeg, te lang of niet te lezen")
    return Said(
        bundle=given["bundle"],
        manifest_sha256=given["manifest_sha256"],
        answer=answer,
        posted_on=None if day is None else _day(day),
        reason=reason,
        signed=canonical(given),
        signature=given.get(SIGNATURE),
    )


def canonical(given: Mapping[str, str]) -> bytes:
    """What a signature is made over: all but the signature itself."""
    rest = {name: value for name, value in given.items() if name != SIGNATURE}
    return json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def check_signature(said: Said, keys: Iterable[str], *, needed: bool) -> None:
    """Raise `AnswerUnsigned` or `AnswerForged` unless one of these keys, in base64, signed it.

    Where no key is known, a signature says nothing and is not looked at.
    """
    known = list(keys)
    if said.signature is None:
        if needed:
            raise AnswerUnsigned(said.bundle)
    elif known and not any(_holds(said.signed, said.signature, key) for key in known):
        raise AnswerForged(said.bundle)


def _holds(signed: bytes, signature: str, key: str) -> bool:
    with suppress(InvalidSignature, binascii.Error, ValueError):
        given = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key)).verify(given, signed)
        return True
    return False


def _texts(content: bytes) -> dict[str, str]:
    """The names and texts in a file: nothing else may be in it, and each name once."""
    try:
        pairs = json.loads(content.decode("utf-8-sig"), object_pairs_hook=tuple)
        given = dict(pairs)
        texts = isinstance(pairs, tuple) and all(isinstance(each, str) for pair in pairs for each in pair)
        if not texts or len(given) != len(pairs):
            raise AnswerUnreadable("er staat iets dubbel in, of iets anders dan tekst")
        canonical(given)
    except (ValueError, TypeError, RecursionError):
        raise AnswerUnreadable("het is geen JSON van namen en teksten") from None
    return given


def _day(given: str) -> date:
    try:
        if DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise AnswerUnreadable("de dag van verzenden bestaat niet")
