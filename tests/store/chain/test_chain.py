"""Every row of a case is in its chain, and whatever is changed, lost or slipped in is found."""

from __future__ import annotations

import pytest
from plays import MONDAY, Play, intended
from post import newest, run_letters
from postgres import APPLICATION
from scenes import scene
from sqlalchemy import Connection, select, text
from talked import running_elsewhere, talked_over
from tamper import Row, Tamper, changed, columns, delete, insert, last, twin

from rules.calls import CallOutcome, ExemptionReason
from rules.facts import Exemption, ExemptionApproval, Outcome
from store import texts
from store.audit import proof
from store.audit.proof import Fault
from store.chain import covered
from store.engine import session
from store.models import Attachment, Base, Letter, RoleGrant, RoleRevocation, destruction
from store.models.audit import Finding, Head, Settlement
from store.models.post import Bundle, Stray, Unsealed
from store.upkeep.schema import _locked, migrate, move
from tasks import clock
from tasks.post import answers

# What a case waits for is worked out from its facts, and who works on it changes.
UNCOVERED = {
    "casefile": {
        *("version", "taken_up", "waits_for", "waits_by", "term_from", "wakes_on"),
        *("consultant_id", "team", "urgent"),
    },
    # Which letter run works on a letter, and until when.
    "letter": {"claimed_by", "claimed_until"},
}
# What a destruction leaves is tampered with where one is carried out: tests/tasks/retention/test_destruction.py.
PLAYED = {kind: of for kind, of in covered.COVERED.items() if kind not in destruction.ADDED}


@pytest.fixture
def played(either_record: str) -> Play:
    """A record of its own on which it was played."""
    return play()


@scene
def play() -> Play:
    """Two cases with a rejection, after a call and after an exemption, a grant, and one with all that can be asked.

    So there is a row in every table of the chain.
    """
    called, exempted = intended(), intended()
    intended(Outcome.GRANTED)
    talked_over()
    running_elsewhere()
    called.days().call(CallOutcome.INFORMED_AGREES)
    called.days().approve()
    asked = Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="Er is vorige week gedreigd aan de deur.")
    exempted.days().do(asked)
    exempted.do(ExemptionApproval(exemption=exempted.case().version), by="karin")
    exempted.days().approve(by="jeroen")
    run_letters()
    answers.confirm(newest(), posted_on=clock.today(), by="els")
    with session() as db:
        file = {"field": "bijlagen", "file_name": "brief.pdf", "media_type": "application/pdf", "sha256": "a" * 64}
        db.add(Attachment(case_id=called.case().id, size=9, received_at=MONDAY, **file))
        texts.add(db, "shared/_contact.md.j2", "Bel ons.", by="fenna", at=MONDAY, expected=0, key="k")
        texts.release(db, "shared/_contact.md.j2", 1, by="jeroen", at=MONDAY)
        db.add(RoleRevocation(grant_id=1, revoked_at=called.now))
        lost = Bundle(name="20260928-00000000", channel="post", sealed_at=MONDAY, letters=1, digest="a" * 64)
        db.add(lost)
        db.flush()
        unknown = {"case_number": "WMO-2026-9999", "number": 1, "name": "wmo/afwijzing", "about": 3}
        db.add(Stray(bundle_id=lost.id, position=1, pdf_sha256="a" * 64, **unknown))
        db.add(Unsealed(bundle_id=lost.id, at=MONDAY))
        db.add(Head(day=called.today(), sha256="a" * 64, signed_at=called.now))
        db.add(Finding(id=1, about="iets", words="er is iets", lasting=1, found_at=called.now))
        db.flush()
        grant = db.scalars(select(RoleGrant).where(RoleGrant.role == "beheer")).one()
        settled = {"settled_by": grant.staff_id, "grant_id": grant.id, "grant_role": grant.role}
        db.add(Settlement(finding_id=1, reason="Bekeken met de leverancier.", settled_at=called.now, **settled))
    return called


def wrong() -> set[tuple[Fault, str]]:
    return {(broken.fault, broken.kind) for page in proof.prove() for broken in page.broken}


