"""A letter run: what leaves, what is held and why, and that no letter leaves twice."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import batchwork
import pytest
from plays import Play, intended, intention, report_case
from post import marks, newest, printed, refuse, run_letters, run_through, sent_here, statuses
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from config.settings import settings
from letters.making.render import Rendered
from rules.errors import (
    AnsweredOtherwise,
    BundleTorn,
    BundleUnknown,
    LetterLeaving,
    LettersStopped,
    LetterTooLong,
    NotThatDay,
    RecordRestored,
)
from rules.facts import Outcome
from rules.wording import day_nl
from store import record
from store.audit import findings
from store.engine import engine, session
from store.files import by_digest
from store.files.handover import Folder, printer_outlet
from store.guards import triggers
from store.models import Citizen, Letter
from store.models.post import LetterRun
from tasks import clock
from tasks.letters import making
from tasks.letters.held_letters import keep_back, post_by_hand, retry_letter
from tasks.letters.preflight import HIDDEN, MOVED, UNADDRESSED, UNGROUNDED
from tasks.letters.sending import make_letter
from tasks.post import answers, handing_over, letter_run, letter_stop

DAY = timedelta(days=1)


@pytest.fixture
def one(either_record: str) -> Iterator[Play]:
    """A case with its acknowledgement made, on the day it was."""
    play = report_case()
    with clock.at(play.now):
        yield play


def citizen(play: Play, **values: object) -> None:
    with session() as db:
        db.execute(update(Citizen).where(Citizen.id == play.case().citizen_id).values(**values))


def unmake(play: Play, name: str = "melding") -> Letter:
    """The letter as it was before it was made."""
    keep_back(play.letter(name).id, "Even wachten.")
    with clock.at(play.now):
        retry_letter(play.letter(name).id)
    return play.letter(name)


def test_every_letter_leaves_once(one: Play) -> None:
    intended()
    assert run_letters() == Counter(rendered=3)
    assert len(printed()) == len(set(printed())) == 3
    assert run_letters() == Counter()
    assert len(printed()) == len(sent_here()) == 3


@pytest.mark.usefixtures("one")
def test_a_run_that_waits_for_a_yes_counts_each_letter_once() -> None:
    citizen(report_case(), secret_address=1)
    run = letter_run.ask(by="els")
    assert run_through(run) == Counter(rendered=1, held=1)
    assert counted(run) == {"rendered": 1, "held": 1}
    letter_run.confirm(run, by="els")
    run_through(run)
    assert counted(run) == {"rendered": 1, "held": 1}
    # Whoever starts it again after all has left counts what left.
    run_through(run)
    assert counted(run) == {"rendered": 1, "held": 1}


def counted(run: int) -> dict[str, int]:
    with session(readonly=True) as db:
        return db.get_one(LetterRun, run).counts


def test_what_is_not_made_yet_is_made_by_the_run(one: Play) -> None:
    assert unmake(one).status == "queued"
    assert run_letters() == Counter(rendered=1)
    assert by_digest.get(one.letter("melding").pdf_sha256).startswith(b"%PDF")
    assert printed() == [f"{one.number}/B1"]


def test_a_pool_of_processes_makes_the_same_letters(one: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    made = one.letter("melding").pdf_sha256
    unmake(one)
    monkeypatch.setattr(making, "FEW", 0)
    with making.pressing(1) as pool:
        run = letter_run.ask(by="els", confirmed=True)
        assert run_through(run, press=pool) == Counter(rendered=1)
    assert one.letter("melding").pdf_sha256 == made


def test_a_bundle_takes_no_more_than_it_may(one: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    intended()
    monkeypatch.setattr(settings(), "bundle_letters", 2)
    run_letters()
    assert sorted(len(marks(bundle)) for bundle in printer_outlet().manifests()) == [1, 2]


@pytest.mark.parametrize(
    ("change", "because"),
    [
        pytest.param({"deceased_on": date(2026, 9, 1)}, "overleden", id="died"),
        pytest.param({"secret_address": 1}, HIDDEN, id="secret"),
        pytest.param({"street": "Beukenlaan", "number": "3"}, MOVED, id="moved"),
    ],
)
def test_a_letter_is_held_for_what_happened_to_the_citizen(one: Play, change: dict[str, object], because: str) -> None:
    citizen(one, **change)
    assert run_letters() == Counter(held=1)
    assert because in str(one.letter("melding").held_because)
    assert printed() == []


def test_a_letter_to_nowhere_is_held(either_record: str) -> None:
    play = report_case(postcode="0000")
    assert run_letters() == Counter(held=1)
    assert play.letter("melding").held_because == UNADDRESSED.format(who="inwoner")


def test_a_letter_whose_decision_was_overtaken_is_held(either_record: str) -> None:
    play = intended(Outcome.GRANTED, posts=False)
    with session() as db:
        case = record.lock_case(db, play.number)
        record.add_fact(db, case, intention(), by="sanne", at=play.now, outcome=Outcome.REJECTED)
    assert run_letters() == Counter(held=1, rendered=2)
    assert play.letter("toekenning").held_because == UNGROUNDED


def test_a_letter_that_is_too_long_is_held_and_the_others_go(one: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    other = report_case()
    unmake(one)

    def long(*_: object, **__: object) -> None:
        raise LetterTooLong(11, 10)

    monkeypatch.setattr(making, "render", long)
    assert run_letters() == Counter(held=1, rendered=1)
    assert "11" in str(one.letter("melding").held_because)
    assert printed() == [f"{other.number}/B1"]


def test_a_letter_that_fails_waits_and_says_nothing_of_anyone(one: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    unmake(one)
    monkeypatch.setattr(making, "render", lambda *_, **__: 1 / 0)
    assert run_letters() == Counter(failed=1)
    assert statuses() == Counter(queued=1)
    monkeypatch.undo()


def test_a_refused_bundle_goes_again_once(one: Play) -> None:
    run_letters()
    first = newest()
    refuse(first)
    refuse(first)
    assert printed() == []
    run_letters()
    run_letters()
    assert printed() == [f"{one.number}/B1"]
    answers.confirm(newest(), posted_on=clock.today(), by="els")
    with pytest.raises(AnsweredOtherwise):
        refuse(newest(), "Toch niet.")
    with pytest.raises(BundleUnknown):
        answers.confirm(first, posted_on=clock.today(), by="els")


def test_an_answer_names_the_cases_that_may_go_on(one: Play) -> None:
    run_letters()
    assert [case.number for case in answers.confirm(newest(), posted_on=clock.today(), by="els")] == [one.number]


def test_a_bundle_that_was_not_handed_over_has_no_answer(one: Play) -> None:
    with pytest.raises(BundleUnknown):
        answers.confirm(1, posted_on=clock.today(), by="els")


def test_two_runs_at_once_make_bundles_without_a_common_letter(either_record: str) -> None:
    for _ in range(6):
        report_case()
    first, second = (letter_run.ask(by=by, confirmed=True) for by in ("els", "rooster"))
    letter_run.begin(first)
    letter_run.begin(second)
    taken = [letter_run.take(run, limit=3) for run in (first, second)]
    assert not set(taken[0]) & set(taken[1])
    for run, letters in zip((first, second), taken, strict=True):
        letter_run.make(run, letters, making.in_this_process)
    with ThreadPoolExecutor(2) as both:
        list(both.map(letter_run.send, (first, second)))
    assert len(printed()) == len(set(printed())) == 6


def test_with_a_lease_of_nothing_two_runs_still_send_each_letter_once(
    either_record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        report_case()
    monkeypatch.setattr(settings(), "claim_minutes", 0)
    runs = [letter_run.ask(by="els", confirmed=True) for _ in range(2)]
    assert letter_run.take(runs[0]) == letter_run.take(runs[1])
    with ThreadPoolExecutor(2) as both:
        list(both.map(run_through, runs))
    run_letters()
    assert len(printed()) == len(set(printed())) == 4


def test_two_naive_workers_at_once_list_each_letter_twice(one: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a lease of nothing does no harm, but two at work on the same letters would."""
    meet = Barrier(2)

    def together(name: str, content: dict[str, Any], **_: object) -> Rendered:
        meet.wait(60)
        return batchwork.tiny(name, content)

    unmake(one)
    monkeypatch.setattr(making, "render", together)
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _: batchwork.naive(), "ab"))
    assert batchwork.doubled()


