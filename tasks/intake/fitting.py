"""Fits an answer, as somebody gave it, to a field of ours; `Unfit` says in Dutch why it does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from letters.writing.signs import clean, quotable
from rules.errors import BsnInvalid, LetterError
from store.keys.encryption import check_bsn
from tasks import clock
from tasks.intake.posted import is_blank
from tasks.intake.yes_no import is_yes

LINE_MAX, TEXT_MAX = 120, 20_000
OLDEST = 1900
ISO, DUTCH = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?"), re.compile(r"(?:(?:(\d\d?)-)?(\d\d?)-)?(\d{4})")
AT_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
PHONE = re.compile(r"[0-9+() -]+")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
POSTCODE = re.compile(r"([1-9]\d{3}) ?([A-Za-z]{2})")
GREETED = {
    **dict.fromkeys(("mevrouw", "mevr", "mw", "mvr", "vrouw"), "mevrouw"),
    **dict.fromkeys(("de heer", "heer", "dhr", "hr", "meneer", "mijnheer", "man"), "de heer"),
}
HOME = ("nederland", "nl", "nld", "netherlands", "the netherlands", "holland")
COUNTRIES = {
    "be": "België", "de": "Duitsland", "fr": "Frankrijk", "lu": "Luxemburg", "gb": "Verenigd Koninkrijk",
    "uk": "Verenigd Koninkrijk", "es": "Spanje", "pt": "Portugal", "it": "Italië", "pl": "Polen", "tr": "Turkije",
    "ma": "Marokko", "sr": "Suriname", "cw": "Curaçao", "aw": "Aruba",
}  # fmt: skip
NO_TEXT = "Dit is geen tekst. Zet het op de goede plek."
UNCLEAR = "Hier staat geen duidelijk ja of nee. Vraag het de inwoner."
LONG = "Deze tekst is langer dan {most} tekens. Het eerste deel staat in de zaak."
STRANGE = "Hier staan tekens in die niet in een brief kunnen. Kijk na of het klopt."
NO_DAY = "Dit is geen datum. Vraag de inwoner welke dag het is."
NOT_BORN = "Deze geboortedatum kan niet kloppen. Controleer het jaar."
SIGNED_LATER = "Deze machtiging is van een dag die nog moet komen. Vraag de inwoner naar de datum."
NO_POSTCODE = "Dit is geen postcode als 1234 AB. Zonder goede postcode gaat er geen brief weg."
NO_PHONE = "Dit is geen telefoonnummer."
NO_EMAIL = "Dit is geen e-mailadres."
NO_GREETING = "Wij weten niet hoe wij deze inwoner moeten aanspreken. Vraag het de inwoner."


class Unfit(Exception):
    """An answer that does not fit; `used` is what of it does, and `kept` says that nothing else was in it."""

    def __init__(self, sentence: str, used: Any = None, *, kept: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.used, self.kept = sentence, used, kept


def text(answer: Any) -> str:
    """What somebody wrote or chose; a number is a text."""
    if isinstance(answer, str):
        return answer.strip()
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return f"{answer:.0f}" if isinstance(answer, float) and answer.is_integer() else str(answer)
    if isinstance(answer, list) and len(answer) == 1 and not isinstance(answer[0], dict | list):
        return text(answer[0])
    if isinstance(answer, dict) and answer and all(isinstance(one, bool) for one in answer.values()):
        chosen = [name for name, ticked in answer.items() if ticked]
        if len(chosen) == 1:
            return str(chosen[0]).strip()
    raise Unfit(NO_TEXT)


def visible(said: str) -> str:
    """With each character that is no text written out, so that nothing of it is lost."""
    if said.isprintable():
        return said
    return "".join(_spelled(sign) for sign in said)


def _spelled(sign: str) -> str:
    strange = unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n\r"
    return f"\\u{ord(sign):04x}" if strange else sign


def line(answer: Any) -> str:
    """One line that can stand in a letter."""
    said = " ".join(text(answer).split())
    try:
        fits = clean(said, "")
    except LetterError:
        left = " ".join(quotable(visible(said)).split())[:LINE_MAX].strip()
        raise Unfit(STRANGE, left) from None
    if len(fits) > LINE_MAX:
        raise Unfit(LONG.format(most=LINE_MAX), fits[:LINE_MAX].strip())
    return fits.strip()


def words(answer: Any) -> str:
    """The citizen's own words, as long as they are."""
    said, shown = text(answer), visible(text(answer))
    if len(shown) > TEXT_MAX:
        raise Unfit(LONG.format(most=f"{TEXT_MAX:,}".replace(",", ".")), shown[:TEXT_MAX].strip())
    if shown != said:
        raise Unfit(STRANGE, shown, kept=True)
    return said


def yes(answer: Any) -> bool:
    """Whether it was answered with yes."""
    found = is_yes(answer)
    if found is None:
        raise Unfit(UNCLEAR)
    return found


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


def bsn(answer: Any) -> str:
    """The nine digits of a number that passes the eleven test."""
    try:
        return check_bsn(text(answer))
    except BsnInvalid as wrong:
        raise Unfit(wrong.message_nl) from None


def greeting(answer: Any) -> str:
    """How somebody is addressed, where what they chose is certain."""
    found = GREETED.get(" ".join(text(answer).casefold().replace(".", " ").split()))
    if found is None:
        raise Unfit(NO_GREETING)
    return found


def postcode(answer: Any) -> str:
    """A Dutch postcode; any other is kept as it was typed, for a person to look at."""
    said = line(answer)
    found = POSTCODE.fullmatch(said)
    if not found:
        raise Unfit(NO_POSTCODE, said, kept=True)
    return f"{found[1]} {found[2].upper()}"


def abroad(name: str) -> str:
    """The country of an address, as it is printed; empty for the Netherlands."""
    plain = name.strip().casefold()
    return "" if plain in HOME else COUNTRIES.get(plain, name.strip())


def country(answer: Any) -> str:
    """The country of an address outside the Netherlands."""
    return abroad(line(answer))


def phone(answer: Any) -> str:
    """A telephone number."""
    said = line(answer)
    if not PHONE.fullmatch(said):
        raise Unfit(NO_PHONE)
    return said


def email(answer: Any) -> str:
    """An address for e-mail."""
    said = line(answer)
    if not EMAIL.fullmatch(said):
        raise Unfit(NO_EMAIL)
    return said


FITTING: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("urgent", "interpreter", "large_print", "elsewhere", "carer"), yes),
    "until_on": day,
    "authorised_on": signed,
    "born_on": born,
    "bsn": bsn,
    "salutation": greeting,
    "postcode": postcode,
    "country": country,
    "phone": phone,
    "email": email,
    "question": words,
}


def fitted(field: str, answers: list[Any]) -> Any:
    """The answer to one of our fields, of which a form may ask the parts apart; None where nothing was answered.

    Raises `Unfit`.
    """
    filled = [one for one in answers if not is_blank(one)]
    if not filled:
        return None
    one = filled[0] if len(filled) == 1 else " ".join(map(text, filled))
    fit: Callable[[Any], Any] = FITTING.get(field, line)
    return fit(one)
