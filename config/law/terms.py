"""Reads the dated terms, with one file for each law."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import Any

from config.law.file import Entry, LawDataError, entries, top
from config.law.versions import check_order, check_sequence
from rules.clock.lengths import Unit, covered_by_act
from rules.clock.term import Direction, ExtensionRule, Term

NOT_TERMS = ("calendar.toml", "penalty.toml", "retention.toml", "suspension.toml")
KEYS = (
    *("id", "name", "article", "trigger", "length", "unit", "direction", "atw", "suspendable"),
    *("extendable", "local_length", "local_unit", "valid_from", "valid_to", "source"),
    *("confirmed", "note"),
)
EXTENSION_KEYS = {"article", "max_length", "max_unit", "statutory", "moves_default"}
WITHOUT_LENGTH = (Unit.NONE, Unit.LOCAL)
WITHOUT_DATE = (Direction.NONE, Direction.BEFORE)
NEVER_SUSPENDED = (Unit.HOURS, Unit.WORKING_DAYS)


def read_terms(folder: Path, grounds: Container[str]) -> tuple[Term, ...]:
    """Read the terms of all laws, and check their versions against each other."""
    versions: dict[str, list[tuple[Entry, Term]]] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name in NOT_TERMS:
            continue
        law = top(path).get("law")
        if not isinstance(law, str):
            raise LawDataError(path, 1, 'zet bovenaan van welke wet dit is: law = "..."')
        for entry in entries(path, "term"):
            term = _term(entry, law, grounds)
            versions.setdefault(term.id, []).append((entry, term))
    for dated in versions.values():
        check_sequence(dated)
    return tuple(term for dated in versions.values() for _, term in dated)


def _term(entry: Entry, law: str, grounds: Container[str]) -> Term:
    entry.only(KEYS)
    term = Term(
        id=entry.text("id"),
        law=law,
        article=entry.text("article"),
        name=entry.text("name"),
        trigger=entry.text("trigger"),
        length=entry.optional_number("length"),
        unit=entry.choice("unit", Unit),
        direction=entry.choice("direction", Direction),
        atw=entry.flag("atw"),
        suspendable=tuple(entry.items("suspendable", str)),
        extendable=_extendable(entry),
        local_length=entry.optional_number("local_length"),
        local_unit=entry.choice("local_unit", Unit) if "local_unit" in entry.values else None,
        valid_from=entry.day("valid_from"),
        valid_to=entry.optional_day("valid_to"),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
        note=entry.text("note", default=""),
    )
    check_order(entry, term)
    _check_length(entry, term)
    _check_suspension(entry, term, grounds)
    return term


def _extendable(entry: Entry) -> ExtensionRule | None:
    rule: Any = entry.values.get("extendable")
    if rule is None:
        return None
    if not isinstance(rule, dict) or rule.keys() - EXTENSION_KEYS or "article" not in rule:
        entry.fail(f"extendable kent alleen: {', '.join(sorted(EXTENSION_KEYS))}", "extendable")
    inner = Entry(entry.path, entry.line, entry.lines, rule)
    return ExtensionRule(
        article=inner.text("article"),
        max_length=inner.optional_number("max_length"),
        max_unit=inner.choice("max_unit", Unit) if "max_unit" in rule else Unit.WEEKS,
        statutory=inner.flag("statutory", default=False),
        moves_default=inner.flag("moves_default", default=True),
    )


def _check_length(entry: Entry, term: Term) -> None:
    if (term.length is None) != (term.unit in WITHOUT_LENGTH):
        entry.fail(f"length en unit '{term.unit}' passen niet bij elkaar", "unit")
    if term.length is not None and term.length < 0:
        entry.fail("length kan niet negatief zijn", "length")
    has_end = term.unit not in WITHOUT_LENGTH or term.local_length is not None
    if has_end and term.direction in WITHOUT_DATE:
        entry.fail("een termijn met een lengte heeft een direction nodig", "direction")
    if (term.local_length is None) != (term.local_unit is None):
        entry.fail("geef local_length en local_unit samen", "local_length")
    # The engine applies art. 4 Atw as well, so the data may not contradict it.
    if term.atw and term.length is not None and not covered_by_act(term.length, term.unit):
        entry.fail("de Algemene termijnenwet geldt niet voor een termijn van deze lengte", "atw")


def _check_suspension(entry: Entry, term: Term, grounds: Container[str]) -> None:
    for ground in term.suspendable:
        if ground not in grounds:
            entry.fail(f"onbekende grond voor opschorting: {ground}", "suspendable")
    if term.suspendable and (term.unit in NEVER_SUSPENDED or term.direction.counts_back):
        entry.fail("deze termijn kan niet worden opgeschort", "suspendable")