def test_nothing_leaves_before_it_is_confirmed(one: Play) -> None:
    run = letter_run.ask(by="els", key="k")
    assert letter_run.ask(by="els", key="k") == run
    run_through(run)
    assert printed() == []
    keep_back(one.letter("melding").id, "Niet deze week.")
    other = report_case()
    letter_run.confirm(run, by="els")
    run_through(run)
    assert printed() == [f"{other.number}/B1"]


def test_a_run_that_is_cancelled_lets_go_of_its_letters(one: Play) -> None:
    run = letter_run.ask(by="els")
    run_through(run)
    letter_run.cancel(run)
    letter_run.confirm(run, by="els")
    run_through(run)
    assert printed() == []
    assert run_letters() == Counter(rendered=1)


def test_what_is_sealed_can_no_longer_be_taken_out(one: Play) -> None:
    run_letters()
    for act in (
        lambda i: keep_back(i, "Te laat."),
        post_by_hand,
        lambda i: answers.post_self(i, posted_on=clock.today(), by="els"),
    ):
        with pytest.raises(LetterLeaving):
            act(one.letter("melding").id)
    assert statuses() == Counter(rendered=1)


def test_nothing_was_posted_before_it_was_ready_or_in_the_future(one: Play) -> None:
    run_letters()
    today = clock.today()
    for day in (today - DAY, today + DAY, date(9999, 12, 31)):
        with pytest.raises(NotThatDay) as refused:
            answers.confirm(newest(), posted_on=day, by="els")
        assert day_nl(today) in refused.value.message_nl
    with clock.at(clock.now() + 2 * DAY):
        assert answers.confirm(newest(), posted_on=today + DAY, by="els")
        # Told twice it changes nothing, whatever the day.
        assert answers.confirm(newest(), posted_on=today - DAY, by="els")


