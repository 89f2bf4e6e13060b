"""The gate, enforced by the database: no adverse letter unless each party was called or exempted (Awb 3:2, 4:7).

Each text is a condition that must hold for the new row, the same on SQLite and PostgreSQL. They repeat what the
constraints in `store.models` say, because constraints can be switched off in SQLite and triggers cannot.
"""

from __future__ import annotations

from rules.calls import ATTEMPT_MINUTES, FAILED, SPOKEN, UPHOLDS, CallOutcome, ExemptionReason
from rules.facts import Approval, Call, Exemption, ExemptionApproval, Fact, Intention, Outcome
from rules.facts.hearing import MOST_MINUTES
from rules.facts.remedies.lateness import MOST_DAYS, MOST_EUROS, PenaltyDecision
from rules.facts.suspension import HelpResumed, HelpSuspended
from rules.phrases import FIRST, LONGEST
from rules.results import RESULTS, REVIEWED
from store.guards import parties
from store.guards.trigger_sql import SLACK_MS
from store.models.decision import ABOUT_PENALTY, APPLICATION, PROVISIONAL, READS_TOO, REVIEW, SUSPENSION
from store.models.table import among

# The municipality's protocol may require more attempts, never fewer.
ATTEMPTS_MIN = 3
APART_MIN_MS = ATTEMPT_MINUTES * 60 * 1000
MOTIVATION_MIN = 20
APPROVERS = ("teamleider", "tweede_lezer")
SETTLERS = ("beheer",)
# A municipality may give fewer of them the mandate, never others.
SIGNERS = ("consulent", "teamleider", "tweede_lezer")


def _recorded(kind: type[Fact], who: str, when: str) -> str:
    """By whom the row names, who had a role for that when it was recorded, which is when the row says."""
    return f"""EXISTS (SELECT 1 FROM fact f WHERE f.id = NEW.fact_id AND f.case_id = NEW.case_id
   AND f.kind = '{kind.__name__}' AND f.by = NEW.{who} AND {when} AND {parties.entitled("f", kind.recorded_by)})"""


ABOUT_DECISION = (
    "EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.case_id = NEW.case_id"
    " AND d.prepared_at = NEW.decision_at)"
)

# All letters that decide on a penalty, and no others (Awb 4:18).
PENALTY_LETTERS = ("shared/dwangsom-geen", "shared/dwangsombesluit")
_ITS_LETTER = f"""EXISTS (SELECT 1 FROM fact f WHERE f.id = d.fact_id AND f.case_id = d.case_id
   AND (f.kind = '{PenaltyDecision.__name__}') = (NEW.name IN {among(PENALTY_LETTERS)}))"""

# How the JSON of an `Intention` says that it is help until the decision; SQLite allows no JSON functions in a trigger,
# and within a text its quotes would not be bare.
_AT_ONCE = """replace(f.body, '"temporary":true', '') <> f.body"""
# What runs in this case is reviewed, so that no decision calls that an application.
_REVIEWS = "EXISTS (SELECT 1 FROM reviewed v WHERE v.case_id = NEW.case_id)"
_SUBJECT = f"""EXISTS (SELECT 1 FROM fact f WHERE f.id = NEW.fact_id AND f.case_id = NEW.case_id
   AND f.at = NEW.prepared_at AND f.by = NEW.prepared_by AND {parties.entitled("f", Intention.recorded_by)} AND (
   (f.kind = '{PenaltyDecision.__name__}' AND NEW.subject = '{ABOUT_PENALTY}'
     AND NEW.outcome IN ('granted', 'rejected')
     AND {{digits f.body amount_eur {len(str(MOST_EUROS))}}} AND {{digits f.body days {len(str(MOST_DAYS))}}})
   OR (f.kind = '{Intention.__name__}' AND NOT ({_AT_ONCE})
     AND NEW.subject = CASE WHEN {_REVIEWS} THEN '{REVIEW}' ELSE '{APPLICATION}' END)
   OR (f.kind = '{Intention.__name__}' AND {_AT_ONCE} AND NEW.subject = '{PROVISIONAL}'
     AND NEW.outcome = 'granted')
   OR (f.kind = '{HelpSuspended.__name__}' AND NEW.subject = '{SUSPENSION}')))"""

