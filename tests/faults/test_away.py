"""A letter run whose disk is full, whose database goes away, or whose record was put back: none twice, none lost."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import batchwork
import pytest
from batchwork import doubled
from office import Office
from post import printed, run_letters
from putback import Backup, by_hand
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tasks.post import letter_run, letter_stop, reconcile

# Of the log that SQLite writes, and of the files of a run.
PAGES, BYTES = range(0, 400_000, 25_000), range(0, 2400, 150)
# No run writes so often; one that needs ever more to end would never.
MOST = 150


@pytest.fixture
def backup(either_record: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backup]:
    """Take a backup, and put it back by hand."""
    yield from by_hand(either_record, request, tmp_path)


def rooms(office: Office) -> list[int]:
    """How large a file may become, from nothing on: where the database is a file, its log first of all."""
    log = office.home / "maatwerk.db-wal"
    return [log.stat().st_size + more for more in PAGES] if log.exists() else list(BYTES)


def test_a_disk_that_is_full_half_way_a_file_loses_nothing_and_doubles_nothing(office: Office) -> None:
    ends = []
    for room in rooms(office):
        office.write(2)
        ends.append(office.work_out(room=room))
    assert ends.count(os.EX_SOFTWARE) > 3
    run_letters()
    office.sound()


def test_the_naive_worker_doubles_letters_on_that_disk(office: Office) -> None:
    # So many that a list of them does not fit either.
    office.write(20)
    for room in rooms(office):
        office.work_out(work="naive", room=room)
    office.work_out(work="naive")
    assert doubled()


def test_a_full_disk_at_each_write_loses_nothing_and_doubles_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, left = os.fsync, [0]

    def filling(descriptor: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", filling)
    for write in range(1, MOST):
        office.write(1)
        left[0] = write
        try:
            run_letters()
        except OSError:
            continue
        if left[0] > 0:
            break
    assert 5 < write < MOST - 1
    left[0] = 0
    run_letters()
    office.sound()


@contextmanager
def before_commit(number: int, happen: Callable[[], None]) -> Iterator[list[int]]:
    """Let something happen inside one of the transactions that write; how many are still to come before that."""
    left = [number]

    def commit(db: Session) -> None:
        if not db.get_bind().get_execution_options().get("readonly"):
            left[0] -= 1
            if left[0] == 0:
                happen()

    event.listen(Session, "before_commit", commit)
    try:
        yield left
    finally:
        event.remove(Session, "before_commit", commit)


@pytest.mark.parametrize("either_record", ["postgresql"], indirect=True)
def test_postgresql_restarted_in_each_transaction_loses_nothing_and_doubles_nothing(
    office: Office, request: pytest.FixtureRequest
) -> None:
    cluster = request.getfixturevalue("postgres_cluster")
    for number in range(1, MOST):
        office.write(1)
        try:
            with before_commit(number, cluster.restart) as left:
                run_letters()
        except OperationalError:
            continue
        break
    assert left[0] > 0
    assert 5 < number < MOST - 1
    run_letters()
    office.sound()


@pytest.mark.parametrize("either_record", ["postgresql"], indirect=True)
def test_postgresql_restarted_between_two_steps_is_not_even_noticed(
    office: Office, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = request.getfixturevalue("postgres_cluster")
    for step in ("claim", "make_claimed", "seal", "sealed", "hand_over"):
        office.write(1)
        with monkeypatch.context() as patch:
            patch.setattr(letter_run, step, once(cluster.restart, getattr(letter_run, step)))
            run_letters()
        office.sound()


@pytest.mark.parametrize("either_record", ["postgresql"], indirect=True)
def test_the_naive_worker_doubles_letters_when_postgresql_restarts(
    office: Office, request: pytest.FixtureRequest
) -> None:
    cluster = request.getfixturevalue("postgres_cluster")
    office.write(1)
    with pytest.raises(OperationalError), before_commit(1, cluster.restart):
        batchwork.naive()
    office.work_out(work="naive")
    assert doubled()


def test_no_worker_begins_before_reconcile_is_done(
    office: Office, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_back(office, backup)
    letter_stop.stop_for_restore()
    before = printed()
    ends: list[int] = []

    def half_way() -> None:
        ends.extend(both(office))

    taken = once_before(2, half_way, reconcile._take_in)
    monkeypatch.setattr(reconcile, "_take_in", taken)
    assert both(office) == [os.EX_SOFTWARE] * 2
    assert len(reconcile.reconcile().bundles) == 2
    assert ends == [os.EX_SOFTWARE] * 2
    assert printed() == before
    assert both(office) == [os.EX_OK] * 2
    office.sound()


def test_workers_that_do_not_look_send_them_again(office: Office, backup: Backup) -> None:
    put_back(office, backup)
    letter_stop.stop_for_restore()
    both(office, work="unchecked")
    with pytest.raises(AssertionError):
        office.sound()


def put_back(office: Office, backup: Backup) -> None:
    """A record from before two bundles that the printer has."""
    take, restore = backup
    office.write(4)
    take()
    run_letters()
    restore()


def both(office: Office, **how: object) -> list[int]:
    """Two workers at once, and how they ended."""
    workers = [office.work(**how) for _ in range(2)]
    return [office.end(worker) for worker in workers]


def once(first: Callable[[], None], work: Callable[..., object]) -> Callable[..., object]:
    """Do something before the first time."""
    return once_before(1, first, work)


def once_before(time: int, first: Callable[[], None], work: Callable[..., object]) -> Callable[..., object]:
    """Do something before one of the times."""
    times = count(1)

    def done(*args: object, **kwargs: object) -> object:
        if next(times) == time:
            first()
        return work(*args, **kwargs)

    return done