def test_nobody_posted_a_letter_before_it_was_made(one: Play) -> None:
    letter = one.letter("melding").id
    post_by_hand(letter)
    made_on = clock.local(one.letter("melding").rendered_at).date()
    with clock.at(one.now + 3 * DAY):
        for day in (made_on - DAY, made_on + 4 * DAY):
            with pytest.raises(NotThatDay):
                answers.post_self(letter, posted_on=day, by="els")
        assert sent_here() == []
        answers.post_self(letter, posted_on=made_on, by="els")
    assert len(sent_here()) == 1


def test_a_letter_that_someone_posts_is_in_no_bundle(one: Play) -> None:
    post_by_hand(one.letter("melding").id)
    assert run_letters() == Counter()
    answers.post_self(one.letter("melding").id, posted_on=clock.today(), by="els")
    with pytest.raises(LetterLeaving):
        answers.post_self(one.letter("melding").id, posted_on=clock.today(), by="els")
    assert run_letters() == Counter()
    assert printed() == []
    assert len(sent_here()) == 1


def test_a_held_letter_that_someone_posts_is_written_anew_for_that(one: Play) -> None:
    citizen(one, secret_address=1)
    run_letters()
    post_by_hand(one.letter("melding").id)
    assert make_letter(one.letter("melding").id) == "rendered"
    answers.post_self(one.letter("melding").id, posted_on=clock.today(), by="els")
    assert len(sent_here()) == 1


