"""A bundle that was sealed and did not reach the printer is taken apart: nothing leaves that may not leave by now."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from plays import Play, intended, report_case
from post import printed, run_letters, sent_here
from putback import Backup, by_hand
from sqlalchemy import select

from desk.post.letter_places import places
from letters.bundles import bundle as made
from rules.errors import BundleTorn, RecordBehind
from rules.facts import Outcome
from rules.facts.ends import Death, DeathConfirmed, DeathSource
from rules.facts.post.address import AddressHidden
from rules.holds import Hold, hold_of
from store import record
from store.engine import session
from store.files.handover import LOCK, printer_outlet
from store.models import Letter
from store.models.post import Bundle, BundleLine, HandOver, Unsealed
from tasks import clock
from tasks.letters.making import in_this_process
from tasks.post import handing_over, letter_run, unsealing
from tasks.post.reconcile import reconcile
from tasks.safekeeping import record_check

WEEKEND = 3


class Killed(Exception):
    """The run stops here."""


@pytest.fixture
def friday(either_record: str) -> Play:
    """A grant that was made on a Friday, after the run."""
    play = intended(Outcome.GRANTED, posts=False)
    assert play.today().weekday() == 4
    return play


def stop(*_: object, **__: object) -> None:
    """What a run does that is killed at this step."""
    raise Killed


def run(play: Play) -> Play:
    with clock.at(play.now):
        run_letters()
    return play


def sealed_on_friday(play: Play, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a bundle that lies sealed."""
    with clock.at(play.now), monkeypatch.context() as patch:
        patch.setattr(letter_run, "hand_over", stop)
        with pytest.raises(Killed):
            run_letters()
    with session(readonly=True) as db:
        return db.scalars(select(Bundle.name).where(Bundle.id.in_(handing_over.sealed()))).one()


def apart() -> list[str]:
    with session(readonly=True) as db:
        return list(db.scalars(select(Bundle.name).join(Unsealed, Unsealed.bundle_id == Bundle.id)))