DECISION = f"""{_SUBJECT}
 AND NEW.compared = 1
 AND EXISTS (SELECT 1 FROM casefile z WHERE z.id = NEW.case_id)
 AND CASE NEW.subject WHEN '{REVIEW}' THEN NEW.outcome IN {among(REVIEWED)}
   WHEN '{SUSPENSION}' THEN NEW.outcome = '{Outcome.SUSPENDED}' ELSE NEW.outcome IN {among(RESULTS)} END
 AND NEW.adverse = CASE WHEN NEW.outcome = 'granted' THEN 0 ELSE 1 END
 AND NEW.version = 1 + COALESCE((SELECT max(d.version) FROM decision d WHERE d.case_id = NEW.case_id), 0)"""

# The JSON of a `Call` says by which means, unless it was by telephone; within a text the quotes would not be bare.
_SPOKEN = " OR ".join(
    ["""replace(f.body, '"channel":', '') = f.body"""]
    + [f"""replace(f.body, '"channel":"{channel}"', '') <> f.body""" for channel in sorted(SPOKEN)]
)

# What lets a decision stand was a talk, with somebody and about something; a message is none.
CALL = f"""{_recorded(Call, "caller", "f.at >= NEW.called_at")}
 AND (NEW.upholds = 0 OR EXISTS (SELECT 1 FROM fact f WHERE f.id = NEW.fact_id AND ({_SPOKEN})
   AND {{shows {{value f.body spoke_with}}}} AND {{shows {{value f.body summary}}}}
   AND {{digits f.body minutes {len(str(MOST_MINUTES))}}}))
 AND {ABOUT_DECISION}
 AND NEW.outcome IN {among(CallOutcome)}
 AND NEW.upholds = CASE WHEN NEW.outcome IN {among(UPHOLDS)} THEN 1 ELSE 0 END
 AND NEW.called_at >= NEW.decision_at
 AND {parties.known("NEW.party")}"""

EXEMPTION = f"""{_recorded(Exemption, "requested_by", "f.at = NEW.requested_at")}
 AND {ABOUT_DECISION}
 AND NEW.reason IN {among(ExemptionReason)}
 AND {{explains NEW.motivation {MOTIVATION_MIN}}}
 AND NEW.requested_at >= NEW.decision_at
 AND {parties.known("NEW.party")}"""

# The role was granted before the moment of the approval and not revoked by then.
_ROLE_HELD = f"""EXISTS (SELECT 1 FROM role_grant g WHERE g.id = {{approval}}.grant_id
   AND g.staff_id = {{approval}}.approved_by AND g.role = {{approval}}.grant_role AND g.role IN {among(APPROVERS)}
   AND g.granted_at <= {{approval}}.approved_at
   AND NOT EXISTS (SELECT 1 FROM role_revocation r
     WHERE r.grant_id = g.id AND r.revoked_at <= {{approval}}.approved_at))"""

EXEMPTION_APPROVAL = f"""{_recorded(ExemptionApproval, "approved_by", "f.at = NEW.approved_at")}
 AND EXISTS (SELECT 1 FROM exemption e WHERE e.id = NEW.exemption_id AND e.case_id = NEW.case_id
   AND e.decision_id = NEW.decision_id AND e.requested_by = NEW.requested_by AND e.requested_at = NEW.requested_at)
 AND NEW.approved_by <> NEW.requested_by
 AND NEW.approved_at >= NEW.requested_at
 AND {_ROLE_HELD.format(approval="NEW")}"""


def _called(party: str, which: str = "TRUE") -> str:
    return f"""EXISTS (SELECT 1 FROM call c WHERE {which} AND c.case_id = NEW.case_id AND c.decision_id = d.id
   AND c.party = {party} AND c.upholds = 1 AND c.outcome IN {among(UPHOLDS)}
   AND c.called_at >= d.prepared_at AND c.called_at <= NEW.created_at)"""


def _attempts(call: str) -> str:
    return f"""call {call} JOIN fact f ON f.id = {call}.fact_id AND f.case_id = {call}.case_id AND ({_SPOKEN})
     WHERE {call}.case_id = e.case_id AND {call}.decision_id = e.decision_id AND {call}.party = e.party
     AND {call}.outcome IN {among(FAILED)}"""


