"""A report from a web form or the desk, checked before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
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

from config.process import processes
from config.products import product
from rules.errors import BsnInvalid, ReportRefused
from store.keys.encryption import check_bsn
from tasks import clock
from tasks.answers.fields import AS_SENT, Country, Line, Required, Text, refuse, storable
from tasks.answers.fitting import EMAIL, PHONE, POSTCODE

OLDEST = date(1900, 1, 1)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="forbid")


class Person(_Part):
    """The citizen the report is about."""

    bsn: str = ""
    # Somebody with one name has none.
    initials: Line = ""
    first_name: Line = ""
    prefix: Line = ""
    family_name: Required
    title: Line = ""
    name_use: Annotated[str, Field(pattern="^[EPVN]$")] = "E"
    partner_prefix: Line = ""
    partner_family_name: Line = ""
    partner_title: Line = ""
    partner_parted: bool = False
    salutation: Annotated[str, Field(pattern="^(mevrouw|de heer|)$")] = ""
    born_on: date | None = None
    born_known: Line = ""
    street: Required
    number: Required
    country: Country = ""
    postcode: Required
    city: Required
    phone: Annotated[Line, Field(pattern=f"^({PHONE.pattern}|)$")] = ""
    email: Annotated[Line, Field(pattern=f"^({EMAIL.pattern}|)$")] = ""
    language: Line = "Nederlands"
    interpreter: bool = False
    large_print: bool = False
    reachable: Line = ""

    @field_validator("bsn")
    @classmethod
    def _eleven_test(cls, value: str) -> str:
        try:
            if value:
                check_bsn(value)
        except BsnInvalid as wrong:
            raise refuse(wrong.message_nl) from None
        return value

    @field_validator("born_on")
    @classmethod
    def _born(cls, value: date | None) -> date | None:
        if value and not OLDEST <= value <= clock.today():
            raise refuse("Deze geboortedatum kan niet kloppen. Controleer het jaar.")
        return value

    @field_validator("postcode")
    @classmethod
    def _postcode(cls, value: str, given: ValidationInfo) -> str:
        found = POSTCODE.fullmatch(value)
        if not found and (given.context == AS_SENT or given.data.get("country")):
            return value
        if not found:
            raise refuse("Vul een postcode in als 1234 AB.")
        return f"{found[1]} {found[2].upper()}"


class Relative(_Part):
    """Someone in the household or close to it."""

    name: Required
    relation: Line = ""
    born_on: date | None = None
    born_known: Line = ""
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
    country: Country = ""

    @field_validator("authorised_on")
    @classmethod
    def _signed(cls, value: date | None) -> date | None:
        if value and value > clock.today():
            raise refuse("Deze machtiging is van een dag die nog moet komen. Controleer de datum.")
        return value


class Upload(_Part):
    """A file, with the media type that its first bytes show, and where on the form it stood."""

    field: str = "bijlagen"
    name: Annotated[str, StringConstraints(min_length=1, max_length=255), AfterValidator(storable)]
    content: bytes
    media_type: str


class Incoming(_Part):
    """One report or application; `reference` makes it harmless to receive it twice.

    `product` is the key of what is asked, where that was chosen from our list, and `until_on` the last day named of it.
    `misfits` has each question whose answer did not fit, and why.
    """

    reference: Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(storable)]
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
    misfits: tuple[tuple[str, str], ...] = ()
    # Of what was posted: by what it is known again, and all that it says, for who gets it a second time.
    digest: str = ""
    whole: Annotated[str, Field(exclude=True, repr=False)] = ""

    @property
    def received_on(self) -> date:
        """The day it came in, in local time."""
        return clock.local(self.received_at).date()

    @property
    def timed(self) -> bool:
        """Whether a program took the time at which it came in; at the desk somebody types the day."""
        return self.channel == "website"

    @field_validator("product")
    @classmethod
    def _listed(cls, value: str, given: ValidationInfo) -> str:
        if value and product(value, given.data.get("process", ""), on=clock.today()) is None:
            raise refuse("Dit staat niet op de lijst van deze wet. Kies iets van de lijst.")
        return value

    @field_validator("received_at")
    @classmethod
    def _past(cls, value: datetime, given: ValidationInfo) -> datetime:
        law = processes().get(given.data.get("process", ""))
        early = law is not None and value < datetime.combine(law.valid_from, time(), clock.AMSTERDAM)
        if early or value > clock.now() + timedelta(minutes=5):
            raise refuse("Dit tijdstip kan niet kloppen. Controleer de klok van de formulierserver.")
        return value


def checked(given: Mapping[str, Any]) -> Incoming:
    """A report from plain data; `ReportRefused` names each wrong field without quoting its value."""
    return _validated(given, "", {})


def as_sent(given: Mapping[str, Any], names: Mapping[str, str]) -> Incoming:
    """A report from a form, which nobody can be asked to mend; `ReportRefused` has the form's own names."""
    return _validated(given, AS_SENT, names)


def _validated(given: Mapping[str, Any], context: str, names: Mapping[str, str]) -> Incoming:
    try:
        return Incoming.model_validate(given, context=context)
    except ValidationError as invalid:
        found = invalid.errors(include_input=False, include_url=False)
    located = ((".".join(map(str, error["loc"])), error) for error in found)
    raise ReportRefused({names.get(at, at): _sentence(error) for at, error in located})


WORDS = {
    **dict.fromkeys(("missing", "string_too_short"), "Vul dit in."),
    **dict.fromkeys(("bool_parsing", "bool_type"), "Kies ja of nee."),
    "string_too_long": "Deze tekst is te lang. Kort hem in.",
    "string_pattern_mismatch": "Deze waarde heeft niet de goede vorm.",
    "string_unicode": "Hier staan tekens in die geen tekst zijn. Typ dit veld opnieuw.",
    "extra_forbidden": "Dit veld kennen wij niet.",
}


def _sentence(error: Any) -> str:
    if error["type"] == "refused":
        return str(error["ctx"]["sentence"])
    if error["type"].startswith(("date", "timezone")):
        return "Vul een geldige datum in."
    return WORDS.get(error["type"], "Deze waarde klopt niet.")
