"""The state of a case, derived from its record alone."""

from __future__ import annotations

from datetime import UTC

from rules.calls import FAILED, REACHED, RECONSIDERS, REOPENS, SPOKEN, UPHOLDS
from rules.facts import (
    APPLICANT,
    Approval,
    Call,
    DataReceived,
    DataRequest,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Fact,
    Intention,
    Investigation,
    Resumption,
    Return,
    TermResumed,
    TermSuspended,
    ViewsInvited,
    Withdrawal,
)
from rules.facts.remedies.dispute import Dispute, DisputeEnded
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.facts.suspension import HelpSuspended
from rules.record import asked, parties
from rules.record.entries import Entry, Record, every, latest, remembered

DECISIVE = (Intention, PenaltyDecision, HelpSuspended)
Decisive = Entry[Intention] | Entry[PenaltyDecision] | Entry[HelpSuspended]


def reopened(record: Record) -> int:
    """The place of the last call that brought new facts, after which a new investigation is needed (Awb 3:2)."""
    return max((call.seq for call in every(record, Call) if call.fact.outcome in REOPENS), default=0)


def investigation(record: Record) -> Entry[Investigation] | None:
    """The investigation that counts: the newest one, unless new facts came after it."""
    return latest(record, Investigation, after=reopened(record))


def latest_standing(record: Record, kind: type[Fact]) -> Entry[Fact] | None:
    """The newest fact of a kind, unless it is an investigation and new facts came after it."""
    return investigation(record) if kind is Investigation else latest(record, kind)


@remembered
def overtaken(record: Record) -> int:
    """The place on the record before which an intention no longer counts and must be reworded.

    It is that of the last investigation, call, return, change of what was asked, or completed application that calls
    for one.
    """
    # What is said about a suspension leaves the decision about what runs.
    apart = {version_of(record, entry) for entry in every(record, HelpSuspended)}
    again = [entry.seq for entry in every(record, Return) if entry.fact.decision not in apart]
    again += [call.seq for call in every(record, Call) if call.fact.outcome in RECONSIDERS | REOPENS]
    again += [entry.seq for entry in record if isinstance(entry.fact, asked.CHANGES)]
    found = latest(record, Investigation)
    return max([*again, _completed(record), found.seq if found else 0])


def _completed(record: Record) -> int:
    """The place where the missing data came in after all, after an intention to leave the application (Awb 4:5)."""
    left = latest_final(record)
    if left is None or not left.fact.unprocessed:
        return 0
    received = latest(record, DataReceived)
    return received.seq if received else 0


@remembered
def latest_final(record: Record) -> Entry[Intention] | None:
    """The newest intention about the application; help until the decision is a line of its own."""
    found = [entry for entry in every(record, Intention) if not entry.fact.temporary]
    return found[-1] if found else None


def intention(record: Record) -> Entry[Intention] | None:
    """The intention about the application that counts, if any."""
    found = latest_final(record)
    return found if found and found.seq > overtaken(record) else None


def version_of(record: Record, entry: Decisive) -> int:
    """The number of this decision within its case, in the order they were worded, from 1."""
    return sum(1 for other in record if isinstance(other.fact, DECISIVE) and other.seq <= entry.seq)


def invited(record: Record, entry: Entry[Intention]) -> Entry[ViewsInvited] | None:
    """The newest invitation to respond to this intention, unless the citizen was reached about it since."""
    found = latest(record, ViewsInvited, after=entry.seq)
    since = every(record, Call, after=found.seq) if found else ()
    version = version_of(record, entry) if since else 0
    reached = any(call.fact.outcome in REACHED and call.fact.decision == version for call in since)
    return None if reached else found


def calls(record: Record, version: int) -> tuple[Entry[Call], ...]:
    """All attempts to reach the citizen about one version, oldest first."""
    return tuple(call for call in every(record, Call) if call.fact.decision == version)


def calls_with(record: Record, version: int, party: int) -> tuple[Entry[Call], ...]:
    """The attempts to reach one party about one version, oldest first."""
    return tuple(call for call in calls(record, version) if call.fact.party == party)


def failed(record: Record, version: int, party: int = APPLICANT) -> tuple[Entry[Call], ...]:
    """The attempts to reach a party about one version that reached nobody."""
    return tuple(call for call in calls_with(record, version, party) if call.fact.outcome in FAILED)


def tried(record: Record, version: int, party: int = APPLICANT) -> tuple[Entry[Call], ...]:
    """Those of them that count: attempts to speak, for a message that nobody answers is none."""
    return tuple(call for call in failed(record, version, party) if call.fact.channel in SPOKEN)


def upholding(record: Record, version: int, party: int = APPLICANT) -> Entry[Call] | None:
    """The call that lets this version stand: the last one that reached the party, if it upholds the version."""
    reached = [call for call in calls_with(record, version, party) if call.fact.outcome in REACHED]
    return reached[-1] if reached and reached[-1].fact.outcome in UPHOLDS else None


