"""Destruction by law: two people, after the term, everything of the case, and a proof that tells of nobody."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from deaths import end_of, erase_until
from past import CANARY, PDF, letters_of, newer, on_disk, refused, reported, withdrawn
from plays import Play
from postgres import APPLICATION, OWNER
from putback import Backup, by_hand
from scenes import scene, settle
from sqlalchemy import MetaData, NullPool, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from stage import strip_constraints

from config.law import law
from config.settings import settings
from rules.errors import CaseUnknown, DestructionRefused, FactInvalid, OwnerNeeded, RoleMissing, SamePerson
from rules.facts import Note
from rules.facts.remedies.dispute import Dispute, DisputeEnd, DisputeEnded, DisputeKind
from rules.retention import Obstacle, Retention
from store.audit.proof import prove
from store.engine import build, engine, session
from store.guards import triggers
from store.models import Case, Citizen, FactRow, Household, Member, RoleGrant, RoleRevocation
from store.models.destruction import Destroyed, Destruction, DestructionApproval, DestructionRefusal, Removal
from store.upkeep.schema import migrate
from tasks import clock
from tasks.cases.recording import record_fact
from tasks.retention.destruction import NOT_PROPOSED, approve, propose, refuse
from tasks.retention.erasing import REFUSED, carry_out, proofs_folder
from tasks.retention.expired_cases import candidate, candidates
from tasks.safekeeping import record_check

BSN = "999990019"


@pytest.fixture(autouse=True)
def owner(either_record: str, by_the_machine: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """Destruction runs as the owner of the tables, and what is proposed is proposed now."""
    del by_the_machine
    if either_record.startswith("postgresql"):
        monkeypatch.setenv("MAATWERK_OWNER_DATABASE_URL", either_record.replace(APPLICATION, OWNER))
        settings.cache_clear()
    settle()
    return settings().owner_database


def agreed(play: Play) -> Play:
    """els proposes, jeroen agrees."""
    propose(play.number, by="els")
    approve(play.number, by="jeroen")
    return play


def everything() -> str:
    """All that the database has, as text."""
    metadata = MetaData()
    bound = engine(settings().owner_database)
    metadata.reflect(bound)
    with session(readonly=True) as db:
        return "\n".join(str(tuple(row)) for table in metadata.sorted_tables for row in db.execute(select(table)))


def traces() -> set[str]:
    """The files in which the canary is found."""
    found = {path for path in settings().home.rglob("*") if path.is_file()}
    return {path.name for path in found if CANARY.encode() in path.read_bytes()}


def numbers() -> list[str]:
    with session(readonly=True) as db:
        return list(db.scalars(select(Case.number)))


def obstacles(play: Play) -> tuple[Obstacle, ...]:
    with session(readonly=True) as db:
        found = candidate(db, play.number)
        assert found
        return found.obstacles


def sound() -> None:
    """Guards, gate, files, chains and proofs are as they should be."""
    assert [check.wrong for check in record_check.verify() if check.wrong] == []
    assert [broken for page in prove() for broken in page.broken] == []


def test_a_destroyed_case_leaves_a_proof_and_nothing_else(either_record: str) -> None:
    old, other = refused(bsn=BSN), newer()
    made, kept = letters_of(old), letters_of(other)
    assert made
    assert obstacles(old) == ()
    assert CANARY in everything()
    agreed(old)
    done = carry_out()
    assert done.numbers == [old.number]
    assert done.files == len(made) + 1
    assert numbers() == [other.number]
    assert CANARY not in everything()
    assert traces() == set()
    assert not any(map(on_disk, [*made, sha256(PDF).hexdigest()]))
    assert all(map(on_disk, kept))
    proof = json.loads((proofs_folder() / f"{old.number}.json").read_text())
    assert (proof["voorgesteld_door"], proof["goedgekeurd_door"]) == ("els", "jeroen")
    assert proof["regel"] == "Selectielijst gemeenten 2020, 8.2"
    assert proof["aantallen"]["letter"] == len(made)
    assert proof["aantallen"]["attachment"] == 1
    assert len(proof["keten"]) == 64
    sound()
    assert carry_out().numbers == []


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_the_canary_would_be_found_in_the_file_without_wiping(
    either_record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = refused()
    newer()
    agreed(old)
    monkeypatch.setattr("tasks.retention.erasing.scrub", lambda _url: None)
    carry_out()
    assert traces() & {"maatwerk.db", "maatwerk.db-wal"}


def test_a_citizen_with_another_case_stays_and_so_does_a_file_of_another_case() -> None:
    first, second = withdrawn(bsn=BSN), reported(bsn=BSN)
    newer()
    agreed(first)
    assert carry_out().numbers == [first.number]
    with session(readonly=True) as db:
        assert db.query(Citizen).filter(Citizen.family_name == CANARY).count() == 1
        assert db.query(Member).count() == 2
        assert db.query(Household).count() == 2
        assert db.query(Removal).count() == 0
    assert on_disk(sha256(PDF).hexdigest())
    assert second.number in numbers()
    sound()


def test_the_number_of_a_destroyed_case_is_not_given_again(owner: str) -> None:
    first, last = withdrawn(), withdrawn()
    newer()
    agreed(last)
    carry_out()
    again = reported()
    assert again.number not in {first.number, last.number}
    assert int(again.number[-4:]) == int(last.number[-4:]) + 1


@pytest.mark.parametrize(
    ("by", "refusal"), [("sanne", RoleMissing), ("omar", RoleMissing), ("karin", RoleMissing)], ids=["a", "b", "c"]
)
def test_who_has_no_role_proposes_nothing(by: str, refusal: type[Exception]) -> None:
    old = withdrawn()
    newer()
    with pytest.raises(refusal):
        propose(old.number, by=by)


def test_one_person_does_not_do_both_and_the_office_does_not_approve() -> None:
    old = withdrawn()
    newer()
    propose(old.number, by="jeroen")
    with pytest.raises(SamePerson):
        approve(old.number, by="jeroen")
    with pytest.raises(RoleMissing):
        approve(old.number, by="els")
    with pytest.raises(DestructionRefused, match="may not"):
        propose(old.number, by="els")
    assert carry_out().numbers == []
    assert old.number in numbers()


def test_an_approval_needs_a_proposal_and_is_given_once() -> None:
    old = withdrawn()
    newer()
    with pytest.raises(DestructionRefused):
        approve(old.number, by="jeroen")
    agreed(old)
    approve(old.number, by="jeroen")
    with session(readonly=True) as db:
        assert db.scalars(select(func.count()).select_from(DestructionApproval)).one() == 1
    with pytest.raises(CaseUnknown):
        propose("WMO-1999-0001", by="els")


def test_a_case_that_is_kept_or_open_or_newest_is_refused_with_its_reason() -> None:
    old, recent = withdrawn(), withdrawn(at=clock.now() - timedelta(days=40))
    assert obstacles(recent)[0] is Obstacle.KEPT
    opened = newer()
    assert obstacles(opened) == (Obstacle.OPEN,)
    assert obstacles(old) == ()
    for play in (recent, opened):
        with pytest.raises(DestructionRefused) as refusal:
            propose(play.number, by="els")
        assert refusal.value.message_nl.startswith(f"Zaak {play.number} mag niet worden vernietigd.")


def test_the_newest_case_waits_until_there_is_another() -> None:
    only = withdrawn()
    assert obstacles(only) == (Obstacle.NEWEST,)
    newer()
    assert obstacles(only) == ()


def test_a_notice_of_default_of_last_week_stands_in_the_way() -> None:
    old = refused()
    newer()
    with session() as db:
        case = db.query(Case).filter(Case.number == old.number).one()
        row = {"kind": "DefaultNotice", "body": {"received_on": "2026-01-01"}, "by": "sanne", "at": clock.now()}
        db.execute(insert(FactRow).values(case_id=case.id, seq=case.version + 1, **row))
        case.version = case.taken_up = case.version + 1
    assert Obstacle.PENALTY in obstacles(old)


def test_what_is_added_after_the_approval_keeps_the_case() -> None:
    old = withdrawn()
    newer()
    agreed(old)
    old.put(Note(text="De inwoner belde nog."))
    old.run()
    assert carry_out().numbers == []
    assert old.number in numbers()
    agreed(old)
    assert carry_out().numbers == [old.number]


def test_a_role_that_was_revoked_afterwards_keeps_what_was_agreed_and_approves_nothing_new() -> None:
    first, second = withdrawn(), withdrawn()
    newer()
    agreed(first)
    propose(second.number, by="els")
    with session() as db:
        grant = db.scalar(select(RoleGrant.id).where(RoleGrant.staff_id == "jeroen"))
        db.add(RoleRevocation(grant_id=grant, revoked_at=clock.now()))
    with pytest.raises(RoleMissing):
        approve(second.number, by="jeroen")
    assert carry_out().numbers == [first.number]


@pytest.mark.parametrize("either_record", ["postgresql"], indirect=True)
def test_the_application_alone_cannot_carry_it_out(either_record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAATWERK_OWNER_DATABASE_URL")
    settings.cache_clear()
    with pytest.raises(OwnerNeeded):
        carry_out()


def test_what_the_database_refuses_stays_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    old = withdrawn()
    newer()
    agreed(old)
    with session() as db:
        db.execute(update(Case).where(Case.number == old.number).values(waits_for="x"))
    monkeypatch.setattr("tasks.retention.erasing.candidate", lambda _db, _number: type("Free", (), {"obstacles": ()})())
    assert carry_out().kept == {old.number: REFUSED}
    assert old.number in numbers()


def test_the_list_names_what_has_ended_and_the_rule() -> None:
    old, gone = refused(), withdrawn()
    newer()
    propose(old.number, by="els")
    with session(readonly=True) as db:
        found = {case.number: case for case in candidates(db)}
    assert set(found) == {old.number, gone.number}
    rule = found[old.number].rule
    assert rule
    assert rule.rule == "8.2"
    assert found[old.number].proposed_by == "els"
    assert found[gone.number].free


def test_a_case_that_a_backup_brings_back_is_named(either_record: str) -> None:
    old = withdrawn()
    newer()
    proofs_folder().mkdir(parents=True, exist_ok=True)
    (proofs_folder() / f"{old.number}.json").write_text("{}")
    found = [wrong for check in record_check.verify() for wrong in check.wrong]
    assert found == [f"Zaak {old.number} is eerder vernietigd en staat er weer. Vernietig haar opnieuw."]


TAMPERED = {
    "a proof is changed": "UPDATE destroyed SET number = 'WMO-2020-9999'",
    "a proof names another end": "UPDATE destroyed SET chain_head = ''",
    "a proof is lost": "DELETE FROM removal; DELETE FROM destroyed",
    "an approval is changed": "UPDATE destruction_approval SET approved_by = 'karin'",
    "a proposal is changed": "UPDATE destruction SET ends_on = '2030-01-01'",
    "the chain is cut": "DELETE FROM link WHERE chain = 1 AND seq = (SELECT max(seq) FROM link WHERE chain = 1)",
    "a salt is put back": "INSERT INTO salt (chain, salt) SELECT 1, salt FROM salt WHERE chain = 2",
    "a fact is added": "INSERT INTO fact (id, case_id, seq, kind, body, by, at) VALUES (9, 1, 9, 'x', '', 'x', 1)",
}


@pytest.fixture
def backup(either_record: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backup]:
    """What keeps the record as it is now, and what puts it back."""
    yield from by_hand(either_record, request, tmp_path)


def test_what_a_destruction_left_cannot_be_changed_unseen(
    owner: str, backup: Backup, subtests: pytest.Subtests
) -> None:
    take, put_back = backup
    old = withdrawn()
    newer()
    agreed(old)
    carry_out()
    take()
    for name, tampering in TAMPERED.items():
        with subtests.test(name):
            sound()
            tampered(owner, tampering)
            assert [broken for page in prove() for broken in page.broken] != []
        put_back()


def tampered(owner: str, tampering: str) -> None:
    """Change the record as the owner, who takes the guards and the constraints off."""
    own = build(owner, foreign_keys=False, poolclass=NullPool)
    with own.begin() as connection:
        triggers.drop(connection)
        if connection.dialect.name == "postgresql":
            strip_constraints(connection)
        for statement in tampering.split("; "):
            connection.exec_driver_sql(statement)
    own.dispose()


POINTS = {
    "before anything": ("tasks.retention.erasing", "_erase", 1),
    "with half of the rows gone": ("store.upkeep.erase", "_head", 1),
    "with the proof written": ("store.upkeep.erase", "_forget", 1),
    "before the end of the transaction": ("store.upkeep.erase", "erase", 0),
    "with one case destroyed": ("tasks.retention.erasing", "_erase", 0),
    "before the proofs": ("tasks.retention.erasing", "write_proofs", 1),
    "before a proof has its name": ("tasks.retention.erasing", "_write", 1),
    "after the proofs": ("tasks.retention.erasing", "write_proofs", 0),
    "before a file goes": ("tasks.retention.erasing", "_still_used", 1),
    "after the files": ("tasks.retention.erasing", "_remove_files", 0),
    "before the wiping": ("tasks.retention.erasing", "scrub", 1),
}


# The engines differ in what a broken transaction leaves; after it they share the code.
ON_EACH = [
    *((point, "sqlite") for point in POINTS),
    *((point, "postgresql") for point in ("with half of the rows gone", "before the end of the transaction")),
]


@scene
def two_agreed() -> tuple[Play, Play, Play]:
    """Two cases that may go, and one that stays."""
    first, second, other = withdrawn(), withdrawn(content=PDF + b"2"), newer()
    return agreed(first), agreed(second), other


@pytest.mark.parametrize(("point", "either_record"), ON_EACH, indirect=["either_record"])
@pytest.mark.usefixtures("either_record")
def test_killed_at_any_point_and_repeated_it_ends_the_same(point: str) -> None:
    first, second, other = two_agreed()
    made = [*letters_of(first), *letters_of(second)]
    assert made
    assert {first.number, second.number} < {*numbers()}
    assert end_of(erase_until, *POINTS[point]) == -signal.SIGKILL
    carry_out()
    assert numbers() == [other.number]
    assert CANARY not in everything()
    assert not any(map(on_disk, [*made, sha256(PDF).hexdigest(), sha256(PDF + b"2").hexdigest()]))
    assert {path.name for path in proofs_folder().glob("*.json")} == {f"{first.number}.json", f"{second.number}.json"}
    with session(readonly=True) as db:
        assert db.query(Destroyed).count() == db.query(Destruction).count() == 2
    sound()


WHY = "Eerst vragen wij het archief om raad."


def objected(play: Play, *, on: date | None = None) -> int:
    """An objection to the decision, today or when it came; its place on the record."""
    day = on or clock.today()
    fact = Dispute(kind=DisputeKind.OBJECTION, received_on=day, decided_on=day)
    return record_fact(play.number, fact, by="sanne").version


def settled(play: Play, dispute: int, how: DisputeEnd = DisputeEnd.DECIDED) -> None:
    record_fact(play.number, DisputeEnded(dispute=dispute, how=how, on=clock.today()), by="sanne")


def test_who_refuses_says_why_and_the_case_stays_and_may_be_proposed_anew(either_record: str) -> None:
    old = withdrawn()
    newer()
    propose(old.number, by="els")
    with pytest.raises(FactInvalid):
        refuse(old.number, by="jeroen", reason="   nee      ")
    refuse(old.number, by="jeroen", reason=f"  {WHY}  ")
    assert carry_out().numbers == []
    with pytest.raises(DestructionRefused) as over:
        approve(old.number, by="jeroen")
    assert NOT_PROPOSED in over.value.message_nl
    with session(readonly=True) as db:
        found = candidate(db, old.number)
        assert found
        assert (found.proposed_by, found.refused_by, found.refused_because) == (None, "jeroen", WHY)
        assert db.scalars(select(DestructionRefusal.reason)).all() == [WHY]
    agreed(old)
    assert carry_out().numbers == [old.number]
    sound()


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_who_proposed_may_not_refuse_nor_who_is_no_team_leader_nor_after_approval(either_record: str) -> None:
    old = withdrawn()
    newer()
    propose(old.number, by="jeroen")
    with pytest.raises(SamePerson):
        refuse(old.number, by="jeroen", reason=WHY)
    with pytest.raises(RoleMissing):
        refuse(old.number, by="els", reason=WHY)
    other = withdrawn()
    newer()
    agreed(other)
    with pytest.raises(DestructionRefused):
        refuse(other.number, by="jeroen", reason=WHY)


def test_nothing_is_destroyed_while_an_objection_runs(either_record: str) -> None:
    old = refused()
    with clock.at(old.now):
        dispute = objected(old)
        old.run()
    assert Obstacle.DISPUTE in obstacles(old)
    with pytest.raises(DestructionRefused):
        propose(old.number, by="els")
    with clock.at(old.now):
        settled(old, dispute)
        old.run()
    # The receipt of the objection is the newest letter until then.
    assert obstacles(old) == (Obstacle.NEWEST,)
    newer()
    assert obstacles(old) == ()
    agreed(old)
    assert carry_out().numbers == [old.number]
    sound()


def test_an_objection_after_the_approval_stops_the_destruction(either_record: str) -> None:
    old = refused()
    newer()
    agreed(old)
    with clock.at(old.now):
        objected(old)
        old.run()
    assert carry_out().numbers == []
    assert old.number in numbers()


def kept_for(years: int, valid_from: date) -> Retention:
    """How long a withdrawn application is kept from a day on."""
    (known,) = (rule for rule in law().retention if (rule.process, rule.result) == ("parkeerkaart", "ingetrokken"))
    return replace(known, years=years, days=0, valid_from=valid_from)


def test_what_was_agreed_under_a_rule_that_was_put_right_destroys_nothing(
    owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed_on, proposed_only = withdrawn(), withdrawn()
    newer()
    agreed(agreed_on)
    propose(proposed_only.number, by="els")
    right = kept_for(15, date(2020, 1, 2))
    migrate(owner, retention=[right])
    # The program that reads the law refuses; so do the guards when something else does not.
    monkeypatch.setattr("tasks.retention.expired_cases.law", lambda: replace(law(), retention=(right,)))
    assert obstacles(agreed_on) == (Obstacle.KEPT,)
    assert carry_out().kept == {agreed_on.number: Obstacle.KEPT.value}
    monkeypatch.undo()
    assert carry_out().kept == {agreed_on.number: REFUSED}
    with pytest.raises(IntegrityError):
        approve(proposed_only.number, by="jeroen")
    assert {agreed_on.number, proposed_only.number} <= set(numbers())


def test_without_the_guards_it_would_go(owner: str) -> None:
    old, other = withdrawn(), withdrawn()
    newer()
    agreed(old)
    propose(other.number, by="els")
    migrate(owner, retention=[kept_for(15, date(2020, 1, 2))])
    with build(owner, poolclass=NullPool).begin() as connection:
        triggers.drop(connection)
    approve(other.number, by="jeroen")
    assert carry_out().numbers == [old.number, other.number]


def test_a_note_is_a_change_from_which_the_case_is_kept() -> None:
    old = refused()
    newer()
    assert obstacles(old) == ()
    with clock.at(clock.now() - timedelta(days=3)):
        record_fact(old.number, Note(text="De inwoner belde nog."), by="sanne")
    with session() as db:
        db.execute(update(Case).where(Case.number == old.number).values(taken_up=Case.version))
    assert obstacles(old) == (Obstacle.KEPT,)
