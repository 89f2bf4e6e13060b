"""One case on the command line: what it waits for, its terms, its record and its letters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.facts import Fact
    from rules.record.entries import Entry, Record
    from store.models import Case, Letter


def register(app: typer.Typer) -> None:
    """Add the command `case`."""
    app.command("case")(case_command)


def case_command(
    number: Annotated[str, typer.Argument(metavar="NR", help="Het zaaknummer, bijvoorbeeld WMO-2026-0001.")],
    as_json: Annotated[bool, typer.Option("--json", help="Geef het antwoord als JSON.")] = False,
) -> None:
    """Toon een zaak: waar zij op wacht, de termijnen, het dossier en de brieven."""
    from store import queries, record
    from store.engine import session

    with session(readonly=True) as db:
        case = record.find_case(db, number)
        found = _told(case, record.entries(db, case), queries.letters_of(db, case))
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else _page(found))


def _told(case: Case, entries: Record, letters: Iterable[Letter]) -> dict[str, Any]:
    """The case as data; the names of these keys are an agreement with whoever reads them."""
    from tasks.parties.people import full_name

    return {
        "number": case.number,
        "process": case.process,
        "subject": case.subject,
        "citizen": full_name(case.citizen),
        "bsn": f"******{case.citizen.bsn_tail}" if case.citizen.bsn_tail else None,
        "consultant": case.consultant_id,
        "received_on": case.received_on.isoformat(),
        "urgent": bool(case.urgent),
        "version": case.version,
        "taken_up": case.taken_up,
        "waits_for": case.waits_for,
        "waits_by": case.waits_by.isoformat() if case.waits_by else None,
        "wakes_on": case.wakes_on.isoformat() if case.wakes_on else None,
        "result": case.result,
        "closed_on": case.closed_on.isoformat() if case.closed_on else None,
        "facts": [_fact(entry) for entry in entries],
        "letters": [_letter(letter) for letter in letters],
    }


def _fact(entry: Entry[Fact]) -> dict[str, Any]:
    from store.record import fields_of

    return {
        "seq": entry.seq,
        "kind": type(entry.fact).__name__,
        "label": entry.fact.label,
        "by": entry.by,
        "at": entry.at.isoformat(),
        "body": fields_of(entry.fact),
    }


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "number": letter.number,
        "name": letter.name,
        "about": letter.about,
        "dated_on": letter.dated_on.isoformat(),
        "status": letter.status,
        "held_because": letter.held_because,
        "sha256": letter.pdf_sha256,
        "pages": letter.pages,
    }


def _page(found: dict[str, Any]) -> str:
    state = (
        f"afgesloten: {found['result']}" if found["result"] else f"wacht op: {found['waits_for'] or 'de volgende run'}"
    )
    by = f", uiterlijk {found['waits_by']}" if found["waits_by"] else ""
    lines = [f"{found['number']}  {found['citizen']}, {found['subject']}", f"{state}{by}", "", "Dossier"]
    lines += [
        f"  {fact['seq']:>3}  {fact['at'][:16].replace('T', ' ')}  {fact['label']}, door {fact['by']}"
        for fact in found["facts"]
    ]
    lines += ["", "Brieven"]
    for letter in found["letters"]:
        because = f": {letter['held_because']}" if letter["held_because"] else ""
        lines.append(
            f"  B{letter['number']:<3} {letter['dated_on']}  {letter['name']}  {STATUS[letter['status']]}{because}"
        )
    return "\n".join(lines)


STATUS = {"queued": "wacht op maken", "held": "vastgehouden", "rendered": "gemaakt", "withdrawn": "ingetrokken"}
