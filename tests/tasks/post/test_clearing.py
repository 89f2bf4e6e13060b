"""What the printer was given does not lie there for good, and is not printed again when a record comes back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from past import CANARY, letters_of, newer, on_disk, refused
from plays import Play, report_case
from post import accept_all, newest_name, run_letters
from postgres import APPLICATION, OWNER
from sqlalchemy import delete, select
from tamper import Tamper

from config.settings import settings
from store.audit.proof import prove
from store.engine import session
from store.files.handover import LOCK, Folder, printer_outlet
from store.models import Letter
from store.models.post import BundleLine, HandOver
from tasks import clock
from tasks.post import handing_over
from tasks.post.clearing import clear
from tasks.retention.destruction import approve, propose
from tasks.retention.erasing import carry_out
from tasks.safekeeping import record_check


def lying() -> set[str]:
    """The endings of the files of the newest bundle that lie with the printer."""
    return {path.suffix for path in printer_outlet().folder.glob(f"{newest_name()}.*")}


@pytest.fixture
def sent(either_record: str) -> Play:
    """A case with a letter that the printer posted."""
    play = report_case()
    run_letters()
    accept_all(clock.today())
    return play


def test_the_files_go_four_weeks_after_the_printer_answered_and_the_manifest_stays(sent: Play) -> None:
    with clock.at(clock.now() + timedelta(days=27)):
        assert clear() == []
    assert lying() == {".pdf", ".csv", ".json"}
    with clock.at(clock.now() + timedelta(days=29)):
        assert clear() == [newest_name()]
        assert clear() == []
    assert lying() == {".json"}
    assert all(map(on_disk, letters_of(sent)))


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_what_the_printer_did_not_answer_stays(either_record: str) -> None:
    report_case()
    run_letters()
    with clock.at(clock.now() + timedelta(days=400)):
        assert clear() == []
    assert lying() == {".pdf", ".csv", ".json"}


def forgotten(tamper: Tamper) -> None:
    """The record as it was before it knew of the hand-over, and all handed over again."""
    with clock.at(clock.now() + timedelta(days=29)):
        clear()
    with tamper() as connection:
        connection.execute(delete(HandOver))
    handing_over.hand_over(handing_over.sealed(), printer_outlet())


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_what_was_cleared_away_is_not_printed_again_when_a_backup_comes_back(sent: Play, tamper: Tamper) -> None:
    name = newest_name()
    forgotten(tamper)
    assert newest_name() == name
    assert lying() == {".json"}


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_without_that_look_at_the_manifest_it_would_be(
    sent: Play, tamper: Tamper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Folder, "holds", lambda _self, name: not name.endswith(".json") or False)
    forgotten(tamper)
    assert lying() == {".pdf", ".csv", ".json"}


@pytest.mark.usefixtures("by_the_machine")
def test_a_destroyed_case_leaves_the_bundle_that_others_lie_in(
    either_record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAATWERK_OWNER_DATABASE_URL", either_record.replace(APPLICATION, OWNER))
    settings.cache_clear()
    old, other = refused(), newer()
    run_letters()
    folder: Path = printer_outlet().folder
    assert letters_of(old)
    assert letters_of(other)
    propose(old.number, by="els")
    approve(old.number, by="jeroen")
    assert carry_out().numbers == [old.number]
    with session(readonly=True) as db:
        left = set(db.scalars(select(Letter.case_id).join(BundleLine, BundleLine.letter_id == Letter.id)))
    assert len(left) == 1
    assert all(map(on_disk, letters_of(other)))
    # Nobody answered yet, and still: the merged file held what had to go.
    assert {path.suffix for path in folder.iterdir() if path.name != LOCK} == {".json"}
    assert not any(CANARY.encode() in path.read_bytes() for path in folder.iterdir())
    assert [check.wrong for check in record_check.verify() if check.wrong] == []
    assert [broken for page in prove() for broken in page.broken] == []
