"""The letters of a case: written once per fact, then made into a PDF, with each step safe to repeat."""

from __future__ import annotations

from sqlalchemy import func, select

from config.posting import posting_day
from letters.writing.template import front_matter
from rules.errors import CallMissing
from rules.facts import APPLICANT, Fact, LessAgreed
from rules.facts.post.held import LetterDropped
from rules.record import case_state
from rules.record.entries import Entry, every
from store import queries
from store.audit import findings
from store.engine import session
from store.models import CallRow, ExemptionApprovalRow, Letter
from store.models.post import LEAVING
from tasks import clock
from tasks.cases import asks
from tasks.cases.decisions import Decided, Grounded, decided
from tasks.cases.open_case import OpenCase, Sent
from tasks.cases.waiting import pause
from tasks.letters import preflight
from tasks.letters.content import values_for
from tasks.letters.making import Unmade, note, press_one
from tasks.letters.writing_anew import BY_HAND, POST, due, signs, wording, write_anew

AGREED = "shared/bevestiging-afspraak"
AGAIN = "Deze brief was vervallen, en is nu weer nodig."


def announce(case: OpenCase, decision: Decided) -> tuple[Sent, ...]:
    """The letters of a decision, one to each party who is heard about it (Awb 3:41).

    One that gives less than was asked, as somebody agreed, waits until the letter that confirms it can leave.
    """
    if not decision.judgement.adverse and _kept_back(case):
        pause(case, asks.LETTER, wakes_on=case.day_after(case.today))
    version = decision.version
    each = [decided(case, decision.intention, version, party) for party in case_state.to_hear(case.record, version)]
    return tuple(send_letter(case, one.letter, about=one.intention, decision=one) for one in each)


def _kept_back(case: OpenCase) -> bool:
    """Whether what somebody agreed to is told in a letter that is held, or that somebody still has to post."""
    letters = (written(case, AGREED, talk, talk.fact.party) for talk in every(case.record, LessAgreed))
    mine = [one for one in letters if one and not one.leaving]
    return any(one.status == "held" or one.by_hand for one in mine)


def send_letter(
    case: OpenCase, name: str, *, about: Entry[Fact], decision: Grounded | None = None, party: int = APPLICANT
) -> Sent:
    """The letter with this name about this fact: the one on the record, or a new one that is queued.

    It is for the party with this number or, of a decision, for the one whom that names. A look at a case only notes
    that it would be written.
    """
    party = decision.party if decision else party
    case.reached.add((name, about.seq, party))
    if (found := written(case, name, about, party)) and found.status != "withdrawn":
        return found
    sent = Sent(name, about.seq, party, posting_day(case.today), "queued")
    if not case.dry:
        write(case, name, about=about, decision=decision, party=party)
    if not case.pauses:
        case.written.append(name)
    case.foreseen.append((name, about.seq))
    case.letters[name, about.seq, party] = sent
    return sent


def written(case: OpenCase, name: str, about: Entry[Fact], party: int = APPLICANT) -> Sent | None:
    """The letter with this name about this fact, to this party, if it is on the record and counts."""
    return case.letters.get((name, about.seq, party))


def deliver(case: OpenCase, letter: Sent) -> None:
    """End the pass here unless the letter has been delivered."""
    if letter.status != "rendered":
        pause(case, asks.LETTER)


def write(
    case: OpenCase,
    name: str,
    *,
    about: Entry[Fact],
    decision: Grounded | None = None,
    party: int = APPLICANT,
    channel: str = POST,
) -> Letter:
    """Write this letter and queue it; one that was withdrawn is written anew."""
    if lapsed := _lapsed(case, name, about, party):
        return lapsed
    letter = _new(case, name, about, party, channel)
    if decision:
        _through_the_gate(case, letter, decision)
    letter.content = values_for(case, letter, about, decision if isinstance(decision, Decided) else None)
    letter.signed_by = signs(case, letter, about)
    case.db.add(letter)
    case.db.flush()
    return letter


def _lapsed(case: OpenCase, name: str, about: Entry[Fact], party: int) -> Letter | None:
    """The letter that was withdrawn, written anew today, because the course asks for it again."""
    letter = case.db.scalar(
        select(Letter).where(
            *(Letter.case_id == case.row.id, Letter.name == name, Letter.about == about.seq, Letter.party == party)
        )
    )
    if letter and not _dropped(case, letter):
        write_anew(case, letter, AGAIN)
    return letter


def _dropped(case: OpenCase, letter: Letter) -> bool:
    """Whether somebody let a letter lapse since the one it was for died; of nobody else, for what is owed is owed."""
    died_on = case.row.citizen.deceased_on
    if died_on is None or letter.party != APPLICANT:
        return False
    mine = (entry for entry in every(case.record, LetterDropped) if entry.fact.letter == letter.number)
    return any(clock.local(entry.at).date() >= died_on for entry in mine)


def make_letter(letter_id: int) -> str:
    """Make the PDF of a queued letter and store it; returns the new status, rendered or held.

    Rendering happens outside any transaction. A letter that was made or changed in the meantime is left as it is.
    Raises `LettersStopped` while there is a finding of the check that nobody has settled.
    """
    with session(readonly=True) as db:
        findings.check_letters_may_go(db)
        letter = db.get_one(Letter, letter_id)
        # What the printer gets is checked again by the run that takes it.
        by_hand = preflight.obstacles(db, [letter], printer=False) if letter.channel == BY_HAND else {}
        against = preflight.unsigned(db, [letter_id]) | by_hand
    if letter.status == "queued":
        goes = letter_id not in against
        note([(letter, press_one(letter.name, letter.content, letter.texts) if goes else Unmade(against[letter_id]))])
        with session(readonly=True) as db:
            letter = db.get_one(Letter, letter_id)
    return letter.status


def take_back(case: OpenCase, about: Entry[Fact], because: str) -> None:
    """Withdraw the letters about a fact that does not hold any more, as far as they are in the house."""
    if case.dry:
        return
    mine = select(Letter).where(Letter.case_id == case.row.id, Letter.about == about.seq)
    for letter in case.db.scalars(mine.where(Letter.status != "withdrawn", ~LEAVING).with_for_update()):
        letter.status, letter.held_because = "withdrawn", because
        letter.claimed_by = letter.claimed_until = None
    case.db.flush()


def _new(case: OpenCase, name: str, about: Entry[Fact], party: int, channel: str = POST) -> Letter:
    last = case.db.scalar(select(func.coalesce(func.max(Letter.number), 0)).where(Letter.case_id == case.row.id))
    front = front_matter(name)
    version, worded = wording(case.db, name)
    return Letter(
        case_id=case.row.id,
        number=(last or 0) + 1,
        name=name,
        about=about.seq,
        party=party,
        adverse=int(front.adverse),
        decides=int(front.decision),
        template=version,
        texts=worded,
        dated_on=due(case, channel),
        channel=channel,
        created_at=clock.now(),
        status="queued",
    )


def _through_the_gate(case: OpenCase, letter: Letter, decision: Grounded) -> None:
    """Link a decision letter to the call or exemption it needs; the database checks this again."""
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
