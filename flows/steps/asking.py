"""What the citizen asks: more of it, made precise, or less of it, agreed to in a talk (Awb 3:2, 4:1, 4:2)."""

from __future__ import annotations

from datetime import date, timedelta

from config.process import Process
from config.standards import standards
from rules.facts import (
    AgreementEnded,
    ItemEnded,
    ItemKept,
    ItemsAsked,
    ItemWithdrawn,
    LessAgreed,
    MadePrecise,
    Speaker,
)
from rules.facts.asking.talks import NO_YES, Talk
from rules.record import asked, item_references
from rules.record.entries import Record, every
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import AGREED, send_letter
from tasks.terms.case_terms import started

LAST = "Er is verder geen vraag meer. Trekt de inwoner alles in? Leg dan vast dat de aanvraag is ingetrokken."
NOT_AUTHORISED = "Deze inwoner heeft geen gemachtigde met een volmacht. Spreek de inwoner zelf."


def settle_items(case: OpenCase) -> None:
    """Take what is said about the items, and confirm each talk in writing: the decision is held to it."""

    def made_precise(record: Record, process: Process, fact: MadePrecise) -> dict[str, str]:
        del process
        return _authorised(case, fact) | item_references.speaks(fact, record) | item_references.fills(fact, record)

    def agreed_to(record: Record, process: Process, fact: LessAgreed) -> dict[str, str]:
        found = _authorised(case, fact) | item_references.speaks(fact, record)
        return found | _unwilling(started(record, process, "decision") or case.today, fact)

    if case.has_begun("decision"):
        case.accepts(ItemsAsked, problems=_replaced)
    standing = [one.number for one in asked.standing(case.record)]
    if standing:
        vague = any(asked.vague(case.record, number) for number in standing)
        case.accepts(MadePrecise, rule=item_references.about_item, problems=made_precise, offered=vague)
        case.accepts(LessAgreed, rule=item_references.about_item, problems=agreed_to)
    if any(asked.agreement(case.record, number) for number in standing):
        case.accepts(AgreementEnded, rule=item_references.about_item)
    confirm_talks(case)
    _take_withdrawals(case, standing)


def confirm_talks(case: OpenCase) -> None:
    """Write what was asked besides, and what each talk about an item came to."""
    for more in every(case.record, ItemsAsked):
        send_letter(case, "shared/bevestiging-vraag", about=more)
    for talk in every(case.record, Talk):
        send_letter(case, AGREED, about=talk, party=talk.fact.party)


def _take_withdrawals(case: OpenCase, standing: list[int]) -> None:
    """Confirm that an item is withdrawn, and let it fall away when the days to come back on it are over."""
    taken = [entry for number in standing if (entry := asked.withdrawn(case.record, number))]
    if len(standing) - len(taken) > 1:
        case.accepts(ItemWithdrawn, rule=item_references.about_item)
    elif standing:
        case.refuses(ItemWithdrawn, LAST)
    if taken:
        case.accepts(ItemKept, rule=item_references.about_item)
    for entry in taken:
        asks_it = asked.items(case.record)[entry.fact.item - 1].item.party
        letter = send_letter(case, "shared/bevestiging-intrekking-vraag", about=entry, party=asks_it)
        if letter.left_on is None:
            # What is made but not posted tells nobody anything; a run follows when it leaves, or else the next morning.
            case.wake_on(case.day_after(case.today))
            continue
        last_day = letter.left_on + timedelta(days=case.process.withdrawal.reaction_days)
        if case.today <= last_day:
            case.wake_on(case.day_after(last_day))
        elif not case.closed:
            case.note(ItemEnded(item=entry.fact.item, withdrawal=entry.seq))


def _replaced(record: Record, process: Process, fact: ItemsAsked) -> dict[str, str]:
    del process
    return item_references.asked_by(fact, record) | item_references.replaces(fact, record)


def _unwilling(on: date, fact: LessAgreed) -> dict[str, str]:
    """Who gives in, doubts or says no does not agree."""
    return {"words": NO_YES} if standards(on).phrases.is_unwilling(fact.words) else {}


def _authorised(case: OpenCase, fact: Talk) -> dict[str, str]:
    """Only the citizen, or somebody they authorised in writing, can say what they ask (Awb 2:1)."""
    stands_in = case.row.representative
    if fact.spoke_with is Speaker.REPRESENTATIVE and (stands_in is None or stands_in.authorised_on is None):
        return {"spoke_with": NOT_AUTHORISED}
    return {}
