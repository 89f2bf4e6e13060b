"""The only exception to the append-only guards: a case past its retention, proposed and approved by two people.

Each text is a condition on the row that comes (NEW) or goes (OLD), as in `store.guards.gate`. The clock is that of
the guards, so a moment that somebody makes up does not help.
"""

from __future__ import annotations

from rules.facts import Intention
from rules.facts.remedies.dispute import Dispute, DisputeEnded
from rules.facts.remedies.lateness import DefaultNotice
from rules.retention import SETTLED_DAYS
from store.guards.trigger_sql import SLACK_MS
from store.models.destruction import APPROVERS, PROPOSERS
from store.models.table import among

DAY_MS = 24 * 60 * 60 * 1000
REASON_MIN = 10
# The tables with rows of one case, in the order of deletion, and which column of theirs holds the case.
OF_CASE = {
    "salt": "OLD.chain",
    "duty": "OLD.case_id",
    "warning": "OLD.case_id",
    "reason": "OLD.case_id",
    "attachment": "OLD.case_id",
    "bundle_line": "OLD.case_id",
    "letter": "OLD.case_id",
    "whole": "OLD.case_id",
    "answered": "OLD.case_id",
    "answer": "OLD.case_id",
    "exemption_approval": "OLD.case_id",
    "exemption": "OLD.case_id",
    "call": "OLD.case_id",
    "decision": "OLD.case_id",
    "item_end": "OLD.case_id",
    "agreement_end": "OLD.case_id",
    "agreement": "OLD.case_id",
    "made_precise": "OLD.case_id",
    "item": "OLD.case_id",
    "reviewed": "OLD.case_id",
    "party_end": "OLD.case_id",
    "party": "OLD.case_id",
    "fact": "OLD.case_id",
    "casefile": "OLD.id",
}

# After one of these facts something may still follow.
LATELY = (DefaultNotice.__name__, DisputeEnded.__name__)


def _just_now(moment: str) -> str:
    """A proposal or approval is recorded when it is given."""
    return f"{moment} BETWEEN {{now}} - {SLACK_MS} AND {{now}} + {SLACK_MS}"


# How the JSON of a `DisputeEnded` starts, its keys in order; SQLite allows no JSON functions in a trigger.
_ABOUT = """'{"dispute":' || f.seq || ','"""


def _starts(text: str, begin: str) -> str:
    return f"substr({text}, 1, length({begin})) = {begin}"


def _held(row: str, who: str, at: str, roles: tuple[str, ...]) -> str:
    """The role was granted before that moment and not revoked by then."""
    return f"""EXISTS (SELECT 1 FROM role_grant g WHERE g.id = {row}.grant_id AND g.staff_id = {row}.{who}
   AND g.role = {row}.grant_role AND g.role IN {among(roles)} AND g.granted_at <= {row}.{at}
   AND NOT EXISTS (SELECT 1 FROM role_revocation v WHERE v.grant_id = g.id AND v.revoked_at <= {row}.{at}))"""


def _unsettled(days: str) -> str:
    return f"{days} >= {{now}} - {SETTLED_DAYS * DAY_MS}"


# The term follows from the rule for this result that was in force when the case ended.
_RULE = """EXISTS (SELECT 1 FROM retention r WHERE r.process = {d}.process AND r.result = {d}.result
   AND r.valid_from = {d}.rule_from AND r.outcome = {d}.outcome AND r.years = {d}.years AND r.days = {d}.days)
 AND {d}.ends_on >= (CAST(substr({d}.starts_on, 1, 4) AS INTEGER) + {d}.years) || substr({d}.starts_on, 5)
 AND {day {d}.ends_on} - {day {d}.starts_on} >= {d}.days
 AND {d}.ends_on < {today}"""

_NEWEST_RULE = """z.closed_on >= {d}.rule_from AND NOT EXISTS (SELECT 1 FROM retention n WHERE n.process = {d}.process
   AND n.result = {d}.result AND n.valid_from > {d}.rule_from AND n.valid_from <= z.closed_on)"""
# A release may bring a newer rule for cases that ended already: what was agreed under the older one opens nothing.
_STILL_NEWEST = _NEWEST_RULE.replace("{d}", "p")

