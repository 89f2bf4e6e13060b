"""Write the released texts of letters as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command `texts`."""
    app.command("texts")(texts_command)


def texts_command(folder: Annotated[Path, typer.Argument(help="map waarin de teksten komen")]) -> None:
    """Schrijf de vrijgegeven teksten van brieven als bestanden, zoals MAATWERK_TEMPLATES ze leest."""
    from tasks.letters.own_texts import export

    for name in export(folder):
        typer.echo(name)
