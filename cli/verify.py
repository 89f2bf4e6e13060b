"""Check that the record, its guards and its files are what they should be."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command `verify`."""
    app.command("verify")(verify_command)


def verify_command() -> None:
    """Controleer de bewaking van de database, de brieven en de bestanden."""
    from tasks.verify import verify

    sound = True
    for check in verify():
        sound = sound and not check.wrong
        mark = "in orde" if not check.wrong else "NIET IN ORDE"
        typer.echo(f"{check.name}: {check.seen} bekeken, {mark}")
        for wrong in check.wrong:
            typer.secho(f"  {wrong}", fg="red", err=True)
    if not sound:
        raise typer.Exit(1)
