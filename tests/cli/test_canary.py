"""Nothing personal in what the commands of keeping print, log or raise: a canary in a case is found nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clocks import by_the_machine
from past import CANARY, newer, withdrawn
from typer.testing import CliRunner

from cli.main import app
from config.settings import settings
from desk.intake import drafts
from store.engine import session
from store.files.by_digest import letters
from store.models import Citizen

BSN = "999990019"
CANARIES = (CANARY, BSN)


def said(*arguments: str) -> str:
    """What a command printed, and its error with all that it carries."""
    done = CliRunner().invoke(app, list(arguments))
    told = done.output + str(done.stderr)
    if done.exception:
        told += repr(done.exception) + repr(vars(done.exception)) + repr(done.exception.__context__)
        told += getattr(done.exception, "message_nl", "")
    return told


@pytest.fixture
def old(record: str) -> Iterator[str]:
    """The number of a case that may go, with a canary in every corner."""
    play = withdrawn(bsn=BSN)
    newer()
    draft = drafts.begin("sanne")
    drafts.save(draft, "sanne", {"person.family_name": CANARY, "person.bsn": BSN})
    with by_the_machine(record):
        yield play.number


def logs() -> str:
    return "".join(path.read_text() for path in settings().home.rglob("*.log"))


def test_no_command_tells_of_a_person(old: str, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    told = [said("keys", "list"), said("keys", "rotate"), said("backup", str(backups))]
    made = next(backups.iterdir())
    told += [said("restore", str(made)), said("restore", str(made), "--replace")]
    told += [said("destruction", "list"), said("destruction", "propose", old, "--as", "els")]
    agreed = ("--no-dispute",)
    told += [said("destruction", "propose", old, "--as", who, *agreed) for who in ("sanne", "els", "els")]
    told += [said("destruction", "refuse", old, "--as", "jeroen", "--reason", f"{CANARY} maakt nog bezwaar.")]
    told += [said("destruction", "propose", old, "--as", "els", *agreed)]
    told += [said("destruction", "approve", old, "--as", who, *agreed) for who in ("els", "jeroen")]
    told += [said("destruction", "run"), said("verify")]
    assert f"Vernietigd: {old}" in told[-2]
    assert all(told)
    assert [canary for canary in CANARIES if canary in "".join(told) + logs()] == []


def test_what_goes_wrong_tells_of_nobody_either(old: str, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    said("backup", str(backups))
    made = next(backups.iterdir())
    (made / "database.sqlite").write_bytes((made / "database.sqlite").read_bytes()[:-1])
    with session() as db:
        citizen = db.query(Citizen).filter(Citizen.family_name == CANARY).one()
        citizen.bsn_cipher = (citizen.bsn_cipher or b"")[:-1] + b"\x00"
    for path in letters().folder.rglob("*"):
        if path.is_file():
            path.write_bytes(CANARY.encode())
    told = [
        said("restore", str(made), "--replace"),
        said("keys", "rotate"),
        said("backup", str(backups)),
        said("verify"),
    ]
    assert "niet heel" in told[0]
    assert "niet meer te lezen" in told[1]
    assert [canary for canary in CANARIES if canary in "".join(told) + logs()] == []


def test_the_canary_would_be_found(old: str) -> None:
    assert CANARY in said("case", old)
