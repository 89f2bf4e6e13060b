"""Recording a fact: the one code path that the desk, the command line and the intake share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from config.documents.lists import may_ask, not_asked
from config.products import formed, product
from config.reading import phrases, refusals
from letters.writing.signs import clean
from rules import typed_words
from rules.asked.answers import COUNTLESS
from rules.calls import CallOutcome
from rules.errors import FactInvalid, LetterError, StaffUnknown
from rules.facts import APPLICANT, Asking, Call, DataRequest, Document, Fact, Intention, Withdrawal
from rules.facts.arrival.contact import ContactSettled, Counts
from rules.facts.asking.talks import Talk
from rules.facts.kind import faults
from rules.facts.note import SentenceAgreed
from rules.facts.suspension import HelpSuspended
from rules.reasons import reason_problem
from rules.record import references
from store import changed_rows, queries, record, typed_rows
from store.engine import session
from store.models import Case, Staff
from tasks import clock
from tasks.cases import decisions
from tasks.cases.look import look

SYSTEM = "systeem"
MINUTE = timedelta(minutes=1)
# The guard that compares asked and given once more; it knows fewer ways in which they can be the same.
UNCOMPARED = "guard_whole_"
UNCOMPARED_NL = (
    "Dit is niet te vergelijken met wat de inwoner vraagt. "
    "Geef elke vraag een eigen antwoord, per dezelfde periode als gevraagd."
)
NO_TEXT = "Hier staan tekens in die geen tekst zijn. Typ dit veld opnieuw."
NOT_LISTED = "Deze voorziening staat niet op de lijst. Kies er een van de lijst, of laat dit leeg."
ELSEWHERE = "Dit vraagt u niet van de inwoner: {noun}. {elsewhere}"
NOT_ASKED = "Dit mag u niet vragen, of het staat niet op de lijst van dit proces. Kies iets van de lijst."
UNPRINTABLE = "Hier staat een teken in dat niet in een brief kan, zoals een smiley. Schrijf het in gewone letters."


@dataclass(frozen=True)
class Recorded:
    """A case after a fact was recorded: its number, and the version that a run must take up."""

    number: str
    version: int
    repeated: bool = False


def record_fact(number: str, fact: Fact, *, by: str, expected: int | None = None, key: str | None = None) -> Recorded:
    """Check a fact, record it, and return the version that the case has now.

    `expected` is the version at which the form was opened; `key` makes a second click on the same form harmless, but
    different contents under the same key are refused.
    Raises `CaseUnknown`, `StaffUnknown`, `RoleMissing`, `FactInvalid`, `FactUntimely`, `SamePerson`, `CaseChanged`,
    `FormSent`.
    """
    with session() as db:
        case = record.lock_case(db, number)
        _author(db, by, type(fact))
        seen = _with_consequences(_seen(db, case, fact))
        if record.already(db, case, key, seen[0], by=by):
            return Recorded(number, case.version, repeated=True)
        for each in seen:
            _add(db, case, each, by=by, expected=expected, key=key)
            expected = key = None
        return Recorded(number, case.version)


def process_of(number: str) -> str:
    """The process of a case; raises `CaseUnknown`."""
    with session(readonly=True) as db:
        return record.find_case(db, number).process


def _author(db: Session, by: str, kind: type[Fact]) -> None:
    staff = db.get(Staff, by)
    if staff is None or not staff.active:
        raise StaffUnknown(by)
    typed_rows.active_grant(db, by, kind.recorded_by)


def _add(db: Session, case: Case, fact: Fact, *, by: str, expected: int | None, key: str | None) -> None:
    now = clock.now()
    if expected is not None:
        record.check_version(case, expected)
    found = _unprintable(fact) | faults(fact, now=now, today=clock.today())
    found |= _copied_reasons(db, case, fact) | dict(_unlisted(case, fact)) | _no_text(fact)
    found |= dict(typed_words.no_phrases(fact, phrases(), refusals())) | _refusing(db, case, fact, by)
    if found:
        raise FactInvalid(found)
    seen = look(db, case)
    seen.check(fact, by=by)
    outcome = decisions.comes_to(case.process, seen.record, fact, now, by)
    try:
        record.add_fact(db, case, fact, by=by, at=now, key=key, outcome=outcome)
    except IntegrityError as refused:
        if UNCOMPARED in str(refused.orig):
            raise FactInvalid({"provisions": UNCOMPARED_NL}) from None
        raise
    changed_rows.follow(db, case, fact, seen.record)


def _unprintable(fact: Fact) -> dict[str, str]:
    """What goes into letters must be printable before it is recorded, because afterwards it cannot be changed."""
    if not fact.printed:
        return {}
    return {field: UNPRINTABLE for field, text in typed_words.texts("", asdict(fact)) if not _prints(text)}


def _prints(text: str) -> bool:
    try:
        clean(text, "")
    except LetterError:
        return False
    return True


def _refusing(db: Session, case: Case, fact: Fact, by: str) -> dict[str, str]:
    """A letter that decides nothing refuses nothing, in no words; nobody was called about it."""
    if not any(typed_words.marked(fact, refusals())):
        return {}
    known = typed_words.agreed(record.entries(db, case), by)
    found = dict(reversed([*typed_words.marked(fact, refusals(), known)]))
    return {path: typed_words.REFUSES.format(words=words) for path, words in found.items()}


def _no_text(fact: Fact) -> dict[str, str]:
    """What no database stores as text, in words of a citizen too."""
    return {field: NO_TEXT for field, text in typed_words.texts("", asdict(fact)) if "\x00" in text}


def _unlisted(case: Case, fact: Fact) -> Iterator[tuple[str, str]]:
    """What is asked and given is on the closed list of the course; an item that names nothing on it is vague."""
    for index, one in enumerate(fact.documents if isinstance(fact, DataRequest) else ()):
        if one.listed and may_ask(one.listed, case.process, on=clock.today()) is None:
            yield f"documents.{index}.listed", NOT_ASKED
        if not one.listed and (other := not_asked(one.name, case.process, on=clock.today())):
            yield f"documents.{index}.name", ELSEWHERE.format(noun=other.noun, elsewhere=other.elsewhere)
    for path, key in _products(fact):
        if key and product(key, case.process, on=clock.today()) is None:
            yield path, NOT_LISTED


def _products(fact: Fact) -> Iterator[tuple[str, str]]:
    if isinstance(fact, Asking):
        yield from ((f"items.{index}.product", item.product) for index, item in enumerate(fact.items))
    elif isinstance(fact, Intention):
        yield from ((f"provisions.{index}.product", one.product) for index, one in enumerate(fact.provisions))
    elif isinstance(fact, Talk):
        yield "product", fact.product


def _copied_reasons(db: Session, case: Case, fact: Fact) -> dict[str, str]:
    """A reason must be about this citizen (Awb 3:46): long enough, and not the same as somebody else's."""
    found: dict[str, str] = {}
    for path, reason in _reasons(fact):
        elsewhere = queries.same_reason_elsewhere(db, case, reason)
        if problem := reason_problem(reason, [reason] if elsewhere else []):
            found[path] = problem
    return found


