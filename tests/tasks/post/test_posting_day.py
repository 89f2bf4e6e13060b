"""The date of a letter is the day on which it is posted, and every day in it is counted from that."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from plays import Play, intended, report_case
from post import accept_all, newest, printed, refuse, run_letters, run_through, sent_here
from putback import Backup, by_hand
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from tamper import Tamper

from config import municipality as municipalities
from config.municipality import municipality
from config.posting import posting_day
from config.settings import settings
from rules.errors import DatedOtherwise
from rules.facts import DataRequest, Document, Outcome
from store import record
from store.engine import session
from store.files import by_digest
from store.models.post import Bundle, BundleLine
from tasks import clock
from tasks.cases import asks
from tasks.letters import held_letters
from tasks.letters.held_letters import post_by_hand, retry_letter
from tasks.letters.making import in_this_process
from tasks.letters.sending import make_letter
from tasks.post import answers, bundling, letter_run
from tasks.post.reconcile import reconcile
from tasks.safekeeping import record_check
from tasks.terms.case_terms import suspensions

ONE, WEEKEND = timedelta(days=1), 3


@pytest.fixture
def friday(either_record: str) -> Play:
    """A grant that was made on a Friday, after the run."""
    play = intended(Outcome.GRANTED, posts=False)
    assert play.today().weekday() == 4
    return play


@pytest.fixture(params=[1, None], ids=["next working day", "nothing agreed"])
def agreed(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A second municipality, whose printer posts a working day later; or that agreed nothing."""
    here = Path(municipalities.__file__).parent
    text = (here / "veldhaven.toml").read_text("utf-8")
    told = text.index("[[verzending]]"), text.index("# Geldt voor een wet")
    days = f"[[verzending]]\ndagen = {request.param}\nvanaf = 2015-01-01\n\n" if request.param else ""
    (tmp_path / "aardhuis.toml").write_text(text[: told[0]] + days + text[told[1] :], "utf-8")
    (tmp_path / "logo.svg").write_bytes((here / "logo.svg").read_bytes())
    monkeypatch.setenv("MAATWERK_MUNICIPALITY", str(tmp_path / "aardhuis"))
    settings.cache_clear()
    municipality.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()
    municipality.cache_clear()


def run(play: Play) -> Play:
    with clock.at(play.now):
        run_letters()
    return play


def test_a_letter_made_on_friday_and_handed_over_on_monday_bears_monday(friday: Play) -> None:
    before = friday.letter("toekenning")
    after = run(friday.days(WEEKEND)).letter("toekenning")
    monday = friday.today()
    assert (before.dated_on, after.dated_on) == (monday - WEEKEND * ONE, monday)
    assert after.content["brief"]["datum"] == monday.isoformat()
    assert after.content["bezwaar"]["uiterlijk"] == (monday + timedelta(weeks=6)).isoformat()
    assert after.pdf_sha256 != before.pdf_sha256
    assert after.id in sent_here()
    with clock.at(friday.now):
        assert [found for check in record_check.verify() for found in check.wrong] == []


def test_one_that_leaves_on_its_day_is_not_written_anew(friday: Play) -> None:
    before = friday.letter("toekenning")
    after = run(friday).letter("toekenning")
    assert (after.dated_on, after.pdf_sha256) == (before.dated_on, before.pdf_sha256)
    assert after.rendered_at == before.rendered_at


