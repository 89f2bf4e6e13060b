"""Check that the record, its guards, its chains and its files are what they should be, and deal with what is not."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands `verify` and `settle`."""
    app.command("verify")(verify_command)
    app.command("settle")(settle_command)


def verify_command() -> None:
    """Controleer de bewaking, de ketens, de vastgelegde standen, de brieven en de bestanden."""
    from rich.console import Console
    from rich.progress import Progress

    from tasks.safekeeping import record_check

    checks = []
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Controle", total=record_check.links())
        for check in record_check.verify(lambda links: progress.advance(bar, links)):
            checks.append(check)
            progress.update(bar, description=check.name)
    done = record_check.keep(tuple(checks))
    for check in checks:
        typer.echo(f"{check.name}: {check.seen} bekeken, {'NIET IN ORDE' if check.wrong else 'in orde'}")
        for wrong in check.wrong:
            typer.secho(f"  {wrong}", fg="red", err=True)
    if done.open:
        typer.secho(f"De brieven staan stil. Nog te bekijken: {done.open}.", fg="red", err=True)
        for finding in record_check.open_findings():
            typer.echo(f"  {finding.id}: {finding.about}: {finding.words}", err=True)
    if done.open or any(check.wrong and not check.lasting for check in checks):
        raise typer.Exit(1)


def settle_command(
    finding: Annotated[int, typer.Argument(help="Het nummer van de bevinding.", show_default=False)],
    by: Annotated[str, typer.Option("--as", help="Wie u bent; u hebt de rol beheer.", show_default=False)],
    reason: Annotated[
        str, typer.Option("--reason", help="Wat u onderzocht en waarom de brieven weer weg mogen.", show_default=False)
    ],
) -> None:
    """Leg vast dat u een bevinding hebt bekeken. Als alles bekeken is, gaan de brieven weer verder."""
    from tasks.safekeeping import record_check

    left = record_check.settle(finding, by=by, reason=reason)
    typer.echo("De brieven gaan weer verder." if not left else f"Nog te bekijken: {left}.")
