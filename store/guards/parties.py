"""Who has a say in a case and must be heard about a decision, from its rows (Awb 2:1; Jeugdwet 7.3.4).

Each text is a condition on a new row, as in `store.guards.gate`. Days count as those of the moments, in UTC.
"""

from __future__ import annotations

from rules.asked.parties import ALONE_FROM, ASKED_FROM, STANDS_IN, PartyKind
from rules.facts import PartyEnded, PartyJoined
from rules.facts.kind import SECOND_READERS
from rules.facts.parties import PartyEnd
from store.guards.trigger_sql import SLACK_MS
from store.models.table import among

FAMILY = among((PartyKind.PARENT, PartyKind.YOUTH))
HEARD_KINDS = among((PartyKind.PARTNER, PartyKind.PARENT, PartyKind.YOUTH))
NEWEST = "NOT EXISTS (SELECT 1 FROM fact n WHERE n.case_id = f.case_id AND (n.seq > f.seq OR n.id > f.id))"

HELD = "EXISTS (SELECT 1 FROM role_grant g WHERE g.id = NEW.grant_id AND g.granted_at <= NEW.revoked_at)"
# A fact comes after those before it.
FOLLOWS = f"""NEW.at + {SLACK_MS} >=
   COALESCE((SELECT max(f.at) FROM fact f WHERE f.case_id = NEW.case_id), NEW.at)"""


def entitled(fact: str, roles: tuple[str, ...]) -> str:
    """Whoever recorded a fact had one of these roles, granted by then and not revoked."""
    return f"""EXISTS (SELECT 1 FROM role_grant g WHERE g.staff_id = {fact}.by AND g.role IN {among(roles)}
     AND g.granted_at <= {fact}.at
     AND NOT EXISTS (SELECT 1 FROM role_revocation v WHERE v.grant_id = g.id AND v.revoked_at <= {fact}.at))"""


def there(party: str, decision: str = "d") -> str:
    """A party still has a say; an end counts for no decision that the same person worded."""
    return f"""NOT EXISTS (SELECT 1 FROM party_end x WHERE x.case_id = {party}.case_id AND x.number = {party}.number
       AND x.ended_by <> {decision}.prepared_by)"""


# How the JSON of a `PartyEnded` says it; SQLite allows no JSON functions in a trigger.
_DIED = f"""replace(y.body, '"why":"{PartyEnd.DIED}"', '') <> y.body"""


def died(item: str, decision: str = "d") -> str:
    """The party of an item died, as somebody else said than who words the decision, before that: it needs no answer."""
    return f"""EXISTS (SELECT 1 FROM party_end x JOIN fact y ON y.id = x.fact_id AND y.case_id = x.case_id
     WHERE x.case_id = {item}.case_id AND x.number = {item}.party AND x.fact_id < {decision}.fact_id
     AND x.ended_by <> {decision}.prepared_by AND {_DIED})"""


def heard(decision: str = "d") -> str:
    """A query for the numbers of all who must be heard about a decision; the citizen is 1."""
    return f"""SELECT 1 AS number UNION ALL SELECT w.number FROM party w
     WHERE w.case_id = {decision}.case_id AND {is_heard("w", decision)}"""


def is_heard(party: str, decision: str = "d") -> str:
    """Whether somebody who joined must be heard about a decision: partners, parents with authority, a youth."""
    older = f"(y.born_on IS NOT NULL AND {_has_age('y', ALONE_FROM, decision)})"
    youth = f"""FROM party y WHERE y.case_id = {party}.case_id AND y.kind = '{PartyKind.YOUTH}'
         AND {there("y", decision)}"""
    return f"""({there(party, decision)} AND ({party}.kind = '{PartyKind.PARTNER}'
       OR ({party}.kind = '{PartyKind.PARENT}' AND {party}.power = 1
         AND (NOT EXISTS (SELECT 1 {youth} AND {older}) OR EXISTS (SELECT 1 {youth} AND NOT {older})))
       OR ({party}.kind = '{PartyKind.YOUTH}'
         AND ({party}.born_on IS NULL OR {_has_age(party, ASKED_FROM, decision)}))))"""


