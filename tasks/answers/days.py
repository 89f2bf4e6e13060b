"""Days and moments as people and programs write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from tasks import clock
from tasks.answers.texts import Unfit, text

OLDEST = 1900
ISO, DUTCH = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?"), re.compile(r"(?:(?:(\d\d?)-)?(\d\d?)-)?(\d{4})")
AT_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
NO_DAY = "Dit is geen datum. Vraag de inwoner welke dag het is."
NOT_BORN = "Deze geboortedatum kan niet kloppen. Controleer het jaar."
NO_TIME = "Vul een geldige datum in."
ONLY_DAY = "De formulierserver noemt alleen de dag, niet het tijdstip."
NO_ZONE = "De formulierserver noemt geen tijdzone. Wij lezen het tijdstip als Nederlandse tijd."
AS_NUMBER = "De formulierserver noemt het tijdstip als een getal. Kijk na of het klopt."
NO_CLOCK = "De formulierserver noemt een tijdstip dat nog moet komen. Wij nemen het tijdstip van nu."
SLACK, AHEAD = timedelta(minutes=5), timedelta(days=1)
# Seconds since 1970, or thousandths of them, from 2001 on.
DAY, SPACED = re.compile(r"\d{8}"), re.compile(r"(?<=\d) +(?=[+-]\d\d|Z)")
EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d*)?")
WRITTEN = re.compile(r"(\d\d?)[-/.](\d\d?)[-/.](\d{4})(?:[T ,]+(?:om )?(\d\d?[:.]\d\d(?:[:.]\d\d)?)(?: ?uur)?)?")
SIGNED_LATER = "Deze machtiging is van een dag die nog moet komen. Vraag de inwoner naar de datum."


def _parts(answer: Any) -> tuple[int, int, int]:
    """Year, month and day; 0 where that is not known."""
    said = AT_MIDNIGHT.sub("", text(answer))
    if found := ISO.fullmatch(said):
        year, month, day = found.groups()
    elif found := DUTCH.fullmatch(said):
        day, month, year = found.groups()
    else:
        raise Unfit(NO_DAY)
    return int(year), int(month or 0), int(day or 0)


def day(answer: Any) -> date:
    """A whole date, as a computer or a Dutch person writes it."""
    try:
        return date(*_parts(answer))
    except ValueError:
        raise Unfit(NO_DAY) from None


def signed(answer: Any) -> date:
    """The day an authorisation was written, which is not to come."""
    found = day(answer)
    if found > clock.today():
        raise Unfit(SIGNED_LATER)
    return found


def born(answer: Any) -> date | str:
    """The day somebody was born; the year, or the year and the month, where no more is known."""
    year, month, on = _parts(answer)
    today = clock.today()
    try:
        earliest = date(year, month or 1, on or 1)
    except ValueError:
        raise Unfit(NO_DAY) from None
    if on and not month:
        raise Unfit(NO_DAY)
    if not year >= OLDEST or earliest > today:
        raise Unfit(NOT_BORN)
    return earliest if on else f"{year}-{month:02}" if month else f"{year}"


def moment(given: Any) -> tuple[datetime, str]:
    """A moment with its time zone, and what somebody has to look at in Dutch; raises `ValueError` where it is none.

    Without a zone it is our own time. A clock that is a few hours ahead has mistaken its zone: then it is now.
    """
    at, note = _moment(str(given).strip())
    if SLACK < at - clock.now() < AHEAD:
        return clock.now(), NO_CLOCK
    return at, note


def _moment(said: str) -> tuple[datetime, str]:
    if found := EPOCH.fullmatch(said):
        return datetime.fromtimestamp(int(found[1]), UTC), AS_NUMBER
    if found := WRITTEN.fullmatch(said):
        on, hour = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}", (found[4] or "").replace(".", ":")
        said = f"{on}T{hour:0>{len(hour) + (hour[1:2] == ':')}}" if hour else on
    if ISO.fullmatch(said) or DAY.fullmatch(said):
        return datetime.combine(date.fromisoformat(said), time(12), clock.AMSTERDAM), ONLY_DAY
    try:
        at = datetime.fromisoformat(SPACED.sub("", said.upper()))
    except ValueError:
        at = parsedate_to_datetime(said)
    return (at, "") if at.tzinfo else (at.replace(tzinfo=clock.AMSTERDAM), NO_ZONE)