def exemption(record: Record, version: int, party: int = APPLICANT) -> Entry[Exemption] | None:
    """The newest request to send this version without a call to the party, unless it was refused."""
    about = (entry for entry in every(record, Exemption) if entry.fact.decision == version)
    asked = [entry for entry in about if entry.fact.party == party]
    refused = {entry.fact.exemption for entry in every(record, ExemptionRefusal)}
    return asked[-1] if asked and asked[-1].seq not in refused else None


def exempted(record: Record, version: int, party: int = APPLICANT) -> Entry[ExemptionApproval] | None:
    """The approval by a second person of an exemption for this version and party."""
    request = exemption(record, version, party)
    approved = (e for e in every(record, ExemptionApproval) if request and e.fact.exemption == request.seq)
    return next(approved, None)


def exempters(record: Record, version: int) -> frozenset[str]:
    """Whoever agreed that some party is not called about this version."""
    asked = {entry.seq for entry in every(record, Exemption) if entry.fact.decision == version}
    return frozenset(entry.by for entry in every(record, ExemptionApproval) if entry.fact.exemption in asked)


def to_hear(record: Record, version: int) -> tuple[int, ...]:
    """The numbers of the parties who must be heard about an adverse version, and who get its letter."""
    worded = (entry for entry in record if isinstance(entry.fact, DECISIVE))
    entry = next((one for number, one in enumerate(worded, 1) if number == version), None)
    if entry is None:
        return (APPLICANT,)
    return parties.heard(record, entry.at.astimezone(UTC).date(), entry.by)


def cleared_for(record: Record, version: int, party: int) -> bool:
    """Whether the party was called about this version, or two people approved an exemption for them."""
    return upholding(record, version, party) is not None or exempted(record, version, party) is not None


def left_to_hear(record: Record, version: int) -> tuple[int, ...]:
    """The parties about whom an adverse version still waits, in their order."""
    return tuple(party for party in to_hear(record, version) if not cleared_for(record, version, party))


def pending_exemption(record: Record, version: int) -> Entry[Exemption] | None:
    """The request to go without a call to some party that a second person still has to answer."""
    asked = (exemption(record, version, party) for party in left_to_hear(record, version))
    return next(filter(None, asked), None)


def cleared(record: Record, version: int) -> bool:
    """Whether an adverse version may become letters: it is cleared for each party who must be heard."""
    return not left_to_hear(record, version)


def approval(record: Record, version: int) -> Entry[Approval] | None:
    """The second reader's agreement with this version."""
    return next((entry for entry in every(record, Approval) if entry.fact.decision == version), None)


def withdrawal(record: Record) -> Entry[Withdrawal] | None:
    """The withdrawal in force: the newest, unless it was retracted."""
    taken_back = latest(record, Resumption)
    return latest(record, Withdrawal, after=taken_back.seq if taken_back else 0)


def disputes(record: Record) -> tuple[Entry[Dispute], ...]:
    """Every objection and appeal, oldest first."""
    return every(record, Dispute)


def open_disputes(record: Record) -> tuple[Entry[Dispute], ...]:
    """The objections and appeals that have not ended, oldest first."""
    over = {entry.fact.dispute for entry in every(record, DisputeEnded)}
    return tuple(entry for entry in disputes(record) if entry.seq not in over)


def open_request(record: Record) -> Entry[DataRequest] | None:
    """The request for more data that has not been answered."""
    request = latest(record, DataRequest)
    return request if request and latest(record, DataReceived, after=request.seq) is None else None


def requests(record: Record) -> tuple[Entry[DataRequest], ...]:
    """The requests for more data that were sent; one that was replaced before an answer came was not."""
    made = every(record, DataRequest)
    answers = [entry.seq for entry in every(record, DataReceived)]
    return tuple(
        request
        for request, following in zip(made, (*made[1:], None), strict=False)
        if following is None or any(request.seq < seq < following.seq for seq in answers)
    )


def suspension(record: Record, seq: int) -> Entry[TermSuspended] | None:
    """The suspension at this place on the record, unless it was ended early."""
    ended = resumption(record, seq)
    found = (entry for entry in every(record, TermSuspended) if entry.seq == seq and ended is None)
    return next(found, None)


def resumption(record: Record, seq: int) -> Entry[TermResumed] | None:
    """The early end of the suspension at this place on the record, if there is one."""
    return next((entry for entry in every(record, TermResumed) if entry.fact.suspension == seq), None)


def penalty_decision(record: Record) -> Entry[PenaltyDecision] | None:
    """The decision about the penalty that counts: the newest one (Awb 4:18)."""
    return latest(record, PenaltyDecision)


def unanswered(record: Record) -> tuple[Entry[DefaultNotice], ...]:
    """The notices of default that have not been answered yet."""
    answered = {entry.fact.notice for entry in every(record, DefaultReply)}
    return tuple(entry for entry in every(record, DefaultNotice) if entry.seq not in answered)


def notice(record: Record, seq: int) -> Entry[DefaultNotice] | None:
    """The notice of default at this place on the record."""
    return next((entry for entry in every(record, DefaultNotice) if entry.seq == seq), None)
