"""Reports that were refused: sealed, with the reason, until administration says what became of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import chain, islice
from typing import Any

from rules.errors import BsnInvalid, KeyMissing, MaatwerkError, ReportUnreadable, SealBroken
from store.keys import sealed_files
from store.keys.encryption import HIDDEN, TAIL, check_bsn, masked
from tasks import clock
from tasks.answers.posted import Posted, named
from tasks.answers.texts import visible
from tasks.intake.form_posts import LINE, read_line
from tasks.intake.intake import Received, receive

# They lie with the drafts: sealed, backed up and given a new key alike.
START = "geweigerd-"
SETTLED = "afgehandeld-"
NAME, DONE = re.compile(rf"{START}[0-9a-f]{{32}}"), re.compile(rf"{SETTLED}[0-9a-f]{{32}}-\d{{20}}")
PARTS = ("values", "metadata")
# A number is not shown in half, where the text is cut.
ANSWERS_MOST, SIGNS_MOST, MARGIN = 300, 2_000, 60
# What was dealt with keeps its contents as long as this, for who took the wrong one.
KEPT = timedelta(days=365)
GONE = "Deze melding is er niet meer. Misschien is zij al afgehandeld."


@dataclass(frozen=True)
class Refused:
    """A line that became no case: why, since when, and what it says, question by question, as far as it can be read.

    Of one that was dealt with: by whom, when, and what became of it; after a year its contents are gone.
    """

    name: str
    because: str
    at: datetime
    line: str
    by: str = ""
    settled_at: datetime | None = None
    reason: str = ""

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The first answers, the beginning of each; of what cannot be read, the line itself."""
        if not self.line:
            return []
        try:
            said = json.loads(self.line)
        except (ValueError, RecursionError):
            return [("", _shown(self.line))]
        parts: list[Any] = [{"": said}]
        if isinstance(said, dict):
            beside = {name: value for name, value in said.items() if name not in LINE}
            parts = [*(said.get(part) for part in PARTS), beside]
        left = chain.from_iterable(Posted(part).left() for part in parts if isinstance(part, dict))
        told = ((named(path), str(value)) for path, value in left if not isinstance(value, dict | list))
        return [(masked(visible(question)), _shown(value)) for question, value in islice(told, ANSWERS_MOST)]


def _shown(said: str) -> str:
    """The beginning, as far as it is text; of a BSN in it the last digits, as on every page."""
    # As a number it may have lost its first figure.
    with suppress(BsnInvalid):
        return f"{HIDDEN}{check_bsn(said)[-TAIL:]}"
    shown = masked(visible(said[: SIGNS_MOST + MARGIN]))
    return shown[:SIGNS_MOST]


def _name(line: str) -> str:
    return f"{START}{sha256(line.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}"


def keep(line: str, refused: MaatwerkError) -> None:
    """Keep a line that was refused, once; the reason names the questions and none of the answers."""
    if not (sealed_files.drafts().folder / _name(line)).exists():
        _write(Refused(_name(line), refused.message_nl, clock.now(), line))


def taken(line: str) -> None:
    """A line that was refused before is a case now."""
    _remove(_name(line))


def names() -> list[str]:
    """The names of all that wait."""
    return [name for name in sealed_files.drafts().names() if NAME.fullmatch(name)]


def waiting() -> list[Refused]:
    """All that wait, oldest first."""
    return sorted(_read(names()), key=lambda one: one.at)


def settled() -> list[Refused]:
    """All that were dealt with, newest first; the contents of what is too old are erased."""
    found = _read(name for name in sealed_files.drafts().names() if DONE.fullmatch(name))
    return [_aged(one) for one in sorted(found, key=lambda one: one.settled_at or one.at, reverse=True)]


def _read(names: Iterable[str]) -> Iterator[Refused]:
    for name in names:
        with suppress(ReportUnreadable):
            yield _load(name)


def _aged(one: Refused) -> Refused:
    if not one.line or one.settled_at is None or clock.now() - one.settled_at < KEPT:
        return one
    bare = replace(one, line="")
    _write(bare)
    return bare


def load(name: str) -> Refused:
    """One that waits; `ReportUnreadable` when it is gone."""
    if not NAME.fullmatch(name):
        raise ReportUnreadable(GONE)
    return _load(name)


def _load(name: str) -> Refused:
    try:
        body: dict[str, Any] = json.loads(sealed_files.drafts().get(name))
    except (FileNotFoundError, SealBroken, KeyMissing):
        raise ReportUnreadable(GONE) from None
    days = {day: datetime.fromisoformat(body[day]) for day in ("at", "settled_at") if body.get(day)}
    return Refused(**body | days | {"name": name, "because": visible(body["because"])})


def _write(one: Refused) -> None:
    body = {name: value for name, value in asdict(one).items() if value and name != "name"} | {"line": one.line}
    sealed_files.drafts().put(one.name, json.dumps(body, default=datetime.isoformat).encode())


def again(name: str, *, by: str) -> Received:
    """Take it in after all, now that there is a mapping for its form for example; raises an `IntakeError`."""
    received = receive(read_line(load(name).line), by=by)
    _remove(name)
    return received


def settle(name: str, *, by: str, reason: str) -> None:
    """Somebody dealt with it: who, when and how stays, and for a year what it says."""
    one, now = load(name), clock.now()
    done = f"{SETTLED}{name.removeprefix(START)}-{now:%Y%m%d%H%M%S%f}"
    _write(replace(one, name=done, by=by, settled_at=now, reason=reason.strip()))
    _remove(name)


def _remove(name: str) -> None:
    (sealed_files.drafts().folder / name).unlink(missing_ok=True)
