"""Reports that are half filled in: sealed, on the server, and only for the person who began them."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.web.words import opening
from rules.errors import KeyMissing, MaatwerkError, SealBroken
from store.keys import sealed_files
from tasks import clock

NAME = re.compile(r"[0-9a-f]{32}")
KEPT = timedelta(days=30)


class DraftMissing(MaatwerkError):
    """There is no such draft, or it belongs to somebody else."""

    def __init__(self) -> None:
        super().__init__("no such draft")
        gone = f"Dit concept is er niet meer. Misschien is {opening().the} al vastgelegd."
        self.message_nl = f"{gone} Zoek de zaak, of begin opnieuw."


@dataclass(frozen=True)
class Draft:
    """What has been filled in so far."""

    id: str
    values: Mapping[str, str]
    saved_at: datetime


def begin(owner: str) -> str:
    """A new, empty draft."""
    name = secrets.token_hex(16)
    save(name, owner, {})
    return name


def save(name: str, owner: str, values: Mapping[str, str]) -> None:
    """Store the values, sealed."""
    body = {"owner": owner, "values": dict(values), "saved_at": clock.now().isoformat()}
    sealed_files.drafts().put(_checked(name), json.dumps(body).encode())


def load(name: str, owner: str) -> Draft:
    """The draft of this owner; `DraftMissing` when it does not exist or belongs to somebody else."""
    try:
        body = json.loads(sealed_files.drafts().get(_checked(name)))
    except (FileNotFoundError, SealBroken, KeyMissing):
        raise DraftMissing from None
    if body["owner"] != owner:
        raise DraftMissing
    return Draft(name, body["values"], datetime.fromisoformat(body["saved_at"]))


def mine(owner: str) -> list[Draft]:
    """This owner's drafts, newest first; those that are too old are deleted."""
    kept, found = sealed_files.drafts(), []
    for name in kept.names():
        path = kept.folder / name
        # Reports that were refused lie here too, and wait for somebody.
        if not NAME.fullmatch(name):
            continue
        if clock.now().timestamp() - path.stat().st_mtime > KEPT.total_seconds():
            path.unlink(missing_ok=True)
        else:
            found += _readable(name, owner)
    return sorted(found, key=lambda draft: draft.saved_at, reverse=True)


def drop(name: str, owner: str) -> None:
    """Delete a draft."""
    load(name, owner)
    (sealed_files.drafts().folder / name).unlink(missing_ok=True)


def _readable(name: str, owner: str) -> list[Draft]:
    try:
        return [load(name, owner)]
    except DraftMissing:
        return []


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise DraftMissing
    return name
