"""Put on the record what the printer already has, after a backup was restored."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command `reconcile`."""
    app.command("reconcile")(reconcile_command)


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
