"""Reads how long cases are kept (Selectielijst gemeenten 2020), from the file of any law."""

from __future__ import annotations

from pathlib import Path

from config.law.file import Entry, LawDataError, entries
from rules.facts import Outcome
from rules.retention import Retention

KEYS = (
    *("process", "result", "outcome", "rule", "name", "years", "days"),
    *("valid_from", "source", "confirmed"),
)


def read_retention(folder: Path) -> tuple[Retention, ...]:
    """Read the rules of all files, each for one result of one process, from one day onwards."""
    found: dict[tuple[object, ...], Retention] = {}
    for entry in (entry for path in sorted(folder.glob("*.toml")) for entry in entries(path, "retention")):
        rule = _retention(entry)
        if (key := (rule.process, rule.result, rule.valid_from)) in found:
            entry.fail("deze uitkomst staat er al, met dezelfde begindatum")
        found[key] = rule
    if not found:
        raise LawDataError(folder / "retention.toml", 1, "de bewaartermijnen ontbreken")
    return tuple(found.values())


def _retention(entry: Entry) -> Retention:
    entry.only(KEYS)
    rule = Retention(
        process=entry.text("process"),
        result=entry.text("result"),
        outcome=entry.choice("outcome", Outcome).value if "outcome" in entry.values else "",
        rule=entry.text("rule"),
        name=entry.text("name"),
        years=entry.number("years", default=0),
        days=entry.number("days", default=0),
        valid_from=entry.day("valid_from"),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
    )
    if min(rule.years, rule.days) < 0 or rule.years + rule.days == 0:
        entry.fail("geef years of days, groter dan nul", "years")
    return rule
