"""What `maatwerk start` prints when all is up: where to click, as whom, and on which cases."""

from __future__ import annotations

from ipaddress import ip_address

from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from config.settings import settings
from store.engine import session
from store.models import Case, RoleGrant, Staff
from tasks.runs.connection import auth

MOST_CASES = 12
CLOSED_NL = "afgerond"


def welcome(console: Console, seconds: float) -> None:
    """Print it."""
    console.print(f"\nMaatwerk is klaar ({seconds:.1f} s)".replace(".", ","), style="bold green")
    links = Table.grid(padding=(0, 3))
    links.add_row("Balie", f"http://{settings().host}:{settings().port}/")
    links.add_row("Prefect", settings().prefect_api.removesuffix("/api"))
    if not settings().prefect_api_url:
        links.add_row("", f"inloggen met {auth()}")
    console.print(links)
    if demo_logins_allowed():
        _print_logins(console)
    _print_cases(console)
    console.print("\nStoppen: Ctrl-C", style="dim")


def demo_logins_allowed() -> bool:
    """Only for a demonstration, on this very machine."""
    return settings().demo and not settings().production and _loopback(settings().host)


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _print_logins(console: Console) -> None:
    from desk.staff.demo import prepare_demo_logins

    password = prepare_demo_logins()
    table = Table(title="Inloggen bij de balie", title_justify="left", box=None, pad_edge=False)
    for heading in ("Naam", "Wie", "Rol"):
        table.add_column(heading)
    with session(readonly=True) as db:
        query = select(Staff.id, Staff.name, RoleGrant.role).join(RoleGrant, RoleGrant.staff_id == Staff.id)
        for name, full, role in db.execute(query.where(Staff.active == 1).order_by(RoleGrant.id)):
            table.add_row(name, full, role.replace("_", " "))
    console.print("")
    console.print(table)
    console.print(f"Wachtwoord voor iedereen, tot de volgende start: [bold]{password}[/bold]")


def _print_cases(console: Console) -> None:
    with session(readonly=True) as db:
        cases = db.execute(select(Case.number, Case.waits_for, Case.result).order_by(Case.number)).all()
    stages: dict[str, str] = {}
    for number, waits_for, result in cases:
        stages.setdefault(result or waits_for or CLOSED_NL, number)
    table = Table(title="Zaken om te bekijken", title_justify="left", box=None, pad_edge=False, show_header=False)
    for stage, number in sorted(stages.items(), key=lambda item: item[1])[:MOST_CASES]:
        table.add_row(number, stage)
    if stages:
        console.print("")
        console.print(table)
