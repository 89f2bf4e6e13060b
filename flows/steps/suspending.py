"""What runs is stopped for some weeks, until data come or a decision does; it answers nothing (Participatiewet 54)."""

from __future__ import annotations

from config.posting import posting_day
from config.process import Process
from rules.errors import FactUntimely
from rules.facts import Approval, Call, Exemption, ExemptionApproval, ExemptionRefusal, Fact, Intention, Return
from rules.facts.suspension import HelpResumed, HelpSuspended
from rules.record import asked, case_state, suspensions
from rules.record.entries import Entry, Record, before, every
from rules.wording import short_day
from tasks.cases.courses import follows, needs
from tasks.cases.decisions import grounded, told
from tasks.cases.open_case import OpenCase, Sent
from tasks.cases.stages import Stage, shows
from tasks.letters.sending import send_letter, take_back
from tasks.parties import call_protocol
from tasks.terms import suspended

TOO_LATE = "Deze opschorting kan niet meer ingaan: de brief zou te laat komen. Leg een nieuwe opschorting vast."
NOT_PUT_DOWN = "Er is nog niet vastgelegd wat er loopt. Doe dat eerst, dan kunt u dat opschorten."
REPLACED = "Deze opschorting telt niet meer."
PATH = "opschorting-van-hulp"


def _stage(case: OpenCase) -> Stage | None:
    entry, runs = suspensions.current(case.record), _running(case)
    if runs and (entry is None or entry == runs or _is_late(case, entry)):
        days = f"Van {short_day(runs.fact.from_on)} tot en met {short_day(runs.fact.until_on)}"
        return Stage(name="Opschorting", done_on=_letters(case, runs)[0].dated_on, told=days, path=PATH)
    return Stage(name="Opschorting", why=_still(case, entry), path=PATH) if entry else None


def _still(case: OpenCase, entry: Entry[HelpSuspended]) -> str:
    """Why there is no letter about it."""
    if _is_late(case, entry):
        return "Kan niet meer ingaan: leg een nieuwe opschorting vast"
    called = case_state.cleared(case.record, case_state.version_of(case.record, entry))
    return "Een collega leest eerst mee" if called else "Verplicht: bel eerst"


@needs("letters.resumed")
def announce_resumption(case: OpenCase) -> None:
    """Tell each who was told that it stops that it goes on, whatever comes after: before any end of the case."""
    for over in every(case.record, HelpResumed):
        _tell(case, over)


@follows(announce_resumption)
@needs("letters.suspended", "letters.resumed", "terms.suspension")
@shows(_stage)
def suspend_help(case: OpenCase) -> None:
    """Write that what runs is suspended once everybody was called and a colleague read along.

    It is a line of its own: a newer one takes the place of an older, and neither touches what is meant about what runs.
    """
    if case.closed:
        return
    _take(case)
    current = suspensions.current(case.record)
    for entry in every(case.record, HelpSuspended):
        if entry != current:
            take_back(case, entry, REPLACED)
        elif _is_late(case, entry):
            take_back(case, entry, TOO_LATE)
    if current and _may_start(case, current):
        case.wake_on(case.day_after(current.fact.send_by))
        if _may_go(case, current):
            _announce(case, current)
        else:
            # Somebody joined, who has to be called as well: what was written waits for that.
            case.reached.update((one.name, one.about, one.party) for one in _letters(case, current))


def _announce(case: OpenCase, entry: Entry[HelpSuspended]) -> None:
    version = case_state.version_of(case.record, entry)
    for party in case_state.to_hear(case.record, version):
        decided = grounded(case, entry, case.process.letters.suspended, party)
        send_letter(case, decided.letter, about=entry, decision=decided)


def _tell(case: OpenCase, over: Entry[HelpResumed]) -> None:
    """To each who was told that it stops, that it goes on."""
    since = suspensions.ended(before(case.record, over.seq))
    ended = (one for one in every(case.record, HelpSuspended, after=since) if one.seq < over.seq)
    parties = {letter.party for one in ended for letter in _letters(case, one) if letter.leaving}
    for party in sorted(parties):
        send_letter(case, case.process.letters.resumed, about=over, party=party)


def _take(case: OpenCase) -> None:
    """A suspension where something runs, what is said about the one that counts, and that it is over."""
    if not asked.reviews(case.record):
        case.refuses(HelpSuspended, NOT_PUT_DOWN)
        return
    since = every(case.record, HelpSuspended, after=suspensions.ended(case.record))

    def allowed(record: Record, process: Process, fact: HelpSuspended) -> dict[str, str]:
        return suspended.problems(record, process, fact, [one for one in since if _letters(case, one)])

    case.accepts(HelpSuspended, problems=allowed)
    entry, runs = suspensions.current(case.record), _running(case)
    if entry or runs:
        case.accepts(HelpResumed)
    if runs and any(letter.leaving for letter in _letters(case, runs)):
        case.requires(Intention, lambda record, _, fact: suspensions.left_open(record, runs.fact, fact))
    if entry:
        _take_answers(case, entry)


def _take_answers(case: OpenCase, entry: Entry[HelpSuspended]) -> None:
    """What the citizen and a colleague say to it, as long as it can start."""

    def mine(fact: Fact) -> bool:
        return suspensions.is_about(case.record, fact)

    def heard(fact: Call | Exemption, record: Record, by: str) -> None:
        in_time()
        suspensions.heard(fact, record, by)
        if isinstance(fact, Exemption):
            call_protocol.check(case.row, record, case.process, fact)

    def answered(fact: ExemptionApproval | ExemptionRefusal, record: Record, by: str) -> None:
        in_time()
        suspensions.exemption_answered(fact, record, by)

    def read_along(fact: Approval | Return, record: Record, by: str) -> None:
        in_time()
        suspensions.read_along(fact, record, by)
        call_protocol.read_apart(case, fact, record, by)

    def in_time() -> None:
        if _is_late(case, entry):
            raise FactUntimely(TOO_LATE)

    case.accepts(Call, where=mine, rule=heard, offered=False)
    case.accepts(Exemption, where=mine, rule=heard, offered=False)
    case.accepts(ExemptionApproval, where=mine, rule=answered, offered=False)
    case.accepts(ExemptionRefusal, where=mine, rule=answered, offered=False)
    case.accepts(Approval, where=mine, rule=read_along, offered=False)
    case.accepts(Return, where=mine, rule=read_along, offered=False)


def _running(case: OpenCase) -> Entry[HelpSuspended] | None:
    return suspensions.running(case.record, told(case.letters.values()))


def _letters(case: OpenCase, entry: Entry[HelpSuspended]) -> list[Sent]:
    """The letters about it, as far as they were not taken back."""
    mine = (one for one in case.letters.values() if one.decides and one.about == entry.seq)
    return [one for one in mine if one.status != "withdrawn"]


def _may_start(case: OpenCase, entry: Entry[HelpSuspended]) -> bool:
    """Whether it is not too late, all of it runs, and no decision about that was written."""
    decided = case.decision_letter
    if decided and decided.status != "withdrawn":
        return False
    return not (_is_late(case, entry) or suspensions.problems(case.record, entry.fact))


def _may_go(case: OpenCase, entry: Entry[HelpSuspended]) -> bool:
    """Whether everybody was called and, where the course wants that, a colleague agrees."""
    version = case_state.version_of(case.record, entry)
    read = suspensions.is_read(case.record, version, case.process.second_reader.outcomes)
    return read and case_state.cleared(case.record, version)


def _is_late(case: OpenCase, entry: Entry[HelpSuspended]) -> bool:
    return posting_day(case.today) > entry.fact.send_by
