"""A report half filled in: sealed, on the server, for the one who began it, so that nothing is lost."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from config.settings import settings
from rules.errors import MaatwerkError
from tasks import clock

NAME = re.compile(r"[0-9a-f]{32}")
KEPT = timedelta(days=30)
NONCE = 12


class DraftMissing(MaatwerkError):
    """There is no such draft, or it is somebody else's."""

    message_nl = "Dit concept is er niet meer. Misschien is de melding al vastgelegd. Zoek de zaak, of begin opnieuw."


@dataclass(frozen=True)
class Draft:
    """What was filled in so far."""

    id: str
    values: Mapping[str, str]
    saved_at: datetime


def begin(owner: str) -> str:
    """A new, empty draft."""
    name = secrets.token_hex(16)
    save(name, owner, {})
    return name


def save(name: str, owner: str, values: Mapping[str, str]) -> None:
    """Keep the values, sealed."""
    path = _path(name)
    nonce = secrets.token_bytes(NONCE)
    body = {"values": dict(values), "saved_at": clock.now().isoformat()}
    sealed = nonce + _seal().encrypt(nonce, json.dumps(body).encode(), _bound(name, owner))
    fresh = path.with_suffix(f".{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(descriptor)
    fresh.replace(path)


def load(name: str, owner: str) -> Draft:
    """The draft of this owner; `DraftMissing` when it is not there, or not theirs."""
    try:
        sealed = _path(name).read_bytes()
        body = json.loads(_seal().decrypt(sealed[:NONCE], sealed[NONCE:], _bound(name, owner)))
    except (FileNotFoundError, InvalidTag):
        raise DraftMissing from None
    return Draft(name, body["values"], datetime.fromisoformat(body["saved_at"]))


def mine(owner: str) -> list[Draft]:
    """This owner's drafts, newest first; what is too old is thrown away."""
    found = []
    for path in _folder().iterdir():
        if clock.now().timestamp() - path.stat().st_mtime > KEPT.total_seconds():
            path.unlink(missing_ok=True)
        elif NAME.fullmatch(path.name):
            found += _readable(path.name, owner)
    return sorted(found, key=lambda draft: draft.saved_at, reverse=True)


def drop(name: str, owner: str) -> None:
    """Throw a draft away."""
    load(name, owner)
    _path(name).unlink(missing_ok=True)


def _readable(name: str, owner: str) -> list[Draft]:
    try:
        return [load(name, owner)]
    except DraftMissing:
        return []


def _folder() -> Path:
    folder = settings().home / "drafts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise DraftMissing
    return _folder() / name


def _bound(name: str, owner: str) -> bytes:
    return f"draft:{owner}:{name}".encode()


def _seal() -> AESGCM:
    path = settings().keys_folder / "drafts.key"
    try:
        return AESGCM(path.read_bytes())
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(AESGCM.generate_key(bit_length=256))
        try:
            # Of two processes starting at once, one makes the key.
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        return AESGCM(path.read_bytes())
