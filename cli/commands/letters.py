"""Letters on the command line: what the printer has and what it answered, and the released texts as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands `reconcile`, `answers`, `texts write` and `texts check`."""
    app.command("reconcile")(reconcile_command)
    app.command("answers")(answers_command)
    texts = typer.Typer(help="Teksten van brieven: als bestanden schrijven, en nalezen.", no_args_is_help=True)
    texts.command("write")(write_command)
    texts.command("check")(check_command)
    app.add_typer(texts, name="texts")


def reconcile_command() -> None:
    """Zet op het dossier welke brieven de drukker al heeft. Nodig na het terugzetten van een reservekopie."""
    from tasks.post.reconcile import reconcile

    done = reconcile()
    typer.echo(f"{len(done.bundles)} bundels waren hier niet bekend. {len(done.marked)} brieven zijn nu overgedragen.")
    for reference in done.unfiled:
        typer.echo(f"  {reference}: de PDF ontbreekt. Zet hem terug uit de reservekopie, of neem hem uit de bundel.")
    for reference in done.strays:
        typer.secho(f"  {reference}: verstuurd, maar hier niet bekend. Leg de zaak opnieuw vast.", fg="red")
    if done.missing:
        raise done.missing
    typer.echo("Er kunnen weer brieven uit.")


def answers_command() -> None:
    """Neem over wat de drukker antwoordde: de bestanden in de map met antwoorden. Een briefrun doet dit ook."""
    from tasks.post.printer_answers import take_all

    done = take_all()
    typer.echo(f"{len(done.bundles)} antwoorden zijn overgenomen.")
    for name, because in done.left.items():
        typer.secho(f"  {name}: {because}", fg="red", err=True)
    if done.left:
        raise typer.Exit(1)


def write_command(folder: Annotated[Path, typer.Argument(help="map waarin de teksten komen")]) -> None:
    """Schrijf de vrijgegeven teksten van brieven als bestanden, zoals MAATWERK_TEMPLATES ze leest."""
    from tasks.letters.own_texts import export

    for name in export(folder):
        typer.echo(name)


def check_command(
    file: Annotated[Path, typer.Argument(help="bestand met tekst", exists=True, dir_okay=False, readable=True)],
    as_json: Annotated[bool, typer.Option("--json", help="de nummers van de regels, als JSON")] = False,
) -> None:
    """Zeg welke regels van een tekst iets weigeren, zoals Maatwerk dat leest in een brief die niets beslist."""
    from config.reading import refusals

    lines = file.read_text("utf-8", "replace").splitlines()
    marked = {number: found for number, line in enumerate(lines, 1) if (found := refusals().marked(line))}
    if as_json:
        typer.echo(json.dumps({"marked": [*marked]}))
        return
    for number, found in marked.items():
        for sentence in found:
            typer.echo(f"{number}: {sentence}")
    if not marked:
        typer.echo("Geen regel weigert iets.")
