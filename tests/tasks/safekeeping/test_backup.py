"""A backup while people work, put back elsewhere: nothing from before it is lost, and one flipped bit is refused."""

from __future__ import annotations

import hashlib
import json
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest
from deaths import back_up_until_the_list, end_of
from past import CANARY, newer, reported, withdrawn
from plays import Play
from post import answer, newest, run_letters
from postgres import APPLICATION, OWNER, Cluster, Database
from sqlalchemy import func, select

from config.settings import settings
from desk.intake import drafts
from rules.errors import (
    BackupBroken,
    BackupUnfit,
    KeepingBusy,
    KeyMissing,
    PlaceTaken,
    ProgramFailed,
    ProgramMissing,
    RecordRestored,
)
from rules.facts import Note, Withdrawal
from store.engine import engine, session
from store.files import by_digest
from store.files.one_at_a_time import maintenance_lock
from store.files.printer_answers import taken
from store.keys.encryption import open_bsn
from store.keys.keyring import keyring
from store.models import Citizen, FactRow
from store.upkeep import snapshot
from tasks.post import printer_answers
from tasks.post.letter_stop import check_free
from tasks.retention.destruction import approve, propose
from tasks.retention.erasing import carry_out
from tasks.safekeeping import record_check
from tasks.safekeeping.backup import DIGEST, MANIFEST, backup
from tasks.safekeeping.restore import read, restore

BSN = "999990019"
Elsewhere = Callable[[], None]


