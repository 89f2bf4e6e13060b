"""Turns a report into a case: citizen, household, files and first fact, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from config.process import Process, process
from config.products import formed, product_name
from config.whole import TAKEN_IN
from rules.facts import KINDS, Fact, Item
from rules.facts.arrival.contact import ADDRESS, ContactDiffers
from rules.facts.arrival.misfit import Misfit
from store import record
from store.engine import postgres, session
from store.keys.encryption import bsn_indexes, seal_bsn
from store.models import Case, Citizen, Household, Member, RoleGrant, RoleRevocation, Staff
from store.models.destruction import Destroyed
from tasks import clock
from tasks.cases.recording import SYSTEM
from tasks.intake import attachments, same_reference
from tasks.intake.form_answers import NOT_FILLED
from tasks.intake.incoming_report import Incoming, Representative
from tasks.intake.known_citizen import Differences
from tasks.parties.people import capacity

# An arbitrary but fixed number: two intakes must not issue the same case number.
LOCK = 7_320_115
LETTERS = "brieven naar de gemachtigde"
# A form server knows who sent it, and paper has a signature (Awb 2:16, 4:2).
SIGNED = ("website", "post")


@dataclass(frozen=True)
class Received:
    """The case made from a report; `repeated` if there already was one, `open_cases` are others of the same citizen.

    `added` says that the same reference came with other contents, which were put with its case.
    """

    number: str
    repeated: bool = False
    added: bool = False
    open_cases: tuple[str, ...] = ()


def receive(report: Incoming, *, by: str = SYSTEM) -> Received:
    """Store a report as a new case, once per reference; raises `ProcessUnknown` or `BsnInvalid`."""
    course = process(report.process)
    kept = attachments.put(report)
    with session() as db:
        one_at_a_time(db)
        report = same_reference.of_its_own(db, report)
        if known := same_reference.known(db, report):
            return Received(known.number, repeated=True, added=same_reference.add(db, known, report, kept))
        found = Differences()
        citizen = _citizen(db, report, found)
        case = _case(db, report, citizen, course, found)
        attachments.keep(db, case, kept, at=report.received_at)
        for place, (fact, author) in enumerate(_facts(course, report, found, by)):
            # By this the same body is known when it comes again.
            key = None if place else report.digest or None
            record.add_fact(db, case, fact, by=author, at=clock.now(), key=key)
        return Received(case.number, open_cases=open_cases(db, citizen, but=case.id))


def _facts(course: Process, report: Incoming, found: Differences, by: str) -> Iterator[tuple[Fact, str]]:
    """What opens the case, and what somebody has to look at, each with who records it."""
    whole = report.model_copy(update={"answers": (*report.answers, *found.answers)})
    yield _fact(KINDS[course.opens_with], whole), by
    # Of a citizen we know, what the form leaves empty may be known.
    lacking = () if not found.known else (NOT_FILLED,)
    misfits = tuple(one for one in report.misfits if one[1] not in lacking) + found.misfits
    if misfits:
        yield Misfit(fields=misfits), SYSTEM
    yield from ((contact, SYSTEM) for contact in found.contacts)


def open_cases(db: Session, citizen: Citizen, *, but: int | None = None) -> tuple[str, ...]:
    """The numbers of this citizen's open cases."""
    query = select(Case.number).where(
        Case.citizen_id == citizen.id, Case.closed_on.is_(None), Case.id.is_distinct_from(but)
    )
    return tuple(db.scalars(query.order_by(Case.id)))


def one_at_a_time(db: Session) -> None:
    """Let one intake run at a time; on SQLite the transaction itself is the lock."""
    if postgres(db):
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _citizen(db: Session, report: Incoming, found: Differences) -> Citizen:
    """The citizen; of one we know, `found` gets what differs."""
    person = report.person
    if person.bsn and (known := db.scalar(select(Citizen).where(Citizen.bsn_index.in_(bsn_indexes(person.bsn))))):
        found.refresh(known, person)
        _household(db, known.household_id, report, found)
        return known
    household = Household()
    db.add(household)
    db.flush()
    _household(db, household.id, report, found)
    flags = {name: int(getattr(person, name)) for name in ("interpreter", "large_print", "partner_parted")}
    given = person.model_dump(exclude={"bsn"}) | flags
    citizen = Citizen(household_id=household.id, **given)
    db.add(citizen)
    db.flush()
    if person.bsn:
        sealed = seal_bsn(person.bsn, citizen.id)
        citizen.bsn_cipher, citizen.bsn_index, citizen.bsn_tail = sealed.cipher, sealed.found_by, sealed.tail
        db.flush()
    return citizen


