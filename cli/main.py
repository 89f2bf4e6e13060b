"""The entrance to every command; each lives in its own module and imports what it needs when it runs."""

from __future__ import annotations

import atexit
import gc
import sys

import typer

from cli import usage
from cli.commands import (
    advance,
    backup,
    case,
    compare,
    destruction,
    intake,
    keys,
    letters,
    record,
    start,
    term,
    verify,
)
from rules.errors import MaatwerkError

MODULES = (start, intake, case, record, advance, verify, backup, letters, keys, destruction, term, compare)

app = typer.Typer(
    help="Maatwerk: van melding tot besluit.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in MODULES:
    module.register(app)


@app.callback()
def maatwerk(context: typer.Context) -> None:
    """Maatwerk: van melding tot besluit."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run a command; a refusal is one Dutch sentence on the error stream, and exit code 1, or 2 for wrong use."""
    # Python looks through all that was loaded before it ends, which is a third of what a short command takes.
    atexit.register(gc.freeze)
    try:
        # Help and a command that ends itself come back as their code.
        ended = app(standalone_mode=False)
    except typer.TyperException as misused:
        typer.secho(usage.told(misused), fg="red", err=True)
        sys.exit(usage.CODE)
    except MaatwerkError as refused:
        typer.secho(refused.message_nl, fg="red", err=True)
        sys.exit(1)
    sys.exit(ended if isinstance(ended, int) else 0)
