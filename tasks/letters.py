"""Letters of a case: written once for each fact, then made into a PDF, each step safe to repeat."""

from __future__ import annotations

from sqlalchemy import func, select, update

from config.settings import settings
from letters import press, texts
from letters.render import Rendered
from letters.template import front_matter, letter_names, template_version
from rules.entries import Entry
from rules.errors import CallMissing, LetterError
from rules.facts import Fact
from store import chain, files, findings, queries
from store.engine import session
from store.models import CallRow, Case, ExemptionApprovalRow, Letter
from tasks import clock
from tasks.course import OpenCase
from tasks.decisions import Decided, Grounded, decided_about
from tasks.values import values_for
from tasks.waiting import Action, wait


def send_letter(case: OpenCase, name: str, *, about: Entry[Fact], decision: Grounded | None = None) -> Letter:
    """The letter of this name about this fact: the one on the record, or a new one waiting to be made."""
    written = select(Letter).where(Letter.case_id == case.row.id, Letter.name == name, Letter.about == about.seq)
    if found := case.db.scalar(written):
        return found
    letter = _new(case, name, about)
    if decision:
        _through_the_gate(case, letter, decision)
    letter.content = values_for(case, letter, about, decision if isinstance(decision, Decided) else None)
    case.db.add(letter)
    case.db.flush()
    case.written.append(name)
    return letter


def deliver(letter: Letter) -> None:
    """Go on only when the letter is really there."""
    if letter.status != "rendered":
        wait(Action.LETTER)


def make_letter(letter_id: int) -> str:
    """Make the PDF of a waiting letter and seal it; returns the new status: rendered or held.

    Rendering happens outside any transaction. A letter that was made meanwhile is left as it is. `LettersStopped` while
    the check has found something that nobody has dealt with.
    """
    with session(readonly=True) as db:
        findings.check_letters_may_go(db)
        letter = db.get_one(Letter, letter_id)
        name, content, status = letter.name, letter.content, letter.status
    if status != "queued":
        return status
    try:
        made = press.render(name, content, texts=_own_texts())
    except LetterError as problem:
        return _hold(letter_id, problem.message_nl)
    return _seal(letter_id, made, files.put(made.pdf))


def retry_letter(letter_id: int) -> None:
    """Write a held letter anew from the record as it is now, and let it wait to be made."""
    with session() as db:
        letter = db.get_one(Letter, letter_id)
        if letter.status != "held":
            return
        case = OpenCase.of(db, db.get_one(Case, letter.case_id))
        about = next(entry for entry in case.record if entry.seq == letter.about)
        decision = decided_about(case, letter.about) if letter.decides else None
        letter.content = values_for(case, letter, about, decision)
        letter.template = template_version(letter.name, _own_texts())
        letter.status, letter.held_because = "queued", None


def letter_kinds() -> list[tuple[str, int, int]]:
    """Every letter there is, with whether it is adverse and whether it is a decision."""
    fronts = [(name, front_matter(name)) for name in letter_names()]
    return [(name, int(front.adverse), int(front.decision)) for name, front in fronts]


def _new(case: OpenCase, name: str, about: Entry[Fact]) -> Letter:
    last = case.db.scalar(select(func.coalesce(func.max(Letter.number), 0)).where(Letter.case_id == case.row.id))
    front = front_matter(name)
    return Letter(
        case_id=case.row.id,
        number=(last or 0) + 1,
        name=name,
        about=about.seq,
        adverse=int(front.adverse),
        decides=int(front.decision),
        template=template_version(name, _own_texts()),
        dated_on=case.today,
        created_at=clock.now(),
        status="queued",
    )


def _through_the_gate(case: OpenCase, letter: Letter, decision: Grounded) -> None:
    """Tie a decision letter to the call or the exemption that lets it exist; the database checks this again."""
    row = queries.decision_of(case.db, case.row, decision.version)
    letter.decision_id = row.id
    if decision.call:
        call = case.db.scalars(select(CallRow).where(CallRow.fact_id == decision.call.id)).one()
        letter.call_id, letter.call_upholds, letter.call_at = call.id, call.upholds, call.called_at
    elif decision.exempted:
        approval = case.db.scalars(
            select(ExemptionApprovalRow).where(ExemptionApprovalRow.fact_id == decision.exempted.id)
        ).one()
        letter.exemption_id, letter.exempted_at = approval.id, approval.approved_at
    elif row.adverse:
        raise CallMissing


def _seal(letter_id: int, made: Rendered, sha256: str) -> str:
    with session() as db:
        sealed = (
            update(Letter)
            .where(Letter.id == letter_id, Letter.status == "queued")
            .values(
                status="rendered",
                pdf_sha256=sha256,
                pages=made.pages,
                rendered_at=clock.now(),
                document=made.document.kept(),
            )
        )
        chain.link(db, "letter", db.scalars(sealed.returning(Letter.id)).all())
    return "rendered"


def _hold(letter_id: int, because: str) -> str:
    with session() as db:
        held = (
            update(Letter)
            .where(Letter.id == letter_id, Letter.status == "queued")
            .values(status="held", held_because=because)
        )
        chain.link(db, "letter", db.scalars(held.returning(Letter.id)).all())
    return "held"


def _own_texts() -> texts.Texts:
    return texts.in_folder(settings().templates)