def _household(db: Session, household_id: int, report: Incoming, found: Differences) -> None:
    """Everybody in the household whom we did not know; of the others what is new, and what differs."""
    rows = db.scalars(select(Member).where(Member.household_id == household_id)) if found.known else ()
    known = {member.name: member for member in rows if member.name}
    for place, each in enumerate(report.household, 1):
        given = each.model_dump() | {"elsewhere": int(each.elsewhere), "carer": int(each.carer)}
        if each.name in known:
            found.join(known[each.name], each, f"huisgenoot {place}")
        else:
            db.add(Member(household_id=household_id, **given))


def _case(db: Session, report: Incoming, citizen: Citizen, course: Process, found: Differences) -> Case:
    representative = _representative(db, citizen, report.representative, found) if report.representative else None
    reads = representative if representative and report.letters_to_representative else None
    _ask_reader(db, citizen, report, reads, found)
    case = Case(
        number=_number(db, f"{course.prefix}-{report.received_on.year}"),
        process=course.id,
        process_version=course.version,
        reference=report.reference,
        citizen_id=citizen.id,
        representative_id=reads.id if reads else None,
        consultant_id=_least_busy(db, report.team),
        team=report.team,
        subject=report.subject or _chosen(report) or course.subject,
        received_on=report.received_on,
        urgent=int(report.urgent),
        version=0,
        taken_up=0,
        created_at=clock.now(),
    )
    db.add(case)
    db.flush()
    return case


def _ask_reader(db: Session, citizen: Citizen, report: Incoming, reads: Member | None, found: Differences) -> None:
    """Where the letters of other cases go to somebody else than was said now, somebody asks the citizen."""
    if "letters_to_representative" not in report.model_fields_set:
        return
    query = select(Case.representative_id).where(Case.citizen_id == citizen.id, Case.closed_on.is_(None))
    if {*db.scalars(query)} - {reads.id if reads else None}:
        found.answers.append((LETTERS, f"ja, {reads.name}" if reads else "nee"))


def _chosen(report: Incoming) -> str:
    """What was chosen from our list, by its name."""
    return product_name(report.product, report.process, on=clock.today()) if report.product else ""


def _representative(db: Session, citizen: Citizen, given: Representative, found: Differences) -> Member:
    address = list(ContactDiffers(**given.model_dump(include={*ADDRESS})).lines)
    known = select(Member).where(Member.household_id == citizen.household_id, Member.name == given.name)
    if member := db.scalar(known):
        found.reads(member, given, capacity(member, citizen))
        return member
    member = Member(
        household_id=citizen.household_id,
        name=given.name,
        relation=given.relation,
        phone=given.phone,
        authorised_on=given.authorised_on,
        elsewhere=int(bool(address)),
        large_print=int(given.large_print),
        address=address,
    )
    db.add(member)
    db.flush()
    return member


def _number(db: Session, start: str) -> str:
    """The next number for this prefix and year: WMO-2026-0001."""
    given = (
        select(of.number).where(of.number.like(f"{start}-%")).order_by(key.desc()).limit(1)
        for of, key in ((Case, Case.id), (Destroyed, Destroyed.case_id))
    )
    last = [int(number.rpartition("-")[2]) for query in given if (number := db.scalar(query))]
    return f"{start}-{max(last, default=0) + 1:04}"


def _least_busy(db: Session, team: str) -> str | None:
    """The consultant in the team with the fewest open cases; None when the team has nobody."""
    busy = (
        select(Case.consultant_id, func.count().label("n"))
        .where(Case.closed_on.is_(None))
        .group_by(Case.consultant_id)
        .subquery()
    )
    return db.scalar(
        select(Staff.id)
        .join(RoleGrant, RoleGrant.staff_id == Staff.id)
        .outerjoin(busy, busy.c.consultant_id == Staff.id)
        .where(Staff.active == 1, Staff.team == team, RoleGrant.role == "consulent")
        .where(RoleGrant.id.not_in(select(RoleRevocation.grant_id)))
        .order_by(func.coalesce(busy.c.n, 0), Staff.id)
        .limit(1)
    )


def _fact(kind: type[Fact], report: Incoming) -> Fact:
    """The fact that opens the case: whatever its kind has a field for."""
    asked = Item(words=report.question, product=report.product, until_on=report.until_on)
    made = {"items": (formed(asked, report.process, on=clock.today()),), "signed": report.channel in SIGNED}
    made["came_at"] = clock.local(report.received_at).time().replace(microsecond=0) if report.timed else None
    taken = [field.name for field in fields(kind) if field.name in TAKEN_IN]
    return kind(**{name: made[name] if name in made else getattr(report, name) for name in taken})
