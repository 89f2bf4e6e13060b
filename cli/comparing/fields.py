"""The fields of one row: each read strictly, so that a mistake is told with its row and its field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from cli.comparing.days import whole_day
from rules.errors import MaatwerkError

# Said to be absent.
ABSENT = (None, "", "none", "geen", "null", "nvt", "n.v.t.", "n/a", "-", "onbekend", "unknown", "never", "nooit")
YES_NO = {"ja": True, "yes": True, "true": True, "nee": False, "no": False, "false": False}
# Any other is a typing error.
YEARS = range(1900, 2200)
# With both points and a comma nobody doubts what it says.
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+,\d+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class RowsInvalid(MaatwerkError):
    """A file without rows, or with rows that have no name of their own; nothing is compared."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))
        self.message_nl = "Dit bestand is niet te vergelijken.\n" + "\n".join(f"- {each}" for each in self.problems)


class FieldInvalid(ValueError):
    """One field that cannot be read; its text is a Dutch sentence without the row."""


@dataclass(frozen=True)
class Fields:
    """A part of a row, and where it stands in it."""

    values: dict[str, Any]
    place: str = ""

    def fail(self, key: str, problem: str) -> FieldInvalid:
        """What is wrong with a field."""
        return FieldInvalid(f"{self.place}{key}: {problem}")

    def has(self, key: str) -> bool:
        """Whether the field says anything."""
        return self.values.get(key) not in (*ABSENT, [], False)

    def text(self, key: str) -> str:
        """Any value as text; empty where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value).strip()

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._value(key)
        if value is None:
            return default
        if (found := YES_NO.get(str(value).casefold())) is None:
            raise self.fail(key, "dit moet true of false zijn")
        return found

    def says(self, key: str) -> bool:
        """Whether it plainly says yes; anything else is no."""
        return YES_NO.get(str(self.values.get(key)).casefold()) is True

    def day(self, key: str) -> date | None:
        """A day, alone or in some words; None where there is none."""
        value = self._value(key)
        if value is None or isinstance(value, bool):
            # "Yes" is no day.
            return None
        said = DAY.findall(value) if isinstance(value, str) else []
        if (found := as_day(said[0] if len(said) == 1 else value)) is None:
            raise self.fail(key, f"“{value}” is geen datum (jjjj-mm-dd)")
        return found

    def whole(self, key: str) -> int | None:
        """A whole number; None where there is none."""
        value = self._value(key)
        if isinstance(value, str) and value.isdigit():
            return int(value)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise self.fail(key, f"“{value}” is geen heel getal")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text."""
        value = self._value(key)
        if value is None:
            return ()
        return tuple(str(each).strip() for each in (value if isinstance(value, list) else [value]))

    def part(self, key: str) -> Fields:
        """A mapping in the row; empty where there is none."""
        value = self._value(key)
        if value is None or value == []:
            return Fields({}, f"{self.place}{key}.")
        if not isinstance(value, dict):
            raise self.fail(key, "dit moet een blok met velden zijn")
        return Fields(value, f"{self.place}{key}.")

    def parts(self, key: str, *, required: bool = False) -> Iterator[Fields]:
        """A list of mappings, or one mapping; `none` is an empty list."""
        value = self.values.get(key)
        if required and key not in self.values:
            raise self.fail(key, "dit veld ontbreekt")
        if self._value(key) is None:
            return
        value = [value] if isinstance(value, dict) else value
        if not isinstance(value, list):
            raise self.fail(key, "dit moet een lijst zijn")
        for number, each in enumerate(value, start=1):
            if not isinstance(each, dict):
                raise self.fail(f"{key}[{number}]", "dit moet een blok met velden zijn")
            yield Fields(each, f"{self.place}{key}[{number}].")

    def _value(self, key: str) -> Any:
        """A value; None as well where it is said to be absent."""
        value = self.values.get(key)
        bare = value.strip().casefold() if isinstance(value, str) else value
        return None if bare in ABSENT else value

    def beside(self, known: Iterable[str]) -> dict[str, Any]:
        """What else it says: the fields that nobody reads by name."""
        return {key: value for key, value in self.values.items() if key not in {*known} and self.has(key)}


def as_day(value: object) -> date | None:
    """A value of a file as a day, if it is one."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value if value.year in YEARS else None
    return as_day(whole_day(value)) if isinstance(value, str) else None


def as_number(value: object) -> Fraction | None:
    """A value of a file as an exact number, if it is one; never through a float."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip()
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    try:
        return Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None


def moment(day: date, *, minute: int = 0) -> datetime:
    """A moment on a day: a row knows no times, so what comes after on the same day says so by its minute."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)
