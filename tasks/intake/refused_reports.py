"""Reports that were refused: sealed, with the reason, until administration says what became of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import chain, islice
from typing import Any

from rules.errors import BsnInvalid, KeyMissing, MaatwerkError, ReportUnreadable, SealBroken
from store.keys import sealed_files
from store.keys.encryption import TAIL, check_bsn
from tasks import clock
from tasks.answers.posted import Posted, named
from tasks.answers.texts import visible
from tasks.intake.form_posts import read_line
from tasks.intake.intake import Received, receive

# They lie with the drafts: sealed, backed up and given a new key alike.
START = "geweigerd-"
NAME = re.compile(rf"{START}[0-9a-f]{{32}}")
PARTS = ("values", "metadata")
ANSWERS_MOST, SIGNS_MOST = 300, 2_000
HIDDEN = "•••••"
GONE = "Deze melding is er niet meer. Misschien is zij al afgehandeld."


@dataclass(frozen=True)
class Refused:
    """A line that became no case: why, since when, and what it says, question by question, as far as it can be read."""

    name: str
    because: str
    at: datetime
    line: str

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The first answers, the beginning of each; of what cannot be read, the line itself."""
        try:
            said = json.loads(self.line)
        except (ValueError, RecursionError):
            return [("", _shown(self.line))]
        parts = [said.get(part) for part in PARTS] if isinstance(said, dict) else [{"": said}]
        left = chain.from_iterable(Posted(part).left() for part in parts if isinstance(part, dict))
        told = ((named(path), str(value)) for path, value in left if not isinstance(value, dict | list))
        return [(visible(question), _shown(value)) for question, value in islice(told, ANSWERS_MOST)]


def _shown(said: str) -> str:
    """The beginning, as far as it is text; of a BSN the last digits, as on every page."""
    with suppress(BsnInvalid):
        return f"{HIDDEN}{check_bsn(said)[-TAIL:]}"
    return visible(said[:SIGNS_MOST])


def _name(line: str) -> str:
    return f"{START}{sha256(line.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}"


def keep(line: str, refused: MaatwerkError) -> None:
    """Keep a line that was refused, once; the reason names the questions and none of the answers."""
    body = {"because": refused.message_nl, "at": clock.now().isoformat(), "line": line}
    if not (sealed_files.drafts().folder / _name(line)).exists():
        sealed_files.drafts().put(_name(line), json.dumps(body).encode())


def taken(line: str) -> None:
    """A line that was refused before is a case now."""
    (sealed_files.drafts().folder / _name(line)).unlink(missing_ok=True)


def names() -> list[str]:
    """The names of all that wait."""
    return [name for name in sealed_files.drafts().names() if NAME.fullmatch(name)]


def waiting() -> Iterator[Refused]:
    """All that wait, oldest first."""
    found: list[Refused] = []
    for name in names():
        with suppress(ReportUnreadable):
            found.append(load(name))
    yield from sorted(found, key=lambda one: one.at)


def load(name: str) -> Refused:
    """One that waits; `ReportUnreadable` when it is gone."""
    try:
        body: dict[str, Any] = json.loads(sealed_files.drafts().get(name)) if NAME.fullmatch(name) else {}
    except (FileNotFoundError, SealBroken, KeyMissing):
        body = {}
    if not body:
        raise ReportUnreadable(GONE)
    return Refused(name, visible(body["because"]), datetime.fromisoformat(body["at"]), body["line"])


def again(name: str, *, by: str) -> Received:
    """Take it in after all, now that there is a mapping for its form for example; raises an `IntakeError`."""
    received = receive(read_line(load(name).line), by=by)
    drop(name)
    return received


def drop(name: str) -> None:
    """Somebody dealt with it."""
    load(name)
    (sealed_files.drafts().folder / name).unlink(missing_ok=True)
