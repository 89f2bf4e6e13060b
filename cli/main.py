"""The entrance to every command; each lives in its own module and imports what it needs when it runs."""

from __future__ import annotations

import sys

import typer

from cli import advance, backup, case, destruction, intake, keys, reconcile, record, recover, start, term, texts, verify
from rules.errors import MaatwerkError

MODULES = (start, intake, case, record, advance, recover, verify, backup, reconcile, keys, destruction, texts, term)

app = typer.Typer(
    help="Maatwerk: van melding tot besluit.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in MODULES:
    module.register(app)


@app.callback()
def maatwerk() -> None:
    """Maatwerk: van melding tot besluit."""


def main() -> None:
    """Run a command; a refusal is one Dutch sentence on the error stream, and exit code 1."""
    try:
        app()
    except MaatwerkError as refused:
        typer.secho(refused.message_nl, fg="red", err=True)
        sys.exit(1)
