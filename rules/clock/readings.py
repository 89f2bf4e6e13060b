"""Where the law can be read in more than one way, and how we read it; docs/law.md lists them all."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from rules.clock.deadline import Deadline
from rules.clock.penalty import Penalty
from rules.clock.steps import Kind, Step
from rules.clock.suspension import GroundId

INVITED = {GroundId.COMPLETION, GroundId.OBJECTION_REPAIR, GroundId.FOREIGN}
LITERAL_NL = (
    "De wet zegt: “tot de dag waarop” ({}). Wij tellen de dag van de aanvulling niet mee als stilstand. "
    "Zo valt de laatste dag eerder."
)
BY_ORDINANCE_NL = (
    "Deze termijn staat in een verordening. Wij passen de Algemene termijnenwet toe, zoals bij Gemeentewet 145."
)
TERMS = {
    "wgs_beschikking": BY_ORDINANCE_NL,
    "llv_beschikking": BY_ORDINANCE_NL + " De verlenging volgt de modelverordening.",
    "awb_verdagen": "Zonder de termijn zelf is niet te zien of de Algemene termijnenwet geldt (artikel 4). "
    "Wij nemen de vroegste dag.",
}
PENALTY_NL = (
    "Een bericht over verlenging ({}) stopt de dwangsom niet. De wet zegt dit niet met zoveel woorden. "
    "Zo lezen wij artikel 4:17 van de Awb."
)
NAMED_DAY_NL = (
    "De opschorting begon vóór het bericht over verlenging. Wij gaan ervan uit dat die al is meegeteld (Awb 4:14)."
)
NO_DAYS_NL = (
    "Deze opschorting begint na de laatste gewone dag van de termijn. Wij geven daarvoor geen extra dagen ({})."
)
WORKING_DAYS_NL = (
    "Dagen van stilstand tellen wij niet als de twee werkdagen van artikel 2 van de Algemene termijnenwet."
)
TWO_WEEKS_NL = (
    "De wet zegt niet precies hoe u de twee weken telt (Awb 4:17 lid 3). Wij tellen veertien dagen na de ontvangst, "
    "tot en met een werkdag. De dag daarna is de eerste dag met dwangsom."
)
LAST_COUNTS_NL = "Wij tellen de dag van het besluit zelf mee (Awb 4:17 lid 1). Dat geeft het hogere bedrag."
PREMATURE_NL = "Wij vinden een ingebrekestelling op de laatste dag zelf ook te vroeg (Awb 4:17 lid 3)."


class Circumstance(StrEnum):
    """A circumstance, besides the dates, that has to be weighed before a penalty is certain (Awb 4:17 and 4:18)."""

    NOTICES = (
        "Er kwamen meer ingebrekestellingen. Wij tellen vanaf de eerste die niet te vroeg was. "
        "Een tweede begint niets opnieuw (Awb 4:17 lid 3)."
    )
    WITHDRAWN = (
        "De inwoner trok in terwijl de dwangsom liep. De wet zegt niet wat dan geldt (Awb 4:17). "
        "Wij tellen tot en met de dag waarop wij dat hoorden. Wat tot dan liep, krijgt de inwoner."
    )
    DECIDED = (
        "Wij tellen tot de dag waarop de brief met het besluit is gemaakt. "
        "De wet noemt de dag waarop die is verstuurd (Awb 3:41). Wij gaan uit van dezelfde dag."
    )
    NOTHING = (
        "De wet noemt geen dag waarop u moet zeggen dat er geen dwangsom is. "
        "Wij nemen de redelijke termijn van Awb 4:13 lid 2, geteld vanaf de ingebrekestelling."
    )
    SHARED = (
        "De wet zegt niet wie de aanvragers zijn als mensen samen vroegen (Awb 4:17 lid 6). "
        "U vult zelf in hoeveel het er zijn. Een cent die over is, krijgt de inwoner van deze zaak."
    )


UNREAD_NL = "Deze termijn ({}) hebben wij nog niet in de wettekst gecontroleerd. Laat een jurist meekijken."


def unsure_penalty(run: Penalty, circumstances: Collection[Circumstance] = ()) -> tuple[str, ...]:
    """What a lawyer should check before relying on a penalty, or on there being none, as Dutch sentences."""
    told = tuple(one.value for one in Circumstance if one in circumstances)
    if run.first_on is None:
        return (PREMATURE_NL, *told)
    return (TWO_WEEKS_NL, LAST_COUNTS_NL, *told) if run.days else (TWO_WEEKS_NL, *told)


def unsure(deadline: Deadline) -> tuple[str, ...]:
    """What a lawyer should check before relying on this last day, as Dutch sentences."""
    term, steps = deadline.term, deadline.steps
    found = [] if term.confirmed else [UNREAD_NL.format(term.article)]
    found += [TERMS[term.id]] if term.id in TERMS else []
    suspended = [step for step in steps if step.kind is Kind.SUSPENSION]
    found += [text for step in suspended for text in _about(step, deadline)]
    if suspended and any(step.kind is Kind.WORKING_DAYS for step in steps):
        found.append(WORKING_DAYS_NL)
    return tuple(dict.fromkeys(found + _extended(deadline, suspended)))


def _about(step: Step, deadline: Deadline) -> list[str]:
    if step.days == 0 and step.from_on and step.from_on > deadline.nominal_on:
        return [NO_DAYS_NL.format(step.article)]
    return [LITERAL_NL.format(step.article)] if GroundId(step.ground) in INVITED and step.days else []


def _extended(deadline: Deadline, suspended: list[Step]) -> list[str]:
    rule = deadline.term.extendable
    extended = any(step.kind is Kind.EXTENSION for step in deadline.steps)
    if not extended or rule is None:
        return []
    found = [] if rule.moves_default else [PENALTY_NL.format(rule.article)]
    return [*found, NAMED_DAY_NL] if suspended else found
