"""A file of rows, as YAML or JSON, compared: each row is one decision, and each answer says why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from cli.comparing import asked, given, people, talks
from cli.comparing.days import days_in
from cli.comparing.fields import FieldInvalid, Fields, RowsInvalid, moment
from cli.comparing.measures import Asking
from config.standards import standards
from rules.asked.answers import Decision
from rules.asked.comparing import compare
from rules.asked.standards import Standards
from rules.asked.verdict import Lack, Respect, Verdict

# Days in the context of a row on which nothing new came in; on any other, something did.
NO_NEWS = re.compile(
    r"report|appli|decid|died|born|first|from|until|start|end|notice|default|told|sent|signed|due|turn|author|machtig"
)
# Where "none" says something.
SAID_NONE = {"grant", "interpreter", "interpreter_needed", "contribution", "asked", "given"}
NUMBERS = ("start_days", "agreement_weeks", "withdrawal_days", "daypart_minutes")


@dataclass(frozen=True)
class Compared:
    """One row and what comes of it; one that nobody can read is no decision, and less in everything that it asks."""

    id: str
    decision: Decision | None
    verdict: Verdict

    @property
    def why(self) -> list[dict[str, Any]]:
        """Why each item is less, in Dutch."""
        less = self.verdict.less.items()
        found = [{"item": number, "why": " ".join(lack.sentence for lack in lacks)} for number, lacks in less]
        return found or ([{"item": None, "why": self.verdict.record_refused}] if self.verdict.record_refused else [])

    def as_data(self) -> dict[str, Any]:
        """The row as JSON has it."""
        return {
            "id": self.id,
            "adverse": self.verdict.adverse,
            "less": sorted(self.verdict.less),
            "call": list(self.verdict.call),
            "second_reader": self.verdict.second_reader,
            "provisional": self.verdict.provisional,
            "still_open": list(self.verdict.still_open),
            "record_refused": self.verdict.record_refused or None,
            "why": self.why,
        }


def read(path: Path) -> tuple[Compared, ...]:
    """Compare every row of a file; `RowsInvalid` where it holds no rows, or rows without a name of their own."""
    try:
        values = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RowsInvalid([f"{path} is niet te lezen ({type(error).__name__})"]) from None
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        raise RowsInvalid([f"geen geldige YAML of JSON{f', regel {place.line + 1}' if place else ''}"]) from None
    return compared(values)


def compared(values: object) -> tuple[Compared, ...]:
    """Compare every row of what a file holds: settings and rows, or rows alone."""
    values = _named(values)
    rows = values.get("rows") if isinstance(values, dict) else values
    settings = values.get("settings") if isinstance(values, dict) else None
    if not isinstance(rows, list) or not isinstance(settings or {}, dict):
        raise RowsInvalid(["het bestand moet een lijst met rijen zijn, of settings en rows"])
    found, problems = [], []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        name = str(row.get("id", f"rij {number}")) if isinstance(row, dict) else f"rij {number}"
        try:
            if not isinstance(row, dict) or row.get("id") is None:
                raise FieldInvalid("id: dit veld ontbreekt")  # noqa: TRY301
            if name in seen:
                raise FieldInvalid("id: deze naam staat er al")  # noqa: TRY301
            found.append(_compared(name, Fields(row), Fields(settings or {}, "settings.")))
        except FieldInvalid as invalid:
            problems.append(f"{name}: {invalid}")
        seen.add(name)
    if problems:
        raise RowsInvalid(problems)
    return tuple(found)


def _named(value: object) -> object:
    """The same, with each field by its name: in YAML a bare `on` is true, and who writes `none` names nothing."""
    if isinstance(value, dict):
        fields = {("on" if key is True else str(key)): _named(each) for key, each in value.items()}
        return {key: None if each == "none" and key not in SAID_NONE else each for key, each in fields.items()}
    return [_named(each) for each in value] if isinstance(value, list) else value


def _compared(name: str, row: Fields, settings: Fields) -> Compared:
    try:
        decision, held_to = _decided(row, settings)
    except FieldInvalid as invalid:
        return Compared(name, None, _unread(row, str(invalid)))
    return Compared(name, decision, compare(decision, held_to))


def _unread(row: Fields, problem: str) -> Verdict:
    """What cannot be compared is less, and whoever is in the case is called."""
    asked = row.values.get("asked")
    numbers = [each.get("n") if isinstance(each, dict) else None for each in asked] if isinstance(asked, list) else []
    items = [n if isinstance(n, int) else place for place, n in enumerate(numbers, start=1)] or [1]
    called = tuple(party.name for party in people.parties(row, [], context=Fields({})))
    return Verdict(less=dict.fromkeys(items, (Lack(Respect.UNREAD, about=problem),)), call=called)


def _decided(row: Fields, settings: Fields) -> tuple[Decision, Standards]:
    """One row as a decision, and what it is compared by."""
    context = row.part("context")
    applied_on, decided_on = _day(row, settings, "applied"), _day(row, settings, "decided")
    held_to = _standards(row, settings, context, applied_on)
    asking = Asking(row, settings, context, applied_on, decided_on, held_to.start_days)
    wishes, spoken = list(row.parts("asked", required=True)), list(row.parts("talk"))
    items = talks.withdrawn(spoken, talks.known(asking, spoken, asked.items(asking, wishes)))
    in_case = people.parties(row, wishes, context=context)
    found, everybody = talks.talks(asking, spoken, items, in_case)
    return (
        Decision(
            items=items,
            answers=given.answers(asking, list(row.parts("given", required=True)), items),
            parties=everybody,
            decided_at=moment(decided_on),
            talks=found,
            facts_at=_news(context, decided_on),
            objection=asking.course == "bezwaar",
        ),
        held_to,
    )


def _day(row: Fields, settings: Fields, key: str) -> date:
    found = row.day(key) or settings.day(key)
    if found is None:
        raise row.fail(key, "de dag ontbreekt, in de rij en in settings")
    return found


def _standards(row: Fields, settings: Fields, context: Fields, on: date) -> Standards:
    """The settings in force, with those of the file and of the row over them; never below a floor."""
    found = standards(on)
    for fields in (settings, row.part("settings"), context):
        known = {key: fields.whole(key) for key in NUMBERS}
        found = replace(
            found,
            start_days=_or(known["start_days"], found.start_days),
            agreement_weeks=_or(known["agreement_weeks"], found.agreement_weeks),
            withdrawal_days=_or(known["withdrawal_days"], found.withdrawal_days),
            daypart_minutes=known["daypart_minutes"] or found.daypart_minutes,
            report_told_of_budget=fields.flag("report_told_of_budget", default=found.report_told_of_budget),
        )
    return found


def _or(number: int | None, other: int) -> int:
    return other if number is None else number


def _news(context: Fields, decided_on: date) -> datetime | None:
    """When the newest fact came in before the decision: any day in what the row says of it."""
    said = {key: each for key, each in context.values.items() if key.startswith("new") or not NO_NEWS.search(key)}
    known = [day for text in _texts(said) for day in days_in(text, by=decided_on) if day <= decided_on]
    return moment(max(known), minute=24 * 60 - 1) if known else None


def _texts(value: object) -> Iterator[str]:
    """Every value in it as text."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
    else:
        yield str(value)