# What the proposal says of the case must match the record.
_ENDED = """z.id = NEW.case_id AND z.closed_on IS NOT NULL AND z.waits_for IS NULL AND z.wakes_on IS NULL
 AND z.taken_up = z.version"""
_AS_IT_IS = f"""{_ENDED} AND z.number = NEW.number AND z.version = NEW.case_version AND z.process = NEW.process
 AND z.result = NEW.result AND NEW.starts_on >= z.closed_on"""

_NOTHING_LATER = """NOT EXISTS (SELECT 1 FROM fact f WHERE f.case_id = NEW.case_id AND {day_of f.at} > NEW.starts_on)
 AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.case_id = NEW.case_id AND {day_of l.created_at} > NEW.starts_on)"""

_OUTCOME = f"""NEW.outcome = COALESCE((SELECT d.outcome FROM letter l JOIN decision d ON d.id = l.decision_id
   JOIN fact i ON i.id = d.fact_id AND i.kind = '{Intention.__name__}'
   WHERE l.case_id = NEW.case_id AND d.case_id = NEW.case_id ORDER BY d.version DESC LIMIT 1), '')"""

# No term is running, and no objection, appeal or penalty can still be open.
_SETTLED = f"""NOT EXISTS (SELECT 1 FROM letter l WHERE l.case_id = NEW.case_id AND (l.status IN ('queued', 'held')
   OR (l.decides = 1 AND {_unsettled("COALESCE(l.rendered_at, l.created_at)")})))
 AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.case_id = NEW.case_id AND f.kind IN {among(LATELY)}
   AND {_unsettled("f.at")})
 AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.case_id = NEW.case_id AND f.kind = '{Dispute.__name__}'
   AND NOT EXISTS (SELECT 1 FROM fact e WHERE e.case_id = f.case_id AND e.kind = '{DisputeEnded.__name__}'
     AND {_starts("e.body", _ABOUT)}))
 AND NOT EXISTS (SELECT 1 FROM duty u WHERE u.case_id = NEW.case_id
   AND (u.until_on IS NULL OR u.until_on >= {{today}}))"""

# A refused proposal is over, and the next one has the next number.
_ATTEMPT = """NEW.attempt = 1 + (SELECT count(*) FROM destruction p
   JOIN destruction_refusal x ON x.destruction_id = p.id
   WHERE p.case_id = NEW.case_id AND p.case_version = NEW.case_version)"""
_UNREFUSED = "NOT EXISTS (SELECT 1 FROM destruction_refusal x WHERE x.destruction_id = {})"

PROPOSAL = f"""NEW.undisputed = 1 AND {_ATTEMPT} AND {_just_now("NEW.proposed_at")}
 AND {_held("NEW", "proposed_by", "proposed_at", PROPOSERS)}
 AND EXISTS (SELECT 1 FROM casefile z WHERE {_AS_IT_IS} AND {_NEWEST_RULE.replace("{d}", "NEW")})
 AND {_RULE.replace("{d}", "NEW")}
 AND {_NOTHING_LATER}
 AND {_OUTCOME}
 AND {_SETTLED}"""

APPROVAL = f"""NEW.undisputed = 1 AND {_just_now("NEW.approved_at")}
 AND {_held("NEW", "approved_by", "approved_at", APPROVERS)}
 AND NEW.approved_by <> NEW.proposed_by AND NEW.approved_at >= NEW.proposed_at
 AND EXISTS (SELECT 1 FROM destruction p JOIN casefile z ON z.id = p.case_id WHERE p.id = NEW.destruction_id
   AND p.case_id = NEW.case_id AND p.proposed_by = NEW.proposed_by AND p.proposed_at = NEW.proposed_at
   AND p.ends_on = NEW.ends_on AND p.number = z.number AND p.case_version = z.version AND p.result = z.result
   AND p.process = z.process AND {_ENDED} AND {_RULE.replace("{d}", "p")} AND {_STILL_NEWEST})
 AND {_UNREFUSED.format("NEW.destruction_id")}
 AND {_SETTLED}"""

