"""Destruction by law on the command line: what may go, a proposal, an approval, and carrying it out."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.progress import progress

Number = Annotated[str, typer.Argument(metavar="NR", help="Het zaaknummer, bijvoorbeeld WMO-2026-0001.")]
User = Annotated[str, typer.Option("--as", help="De gebruikersnaam van wie dit doet.")]
Undisputed = Annotated[
    bool,
    typer.Option("--no-dispute", help="U hebt nagegaan dat er geen bezwaar, beroep of klacht loopt."),
]
ASKED = "Ga na of er een bezwaar, beroep of klacht loopt. Loopt er niets? Voeg dan toe: --no-dispute"


def register(app: typer.Typer) -> None:
    """Add the commands `destruction list`, `propose`, `approve`, `refuse` and `run`."""
    group = typer.Typer(help="Zaken vernietigen waarvan de bewaartermijn voorbij is.", no_args_is_help=True)
    group.command("list")(list_candidates)
    group.command("propose")(propose)
    group.command("approve")(approve)
    group.command("refuse")(refuse)
    group.command("run")(run)
    app.add_typer(group, name="destruction")


def list_candidates() -> None:
    """Toon de zaken waarvan de bewaartermijn voorbij is, en wat er nog in de weg staat."""
    from rules.retention import basis
    from store.engine import session
    from tasks.retention.expired_cases import candidates

    count = 0
    with session(readonly=True) as db:
        for case in candidates(db):
            count += 1
            rule = f"{basis(case.rule.rule)}: {case.rule.name}" if case.rule else ""
            typer.echo(f"{case.number}  bewaard tot en met {case.until}  {case.ended.result}  ({rule})")
            if case.approved_by:
                typer.echo(f"  goedgekeurd door {case.approved_by}; vernietigen kan met: maatwerk destruction run")
            elif case.proposed_by:
                typer.echo(f"  voorgesteld door {case.proposed_by}; een teamleider moet dit goedkeuren")
            elif case.refused_by:
                typer.echo(f"  niet goedgekeurd door {case.refused_by}: {case.refused_because}")
            for obstacle in case.obstacles:
                typer.echo(f"  {obstacle}")
    typer.echo(f"{count} zaken.")


def propose(number: Number, user: User, undisputed: Undisputed = False) -> None:
    """Stel voor om een zaak te vernietigen."""
    from tasks.retention.destruction import propose as propose_destruction

    _asked(undisputed)
    propose_destruction(number, by=user)
    typer.echo(f"Voorgesteld: {number}. Een teamleider die dit niet zelf voorstelde, moet het goedkeuren.")


def approve(number: Number, user: User, undisputed: Undisputed = False) -> None:
    """Keur een voorstel van een ander goed."""
    from tasks.retention.destruction import approve as approve_destruction

    _asked(undisputed)
    approve_destruction(number, by=user)
    typer.echo(f"Goedgekeurd: {number}. De zaak wordt vernietigd met: maatwerk destruction run")


def refuse(
    number: Number,
    user: User,
    reason: Annotated[str, typer.Option("--reason", help="Waarom niet; dit komt in het dossier.")],
) -> None:
    """Keur een voorstel van een ander niet goed. Het kan later opnieuw worden gedaan."""
    from tasks.retention.destruction import refuse as refuse_destruction

    refuse_destruction(number, by=user, reason=reason)
    typer.echo(f"Niet goedgekeurd: {number}.")


def run() -> None:
    """Vernietig de zaken waarover twee mensen het eens zijn. Dit kan niet ongedaan worden gemaakt."""
    from tasks.retention.erasing import carry_out, proofs_folder

    with progress("Zaken vernietigen") as told:
        done = carry_out(told)
    for number in done.numbers:
        typer.echo(f"Vernietigd: {number}")
    for number, why in done.kept.items():
        typer.echo(f"Niet vernietigd: {number}. {why}")
    typer.echo(f"{len(done.numbers)} zaken vernietigd, {done.files} bestanden verwijderd.")
    if done.numbers:
        typer.echo(f"De bewijzen staan in {proofs_folder()}. Bewaar ze ook buiten deze machine.")
    if done.kept:
        raise typer.Exit(1)


def _asked(undisputed: bool) -> None:
    if not undisputed:
        typer.secho(ASKED, fg="red", err=True)
        raise typer.Exit(2)