# An attempt to speak, some minutes after the one before; a message that nobody answers is none.
_TRIED = f"""(SELECT count(DISTINCT c.called_at) FROM {_attempts("c")} AND c.called_at <= a.approved_at
     AND NOT EXISTS (SELECT 1 FROM {_attempts("o")}
       AND o.called_at < c.called_at AND c.called_at - o.called_at < {APART_MIN_MS}))"""


# Whoever agreed that somebody is not called did not read the decision along, unless the municipality allows that.
_TWO_READ = f"""(COALESCE((SELECT w.allowed FROM allowance w WHERE w.what = '{READS_TOO}'
     ORDER BY w.number DESC LIMIT 1), 0) = 1
   OR NOT EXISTS (SELECT 1 FROM fact r WHERE r.case_id = d.case_id AND r.kind = '{Approval.__name__}'
     AND r.by = a.approved_by AND replace(r.body, '"decision":' || d.version || ',', '') <> r.body))"""


def _exempted(party: str, which: str = "TRUE") -> str:
    return f"""EXISTS (SELECT 1 FROM exemption_approval a JOIN exemption e ON e.id = a.exemption_id
   WHERE {which} AND a.case_id = NEW.case_id AND a.decision_id = d.id AND e.party = {party}
   AND a.approved_at <= NEW.created_at AND a.approved_at >= e.requested_at
   AND e.case_id = d.case_id AND e.decision_id = d.id AND e.requested_at >= d.prepared_at
   AND a.requested_by = e.requested_by AND a.approved_by <> e.requested_by
   AND e.reason IN {among(ExemptionReason)} AND {{explains e.motivation {MOTIVATION_MIN}}}
   AND {_ROLE_HELD.format(approval="a")} AND {_TWO_READ}
   AND (e.reason <> '{ExemptionReason.NOT_REACHED}' OR {_TRIED} >= {ATTEMPTS_MIN}))"""


_ITS_CALL = _called("NEW.party", "c.id = NEW.call_id AND c.called_at = NEW.call_at")
_ITS_EXEMPTION = _exempted("NEW.party", "a.id = NEW.exemption_id AND a.approved_at = NEW.exempted_at")
_EVERYBODY = f"""NOT EXISTS (SELECT 1 FROM ({parties.heard()}) h
   WHERE NOT {_called("h.number")} AND NOT {_exempted("h.number")})"""
# A decision is for those who must be heard about it.
_THEIRS = f"NEW.party IN ({parties.heard()})"
# What is suspended is named, its letter is written no later than its first day, and it did not go on again.
_NO_LATER = f"""(d.subject <> '{SUSPENSION}' OR ({{date_of NEW.created_at}} <=
     (SELECT min({{day r.from_on}}) FROM answer r WHERE r.decision_id = d.id)
   AND NOT EXISTS (SELECT 1 FROM fact n WHERE n.case_id = d.case_id AND n.id > d.fact_id
     AND n.kind = '{HelpResumed.__name__}')))"""

_ADVERSE = f"""(NEW.adverse = 1 AND NEW.decides = 1
 AND EXISTS (SELECT 1 FROM letter_kind k WHERE k.name = NEW.name AND k.adverse = 1 AND k.decides = 1)
 AND EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.case_id = NEW.case_id
   AND d.adverse = 1 AND d.outcome <> 'granted' AND d.prepared_at <= NEW.created_at
   AND {_ITS_LETTER}
   AND {_THEIRS}
   AND {_NO_LATER}
   AND (NEW.call_id IS NOT NULL OR NEW.exemption_id IS NOT NULL)
   AND (NEW.call_id IS NULL OR {_ITS_CALL})
   AND (NEW.exemption_id IS NULL OR {_ITS_EXEMPTION})
   AND {_EVERYBODY}))"""

_GRANTING = f"""(NEW.adverse = 0 AND NEW.decides = 1
 AND EXISTS (SELECT 1 FROM letter_kind k WHERE k.name = NEW.name AND k.adverse = 0 AND k.decides = 1)
 AND EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.case_id = NEW.case_id
   AND d.adverse = 0 AND d.outcome = 'granted' AND d.prepared_at <= NEW.created_at
   AND {_ITS_LETTER} AND {_THEIRS}))"""

_PLAIN = f"""(NEW.adverse = 0 AND NEW.decides = 0 AND NEW.decision_id IS NULL AND {parties.known("NEW.party")}
 AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.case_id = NEW.case_id AND f.seq = NEW.about
   AND f.at > NEW.created_at + {SLACK_MS})
 AND EXISTS (SELECT 1 FROM letter_kind k WHERE k.name = NEW.name AND k.adverse = 0 AND k.decides = 0))"""


