"""What every letter says: to whom it is addressed and how, from whom it comes, and about which case."""

from __future__ import annotations

from typing import Any

from config.municipality import municipality
from letters.writing.template import front_matter
from rules.facts import APPLICANT
from rules.wording import capital
from store.models import Letter, Staff
from tasks.cases.open_case import OpenCase
from tasks.parties.people import Person, greeting, person, reader


def of_every_letter(case: OpenCase, letter: Letter, clerk: Staff | None) -> dict[str, Any]:
    """The values that every letter of a case has, to the party whom it is for; `clerk` is who says “ik” in it."""
    to = reader(case.row, case.record, letter.party or APPLICANT)
    return {
        "gemeente": municipality().under(case.process.id).for_letters(),
        "client": client_values(to),
        "taal": municipality().line_for(to.language),
        "gemachtigde": to.stands_in,
        "hoedanigheid": to.role if to.stands_in else "",
        "nabestaanden": to.survived,
        **_another(case, letter, to),
        "zaak": {"nummer": case.row.number, "onderwerp": case.row.subject},
        "brief": {
            "datum": letter.dated_on.isoformat(),
            "kenmerk": f"{case.row.number}/B{letter.number}",
            "groot": to.large_print,
        },
        "consulent": {
            "naam": clerk.name if clerk else municipality().afdeling,
            "functie": clerk.function if clerk else "Sociaal domein",
            "telefoon": clerk.phone if clerk else municipality().telefoon,
            "werkdagen": clerk.days if clerk else municipality().openingstijden,
            "email": clerk.email if clerk else "",
        },
    }


def _another(case: OpenCase, letter: Letter, to: Person) -> dict[str, str]:
    """Where it is for another party than the citizen, their name; where they do not read it themselves, for whom.

    In a letter about what somebody said, “u” is who said it. In any other letter “u” is the citizen.
    """
    if not to.stands_in:
        return {}
    party = letter.party or APPLICANT
    called = "" if party == APPLICANT else person(case.row, case.record, party).called
    return {"partij": called, "bedoeld": to.speaks_for}


def entitled(letter: Letter) -> str:
    """The title of a letter in a list of its case: where it is not to the citizen, with the name of who reads it."""
    return f"{front_matter(letter.name).title}{aimed_at(letter)}"


def aimed_at(letter: Letter) -> str:
    """Who else than the citizen reads a letter, to go after its title or the name of its case."""
    return "" if letter.party == APPLICANT else f", aan {letter.content['client']['adres'][0]}"


def client_values(reader: Person) -> dict[str, object]:
    """The values about who reads a letter, for the templates."""
    word = f"{greeting().word} "
    usual = reader.greeting.startswith(word)
    return {
        "naam": capital(reader.stands_in) or reader.name,
        "aanhef": reader.greeting.removeprefix(word) if usual else reader.called,
        "aanspraak": "" if usual else reader.greeting,
        "adres": [*reader.window, *reader.address],
    }