def test_what_is_handed_over_on_monday_bears_monday(friday: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle, before = sealed_on_friday(friday, monkeypatch), friday.letter("toekenning")
    after = run(friday.days(WEEKEND)).letter("toekenning")
    assert apart() == [bundle]
    assert (before.dated_on, after.dated_on) == (friday.today() - timedelta(days=WEEKEND), friday.today())
    assert after.content["bezwaar"]["uiterlijk"] == (friday.today() + timedelta(weeks=6)).isoformat()
    assert after.id in sent_here()
    assert len(printed()) == len(set(printed())) == 3
    assert bundle not in set(printer_outlet().manifests())
    with clock.at(friday.now):
        assert [found for check in record_check.verify() for found in check.wrong] == []


def test_without_that_it_would_bear_friday(friday: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = sealed_on_friday(friday, monkeypatch)
    monkeypatch.setattr(unsealing, "stale", lambda *_: False)
    monkeypatch.setattr(handing_over, "stale", lambda *_: False)
    after = run(friday.days(WEEKEND)).letter("toekenning")
    assert after.dated_on < friday.today()
    assert bundle in set(printer_outlet().manifests())


def test_what_is_handed_over_on_its_day_stays_as_it_was(friday: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = sealed_on_friday(friday, monkeypatch)
    run(friday)
    assert apart() == []
    assert bundle in set(printer_outlet().manifests())


def hides(play: Play) -> None:
    play.put(AddressHidden(since_on=play.today(), source="De inwoner vroeg het."), by="els")


def dies(play: Play) -> None:
    play.put(Death(died_on=play.today(), source=DeathSource.TOLD, told="De dochter."))
    play.put(DeathConfirmed(how="Gezien in de BRP."), by="karin")
    with session() as db:
        record.find_case(db, play.number).citizen.deceased_on = play.today()


happens = pytest.mark.parametrize(("happens", "hold"), [(hides, Hold.HIDDEN), (dies, Hold.DIED)], ids=["hides", "dies"])


@happens
def test_what_happens_while_a_run_works_keeps_a_letter_in_the_house(
    friday: Play, happens: Callable[[Play], None], hold: Hold
) -> None:
    other = report_case()
    with clock.at(friday.now):
        number = letter_run.ask(by="els", confirmed=True)
        letter_run.begin(number)
        letter_run.make(number, letter_run.take(number), in_this_process)
        happens(friday)
        letter_run.send(number)
    assert hold_of(friday.letter("toekenning").held_because) is hold
    assert [mark.partition("/")[0] for mark in printed()] == [other.number]


@happens
def test_what_happens_while_a_bundle_lies_sealed_takes_it_apart(
    friday: Play, monkeypatch: pytest.MonkeyPatch, happens: Callable[[Play], None], hold: Hold
) -> None:
    other = report_case()
    bundle = sealed_on_friday(friday, monkeypatch)
    happens(friday)
    with clock.at(friday.now):
        assert handing_over.hand_over(handing_over.sealed(), printer_outlet()) == []
    run(friday)
    assert apart() == [bundle]
    assert hold_of(friday.letter("toekenning").held_because) is hold
    assert [mark.partition("/")[0] for mark in printed()] == [other.number]


def test_what_the_printer_has_is_not_taken_apart(friday: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.at(friday.now), monkeypatch.context() as patch:
        patch.setattr(handing_over, "_note", stop)
        with pytest.raises(Killed):
            run_letters()
    (bundle,) = printer_outlet().manifests()
    run(friday.days(WEEKEND))
    assert apart() == []
    assert [*printer_outlet().manifests()] == [bundle]
    assert len(printed()) == len(set(printed())) == 3
    with session(readonly=True) as db:
        assert db.scalar(select(HandOver.bundle_id)) is not None


def test_a_day_that_ends_while_the_bundle_is_merged(friday: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed_on_friday(friday, monkeypatch)
    with clock.at(friday.days(1).now):
        assert handing_over.hand_over(handing_over.sealed(), printer_outlet()) == []
    # Nothing of it is left with the printer.
    assert [path.name for path in printer_outlet().folder.iterdir() if path.name != LOCK] == []
    run(friday)
    assert len(printed()) == 3


def test_a_run_that_slept_hands_over_nothing_that_was_taken_apart(
    friday: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed_on_friday(friday, monkeypatch)
    (slept,) = handing_over.sealed()
    put = made.manifest

    def wakes(*given: object) -> bytes:
        with clock.at(friday.days(WEEKEND).now):
            unsealing.take_apart([slept], printer_outlet())
        return put(*given)  # type: ignore[arg-type]

    with clock.at(friday.now), monkeypatch.context() as patch:
        patch.setattr(made, "manifest", wakes)
        assert handing_over.hand_over([slept], printer_outlet()) == []
    assert [*printer_outlet().manifests()] == []


def test_letters_stop_when_the_printer_has_what_was_taken_apart(friday: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = sealed_on_friday(friday, monkeypatch)
    with clock.at(friday.days(WEEKEND).now):
        unsealing.take_apart(handing_over.sealed(), printer_outlet())
        listed = {"bundel": bundle, "regels": [], "verzegeld_ms": 0}
        (printer_outlet().folder / f"{bundle}.json").write_text(json.dumps(listed))
        with pytest.raises(RecordBehind) as behind:
            run_letters()
        with pytest.raises(BundleTorn):
            reconcile()
    assert behind.value.bundles == (bundle,)


def test_the_case_says_why_the_letter_goes_again(friday: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = sealed_on_friday(friday, monkeypatch)
    with clock.at(friday.days(WEEKEND).now):
        unsealing.take_apart(handing_over.sealed(), printer_outlet())
        with session(readonly=True) as db:
            mine = db.scalars(select(Letter).join(BundleLine, BundleLine.letter_id == Letter.id)).all()
            told = {place.told for place in places(db, mine).values()}
    assert told == {f"Bundel {bundle} ging niet weg. De brief gaat opnieuw mee, met de datum van die dag."}


backup = pytest.fixture(by_hand)


def test_a_backup_of_before_learns_that_it_was_taken_apart(
    friday: Play, monkeypatch: pytest.MonkeyPatch, backup: Backup
) -> None:
    take, put_back = backup
    bundle = sealed_on_friday(friday, monkeypatch)
    take()
    run(friday.days(WEEKEND))
    sent = Counter(printed())
    put_back()
    with clock.at(friday.now):
        with pytest.raises(RecordBehind):
            run_letters()
        done = reconcile()
        run_letters()
    assert (done.strays, done.missing, apart()) == ([], None, [bundle])
    assert Counter(printed()) == sent
    assert set(sent.values()) == {1}
