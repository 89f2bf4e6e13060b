"""How days, moments and people are written on the screen."""

from __future__ import annotations

from datetime import date, datetime

from config.process import processes
from rules.calendar.urgency import Status, Urgency
from rules.facts import KINDS
from rules.names.forms import surname
from rules.wording import MONTHS, Noun, days_nl, short_day
from store.models import Citizen
from tasks import clock
from tasks.parties.people import name_of

TITLES = {"mevrouw": "Mw.", "de heer": "Dhr.", "meneer": "Dhr."}


def opening() -> Noun:
    """What comes in at this desk: the fact that opens a case or, where that differs from law to law, a case."""
    kinds = {KINDS[one.opens_with] for one in processes().values()}
    kind = kinds.pop()
    return Noun("zaak") if kinds else Noun(kind.label, kind.article)


def capital(text: str) -> str:
    """A text as it begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def long_day(day: date | None) -> str:
    """Write a day as “24 november 2026”."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def known_day(known: str) -> str:
    """Write what is known of a day, “1941” or “1941-06”, as “1941” or “juni 1941”."""
    year, _, month = known.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year


def comma(number: float) -> str:
    """Write a number with one decimal, in the Dutch way: “72,4”."""
    return f"{number:.1f}".replace(".", ",")


def moment(at: datetime) -> str:
    """Write a moment as “di 24 nov, 10.04 uur”."""
    local = clock.local(at)
    return f"{short_day(local.date())}, {local:%H.%M} uur"


def days_left(urgency: Urgency) -> str:
    """How much time is left, or how late it is."""
    if urgency.status is Status.STILL:
        return "opgeschort"
    if urgency.days_left < 0:
        return f"{days_nl(-urgency.days_left)} te laat"
    return f"nog {days_nl(urgency.days_left)}" if urgency.days_left else "vandaag"


def short_name(citizen: Citizen) -> str:
    """The name as on a list: Mw. F. Yıldız-Demir."""
    name, title = name_of(citizen), TITLES.get(citizen.salutation.casefold(), "")
    return " ".join(part for part in (title, name.given, surname(name)) if part)


def full(citizen: Citizen) -> str:
    """First name, or initials, and family name."""
    given = citizen.first_name or citizen.initials
    return " ".join(part for part in (given, surname(name_of(citizen))) if part)


def age(born_on: date | None, today: date) -> int | None:
    """Age in years on a day; None when the date of birth is unknown."""
    if born_on is None:
        return None
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def initials(name: str) -> str:
    """The first letters of the first and last part of a name."""
    parts = [part for part in name.split() if part[:1].isupper()] or name.split() or ["?"]
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()


def dial(phone: str) -> str:
    """A Dutch number in the form that a telephone dials; empty when it has no digits."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    if phone.strip().startswith("+"):
        return f"+{digits}"
    return f"+31{digits[1:]}" if digits.startswith("0") else digits


def masked_bsn(citizen: Citizen) -> str:
    """A BSN with only its last three digits showing."""
    return f"•••••• {citizen.bsn_tail}" if citizen.bsn_tail else "niet bekend"
