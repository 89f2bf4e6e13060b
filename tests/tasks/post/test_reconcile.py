"""A backup put back: the printer holds more than the record knows, and no letter is doubled or lost by that."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from unittest.mock import patch

import pytest
from plays import Play, report_case
from post import answer, newest, printed, refuse, run_letters, sent_here
from putback import Backup, by_hand
from sqlalchemy import select
from typer.testing import CliRunner

from cli.main import app
from config.settings import settings
from letters.bundles import bundle
from rules.errors import AnswerMissing, RecordBehind, RecordRestored
from store.engine import session
from store.files import by_digest
from store.files.handover import printer_outlet
from store.files.printer_answers import taken, waiting
from store.models.post import PRINTER, Bundle, Receipt
from tasks.letters import making
from tasks.letters.held_letters import keep_back, retry_letter
from tasks.post import handing_over, letter_run, letter_stop
from tasks.post.reconcile import reconcile


@pytest.fixture
def backup(either_record: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backup]:
    """Take a backup, and put it back by hand: nothing marks the database as restored."""
    yield from by_hand(either_record, request, tmp_path)


@pytest.fixture
def plays(either_record: str) -> list[Play]:
    """Three letters: one made, one held and written anew, one still to be made."""
    found = [report_case() for _ in range(3)]
    for play in found[1:]:
        keep_back(play.letter("melding").id, "Even wachten.")
    retry_letter(found[2].letter("melding").id)
    return found


STAGES = ("asked", "claimed", "made", "sealed", "handed over", "noted")


def run_with_backup(stage: str, take: Callable[[], None], plays: list[Play]) -> None:
    """One run, with a backup taken at this stage of it."""
    steps: dict[str, Callable[[], object]] = {}
    run = letter_run.ask(by="els", confirmed=True)
    letters: list[int] = []
    steps["asked"] = lambda: letter_run.begin(run)
    steps["claimed"] = lambda: letters.extend(letter_run.take(run))
    steps["made"] = lambda: letter_run.make(run, letters, making.in_this_process)
    steps["sealed"] = lambda: letter_run.seal(run, f"run-{run}")
    steps["handed over"] = hand_over_unnoted
    steps["noted"] = lambda: letter_run.send(run)
    for name in STAGES:
        steps[name]()
        if name == stage:
            take()


def hand_over_unnoted() -> None:
    with bundle.merging() as merge, patch.object(handing_over, "_note", lambda *_: None):
        handing_over._give(*sealed(), printer_outlet(), merge)


def sealed() -> tuple[Bundle, list[object]]:
    (bundle,) = handing_over.sealed()
    with session(readonly=True) as db:
        return db.get_one(Bundle, bundle), handing_over.lines_of(db, bundle)


@pytest.mark.parametrize("stage", STAGES)
def test_a_backup_put_back_doubles_and_loses_nothing(stage: str, backup: Backup, plays: list[Play]) -> None:
    take, put_back = backup
    run_with_backup(stage, take, plays)
    before = Counter(printed())
    assert sum(before.values()) == 2
    put_back()
    if stage in {"asked", "claimed", "made"}:
        with pytest.raises(RecordBehind):
            run_letters()
        assert Counter(printed()) == before
    reconcile()
    run_letters()
    assert Counter(printed()) == before
    retry_letter(plays[1].letter("melding").id)
    run_letters()
    assert sorted(printed()) == sorted(f"{play.number}/B1" for play in plays)
    assert len(sent_here()) == 3


def test_without_reconcile_the_same_letters_would_go_again(
    backup: Backup, plays: list[Play], monkeypatch: pytest.MonkeyPatch
) -> None:
    take, put_back = backup
    take()
    run_letters()
    put_back()
    monkeypatch.setattr(letter_run, "check_free", lambda _: None)
    run_letters()
    assert max(Counter(printed()).values()) == 2


def test_again_is_nothing_new(backup: Backup, plays: list[Play]) -> None:
    take, put_back = backup
    take()
    run_letters()
    put_back()
    letter_stop.stop_for_restore()
    with pytest.raises(RecordRestored):
        run_letters()
    first, second = reconcile(), reconcile()
    assert (len(first.bundles), len(first.marked), first.strays, first.unfiled) == (1, 2, [], [])
    assert (second.bundles, second.marked) == ([], [])
    assert run_letters() == Counter()


def test_a_letter_that_was_refused_and_went_again_counts_once(backup: Backup, plays: list[Play]) -> None:
    take, put_back = backup
    take()
    run_letters()
    refuse(newest(), "Nat geworden.")
    run_letters()
    expected = Counter(printed())
    put_back()
    assert len(reconcile().bundles) == 2
    run_letters()
    assert Counter(printed()) == expected
    with session(readonly=True) as db:
        assert db.scalars(select(Receipt.answer)).all() == ["refused"]


def test_without_the_printers_answer_no_letter_goes_and_somebody_is_told(backup: Backup, plays: list[Play]) -> None:
    run_letters()
    take, put_back = backup
    take()
    first = newest()
    with session(readonly=True) as db:
        earlier = db.get_one(Bundle, first).name
    said = answer(first)
    refuse(first)
    run_letters()
    later = report_case()
    run_letters()
    expected = Counter(printed())
    put_back()
    # The answer is lost as well.
    for path in taken().folder.glob("*/*"):
        path.unlink()
    done = reconcile()
    assert (done.bundles, done.marked, done.strays) == ([], [], [])
    assert f"de drukker {earlier} weigerde, ontbreekt" in str(done.missing and done.missing.message_nl)
    told = CliRunner().invoke(app, ["reconcile"])
    assert isinstance(told.exception, AnswerMissing)
    assert "Er kunnen weer brieven uit." not in told.output
    with pytest.raises(RecordBehind):
        run_letters()
    with session(readonly=True) as db:
        assert db.scalars(select(Receipt.answer)).all() == []
    # An answer about another list does not help; the answer itself does.
    put_in_folder("anders.json", answer(first, manifest_sha256="f" * 64))
    assert reconcile().missing
    put_in_folder("antwoord.json", said)
    done = reconcile()
    assert (len(done.bundles), done.strays, done.missing) == (2, [f"{later.number}/B1"], None)
    run_letters()
    assert Counter(printed()) == expected
    with session(readonly=True) as db:
        assert db.execute(select(Receipt.answer, Receipt.by)).tuples().all() == [("refused", PRINTER)]


def put_in_folder(name: str, content: bytes) -> None:
    waiting()
    (settings().answers_folder / name).write_bytes(content)


def test_an_answer_younger_than_the_backup_is_taken_again(backup: Backup, plays: list[Play]) -> None:
    run_letters()
    take, put_back = backup
    take()
    refuse(newest())
    put_back()
    # No bundle is unknown here, so that nothing stops the run.
    run_letters()
    assert sorted(printed()) == sorted(f"{play.number}/B1" for play in (plays[0], plays[2]))
    with session(readonly=True) as db:
        assert db.execute(select(Receipt.answer, Receipt.by)).tuples().all() == [("refused", PRINTER)]


def test_a_file_younger_than_the_backup_is_made_again(backup: Backup, plays: list[Play], home: Path) -> None:
    take, put_back = backup
    take()
    run_letters()
    put_back()
    made = [path for path in (home / "letters").rglob("*") if path.is_file()]
    for path in made:
        path.unlink()
    assert reconcile().unfiled == []
    assert by_digest.get(plays[2].letter("melding").pdf_sha256).startswith(b"%PDF")


def test_a_file_that_cannot_be_made_again_is_told(
    backup: Backup, plays: list[Play], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, put_back = backup
    take()
    run_letters()
    put_back()
    shutil.rmtree(home / "letters")
    monkeypatch.setattr("tasks.post.reconcile.press_one", lambda *_: making.Unmade("Het sjabloon is weg."))
    assert sorted(reconcile().unfiled) == sorted(printed())


def test_a_letter_written_after_the_backup_is_held_when_it_is_written_again(
    backup: Backup, plays: list[Play], monkeypatch: pytest.MonkeyPatch
) -> None:
    take, put_back = backup
    run_letters()
    take()
    later = report_case()
    run_letters()
    put_back()
    done = reconcile()
    assert (done.marked, done.strays) == ([], [f"{later.number}/B1"])
    # The same report is taken in once more.
    monkeypatch.setattr("plays._numbers", count(int(later.number[-4:])))
    again = report_case()
    assert again.number == later.number
    assert run_letters() == Counter(held=1)
    assert "al verstuurd" in str(again.letter("melding").held_because)
    assert Counter(printed())[f"{later.number}/B1"] == 1


def test_the_settings_tell_where_the_printer_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAATWERK_HANDOVER", str(home / "drukker"))
    settings.cache_clear()
    assert printer_outlet().folder == home / "drukker"
