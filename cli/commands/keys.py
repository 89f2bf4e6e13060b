"""The keys of the sealed numbers and drafts: see them, renew them, and take away what nothing needs."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.progress import progress


def register(app: typer.Typer) -> None:
    """Add the commands `keys list`, `add`, `rotate` and `remove`."""
    keys = typer.Typer(help="De sleutels van BSN’s en concepten.", no_args_is_help=True)
    keys.command("list")(list_keys)
    keys.command("add")(add_key)
    keys.command("rotate")(rotate_keys)
    keys.command("remove")(remove_key)
    app.add_typer(keys, name="keys")


def list_keys() -> None:
    """Toon elke sleutel, en waarvoor hij nog nodig is."""
    from store.keys.keyring import keyring
    from tasks.safekeeping.key_rotation import uses

    held = keyring()
    for use in uses():
        what = "verzegelt" if use.current else "opent alleen"
        if use.key_id not in held.keys:
            what = "ONTBREEKT"
        elif use.key_id == held.spare:
            what = "staat klaar"
        typer.echo(f"{use.key_id}  {what:<12}  {use.citizens} BSN’s, {use.drafts} concepten")


def add_key() -> None:
    """Maak een sleutel die nog niets verzegelt. Breng het bestand daarna naar de andere machines."""
    from tasks.safekeeping.key_rotation import add

    typer.echo(f"Sleutel {add()} staat klaar. Breng keys.json naar elke machine en voer dan uit: maatwerk keys rotate")


def rotate_keys() -> None:
    """Verzegel alles opnieuw met een nieuwe sleutel. Mag terwijl de balie draait, en mag worden herhaald."""
    from tasks.safekeeping.key_rotation import rotate, uses

    with progress("Opnieuw verzegelen") as told:
        current = rotate(told)
    typer.echo(f"Alles wordt nu verzegeld met sleutel {current}.")
    for use in uses():
        if use.current:
            continue
        if use.total:
            typer.echo(f"Sleutel {use.key_id} is nog {use.total} keer nodig. Voer dit nog een keer uit.")
        else:
            typer.echo(f"Sleutel {use.key_id} is niet meer nodig. Weghalen kan met: maatwerk keys remove {use.key_id}")


def remove_key(key_id: Annotated[str, typer.Argument(metavar="SLEUTEL", help="Het nummer uit `keys list`.")]) -> None:
    """Haal een sleutel weg die nergens meer voor nodig is."""
    from tasks.safekeeping.key_rotation import remove

    remove(key_id)
    typer.echo(f"Sleutel {key_id} is weg. Een back-up van vóór de wisseling is zonder die sleutel niet te lezen.")
