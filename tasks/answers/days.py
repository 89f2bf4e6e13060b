"""Days and moments as people and programs write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
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
EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d*)?")
DAY, SPACED = re.compile(r"\d{8}"), re.compile(r"(?<=\d) +(?=[+-]\d\d)")
COMPACT = re.compile(r"(\d{8})(\d{4}(?:\d\d)?)")
HALF = re.compile(r"\b(\d\d?)([:.]\d\d(?:[:.]\d\d)?) ?([ap])\.?m\.?(?!\w)", re.IGNORECASE)
HOUR = r"(?:[T ,]+(?:om )?(?P<hour>\d\d?)[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d(?:[.,]\d+)?))?(?: ?uur)?)?"
WRITTEN = (
    re.compile(rf"(?P<day>\d\d?)[-/.](?P<month>\d\d?)[-/.](?P<year>\d{{4}}){HOUR}", re.IGNORECASE),
    re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?){HOUR}", re.IGNORECASE),
)
# A zone behind the time, as a number or by its name; between brackets it is said once more.
OFFSET, NAMED = r"(?:UTC|GMT)?(?P<offset>[+-](?:0\d|1[0-4]):?[0-5]\d)", r"\[?(?P<name>{})\]?"
HOUR_EARLIER, TWO_EARLIER = (timezone(timedelta(hours=hours)) for hours in (1, 2))
ZONES: dict[str, tzinfo] = {
    **dict.fromkeys(("z", "utc", "gmt"), UTC),
    "cet": HOUR_EARLIER,
    "cest": TWO_EARLIER,
    "europe/amsterdam": clock.AMSTERDAM,
}
ZONE = re.compile(rf"(?<=\d)\s*(?:{OFFSET}|{NAMED.format('|'.join(ZONES))})(?:\s*[\[(].*)?$", re.IGNORECASE)
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
    said, zone = _zoned(HALF.sub(_whole_day, said))
    if found := next(filter(None, (shape.fullmatch(said) for shape in WRITTEN)), None):
        said = "{year}-{month:0>2}-{day:0>2}".format(**found.groupdict())
        if found["hour"]:
            said += f"T{found['hour']:0>2}:{found['minute']}:{found['second'] or '00'}"
    if ISO.fullmatch(said) or DAY.fullmatch(said):
        return datetime.combine(date.fromisoformat(said), time(12), clock.AMSTERDAM), ONLY_DAY
    try:
        at = datetime.fromisoformat(SPACED.sub("", COMPACT.sub(r"\1T\2", said) if said.isdigit() else said.upper()))
    except ValueError:
        at = parsedate_to_datetime(said)
    at = at if at.tzinfo or zone is None else at.replace(tzinfo=zone)
    return (at, "") if at.tzinfo else (at.replace(tzinfo=clock.AMSTERDAM), NO_ZONE)


def _zoned(said: str) -> tuple[str, tzinfo | None]:
    """A moment without its zone, and the zone; None where it names none that we know."""
    if not (found := ZONE.search(said)):
        return said, None
    if found["offset"]:
        return said[: found.start()], datetime.strptime(found["offset"], "%z").tzinfo
    return said[: found.start()], ZONES[found["name"].casefold()]


def _whole_day(found: re.Match[str]) -> str:
    """The hour of a clock of twelve on one of twenty-four."""
    later = 12 if found[3] in "pP" else 0
    return f"{int(found[1]) % 12 + later:02}{found[2]}"
