"""The released texts as files."""

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
    done = CliRunner().invoke(app, ["texts", str(tmp_path)])
    assert done.output == "shared/_contact.md.j2\n"
    assert (tmp_path / "shared" / "_contact.md.j2").read_text() == "Bel ons."