def signs(letter: str, at: str) -> str:
    """Whoever signs a decision has a role in which somebody may, at that moment (Awb 10:10)."""
    return f"""EXISTS (SELECT 1 FROM role_grant g WHERE g.staff_id = {letter}.signed_by AND g.role IN {among(SIGNERS)}
     AND g.granted_at <= {at}
     AND NOT EXISTS (SELECT 1 FROM role_revocation v WHERE v.grant_id = g.id AND v.revoked_at <= {at}))"""


SIGNED = f"NEW.decides = 0 OR {signs('NEW', 'NEW.rendered_at')}"

# What a letter says that takes prose and decides nothing: whatever the prose says, it is read as no decision.
NO_DECISION = (
    "Deze brief is geen besluit. Er verandert nu niets voor u. Geven wij u iets niet, of minder dan u vroeg?"
    " Dan krijgt u daarover een apart besluit. Meestal bellen wij u eerst."
)
FRAMED = f"""NOT EXISTS (SELECT 1 FROM letter_kind k WHERE k.name = NEW.name AND k.prose = 1)
 OR replace(COALESCE(NEW.document, ''), '{NO_DECISION}', '') <> COALESCE(NEW.document, '')"""

# The measure of the database for what somebody typed where a letter takes no prose: as much of `rules.phrases` as SQL
# can say, so that it refuses nothing which those let through.
_UNSEEN = (0x09, 0x0A, 0x0D, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E, *range(0x200B, 0x2010), 0x2028, 0x2029)
_UNSEEN += (*range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0x2800, 0x3164, 0xFEFF, 0xFFA0)


def _is_phrase(text: str) -> str:
    hidden = " AND ".join(f"replace({text}, '{chr(sign)}', '') = {text}" for sign in (*_UNSEEN, ord("?")))
    first = " AND ".join(f"lower(substr({text}, 1, {len(word) + 1})) <> '{word} '" for word in FIRST)
    you = f"(lower(substr({text}, 1, 2)) <> 'u ' OR lower(substr({text}, 3, 3)) IN ('en ', 'of '))"
    return f"length({text}) <= {LONGEST} AND {hidden} AND {first} AND {you}"


TYPED = f"""NOT EXISTS (SELECT 1 FROM letter_kind k JOIN letter_phrase x ON x.name = k.name {{typed}}
   WHERE k.name = NEW.name AND k.decides = 0 AND k.prose = 0 AND {{typed kind}} <> 'null'
   AND NOT ({{typed kind}} = 'text' AND {_is_phrase("{typed text}")}))"""

LETTER = f"{_ADVERSE} OR {_GRANTING} OR {_PLAIN}"

# A decision replaces those about the same: application, what runs, help until then, suspension or penalty. One on a
# penalty from before decisions said what they are about is known by its fact.
NEWEST_DECISION = f"""NEW.decision_id IS NULL OR NOT EXISTS (
 SELECT 1 FROM decision d JOIN fact f ON f.id = d.fact_id
 JOIN decision later ON later.case_id = d.case_id AND later.version > d.version
 JOIN fact other ON other.id = later.fact_id AND other.kind = f.kind
 WHERE d.id = NEW.decision_id AND (later.subject = d.subject OR f.kind = '{PenaltyDecision.__name__}'))"""

SETTLEMENT = f"""EXISTS (SELECT 1 FROM finding f WHERE f.id = NEW.finding_id AND f.found_at <= NEW.settled_at)
 AND {{explains NEW.reason {MOTIVATION_MIN}}}
 AND EXISTS (SELECT 1 FROM role_grant g WHERE g.id = NEW.grant_id AND g.staff_id = NEW.settled_by
   AND g.role = NEW.grant_role AND g.role IN {among(SETTLERS)} AND g.granted_at <= NEW.settled_at
   AND NOT EXISTS (SELECT 1 FROM role_revocation r WHERE r.grant_id = g.id AND r.revoked_at <= NEW.settled_at))"""

# Findings of the check that nobody has settled.
ALL_SETTLED = """NOT EXISTS (SELECT 1 FROM finding f
 WHERE NOT EXISTS (SELECT 1 FROM settlement s WHERE s.finding_id = f.id))"""
