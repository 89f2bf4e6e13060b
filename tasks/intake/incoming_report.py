"""A report from a web form or the desk, checked before anything is stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from config.process import processes
from config.products import product
from letters.writing.signs import clean
from rules.errors import BsnInvalid, LetterError, ReportRefused, ReportUnreadable
from store.keys.encryption import check_bsn
from tasks import clock

FILE_MAX = 10 * 1024 * 1024
MEDIA = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
POSTCODE = re.compile(r"([1-9]\d{3}) ?([A-Za-z]{2})")
OLDEST = date(1900, 1, 1)


def _refuse(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{sentence}", {"sentence": sentence})


def _printable(text: str) -> str:
    try:
        return clean(text, "dit veld").strip()
    except LetterError:
        raise _refuse("Hier staat een teken in dat niet in een brief kan. Schrijf het in gewone letters.") from None


def _storable(text: str) -> str:
    """A citizen's own words stay as they are, emoji included; only characters that are not text are refused."""
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n\r" for sign in text):
        raise _refuse("Hier staan tekens in die geen tekst zijn. Typ dit veld opnieuw.")
    return text.strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


Line = Annotated[str, StringConstraints(max_length=120), AfterValidator(_printable), AfterValidator(_one_line)]
Required = Annotated[Line, Field(min_length=1)]
Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(_storable)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="forbid")


class Person(_Part):
    """The citizen the report is about."""

    bsn: str = ""
    initials: Required
    first_name: Line = ""
    prefix: Line = ""
    family_name: Required
    salutation: Annotated[str, Field(pattern="^(mevrouw|de heer|)$")] = ""
    born_on: date | None = None
    street: Required
    number: Required
    postcode: Required
    city: Required
    phone: Annotated[Line, Field(pattern=r"^[0-9+() -]*$")] = ""
    email: Annotated[Line, Field(pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+|)$")] = ""
    language: Line = "Nederlands"
    interpreter: bool = False
    large_print: bool = False
    reachable: Line = ""

    @field_validator("family_name", "initials", "street", "number", "city")
    @classmethod
    def _filled(cls, value: str) -> str:
        if not value:
            raise _refuse("Vul dit in.")
        return value

    @field_validator("bsn")
    @classmethod
    def _eleven_test(cls, value: str) -> str:
        try:
            if value:
                check_bsn(value)
        except BsnInvalid as wrong:
            raise _refuse(wrong.message_nl) from None
        return value

    @field_validator("born_on")
    @classmethod
    def _born(cls, value: date | None) -> date | None:
        if value and not OLDEST <= value <= clock.today():
            raise _refuse("Deze geboortedatum kan niet kloppen. Controleer het jaar.")
        return value

    @field_validator("postcode")
    @classmethod
    def _postcode(cls, value: str) -> str:
        found = POSTCODE.fullmatch(value)
        if not found:
            raise _refuse("Vul een postcode in als 1234 AB.")
        return f"{found[1]} {found[2].upper()}"


class Relative(_Part):
    """Someone in the household or close to it."""

    name: Required
    relation: Line = ""
    born_on: date | None = None
    elsewhere: bool = False
    carer: bool = False


class Representative(_Part):
    """Someone who acts for the citizen, with or without a written authorisation yet (Awb 2:1 lid 3)."""

    name: Required
    relation: Line = ""
    phone: Line = ""
    authorised_on: date | None = None
    large_print: bool = False
    street: Line = ""
    number: Line = ""
    postcode: Line = ""
    city: Line = ""

    @field_validator("authorised_on")
    @classmethod
    def _signed(cls, value: date | None) -> date | None:
        if value and value > clock.today():
            raise _refuse("Deze machtiging is van een dag die nog moet komen. Controleer de datum.")
        return value


class Upload(_Part):
    """A file, with the media type that its first bytes show."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=255), AfterValidator(_storable)]
    content: bytes
    media_type: str


class Incoming(_Part):
    """One report or application; `reference` makes it harmless to receive it twice.

    `product` is the key of what is asked, where that was chosen from our list, and `until_on` the last day named of it.
    """

    reference: Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_storable)]
    process: str
    team: str
    channel: str
    received_at: AwareDatetime
    subject: Line = ""
    question: Annotated[Text, Field(min_length=1)]
    product: str = ""
    until_on: date | None = None
    urgent: bool = False
    person: Person
    household: tuple[Relative, ...] = ()
    representative: Representative | None = None
    letters_to_representative: bool = False
    answers: tuple[tuple[Text, Text], ...] = ()
    files: tuple[Upload, ...] = ()

    @property
    def received_on(self) -> date:
        """The day it came in, in local time."""
        return clock.local(self.received_at).date()

    @field_validator("product")
    @classmethod
    def _listed(cls, value: str, given: ValidationInfo) -> str:
        if value and product(value, given.data.get("process", ""), on=clock.today()) is None:
            raise _refuse("Dit staat niet op de lijst van deze wet. Kies iets van de lijst.")
        return value

    @field_validator("received_at")
    @classmethod
    def _past(cls, value: datetime, given: ValidationInfo) -> datetime:
        law = processes().get(given.data.get("process", ""))
        early = law is not None and value < datetime.combine(law.valid_from, time(), clock.AMSTERDAM)
        if early or value > clock.now() + timedelta(minutes=5):
            raise _refuse("Dit tijdstip kan niet kloppen. Controleer de klok van de formulierserver.")
        return value


def checked(given: Mapping[str, Any], named: Callable[[str], str] = str) -> Incoming:
    """A report from plain data; `ReportRefused` names each wrong field without quoting its value."""
    try:
        return Incoming.model_validate(given)
    except ValidationError as invalid:
        found = invalid.errors(include_input=False, include_url=False)
    raise ReportRefused({named(".".join(map(str, e["loc"]))): _sentence(e) for e in found})


def upload(name: str, content: bytes) -> dict[str, Any]:
    """A file as plain data for `Incoming`; a type of file that we do not accept is refused here."""
    media_type = next((kind for start, kind in MEDIA.items() if content.startswith(start)), "")
    if not media_type:
        raise ReportUnreadable("Dit soort bestand nemen wij niet aan. Stuur een PDF, PNG of JPEG.")
    if len(content) > FILE_MAX:
        raise ReportUnreadable("Het bestand is groter dan 10 MB. Stuur een kleiner bestand.")
    return {"name": name, "content": content, "media_type": media_type}


WORDS = {
    "missing": "Vul dit in.",
    "string_too_short": "Vul dit in.",
    "string_too_long": "Deze tekst is te lang. Kort hem in.",
    "string_pattern_mismatch": "Deze waarde heeft niet de goede vorm.",
    "string_unicode": "Hier staan tekens in die geen tekst zijn. Typ dit veld opnieuw.",
    "bool_parsing": "Kies ja of nee.",
    "bool_type": "Kies ja of nee.",
    "extra_forbidden": "Dit veld kennen wij niet.",
}


def _sentence(error: Any) -> str:
    if error["type"] == "refused":
        return str(error["ctx"]["sentence"])
    if error["type"].startswith(("date", "timezone")):
        return "Vul een geldige datum in."
    return WORDS.get(error["type"], "Deze waarde klopt niet.")
