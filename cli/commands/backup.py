"""Making a backup and putting one back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.progress import progress


def register(app: typer.Typer) -> None:
    """Add the commands `backup` and `restore`."""
    app.command("backup")(backup_command)
    app.command("restore")(restore_command)


def backup_command(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="De map waarin de back-up komt, in een eigen map.")],
    keys: Annotated[bool, typer.Option("--with-keys", help="Ook de sleutels. Liever niet: bewaar die apart.")] = False,
) -> None:
    """Maak een back-up van database, brieven, bijlagen en concepten. Iedereen kan doorwerken."""
    from tasks.safekeeping.backup import backup

    with progress("Back-up maken") as told:
        made = backup(folder, keys=keys, told=told)
    typer.echo(f"Back-up gemaakt: {made.folder} ({made.files} bestanden).")
    if keys:
        typer.echo("De sleutels zitten erin. Wie deze map heeft, kan BSN’s lezen.")
    for name in made.faulty:
        typer.secho(f"Ontbreekt of is beschadigd: {name}", fg="red", err=True)
    if made.faulty:
        raise typer.Exit(1)


def restore_command(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="De map van de back-up: maatwerk-…Z.")],
    replace: Annotated[bool, typer.Option("--replace", help="Wat er nu staat, verdwijnt.")] = False,
) -> None:
    """Zet een back-up terug. Stop eerst Maatwerk."""
    from cli.commands.start import alone
    from config.settings import settings
    from tasks.safekeeping.restore import restore

    with alone(settings().home), progress("Back-up nakijken") as told:
        done = restore(folder, replace=replace, told=told)
    typer.echo(f"Teruggezet: de back-up van {done.made_at}.")
    for wrong in done.wrong:
        typer.secho(wrong, fg="red", err=True)
    typer.echo("Er gaan geen brieven uit tot u uitvoert: maatwerk reconcile")
    if done.wrong:
        raise typer.Exit(1)