def test_a_letter_written_anew_is_dated_that_day(one: Play) -> None:
    refused = run_letters() and newest()
    refuse(refused)
    written = one.letter("melding")
    unmake(one.days(21))
    with clock.at(one.now):
        assert make_letter(written.id) == "rendered"
    anew = one.letter("melding")
    assert (written.dated_on, anew.dated_on) == (date(2026, 9, 28), date(2026, 10, 19))
    assert anew.content["brief"]["datum"] == "2026-10-19"
    assert anew.created_at == written.created_at


def test_a_decision_written_anew_leaves_the_whole_term_to_object(either_record: str) -> None:
    play = intended(Outcome.GRANTED, posts=False)
    written = play.letter("toekenning")
    anew = unmake(play.days(21), "toekenning")
    assert anew.dated_on == written.dated_on + timedelta(days=21)
    left = [date.fromisoformat(letter.content["bezwaar"]["uiterlijk"]) - letter.dated_on for letter in (written, anew)]
    assert left == [timedelta(weeks=6)] * 2


def test_a_worker_that_comes_too_late_changes_nothing(one: Play) -> None:
    old = unmake(one)
    keep_back(old.id, "Wacht.")
    citizen(one, number="28")
    retry_letter(old.id)
    assert making.note([(old, making.Made(b"late", 1, {}))]) == Counter(gone=1)
    assert making.note([(old, making.Unmade("te laat"))]) == Counter(gone=1)
    assert one.letter("melding").status == "queued"


def test_a_bundle_whose_lines_were_changed_is_not_handed_over(one: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    run = letter_run.ask(by="els", confirmed=True)
    monkeypatch.setattr(letter_run, "hand_over", lambda *_: None)
    run_through(run)
    (bundle,) = handing_over.sealed()
    owner = settings().database.replace("maatwerk_app@", "maatwerk_owner@")
    with session(owner) as db:
        torn(db, bundle)
    engine(owner).dispose()
    monkeypatch.undo()
    with pytest.raises(BundleTorn):
        handing_over.hand_over([bundle], printer_outlet())
    assert printed() == []


def torn(db: Session, bundle: int) -> None:
    """Change a sealed line as the owner of the tables could, the guard taken away."""
    triggers.drop(db.connection(), "bundle_line_unchanged")
    db.execute(
        text("UPDATE bundle_line SET pdf_sha256 = :other WHERE bundle_id = :b"), {"other": "0" * 64, "b": bundle}
    )


def test_a_restore_holds_every_run_until_it_is_lifted(one: Play) -> None:
    for _ in range(2):
        letter_stop.stop_for_restore()
        letter_stop.stop_for_restore()
        with pytest.raises(RecordRestored):
            run_letters()
        letter_stop.lift()
        letter_stop.lift()
    assert run_letters() == Counter(rendered=1)


def test_a_bundle_that_another_run_hands_over_meanwhile_is_no_restored_backup(one: Play) -> None:
    class Busy(Folder):
        def manifests(self) -> Iterator[str]:
            run_letters()
            return super().manifests()

    assert letter_stop.unknown_bundles(Busy(printer_outlet().folder)) == ()
    assert printed() == [f"{one.number}/B1"]


def test_what_the_check_found_holds_every_run(one: Play) -> None:
    with session() as db:
        findings.note(db, [findings.Wrong("iets", "Er klopt iets niet.", lasting=True)], one.now)
    with pytest.raises(LettersStopped):
        run_letters()


def test_what_killed_runs_left_is_swept(one: Play, home: Path) -> None:
    for folder in ("handover", "bundles", "letters/aa"):
        (home / folder).mkdir(parents=True, exist_ok=True)
        (home / folder / ".draft-0011223344556677").write_bytes(b"half")
    run_letters()
    assert not list(home.rglob(".draft-*"))