def test_what_cannot_be_written_anew_stays_in_the_house(friday: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(held_letters, "write_anew", broken)
    run(friday.days(WEEKEND))
    assert printed() == []
    monkeypatch.undo()
    run(friday)
    assert len(printed()) == 3


def test_a_run_that_seals_after_midnight_leaves_what_bears_yesterday(friday: Play) -> None:
    with clock.at(friday.now):
        started = letter_run.ask(by="els", confirmed=True)
        letter_run.begin(started)
        letter_run.make(started, letter_run.take(started), in_this_process)
    with clock.at(friday.days(1).now):
        letter_run.send(started)
    assert printed() == []
    run(friday)
    assert len(printed()) == 3


def test_without_that_look_the_database_refuses_it(friday: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letter_run, "renew", lambda *_: [])
    monkeypatch.setattr(bundling, "posting_day", lambda _: date.min)
    with pytest.raises(IntegrityError, match="bundle_line_once"):
        run(friday.days(WEEKEND))


@pytest.mark.parametrize("days", [-3, -1, 22, 400])
def test_no_bundle_takes_a_letter_for_another_day(friday: Play, days: int, tamper: Tamper) -> None:
    letter, at = friday.letter("toekenning"), friday.now - days * ONE
    seal = {"pdf_sha256": letter.pdf_sha256, "pages": letter.pages}
    line = {"letter_id": letter.id, "case_id": letter.case_id, "attempt": 1, "position": 1} | seal
    with session() as db:
        bundle = Bundle(name=f"b{days}", channel="post", letters=1, digest="0" * 64, sealed_at=at)
        db.add(bundle)
        db.flush()
        line["bundle_id"] = bundle.id
    with pytest.raises(IntegrityError, match="bundle_line_once"), session() as db:
        db.execute(insert(BundleLine).values(line))
    # Without the guard it is taken.
    with tamper() as connection:
        connection.execute(insert(BundleLine.__table__).values(line))  # type: ignore[arg-type]
    with session(readonly=True) as db:
        assert db.scalar(select(BundleLine.bundle_id).where(BundleLine.letter_id == letter.id)) == line["bundle_id"]


def test_a_request_for_data_that_waited_leaves_as_many_days(friday: Play) -> None:
    asked = report_case()
    asked.posts = False
    asked.days(10).investigate()
    asked.days(8).apply()
    document = Document(name="Huurcontract", why="Om te weten wie er woont")
    asked.do(DataRequest(documents=(document,), due_on=asked.today() + timedelta(days=14)))
    made = asked.today()
    run(asked.days(WEEKEND)).run()
    letter = asked.letter("verzoek-aanvulling")
    assert letter.id in sent_here()
    assert letter.content["brief"]["datum"] == letter.dated_on.isoformat()
    assert letter.content["termijn"]["uiterlijk"] == (letter.dated_on + timedelta(days=14)).isoformat()
    with session(readonly=True) as db:
        (stands,) = suspensions(record.entries(db, record.find_case(db, asked.number)))
    assert (letter.dated_on, stands.from_on) == (made + WEEKEND * ONE, made + (WEEKEND + 1) * ONE)
    assert stands.to_on == letter.dated_on + timedelta(days=14)


@pytest.mark.usefixtures("agreed")
def test_what_the_printer_posts_later_bears_that_day_and_ends_the_case_then(friday: Play) -> None:
    monday = friday.today() + WEEKEND * ONE
    assert posting_day(friday.today()) == monday
    run(friday).run()
    assert friday.letter("toekenning").id in sent_here()
    assert (friday.case().closed_on, friday.case().waits_for) == (None, asks.SENDING.word)
    assert friday.case().wakes_on == monday
    friday.days(WEEKEND).run()
    assert (friday.case().result, friday.case().closed_on) == ("toegekend", monday)


@pytest.mark.usefixtures("agreed")
def test_another_day_that_the_printer_tells_counts(friday: Play) -> None:
    run(friday)
    with clock.at(friday.days(5).now):
        accept_all(friday.today())
    friday.run()
    assert friday.case().closed_on == friday.today()


def test_who_posts_it_on_another_day_writes_it_anew_first(friday: Play) -> None:
    letter = friday.letter("toekenning").id
    with clock.at(friday.now):
        post_by_hand(letter)
    with clock.at(friday.days(1).now):
        with pytest.raises(DatedOtherwise) as refused:
            answers.post_self(letter, posted_on=friday.today(), by="els")
        assert "Zet de datum van vandaag erop" in refused.value.message_nl
        retry_letter(letter)
        assert make_letter(letter) == "rendered"
        answers.post_self(letter, posted_on=friday.today(), by="els")
    assert friday.letter("toekenning").dated_on == friday.today()


def test_what_somebody_posted_is_not_written_anew_the_day_after(friday: Play) -> None:
    letter = friday.letter("toekenning").id
    with clock.at(friday.now):
        post_by_hand(letter)
        answers.post_self(letter, posted_on=friday.today(), by="els")
    sent = friday.letter("toekenning")
    with clock.at(friday.days(1).now):
        # A second click on a page that was open.
        retry_letter(letter)
    assert (friday.letter("toekenning").status, friday.letter("toekenning").dated_on) == ("rendered", sent.dated_on)


@pytest.mark.usefixtures("agreed")
def test_who_posts_it_today_posts_it_with_the_date_of_today(friday: Play) -> None:
    letter = friday.letter("toekenning").id
    with clock.at(friday.now):
        post_by_hand(letter)
        assert make_letter(letter) == "rendered"
        answers.post_self(letter, posted_on=friday.today(), by="els")
    assert friday.letter("toekenning").dated_on == friday.today()


@pytest.fixture
def backup(either_record: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backup]:
    yield from by_hand(either_record, request, tmp_path)


def test_a_restored_record_writes_it_as_the_printer_got_it(backup: Backup, friday: Play) -> None:
    take, put_back = backup
    take()
    run(friday.days(WEEKEND))
    sent = friday.letter("toekenning")
    put_back()
    assert friday.letter("toekenning").dated_on != sent.dated_on
    with clock.at(friday.days(1).now):
        found = reconcile()
    assert (len(found.marked), found.strays, found.unfiled) == (3, [], [])
    again = friday.letter("toekenning")
    assert (again.dated_on, again.pdf_sha256, again.content) == (sent.dated_on, sent.pdf_sha256, sent.content)
    assert by_digest.get(again.pdf_sha256 or "").startswith(b"%PDF")


def test_a_bundle_that_came_back_gets_the_date_of_the_next(friday: Play) -> None:
    run(friday)
    with clock.at(friday.now):
        refuse(newest())
    run(friday.days(WEEKEND))
    assert friday.letter("toekenning").dated_on == friday.today()


def test_a_letter_that_came_back_and_was_written_anew_is_put_back_as_it_went(friday: Play, backup: Backup) -> None:
    take, put_back = backup
    run(friday)
    take()
    with clock.at(friday.now):
        refuse(newest())
    run(friday.days(WEEKEND))
    sent = friday.letter("toekenning")
    put_back()
    with clock.at(friday.days(1).now):
        found = reconcile()
    assert (len(found.bundles), found.strays, found.missing) == (1, [], None)
    again = friday.letter("toekenning")
    assert (again.dated_on, again.pdf_sha256, again.content) == (sent.dated_on, sent.pdf_sha256, sent.content)


def test_agreements_follow_each_other() -> None:
    day, own = date(2026, 12, 24), municipality()
    changed = own.model_copy(update={"verzending": (*own.verzending, municipalities.Posting(dagen=2, vanaf=day))})
    assert [changed.posting_days(each) for each in (day - ONE, day)] == [0, 2]
    assert own.model_copy(update={"verzending": ()}).posting_days(day) == 1


@pytest.mark.usefixtures("agreed")
def test_no_printer_posts_on_a_rest_day() -> None:
    assert posting_day(date(2026, 12, 24)) == date(2026, 12, 28)


def test_a_run_for_one_letter_takes_that_letter_alone(friday: Play) -> None:
    letter = friday.letter("toekenning")
    with clock.at(friday.now):
        started = letter_run.ask(by="els", letter=letter.id)
        run_through(started)
        assert printed() == []
        letter_run.confirm(started, by="els")
        run_through(started)
    assert sent_here() == [letter.id]
    run(friday)
    assert len(printed()) == 3


def test_a_run_for_a_letter_that_left_hands_over_nothing(friday: Play) -> None:
    run(friday)
    before = printed()
    with clock.at(friday.now):
        run_through(letter_run.ask(by="els", confirmed=True, letter=friday.letter("toekenning").id))
    assert printed() == before
