"""The dated law data in config/law, read and checked once per process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from config.law.amounts import Amount, read_amounts
from config.law.dates import read_calendar, read_tariffs
from config.law.grounds import read_grounds, read_reading
from config.law.retention import read_retention
from config.law.terms import read_terms
from rules.calendar.days import Calendar
from rules.clock.penalty import Tariff
from rules.clock.suspension import Ground, Reading
from rules.clock.term import Term
from rules.errors import NoTermVersion, UnknownTerm
from rules.retention import Retention

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Law:
    """Everything the rules need to know about the law, as dated values."""

    calendar: Calendar
    terms: tuple[Term, ...]
    grounds: Mapping[str, Ground]
    reading: Reading
    penalty: tuple[Tariff, ...]
    retention: tuple[Retention, ...]
    amounts: tuple[Amount, ...] = ()
    _versions: dict[str, list[Term]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for term in self.terms:
            self._versions.setdefault(term.id, []).append(term)

    def term(self, term_id: str, *, on: date) -> Term:
        """The version in force on the day that starts the term; `UnknownTerm` or `NoTermVersion` when there is none."""
        if term_id not in self._versions:
            raise UnknownTerm(term_id)
        for term in self._versions[term_id]:
            if term.valid_from <= on and (term.valid_to is None or on <= term.valid_to):
                return term
        raise NoTermVersion(term_id, on)

    def amount(self, amount_id: str, *, on: date) -> Amount | None:
        """The version of an amount in force on a day; None where no such amount was read for it."""
        mine = (one for one in self.amounts if one.id == amount_id and one.valid_from <= on)
        return next((one for one in mine if one.valid_to is None or on <= one.valid_to), None)


@cache
def law() -> Law:
    """The law data shipped with this version."""
    return load(FOLDER)


def load(folder: Path) -> Law:
    """Read one folder of law data; `LawDataError` names the file and line of whatever is wrong."""
    grounds = read_grounds(folder / "suspension.toml")
    return Law(
        calendar=read_calendar(folder / "calendar.toml"),
        terms=read_terms(folder, grounds),
        grounds=grounds,
        reading=read_reading(folder / "suspension.toml"),
        penalty=read_tariffs(folder / "penalty.toml"),
        retention=read_retention(folder),
        amounts=read_amounts(folder),
    )