@pytest.fixture(autouse=True)
def _owner(either_record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if either_record.startswith("postgresql"):
        monkeypatch.setenv("MAATWERK_OWNER_DATABASE_URL", either_record.replace(APPLICATION, OWNER))
        settings.cache_clear()


@pytest.fixture
def elsewhere(
    request: pytest.FixtureRequest, either_record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Elsewhere]:
    """Moves this process to another machine: an empty folder and an empty database, with the same keys."""
    made: list[tuple[Cluster, Database]] = []

    def move() -> None:
        keys = settings().keys_folder
        monkeypatch.setenv("MAATWERK_HOME", str(tmp_path / "elsewhere"))
        monkeypatch.setenv("MAATWERK_KEYS", str(keys.resolve()))
        if either_record.startswith("postgresql"):
            cluster: Cluster = request.getfixturevalue("postgres_cluster")
            fresh = cluster.create()
            made.append((cluster, fresh))
            monkeypatch.setenv("MAATWERK_DATABASE_URL", fresh.app_url)
            monkeypatch.setenv("MAATWERK_OWNER_DATABASE_URL", fresh.owner_url)
        settings.cache_clear()

    yield move
    for cluster, database in made:
        engine(database.app_url).dispose()
        engine(database.owner_url).dispose()
        cluster.drop(database)


def facts() -> set[tuple[int, int, str]]:
    with session(readonly=True) as db:
        return set(db.execute(select(FactRow.case_id, FactRow.seq, FactRow.kind)).tuples())


class Writers:
    """People who go on writing notes."""

    def __init__(self, play: Play) -> None:
        self.play, self.stop, self.written = play, threading.Event(), 0
        self.threads = [threading.Thread(target=self._write) for _ in range(3)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _write(self) -> None:
        while not self.stop.is_set():
            self.play.put(Note(text="De inwoner belde."))
            self.written += 1


def test_the_drill(either_record: str, elsewhere: Elsewhere, tmp_path: Path) -> None:
    play = reported(bsn=BSN)
    draft = drafts.begin("sanne")
    drafts.save(draft, "sanne", {"person.family_name": "Yıldız"})
    before, told = facts(), []
    with Writers(play) as writers:
        while not writers.written:
            pass
        before |= facts()
        made = backup(tmp_path / "backups", told=lambda done, of: told.append((done, of)))
        after = writers.written
    assert made.faulty == ()
    assert told[-1] == (2, 2)
    assert facts() > before
    elsewhere()
    assert restore(made.folder).wrong == ()
    with pytest.raises(RecordRestored):
        check_free()
    assert before <= facts()
    assert after
    assert [check.wrong for check in record_check.verify() if check.wrong] == []
    with session(readonly=True) as db:
        citizen = db.scalars(select(Citizen)).one()
        assert open_bsn(citizen.bsn_cipher or b"", citizen.id) == BSN
    assert drafts.load(draft, "sanne").values == {"person.family_name": "Yıldız"}
    # The case goes on.
    play.days(10).do(Withdrawal(received_on=play.today(), reason="Het gaat weer."))
    assert ("bevestiging-intrekking", "rendered") in play.letters()


def test_a_backup_holds_no_keys_unless_asked_and_without_them_nothing_is_put_back(
    either_record: str, elsewhere: Elsewhere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported(bsn=BSN)
    secrets = [key.hex().encode() for key in keyring().keys.values()]
    bare, whole = backup(tmp_path / "a").folder, backup(tmp_path / "b", keys=True).folder

    def found(folder: Path) -> bool:
        return any(secret in path.read_bytes() for path in folder.rglob("*") if path.is_file() for secret in secrets)

    assert (found(bare), found(whole)) == (False, True)
    elsewhere()
    monkeypatch.setenv("MAATWERK_KEYS", str(tmp_path / "other keys"))
    settings.cache_clear()
    with pytest.raises(KeyMissing):
        restore(bare)
    assert snapshot.empty(settings().owner_database)
    assert restore(whole).wrong == ()
    with session(readonly=True) as db:
        citizen = db.scalars(select(Citizen)).one()
        assert open_bsn(citizen.bsn_cipher or b"", citizen.id) == BSN


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_one_flipped_bit_anywhere_is_refused_and_nothing_is_touched(
    either_record: str, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    reported()
    drafts.begin("sanne")
    made = backup(tmp_path / "backups").folder
    elsewhere()
    for path in sorted(path for path in made.rglob("*") if path.is_file()):
        whole = path.read_bytes()
        at = len(whole) // 2
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BackupBroken):
            restore(made)
        path.write_bytes(whole)
    assert not settings().home.exists() or not any(settings().home.iterdir())
    assert restore(made).wrong == ()


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
@pytest.mark.parametrize("gone", ["manifest.json", "manifest.sha256", "database.sqlite"])
def test_a_backup_that_misses_a_part_is_refused(either_record: str, tmp_path: Path, gone: str) -> None:
    made = backup(tmp_path / "backups").folder
    (made / gone).unlink()
    with pytest.raises(BackupBroken):
        restore(made, replace=True)


def test_what_stands_there_is_replaced_only_when_that_is_said(either_record: str, tmp_path: Path) -> None:
    first = reported()
    made = backup(tmp_path / "backups").folder
    second = reported(name="Jansen")
    with pytest.raises(PlaceTaken):
        restore(made)
    assert second.case()
    assert restore(made, replace=True).wrong == ()
    assert first.case()
    with session(readonly=True) as db:
        assert db.scalar(select(func.count()).select_from(Citizen)) == 1


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_a_backup_that_was_broken_off_is_known_by_its_name(either_record: str, tmp_path: Path) -> None:
    reported()
    assert end_of(back_up_until_the_list, tmp_path / "backups") == -signal.SIGKILL
    (left,) = (tmp_path / "backups").iterdir()
    assert left.name.endswith(".partial")
    with pytest.raises(BackupBroken):
        restore(left, replace=True)
    assert backup(tmp_path / "backups").folder.exists()


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_a_letter_that_is_damaged_is_named_and_the_rest_is_kept(either_record: str, tmp_path: Path) -> None:
    play = reported()
    path = by_digest.letters().path(play.letter("ontvangstbevestiging-aanvraag").pdf_sha256 or "")
    path.write_bytes(b"damaged")
    made = backup(tmp_path / "backups")
    assert made.faulty == (f"letters/{path.name}",)
    assert json.loads((made.folder / MANIFEST).read_text())["ontbreekt"] == list(made.faulty)
    assert len(restore(made.folder, replace=True).wrong) == 1


@pytest.mark.usefixtures("by_the_machine")
def test_what_the_printer_answered_goes_along(either_record: str, elsewhere: Elsewhere, tmp_path: Path) -> None:
    reported()
    run_letters()
    content = answer(newest())
    sha256 = taken().put(content)
    printer_answers.take(content)
    made = backup(tmp_path / "backups")
    taken().path(sha256).unlink()
    # The control: without the file it is named.
    assert backup(tmp_path / "later").faulty == (f"taken/{sha256}",)
    elsewhere()
    assert not taken().path(sha256).exists()
    assert restore(made.folder).wrong == ()
    assert taken().get(sha256) == content
    # What is newer than the backup stays.
    other = taken().put(b"later")
    restore(made.folder, replace=True)
    assert taken().get(other) == b"later"


@pytest.mark.usefixtures("by_the_machine")
def test_a_destroyed_case_that_a_backup_brings_back_is_named(either_record: str, tmp_path: Path) -> None:
    old = withdrawn()
    newer()
    made = backup(tmp_path / "backups").folder
    propose(old.number, by="els")
    approve(old.number, by="jeroen")
    carry_out()
    (wrong,) = restore(made, replace=True).wrong
    assert f"Zaak {old.number} is eerder vernietigd en staat er weer." in wrong
    propose(old.number, by="els")
    approve(old.number, by="jeroen")
    assert carry_out().numbers == [old.number]
    assert [check.wrong for check in record_check.verify() if check.wrong] == []


@pytest.mark.usefixtures("by_the_machine")
@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_a_backup_after_a_destruction_holds_nothing_of_it(either_record: str, tmp_path: Path) -> None:
    old = withdrawn()
    newer()
    propose(old.number, by="els")
    approve(old.number, by="jeroen")
    carry_out()
    made = backup(tmp_path / "backups").folder
    assert not [path for path in made.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert (made / "proofs" / f"{old.number}.json").exists()


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_a_backup_of_a_later_version_or_another_engine_is_refused(
    either_record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup(tmp_path / "backups").folder
    monkeypatch.setenv("MAATWERK_OWNER_DATABASE_URL", "postgresql://nobody@localhost:1/nothing")
    settings.cache_clear()
    with pytest.raises(BackupUnfit):
        restore(made, replace=True)
    monkeypatch.delenv("MAATWERK_OWNER_DATABASE_URL")
    settings.cache_clear()
    listed = json.loads((made / MANIFEST).read_text()) | {"schema": "9999"}
    (made / MANIFEST).write_text(json.dumps(listed))
    (made / DIGEST).write_text(hashlib.sha256((made / MANIFEST).read_bytes()).hexdigest())
    with pytest.raises(BackupUnfit):
        restore(made, replace=True)
    assert read(made)["schema"] == "9999"


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_two_at_once_and_a_place_inside_the_data_are_refused(either_record: str, tmp_path: Path) -> None:
    with maintenance_lock(), pytest.raises(KeepingBusy):
        backup(tmp_path / "backups")
    with pytest.raises(BackupUnfit):
        backup(settings().home / "backups")


@pytest.mark.parametrize("either_record", ["postgresql"], indirect=True)
def test_a_program_that_is_missing_or_fails_is_named_in_dutch(
    either_record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAATWERK_OWNER_DATABASE_URL", "postgresql://nobody:geheim@localhost:1/nothing")
    settings.cache_clear()
    with pytest.raises(ProgramFailed) as failed:
        backup(tmp_path / "a")
    assert "connection to server" in failed.value.message_nl
    assert "geheim" not in failed.value.message_nl
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(snapshot, "PROGRAMS", tmp_path)
    with pytest.raises(ProgramMissing) as missing:
        backup(tmp_path / "b")
    assert "postgresql-client" in missing.value.message_nl
