"""What every letter says: to whom it is addressed and how, from whom it comes, and about which case."""

from __future__ import annotations

from typing import Any

from config.municipality import municipality
from store.models import Case, Citizen, Letter
from tasks.cases.open_case import OpenCase


def of_every_letter(case: OpenCase, letter: Letter) -> dict[str, Any]:
    """The values that every letter of a case has."""
    consultant = case.row.consultant
    return {
        "gemeente": municipality().under(case.process.id).for_letters(),
        "client": client_values(case.row),
        "gemachtigde": representative_values(case.row),
        "zaak": {"nummer": case.row.number, "onderwerp": case.row.subject},
        "brief": {
            "datum": letter.dated_on.isoformat(),
            "kenmerk": f"{case.row.number}/B{letter.number}",
            "groot": large_print(case.row),
        },
        "consulent": {
            "naam": consultant.name if consultant else municipality().afdeling,
            "functie": consultant.function if consultant else "Sociaal domein",
            "telefoon": consultant.phone if consultant else municipality().telefoon,
            "werkdagen": consultant.days if consultant else municipality().openingstijden,
            "email": consultant.email if consultant else "",
        },
    }


def full_name(citizen: Citizen) -> str:
    """The name as on an envelope: Mevrouw F. Yıldız-Demir."""
    title = citizen.salutation[:1].upper() + citizen.salutation[1:]
    return " ".join(part for part in (title, citizen.initials, citizen.prefix, citizen.family_name) if part)


def salutation(citizen: Citizen) -> str:
    """The name after "Beste": mevrouw Van der Meer, or the full name when no form of address is known."""
    if not citizen.salutation:
        return full_name(citizen)
    family = " ".join(part for part in (citizen.prefix, citizen.family_name) if part)
    return f"{citizen.salutation} {family[:1].upper()}{family[1:]}"


def client_values(case: Case) -> dict[str, object]:
    """The values about the addressee of this case's letters, for the templates."""
    citizen = case.citizen
    if case.representative:
        return {
            "naam": full_name(citizen),
            "aanhef": case.representative.name,
            "adres": _lines(case.representative.name, case.representative.address or own_address(citizen)),
        }
    return {
        "naam": full_name(citizen),
        "aanhef": salutation(citizen),
        "adres": _lines(full_name(citizen), own_address(citizen)),
    }


def representative_values(case: Case) -> str:
    """The name of the person the addressee represents; empty when the letter goes to the citizen."""
    return full_name(case.citizen) if case.representative else ""


def large_print(case: Case) -> bool:
    """Whether the recipient of the letters asked for large print."""
    return bool((case.representative or case.citizen).large_print)


def own_address(citizen: Citizen) -> list[str]:
    """Street, postcode with the city in capitals, and the country when it is not the Netherlands."""
    lines = [f"{citizen.street} {citizen.number}".strip(), f"{citizen.postcode}  {citizen.city.upper()}".strip()]
    return [*lines, citizen.country.upper()] if citizen.country else lines


def _lines(name: str, address: list[str]) -> list[str]:
    return [name, *address]
