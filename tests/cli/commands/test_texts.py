"""The released texts as files."""

import json
from pathlib import Path

from plays import MONDAY
from typer.testing import CliRunner

from cli.main import app
from store import texts
from store.engine import session


def test_the_released_texts_are_written_and_named(record: str, tmp_path: Path) -> None:
    with session() as db:
        texts.add(db, "shared/_contact.md.j2", "Bel ons.", by="fenna", at=MONDAY, expected=0, key=None)
        texts.release(db, "shared/_contact.md.j2", 1, by="jeroen", at=MONDAY)
    done = CliRunner().invoke(app, ["texts", "write", str(tmp_path)])
    assert done.output == "shared/_contact.md.j2\n"
    assert (tmp_path / "shared" / "_contact.md.j2").read_text() == "Bel ons."


TEXT = """Wij hebben met uw dochter gesproken.
Wij wijzen uw aanvraag af.

U kunt niet meer traplopen. Uw uitkering wordt niet verlaagd.
W\u200bij wij\u00adzen uw \u0430anvraag af! Dat is ons besluit.
"""


def test_each_line_that_refuses_is_named(tmp_path: Path) -> None:
    file = tmp_path / "tekst.txt"
    file.write_text(TEXT, "utf-8")
    told = CliRunner().invoke(app, ["texts", "check", str(file)])
    assert told.output.splitlines()[0] == "2: Wij wijzen uw aanvraag af."
    assert told.output.splitlines()[1].startswith("5: ")
    assert len(told.output.splitlines()) == 2
    numbered = CliRunner().invoke(app, ["texts", "check", str(file), "--json"])
    assert json.loads(numbered.output) == {"marked": [2, 5]}


def test_of_a_text_that_refuses_nothing_it_says_so(tmp_path: Path) -> None:
    file = tmp_path / "tekst.txt"
    file.write_text("U kunt ons bellen.\n", "utf-8")
    assert CliRunner().invoke(app, ["texts", "check", str(file)]).output == "Geen regel weigert iets.\n"
    assert json.loads(CliRunner().invoke(app, ["texts", "check", str(file), "--json"]).output) == {"marked": []}