def test_a_case_that_was_played_is_whole(played: Play) -> None:
    assert wrong() == set()
    with session(readonly=True) as db:
        rows = {kind: db.scalar(text(f'SELECT count(*) FROM "{kind}"')) for kind in PLAYED}
        again = db.scalar(text("SELECT count(*) FROM letter WHERE status = 'rendered'"))
        closed = db.scalar(text("SELECT count(*) FROM casefile WHERE closed_on IS NOT NULL"))
        assert all(rows.values())
        # What left on another day than it was written was held, queued and made again.
        anew = [one for one in db.scalars(select(Letter)) if one.dated_on > clock.local(one.created_at).date()]
        assert anew
        assert db.scalar(text("SELECT count(*) FROM link")) == sum(rows.values()) + again + 3 * len(anew) + closed


def test_everything_on_the_record_of_a_case_is_under_the_digests() -> None:
    of_a_case = {table.name for table in Base.metadata.sorted_tables if "case_id" in table.columns}
    # The digest of a reason is worked out from its fact; warnings and duties say nothing that the case does not.
    # Looks are many, are no part of what happened in a case, and outlive it.
    assert of_a_case - {"reason", "warning", "duty", "look"} <= set(covered.COVERED)
    for kind, of in covered.COVERED.items():
        columns = {column.name for column in Base.metadata.tables[kind].columns}
        assert columns - set(of.columns) == UNCOVERED.get(kind, set())


def test_no_column_of_any_row_is_changed_unseen(played: Play, tamper: Tamper) -> None:
    flips = [(kind, column) for kind, of in PLAYED.items() for column in of.columns]
    flips += [(kind, column) for kind in ("link", "salt") for column in columns(kind)]
    unseen: list[tuple[str, str]] = []
    # The one before is put back over the connection that changes the next.
    before: tuple[str, Row, Row] | None = None
    for kind, column in flips:
        with tamper() as connection:
            if before:
                _swap(connection, *before)
            row = last(connection, kind)
            other = changed(kind, row, column)
            _swap(connection, kind, row, other)
            before = kind, other, row
        if wrong() == set():
            unseen.append((kind, column))
    assert before
    with tamper() as connection:
        _swap(connection, *before)
    assert unseen == []
    assert wrong() == set()


def test_no_row_is_lost_or_slipped_in_unseen(played: Play, tamper: Tamper) -> None:
    for kind in PLAYED:
        with tamper() as connection:
            row = last(connection, kind)
            delete(connection, kind, row)
        assert (Fault.ROW_MISSING, kind) in wrong()
        with tamper() as connection:
            insert(connection, kind, row)
            insert(connection, kind, twin(kind, row))
        assert wrong() == {(Fault.ROW_UNLINKED, kind)}
        with tamper() as connection:
            delete(connection, kind, twin(kind, row))


def test_a_link_that_is_lost_is_seen(played: Play, tamper: Tamper) -> None:
    with tamper() as connection:
        connection.exec_driver_sql("DELETE FROM link WHERE chain = 1 AND seq = 2")
    assert (Fault.LINK_MISSING, "") in wrong()


def test_two_cases_that_change_places_are_seen(played: Play, tamper: Tamper) -> None:
    """Every row, link and salt of one becomes that of the other."""
    tables = [(kind, of.case) for kind, of in PLAYED.items() if of.case]
    tables += [("link", "chain"), ("salt", "chain")]
    with tamper() as connection:
        for kind, column in tables:
            for old, new in ((1, -1), (2, 1), (-1, 2)):
                connection.exec_driver_sql(f'UPDATE "{kind}" SET {column} = {new} WHERE {column} = {old}')
    assert (Fault.LINK_CHANGED, "casefile") in wrong()


def test_what_was_there_before_the_chain_is_taken_into_it(played: Play, owned: str) -> None:
    with _locked(owned) as connection:
        move(connection, "0003")
    migrate(owned, role=APPLICATION)
    assert wrong() == set()


def _swap(connection: Connection, kind: str, row: Row, other: Row) -> None:
    """Put another row in the place of one."""
    delete(connection, kind, row)
    insert(connection, kind, other)
