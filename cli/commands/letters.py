"""Letters on the command line: what the printer already has, and the released texts as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands `reconcile` and `texts`."""
    app.command("reconcile")(reconcile_command)
    app.command("texts")(texts_command)


def reconcile_command() -> None:
    """Zet op het dossier welke brieven de drukker al heeft. Nodig na het terugzetten van een reservekopie."""
    from tasks.post.reconcile import reconcile

    done = reconcile()
    typer.echo(f"{len(done.bundles)} bundels waren hier niet bekend. {len(done.marked)} brieven zijn nu overgedragen.")
    for reference in done.unfiled:
        typer.echo(f"  {reference}: de PDF ontbreekt. Zet hem terug uit de reservekopie, of neem hem uit de bundel.")
    for reference in done.strays:
        typer.secho(f"  {reference}: verstuurd, maar hier niet bekend. Leg de zaak opnieuw vast.", fg="red")
    typer.echo("Er kunnen weer brieven uit.")


def texts_command(folder: Annotated[Path, typer.Argument(help="map waarin de teksten komen")]) -> None:
    """Schrijf de vrijgegeven teksten van brieven als bestanden, zoals MAATWERK_TEMPLATES ze leest."""
    from tasks.letters.own_texts import export

    for name in export(folder):
        typer.echo(name)
