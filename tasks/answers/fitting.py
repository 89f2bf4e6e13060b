"""Fits an answer, as somebody gave it, to a field of ours; `Unfit` says in Dutch why it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from rules.errors import BsnInvalid
from rules.names.name import NameUse
from rules.names.nobility import TITLES
from store.keys.encryption import check_bsn
from tasks.answers.days import born, day, signed
from tasks.answers.posted import is_blank
from tasks.answers.texts import NOBODY, Unfit, line, nothing, text, words
from tasks.answers.yes_no import is_yes

# No number has fewer figures.
PHONE_DIGITS = 6
PHONE = re.compile(rf"(?:[+() -]*[0-9]){{{PHONE_DIGITS}}}[0-9+() -]*")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
POSTCODE = re.compile(r"([1-9]\d{3}) ?([A-Za-z]{2})")
GREETED = {
    **dict.fromkeys(("mevrouw", "mevr", "mw", "mvr", "vrouw"), "mevrouw"),
    **dict.fromkeys(("de heer", "heer", "dhr", "hr", "meneer", "mijnheer", "man"), "de heer"),
}
# The name that somebody chose to be written to by, as the BRP codes it or as a form says it.
USES = {
    **dict.fromkeys(("e", "eigen naam", "eigen achternaam", "eigen"), NameUse.OWN.value),
    **dict.fromkeys(("p", "partner", "naam partner", "naam van partner", "achternaam partner"), NameUse.PARTNER.value),
    **dict.fromkeys(("v", "partner eigen", "naam partner eigen naam"), NameUse.PARTNER_FIRST.value),
    **dict.fromkeys(("n", "eigen partner", "eigen naam naam partner"), NameUse.OWN_FIRST.value),
}
OF = re.compile(r"\b(?:de|van|mijn|en|dan|gevolgd|door|voor|na|uw|alleen)\b|\W+")
HOME = ("nederland", "nl", "nld", "netherlands", "the netherlands", "holland")
COUNTRIES = {
    "be": "België", "de": "Duitsland", "fr": "Frankrijk", "lu": "Luxemburg", "gb": "Verenigd Koninkrijk",
    "uk": "Verenigd Koninkrijk", "es": "Spanje", "pt": "Portugal", "it": "Italië", "pl": "Polen", "tr": "Turkije",
    "ma": "Marokko", "sr": "Suriname", "cw": "Curaçao", "aw": "Aruba",
}  # fmt: skip
UNCLEAR = "Hier staat geen duidelijk ja of nee. Vraag het de inwoner."
NO_POSTCODE = "Dit is geen postcode als 1234 AB. Zonder goede postcode gaat er geen brief weg."
NO_PHONE = "Dit is geen telefoonnummer."
NO_EMAIL = "Dit is geen e-mailadres."
NO_NAME = "Hier staat geen naam. Vraag de inwoner of er iemand is, en hoe die heet."
NOTHING_SAID = "Hier staat dat er niets is. Wij lezen dit als niet ingevuld."
NO_TITLE = "Deze titel kennen wij niet. Kijk na hoe de inwoner in het register staat."
NO_USE = "Hier staat niet duidelijk welke naam de inwoner in brieven wil. Vraag het de inwoner."
NO_GREETING = "Wij weten niet hoe wij deze inwoner moeten aanspreken. Vraag het de inwoner."


def part(answer: Any) -> str:
    """One line about somebody, where anything was said."""
    if nothing(said := line(answer)):
        raise Unfit(NOTHING_SAID)
    return said


def addressee(answer: Any) -> str:
    """Who reads the letters of somebody else; nobody is called “geen” or “x”."""
    if nothing(said := line(answer), NOBODY):
        raise Unfit(NO_NAME)
    return said


def yes(answer: Any) -> bool:
    """Whether it was answered with yes."""
    found = is_yes(answer)
    if found is None:
        raise Unfit(UNCLEAR)
    return found


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


def title(answer: Any) -> str:
    """A title of nobility in the form that is registered."""
    found = _whole(answer).casefold().rstrip(".")
    if found not in TITLES:
        raise Unfit(NO_TITLE)
    return found


def name_use(answer: Any) -> str:
    """Which name somebody chose to be written to by, where what they chose is certain."""
    found = USES.get(" ".join(OF.sub(" ", _whole(answer).casefold()).split()))
    if found is None:
        raise Unfit(NO_USE)
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
    return abroad(part(answer))


def phone(answer: Any) -> str:
    """A telephone number."""
    return _shaped(answer, PHONE, NO_PHONE)


def email(answer: Any) -> str:
    """An address for e-mail."""
    return _shaped(answer, EMAIL, NO_EMAIL)


def _shaped(answer: Any, shape: re.Pattern[str], sentence: str) -> str:
    """A line of one shape; of half of it nobody is called or written to."""
    said = _whole(answer)
    if not shape.fullmatch(said):
        raise Unfit(sentence)
    return said


def _whole(answer: Any) -> str:
    """A line that fits as it is, for what has no meaning by half."""
    try:
        return line(answer)
    except Unfit as unfit:
        raise Unfit(unfit.sentence) from None


FITTING: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("urgent", "interpreter", "large_print", "elsewhere", "carer", "partner_parted"), yes),
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
    "addressee": addressee,
    **dict.fromkeys(
        ("name", "initials", "first_name", "prefix", "family_name", "relation", "language", "reachable"), part
    ),
    **dict.fromkeys(("street", "city", "partner_prefix", "partner_family_name"), part),
    **dict.fromkeys(("title", "partner_title"), title),
    "name_use": name_use,
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
