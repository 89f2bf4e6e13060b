"""The reports of the sample municipality, and its plays: a report and what follows, counted back from today."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import config
from config.forms import forms
from config.law import law
from tasks import clock

FOLDER = Path(config.__file__).parent / "sample"
# "{-12}" is a day, "{-12 10:00}" a moment, in working days, so that nothing happens on a Sunday. "{-12d}" counts days,
# for what must fall within a term of the law, and is moved back to a working day.
WHEN = re.compile(r"\{([+-]\d+d?)(?: (\d\d):(\d\d))?\}")
WEEK = timedelta(weeks=1)
# An older report without an investigation would be over its term on the first day.
RECENT_WEEKS = 3


@dataclass(frozen=True)
class Step:
    """One moment in a play: a fact, or without one just another look at the case."""

    at: datetime
    fact: str
    body: dict[str, Any]
    by: str


@dataclass(frozen=True)
class Play:
    """One case: what it shows, its report as a form server posts it, and what follows."""

    reference: str
    shows: str
    reported_at: datetime
    line: str
    steps: tuple[Step, ...]


def plays() -> list[Play]:
    """Every play, the oldest report first."""
    today = clock.today()
    found = [_play(path.stem, tomllib.loads(path.read_text("utf-8")), today) for path in _files()]
    return sorted(found, key=lambda play: play.reported_at)


def reports() -> list[tuple[datetime, str]]:
    """The sample reports as a form server posts them, each moved by whole weeks into the last three."""
    lines = (FOLDER / "meldingen.jsonl").read_text("utf-8").splitlines()
    return [_recent(json.loads(line), age) for line, age in zip(lines, cycle(range(RECENT_WEEKS)), strict=False)]


def staff() -> list[dict[str, str]]:
    """Who works there."""
    people: list[dict[str, str]] = tomllib.loads((FOLDER / "staff.toml").read_text("utf-8"))["staff"]
    return people


def _recent(post: dict[str, Any], age: int) -> tuple[datetime, str]:
    given = datetime.fromisoformat(post["metadata"]["registration_timestamp"]).astimezone(clock.AMSTERDAM)
    # By the clock on the wall: a report of nine in the morning stays one when the clock went back.
    weeks = (clock.local(clock.now()) - given) // WEEK
    reported_at = given + (weeks - age) * WEEK
    post["metadata"]["registration_timestamp"] = reported_at.isoformat()
    return reported_at, json.dumps(post, ensure_ascii=False)


def _files() -> list[Path]:
    return sorted((FOLDER / "plays").glob("*.toml"))


def _play(name: str, told: dict[str, Any], today: date) -> Play:
    reference = f"voorbeeld-{name}"
    reported_at = _moment(told["reported"], today)
    form = next(one for one in forms() if one.id == told["form"])
    metadata = {"form_id": form.id, "form_name": form.name, "form_version": form.versions[-1]}
    metadata |= {"public_reference": reference, "registration_timestamp": reported_at.isoformat()}
    post = {"values": _dated(told["report"], today), "values_schema": {}, "metadata": metadata, "metadata_schema": {}}
    steps = tuple(_step(step, today) for step in told.get("step", ()))
    return Play(reference, told["shows"], reported_at, json.dumps(post, ensure_ascii=False), steps)


def _step(told: dict[str, Any], today: date) -> Step:
    body = _dated({name: value for name, value in told.items() if name not in {"when", "fact", "by"}}, today)
    return Step(_moment(told["when"], today), told.get("fact", ""), body, told.get("by", ""))


def _dated(value: Any, today: date) -> Any:
    """The same data with each day and moment filled in."""
    if isinstance(value, dict):
        return {name: _dated(part, today) for name, part in value.items()}
    if isinstance(value, list):
        return [_dated(part, today) for part in value]
    found = WHEN.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return value
    return (_moment(value, today) if found[2] else _day(found[1], today)).isoformat()


def _moment(text: str, today: date) -> datetime:
    found = WHEN.fullmatch(text)
    if not found or not found[2]:
        raise ValueError(f"{text} is not a moment as {{-12 10:00}}")
    return datetime.combine(_day(found[1], today), time(int(found[2]), int(found[3])), clock.AMSTERDAM)


def _day(count: str, today: date) -> date:
    calendar = law().calendar
    if not count.endswith("d"):
        return calendar.add_working_days(today, int(count))
    day = today + timedelta(days=int(count[:-1]))
    return day if calendar.is_working_day(day) else calendar.add_working_days(day, -1)
