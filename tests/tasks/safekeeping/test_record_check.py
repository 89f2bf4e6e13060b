"""The check finds what is wrong, stops the letters for it, and lets them go when someone has dealt with it."""

from __future__ import annotations

import pytest
from plays import Play, report_case
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tamper import rewrite

from rules.errors import FactInvalid, FindingUnknown, LettersStopped, RoleMissing
from rules.facts import Report
from store import record
from store.audit import head_files
from store.engine import session
from store.files import by_digest
from store.guards import triggers
from store.models import Letter
from store.upkeep.schema import _locked
from tasks.letters.sending import make_letter
from tasks.runs.recovery import unfinished
from tasks.safekeeping import record_check
from tasks.safekeeping.record_check import CHAINS, Check, Verified

WHY = "Vergeleken met de reservekopie van gisteren: het was een proef."


@pytest.fixture
def play(either_record: str) -> Play:
    """A case that was checked and signed."""
    played = report_case()
    assert look() == {}
    return played


def run() -> Verified:
    return record_check.keep(tuple(record_check.verify()))


def look() -> dict[str, int]:
    """How much is wrong of each thing."""
    return {check.name: len(check.wrong) for check in run().checks if check.wrong}


def behind(owned: str, *statements: str) -> None:
    """Change rows as the owner, who takes the guards off and puts them back."""
    with _locked(owned) as connection:
        triggers.drop(connection)
        for statement in statements:
            connection.exec_driver_sql(statement)
        triggers.install(connection)


def queue_letter(play: Play) -> int:
    """A letter that waits to be made, of a kind that is owed whatever its course asks for."""
    play.days(10)
    made = play.letter("ontvangstbevestiging-melding")
    with session() as db:
        same = ("case_id", "adverse", "decides", "content", "template", "texts")
        given = {column: getattr(made, column) for column in same}
        report = Report(question="Nog een vraag.", received_on=play.today())
        case = record.lock_case(db, play.number)
        about = record.add_fact(db, case, report, by="systeem", at=play.now)
        case.taken_up = case.version
        letter = Letter(number=9, name=made.name, about=about.seq, status="queued", **given)
        letter.dated_on, letter.created_at = made.dated_on, play.now
        db.add(letter)
        db.flush()
        return letter.id


def test_a_pass_is_written_down_and_signs_the_day(play: Play) -> None:
    assert record_check.last_pass().counts[CHAINS][1] == 0
    assert len(head_files.days()) == 1
    with session(readonly=True) as db:
        assert db.scalar(text("SELECT sha256 FROM head")) == head_files.newest().sha256
    run()
    assert len(head_files.days()) == 1


def test_a_changed_row_stops_the_letters_until_someone_dealt_with_it(play: Play, owned: str) -> None:
    letter = queue_letter(play)
    behind(owned, "UPDATE fact SET body = replace(body, 'huis', 'tuin')")
    done = run()
    assert (done.new, done.open) == (1, 1)
    assert "Zaak WMO-" in record_check.open_findings()[0].words
    assert run().new == 0
    with pytest.raises(LettersStopped):
        make_letter(letter)
    with pytest.raises(IntegrityError, match="stand still"), session() as db:
        db.execute(
            text("UPDATE letter SET status='rendered', pdf_sha256=:s WHERE id=:id"), {"s": "a" * 64, "id": letter}
        )
    assert unfinished() == []
    assert play.run().letters == ()

    (finding,) = record_check.open_findings()
    for nobody in ("sanne", "jeroen"):
        with pytest.raises(RoleMissing):
            record_check.settle(finding.id, by=nobody, reason=WHY)
    with pytest.raises(FactInvalid):
        record_check.settle(finding.id, by="omar", reason="ok")
    with pytest.raises(FindingUnknown):
        record_check.settle(404, by="omar", reason=WHY)
    assert record_check.settle(finding.id, by="omar", reason=WHY) == 0
    assert record_check.settle(finding.id, by="omar", reason=WHY) == 0
    assert [each.number for each in unfinished()] == [play.number]
    assert make_letter(letter) in {"held", "rendered"}
    # It is still so, and no news.
    assert (run().new, look()) == (0, {CHAINS: 1})
    behind(owned, "UPDATE fact SET body = replace(body, 'tuin', 'park')")
    assert run().new == 1


def test_guards_that_were_taken_off_stop_the_letters_each_day_until_they_are_back(play: Play, owned: str) -> None:
    with _locked(owned) as connection:
        triggers.drop(connection, "letter_gate")
    for _ in range(2):
        assert run().new == 1
        (finding,) = record_check.open_findings()
        record_check.settle(finding.id, by="omar", reason=WHY)
    behind(owned)
    assert run().new == 0


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        pytest.param("UPDATE letter SET content = '{}'", CHAINS, id="a-letter-with-another-text"),
        pytest.param("DELETE FROM letter", CHAINS, id="a-letter-that-is-gone"),
        pytest.param("UPDATE role_grant SET role = 'teamleider' WHERE staff_id = 'sanne'", CHAINS, id="a-role-taken"),
        pytest.param("UPDATE head SET day = '2020-01-01'", "vastgelegde standen", id="a-signing-of-another-day"),
        pytest.param("UPDATE letter SET pdf_sha256 = NULL, status = 'queued'", CHAINS, id="a-letter-to-be-made-again"),
    ],
)
def test_what_is_changed_behind_our_back_is_found(play: Play, owned: str, harm: str, found: str) -> None:
    behind(owned, harm)
    wrong = look()
    # Without the chains nothing else notices.
    assert wrong.keys() - {CHAINS} <= {found} - {CHAINS}
    assert found in wrong


def test_a_chain_that_was_computed_anew_is_found_and_not_signed(play: Play, owned: str) -> None:
    with _locked(owned) as connection:
        triggers.drop(connection)
        connection.exec_driver_sql("UPDATE fact SET body = replace(body, 'huis', 'tuin')")
        rewrite(connection, 1)
        triggers.install(connection)
    assert CHAINS in look()


def test_a_head_that_was_changed_is_found_and_nothing_is_signed_over_it(play: Play) -> None:
    path = head_files.days()[0]
    path.write_bytes(path.read_bytes().replace(b"1", b"2", 1))
    assert look()["vastgelegde standen"] == 1
    assert len(head_files.days()) == 1


def test_a_lost_pdf_is_found(play: Play) -> None:
    by_digest.letters().path(play.letter("ontvangstbevestiging-melding").pdf_sha256).unlink()
    assert look() == {"bestanden van de brieven": 1}


def test_a_pass_that_was_killed_after_signing_is_made_whole(play: Play, owned: str) -> None:
    behind(owned, "DELETE FROM link WHERE kind = 'head'", "DELETE FROM head")
    with session(readonly=True) as db:
        assert db.scalar(text("SELECT count(*) FROM head")) == 0
    run()
    with session(readonly=True) as db:
        assert db.scalar(text("SELECT count(*) FROM head")) == 1


def test_nothing_of_a_person_is_in_what_is_found(play: Play, owned: str) -> None:
    content = 'UPDATE letter SET content = \'{"naam": "Yıldız"}\''
    behind(owned, "UPDATE fact SET body = replace(body, 'huis', 'Yıldız')", content)
    checks: list[Check] = list(record_check.verify())
    assert any(check.wrong for check in checks)
    assert "Yıldız" not in str([check.wrong for check in checks])
