"""What was asked beside what is given, for rows in a file: a lawyer can try cases of his own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cli.comparing.rows import Compared


def register(app: typer.Typer) -> None:
    """Add the command `compare`."""
    app.command("compare")(compare_command)


def compare_command(
    file: Annotated[Path, typer.Argument(help="Het bestand met rijen, in YAML of JSON.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Geef het antwoord als JSON.")] = False,
) -> None:
    """Vergelijk wat is gevraagd met wat wordt gegeven: wat is minder, en wie belt u eerst?"""
    from cli.comparing import rows

    compared = rows.read(file)
    if as_json:
        typer.echo(json.dumps([each.as_data() for each in compared], ensure_ascii=False, indent=2))
        return
    for each in compared:
        typer.echo(_told(each))
    adverse = sum(each.verdict.adverse for each in compared)
    typer.echo(f"{len(compared)} vergeleken; bij {adverse} moet eerst worden gebeld.")


def _told(each: Compared) -> str:
    """One row in Dutch, with a line for each reason."""
    verdict = each.verdict
    head = (
        f"eerst bellen: {', '.join(verdict.call) or 'niemand'}" if verdict.adverse else "niets is minder dan gevraagd"
    )
    notes = [head] + ["voorlopig besluit"] * verdict.provisional
    if verdict.still_open:
        notes.append(f"nog te beantwoorden: {', '.join(map(str, verdict.still_open))}")
    lines = [f"{each.id}: {'; '.join(notes)}"]
    for number, lacks in verdict.less.items():
        lines.append(f"  onderdeel {number}: {_amounts(each, number)}{' '.join(lack.sentence for lack in lacks)}")
    if verdict.record_refused:
        lines.append(f"  niet vast te leggen: {verdict.record_refused}")
    return "\n".join(lines)


def _amounts(each: Compared, number: int) -> str:
    """What was asked and what is given, where both are amounts."""
    from rules.asked.extent import in_words

    if each.decision is None:
        return ""
    asked = [item.quantity for item in each.decision.items if item.number == number and item.quantity]
    given = [answer.quantity for answer in each.decision.answers if number in answer.answers and answer.quantity]
    if not asked or not given:
        return ""
    return f"gevraagd {in_words(asked[0])}, gegeven {' en '.join(map(in_words, given))}. "