# A refusal need not wait for anything but needs a reason; an approved proposal can no longer be refused.
REFUSAL = f"""{_just_now("NEW.refused_at")} AND {_held("NEW", "refused_by", "refused_at", APPROVERS)}
 AND NEW.refused_by <> NEW.proposed_by AND NEW.refused_at >= NEW.proposed_at
 AND {{explains NEW.reason {REASON_MIN}}}
 AND EXISTS (SELECT 1 FROM destruction p WHERE p.id = NEW.destruction_id AND p.case_id = NEW.case_id
   AND p.proposed_by = NEW.proposed_by AND p.proposed_at = NEW.proposed_at AND p.ends_on = NEW.ends_on)
 AND NOT EXISTS (SELECT 1 FROM destruction_approval a WHERE a.destruction_id = NEW.destruction_id)"""


def approved(case: str) -> str:
    """This case may be destroyed: it is as it was when two people agreed, and its retention has ended."""
    return f"""EXISTS (SELECT 1 FROM destruction_approval a
   JOIN destruction p ON p.id = a.destruction_id AND p.case_id = a.case_id JOIN casefile z ON z.id = a.case_id
   WHERE a.case_id = {case} AND p.number = z.number AND p.case_version = z.version AND p.process = z.process
   AND p.result = z.result AND z.closed_on <= p.starts_on AND z.waits_for IS NULL
   AND a.undisputed = 1 AND p.undisputed = 1 AND a.proposed_by = p.proposed_by AND a.proposed_at = p.proposed_at
   AND a.ends_on = p.ends_on AND a.approved_by <> p.proposed_by AND {_UNREFUSED.format("p.id")}
   AND p.proposed_at <= a.approved_at AND a.approved_at <= {{now}} + {SLACK_MS}
   AND {_held("p", "proposed_by", "proposed_at", PROPOSERS)}
   AND {_held("a", "approved_by", "approved_at", APPROVERS)}
   AND {_RULE.replace("{d}", "p")} AND {_STILL_NEWEST})"""


_EMPTY = " AND ".join(
    f'NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t.{old.removeprefix("OLD.")} = {{case}})'
    for table, old in OF_CASE.items()
    if table != "casefile"
)

# The proof is written when nothing but the number of the case is left; then that goes too.
PROOF = f"""EXISTS (SELECT 1 FROM destruction_approval b JOIN casefile y ON y.id = b.case_id
   WHERE b.id = NEW.approval_id AND b.case_id = NEW.case_id AND y.number = NEW.number)
 AND {approved("NEW.case_id")} AND {_just_now("NEW.destroyed_at")}
 AND {_EMPTY.replace("{case}", "NEW.case_id")}"""

# A key is never given out again: SQLite would reuse that of the highest row.
_NOT_NEWEST = 'EXISTS (SELECT 1 FROM "{table}" n WHERE n.id > OLD.id AND {case} <> {old})'

DELETED = {
    table: approved(old)
    for table, old in OF_CASE.items()
    if table not in {"casefile", "letter", "warning", "reason", "duty"}
}
DELETED["letter"] = (
    f"{approved('OLD.case_id')} AND {_NOT_NEWEST.format(table='letter', case='n.case_id', old='OLD.case_id')}"
)
DELETED["casefile"] = f"""{approved("OLD.id")} AND {_NOT_NEWEST.format(table="casefile", case="n.id", old="OLD.id")}
 AND EXISTS (SELECT 1 FROM destroyed e WHERE e.case_id = OLD.id AND e.number = OLD.number)
 AND {_EMPTY.replace("{case}", "OLD.id")}"""

# A citizen stays for as long as a case needs them, and a household for as long as it has a citizen.
DELETED["citizen"] = "NOT EXISTS (SELECT 1 FROM casefile z WHERE z.citizen_id = OLD.id)"
DELETED["household"] = "NOT EXISTS (SELECT 1 FROM citizen c WHERE c.household_id = OLD.id)"
DELETED["member"] = """NOT EXISTS (SELECT 1 FROM citizen c WHERE c.household_id = OLD.household_id)
 AND NOT EXISTS (SELECT 1 FROM casefile z WHERE z.representative_id = OLD.id)"""

# The number of a destroyed case is never used again.
NEW_NUMBER = "NOT EXISTS (SELECT 1 FROM destroyed e WHERE e.number = NEW.number OR e.case_id = NEW.id)"