def _has_age(party: str, years: int, decision: str) -> str:
    # As text, for some engines know no 29 February in the year in which it is counted.
    birthday = f"CAST(CAST(substr({party}.born_on, 1, 4) AS integer) + {years} AS text) || substr({party}.born_on, 5)"
    return f"{birthday} <= {{day_of {decision}.prepared_at}}"


def known(number: str, case: str = "NEW.case_id") -> str:
    """The citizen, or somebody who joined."""
    return f"({number} = 1 OR EXISTS (SELECT 1 FROM party v WHERE v.case_id = {case} AND v.number = {number}))"


def must_agree(party: str, item: str) -> str:
    """Somebody who joined must agree to less of an item: they ask it, or it is for a child of the same family."""
    return f"""({is_heard(party)} AND ({party}.number = {item}.party OR ({party}.kind IN {FAMILY}
       AND EXISTS (SELECT 1 FROM party v WHERE v.case_id = {item}.case_id AND v.number = {item}.party
         AND v.kind IN {FAMILY}))))"""


# Whoever speaks for somebody says it for them: with power in this matter, and where there is a guardian nobody else.
_OF = """FROM party r WHERE r.case_id = NEW.case_id AND r.represents = NEW.for_party
     AND NOT EXISTS (SELECT 1 FROM party_end x WHERE x.case_id = r.case_id AND x.number = r.number)"""
_MONEY = """EXISTS (SELECT 1 FROM item m LEFT JOIN made_precise k ON k.item_id = m.id
       WHERE m.id = NEW.item_id AND COALESCE(m.unit, k.unit) = 'cent')"""
_POWER = f"""(r.kind IN {among((PartyKind.HEIR, PartyKind.LAWYER))}
       OR (r.kind = '{PartyKind.AUTHORISED}' AND r.power = 1)
       OR (r.kind = '{PartyKind.ADMINISTRATOR}' AND {_MONEY}) OR (r.kind = '{PartyKind.MENTOR}' AND NOT {_MONEY}))"""
_GUARDED = f"EXISTS (SELECT 1 {_OF} AND r.kind = '{PartyKind.GUARDIAN}')"
_SAID = f"EXISTS (SELECT 1 {_OF} AND r.number = NEW.party AND {{}})"
_BY_GUARDIAN = _SAID.format(f"r.kind = '{PartyKind.GUARDIAN}'")
SPEAKS = f"""({known("NEW.party")} AND ({_BY_GUARDIAN}
     OR (NOT {_GUARDED} AND (NEW.party = NEW.for_party OR {_SAID.format(_POWER)}))))"""


def guarded_since(agreement: str, decision: str = "d") -> str:
    """A guardian came, who did not say this themselves."""
    return f"""EXISTS (SELECT 1 FROM party r WHERE r.case_id = {agreement}.case_id
       AND r.represents = {agreement}.for_party AND r.kind = '{PartyKind.GUARDIAN}' AND r.number <> {agreement}.party
       AND r.fact_id < {decision}.fact_id AND {there("r", decision)})"""


# The one they speak for was there before them.
PARTY = f"""EXISTS (SELECT 1 FROM fact f WHERE f.id = NEW.fact_id AND f.case_id = NEW.case_id
   AND f.kind = '{PartyJoined.__name__}' AND {NEWEST})
 AND NEW.number = 1 + COALESCE((SELECT max(o.number) FROM party o WHERE o.case_id = NEW.case_id), 1)
 AND NEW.kind IN {among(set(PartyKind) - {PartyKind.APPLICANT})} AND NEW.power IN (0, 1)
 AND (NEW.represents IS NOT NULL) = (NEW.kind IN {among(STANDS_IN)})
 AND (NEW.represents IS NULL OR {known("NEW.represents")})
 AND {{iso NEW.born_on}}"""

# By somebody who may: nobody is taken out of a case by who decides in it.
PARTY_END = f"""EXISTS (SELECT 1 FROM fact f WHERE f.id = NEW.fact_id AND f.case_id = NEW.case_id
   AND f.kind = '{PartyEnded.__name__}' AND f.by = NEW.ended_by AND {NEWEST} AND {entitled("f", SECOND_READERS)})
 AND EXISTS (SELECT 1 FROM party v WHERE v.case_id = NEW.case_id AND v.number = NEW.number)"""