def _reasons(fact: Fact) -> Iterator[tuple[str, str]]:
    if isinstance(fact, Intention):
        yield from ((f"provisions.{index}.reason", one.reason) for index, one in enumerate(fact.provisions))
    elif isinstance(fact, HelpSuspended):
        yield "reason", fact.reason


def _seen(db: Session, case: Case, fact: Fact) -> Fact:
    """What a form leaves out: what an item says by itself, whether a day is to come, and the seconds of a call.

    A call in the same minute as the intention counts as later.
    """
    if isinstance(fact, Asking):
        named = (formed(item, case.process, on=clock.today()) for item in fact.items)
        return replace(fact, items=tuple(item if item.form in COUNTLESS else item.filled() for item in named))
    if isinstance(fact, ContactSettled):
        return replace(fact, planned=fact.counts is Counts.GIVEN and fact.from_on > clock.today())
    if isinstance(fact, SentenceAgreed):
        doubts = references.doubts(record.entries(db, case))
        return replace(fact, digest=next((one.fact.digest for one in doubts if one.seq == fact.doubt), ""))
    if isinstance(fact, DataRequest):
        return replace(fact, documents=tuple(_as_listed(one, case.process) for one in fact.documents))
    return _after_intention(db, case, fact) if isinstance(fact, Call) else fact


def _after_intention(db: Session, case: Case, fact: Call) -> Call:
    prepared_at = typed_rows.decision_version(db, case, fact.decision).prepared_at
    if prepared_at - MINUTE < fact.at < prepared_at:
        return replace(fact, at=prepared_at)
    if fact.at < prepared_at:
        raise FactInvalid({"at": "Dit gesprek was vóór het voornemen. Bel over dit voornemen en leg dat gesprek vast."})
    return fact


def _as_listed(document: Document, course: str) -> Document:
    """A document in the words of the list that it is on."""
    known = may_ask(document.listed, course, on=clock.today()) if document.listed else None
    return replace(document, name=known.noun, why=known.why) if known else document


def _with_consequences(fact: Fact) -> Sequence[Fact]:
    """A withdrawal that the citizen makes in a call is recorded along with it; another party withdraws only theirs."""
    if isinstance(fact, Call) and fact.outcome is CallOutcome.WITHDRAWS and fact.party == APPLICANT:
        return (fact, Withdrawal(received_on=clock.local(fact.at).date(), reason=fact.summary))
    return (fact,)
