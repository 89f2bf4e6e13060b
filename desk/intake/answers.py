"""The parts of a report taken at the desk, and how the answers become a report."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from config.process import processes
from desk.web import measures
from desk.web.forms import Form
from desk.web.sessions import Visitor
from desk.web.words import long_day
from rules.errors import BsnInvalid, ReportRefused
from rules.facts import KINDS, Asking
from tasks import clock
from tasks.intake.incoming_report import checked

FLAGS = ("urgent", "letters_to_representative", "interpreter", "large_print", "elsewhere", "carer")
CHOOSE_NL = "Kies over welke wet het gaat."
UNKNOWN_WAY_NL = "Kies hoe dit binnenkwam."
LABELS = {
    "initials": "Voorletters",
    "first_name": "Roepnaam",
    "prefix": "Tussenvoegsel",
    "family_name": "Achternaam",
    "born_on": "Geboortedatum",
    "street": "Straat",
    "number": "Huisnummer",
    "postcode": "Postcode",
    "city": "Plaats",
    "country": "Land",
    "phone": "Telefoon",
    "email": "E-mail",
    "language": "Taal",
    "reachable": "Bereikbaar",
    "question": "Wat vraagt de inwoner",
    "subject": "Waar gaat het over",
    "product": "Wat vraagt de inwoner aan",
    "until_on": "Tot en met",
    "received_at": "Gemeld op",
    "name": "Naam",
    "relation": "Wie is dat",
    "authorised_on": "Dag van de machtiging",
}


@dataclass(frozen=True)
class Section:
    """One part of the report, with the prefixes of its field names."""

    path: str
    title: str
    fields: tuple[str, ...]


SECTIONS = (
    Section(
        "persoon",
        "Wie heeft hulp nodig?",
        tuple(
            f"person.{name}"
            for name in (
                *("bsn", "salutation", "initials", "first_name", "prefix", "family_name"),
                *("born_on", "street", "number", "postcode", "city", "country"),
            )
        ),
    ),
    Section(
        "vraag",
        "De hulpvraag",
        ("process", "subject", "question", "product", "until_on", "urgent", "channel", "received"),
    ),
    Section(
        "bereikbaar",
        "Taal en bereikbaarheid",
        tuple(f"person.{name}" for name in ("phone", "email", "language", "interpreter", "reachable", "large_print")),
    ),
    Section(
        "huishouden", "Huishouden en vertegenwoordiger", ("household", "representative", "letters_to_representative")
    ),
)
CHECK = Section("controle", "Controleren", ())
PATHS = {section.path: section for section in (*SECTIONS, CHECK)}


def problems(given: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a report, by field; empty when it can be stored."""
    found = {} if given["process"] in processes() else {"process": CHOOSE_NL}
    found |= {} if given["channel"] else {"channel": UNKNOWN_WAY_NL}
    try:
        checked(given)
    except ReportRefused as refused:
        return found | {name: _labelled(name, text) for name, text in refused.problems.items()}
    except BsnInvalid as invalid:
        return found | {"person.bsn": invalid.message_nl}
    return found


def _labelled(name: str, text: str) -> str:
    """The sentence with the name of its field, for the list above the form, where it stands alone."""
    label = LABELS.get(name.rpartition(".")[2], "")
    return f"{label}: {text[:1].lower()}{text[1:]}" if label else text


def belongs(section: Section, name: str) -> bool:
    """Whether a field is on this part of the report."""
    return any(name == field or name.startswith((f"{field}.", f"{field}_")) for field in section.fields)


def merged(before: Mapping[str, str], section: Section, form: Form) -> dict[str, str]:
    """The draft with this part as it was sent; a value that is not sent is removed."""
    kept = {name: value for name, value in before.items() if not belongs(section, name)}
    sent = {name: value.strip() for name, value in form.values.items() if belongs(section, name)}
    return kept | {name: value for name, value in sent.items() if value}


def given_by(values: Mapping[str, str], visitor: Visitor, draft: str) -> dict[str, Any]:
    """The draft in the shape of an incoming report."""
    given: dict[str, Any] = {"person": {}, "reference": f"balie-{draft}", "team": visitor.team}
    given |= {"process": process_of(values), "channel": values.get("channel", "")}
    given |= {name: values[name] for name in ("subject", "question") if name in values}
    given |= {name: True for name in ("urgent", "letters_to_representative") if name in values}
    law, _, product = values.get("product", "").partition(".")
    if law == given["process"]:
        given["product"] = product
        if "until_on" in values:
            given["until_on"] = values["until_on"]
    given["received_at"] = _received_at(values.get("received_on", ""))
    given["person"] = _part(values, "person.")
    given["household"] = [_part(values, f"household.{row}.") for row in Form(dict(values)).rows("household")]
    if someone := _part(values, "representative."):
        given["representative"] = someone
    return given


def process_of(values: Mapping[str, str]) -> str:
    """The process that was chosen; where there is only one, nobody is asked."""
    known = list(processes())
    return known[0] if len(known) == 1 else values.get("process", "")


def asked_for() -> measures.Options:
    """What can be applied for at this desk, each with its law: of the laws of which an application opens a case."""
    laws = [one for one in processes().values() if issubclass(KINDS[one.opens_with], Asking)]
    return [(f"{law.id}.{key}", name) for law in laws for key, name in measures.products(law)]


def chosen(values: Mapping[str, str]) -> str:
    """What is applied for under the law that was chosen, in words; empty where nothing is."""
    product = values.get("product", "")
    name = dict(asked_for()).get(product, "")
    if not name or product.partition(".")[0] != process_of(values):
        return ""
    with suppress(ValueError):
        return f"{name}, tot en met {long_day(date.fromisoformat(values.get('until_on', '')))}"
    return name


def _part(values: Mapping[str, str], start: str) -> dict[str, Any]:
    found = {name.removeprefix(start): value for name, value in values.items() if name.startswith(start)}
    return {name: True if name in FLAGS else value for name, value in found.items()}


def _received_at(day: str) -> datetime | str:
    now = clock.now()
    if not day or day == clock.today().isoformat():
        return now
    try:
        return datetime.combine(date.fromisoformat(day), time(12), clock.AMSTERDAM)
    except ValueError:
        return day


def section_of(name: str) -> str:
    """The part of the report a field is on."""
    return next((section.path for section in SECTIONS if belongs(section, name)), SECTIONS[0].path)
