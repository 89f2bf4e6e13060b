"""The entrance to every command."""

import typer

app = typer.Typer(help="Maatwerk: van aanvraag tot besluit.", no_args_is_help=True)


@app.callback()
def maatwerk() -> None:
    """Maatwerk: van aanvraag tot besluit."""
