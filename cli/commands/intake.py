"""Take in a file of reports: good lines become cases, each bad line is told with its number and why."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

if TYPE_CHECKING:
    from tasks.intake.intake import Received


def register(app: typer.Typer) -> None:
    """Add the command `intake`."""
    app.command("intake")(intake_command)


def intake_command(
    file: Annotated[
        Path, typer.Argument(help="Bestand met één melding per regel (JSON).", exists=True, dir_okay=False)
    ],
) -> None:
    """Neem meldingen aan uit een bestand. Dezelfde melding twee keer aannemen kan geen kwaad."""
    from rules.errors import MaatwerkError
    from tasks.intake.refused_reports import keep, taken

    fresh = known = bad = added = 0
    with file.open("rb") as lines:
        for number, line in _with_progress(lines, file.stat().st_size):
            try:
                received = _receive(line)
            except MaatwerkError as refused:
                bad += 1
                keep(_text(line), refused)
                typer.secho(f"Regel {number}: {refused.message_nl}", fg="red", err=True)
                continue
            taken(_text(line))
            fresh, known, added = fresh + (not received.repeated), known + received.repeated, added + received.added
    typer.echo(f"{fresh} nieuwe zaken, {known} meldingen waren er al, {bad} regels niet aangenomen.")
    if bad:
        typer.echo("Wat niet is aangenomen, is bewaard. De administratie ziet het bij Vandaag en bij Nieuwe melding.")
    if added:
        typer.echo(f"{added} daarvan met iets anders erin. Dat staat bij de zaak, met een taak voor de administratie.")
    if fresh or added:
        typer.echo(_set_going())
    if bad:
        raise typer.Exit(1)


def _receive(line: bytes) -> Received:
    from tasks.intake.form_posts import read_line
    from tasks.intake.intake import receive

    return receive(read_line(_text(line)))


def _text(line: bytes) -> str:
    """A line as text; a byte that is none is written out where it stands, and named to a person."""
    return line.strip().removeprefix(BOM_UTF8).decode("utf-8", "surrogateescape")


def _set_going() -> str:
    import asyncio

    from tasks.runs.flow_runs import NotStarted, start

    started = asyncio.run(start("recover/recover", {}))
    if isinstance(started, NotStarted):
        return f"{started.because} De zaken gaan verder zodra Prefect draait."
    return "De zaken worden nu verder gebracht."


def _with_progress(lines: BinaryIO, size: int) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank, with its number from 1; a bar on a terminal."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Meldingen aannemen"), BarColumn(), TextColumn("{task.fields[line]}"), TimeRemainingColumn())
    with Progress(*columns, transient=True) as progress:
        bar = progress.add_task("", total=size, line="")
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, line
            progress.update(bar, advance=len(line), line=f"regel {number}")
