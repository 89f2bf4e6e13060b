"""What may be put down as asked, agreed or given: conditions on a new row, the same on SQLite and PostgreSQL.

Each text is a condition that must hold for the new row, as in `store.guards.gate`. What is said in one fact is put down
with that fact: once another fact follows, nothing more is.
"""

from __future__ import annotations

from rules.asked.grants import Grant
from rules.asked.quantity import Per, Unit, most
from rules.calls import SPOKEN
from rules.facts import (
    AgreementEnded,
    ItemEnded,
    ItemKept,
    ItemWithdrawn,
    LessAgreed,
    MadePrecise,
    RunningHelp,
    Speaker,
)
from rules.facts.suspension import MOST_DAYS, HelpResumed
from store.guards import parties
from store.models.asked import FORMS, TIMES
from store.models.decision import FINAL, PROVISIONAL, REVIEW, SUSPENSION
from store.models.table import among

# How the JSON of a fact says that something is asked in it; a law may have a kind of its own for that.
_ASKS = """replace(f.body, '"items":[{', '') <> f.body"""
NAMED = ("thing", "grant_form", "amount", "from_on", "until_on", "hand")
# The newest of its case by its place and by its id, so that the gate can tell by the ids what came first.
_NEWEST = parties.NEWEST


def standing(item: str) -> str:
    """An item still has to be answered: no newer words of the citizen took its place, and it was not withdrawn."""
    return f"""NOT EXISTS (SELECT 1 FROM item n WHERE n.case_id = {item}.case_id AND n.instead_of = {item}.number)
   AND NOT EXISTS (SELECT 1 FROM item_end x WHERE x.item_id = {item}.id)"""


def _fact(kinds: str, also: str = "TRUE") -> str:
    return f"""EXISTS (SELECT 1 FROM fact f WHERE f.id = NEW.fact_id AND f.case_id = NEW.case_id AND f.kind {kinds}
   AND {_NEWEST} AND {also})"""


# The most of each unit in each period, as a slip of the hand would say more.
_MOST = " ".join(
    ("CASE", *(f"WHEN NEW.unit = '{u}' AND NEW.per = '{p}' THEN {most(u, p)}" for u in Unit for p in Per), "END")
)
_SIZE = f"""({{whole NEW.amount}} AND NEW.amount > 0 AND {{whole NEW.yearly}} AND NEW.unit IN {among(Unit)}
   AND NEW.per IN {among(Per)} AND NEW.amount <= {_MOST}
   AND NEW.yearly = NEW.amount * {TIMES.replace("CASE per", "CASE NEW.per")})"""
_NO_SIZE = "(NEW.amount IS NULL AND NEW.unit IS NULL AND NEW.per IS NULL AND NEW.yearly IS NULL)"
_DAYS = """{iso NEW.from_on} AND {iso NEW.until_on}
 AND (NEW.from_on IS NULL OR NEW.until_on IS NULL OR NEW.until_on >= NEW.from_on)"""


def _said(column: str) -> str:
    return f"(NEW.{column} IS NULL OR {{shows NEW.{column}}})"


MEASURE = f"""({_NO_SIZE} OR {_SIZE}) AND {_said("thing")} AND {_said("hand")}
 AND (NEW.grant_form IS NULL OR NEW.grant_form IN {among(FORMS)})
 AND {_DAYS} AND NEW.lasting IN (0, 1) AND (NEW.lasting = 0 OR NEW.until_on IS NULL)
 AND NEW.fixed IN (0, 1) AND (NEW.fixed = 0 OR NEW.thing IS NOT NULL)"""
_SOMETHING = "(NEW.lasting = 1 OR " + " OR ".join(f"NEW.{column} IS NOT NULL" for column in NAMED) + ")"

# What newer words replace stands until then, and was said earlier; what runs is lowered by an agreement alone.
ITEM = f"""{_fact("<> ''", _ASKS)}
 AND NEW.number = 1 + COALESCE((SELECT max(o.number) FROM item o WHERE o.case_id = NEW.case_id), 0)
 AND (NEW.instead_of IS NULL OR EXISTS (SELECT 1 FROM item o WHERE o.case_id = NEW.case_id
   AND o.number = NEW.instead_of AND o.fact_id <> NEW.fact_id AND o.running = 0 AND {standing("o")}))
 AND NEW.running = CASE WHEN {_fact(f"= '{RunningHelp.__name__}'")} THEN 1 ELSE 0 END
 AND (NEW.party = 1 OR EXISTS (SELECT 1 FROM party v WHERE v.case_id = NEW.case_id AND v.number = NEW.party
   AND v.kind IN {parties.HEARD_KINDS}))
 AND {MEASURE}"""

# The decision that its fact names: of another case of this citizen, that was told of, or made elsewhere.
_TOLD = f"""EXISTS (SELECT 1 FROM casefile z JOIN decision d ON d.case_id = z.id AND d.version = NEW.version
   JOIN letter l ON l.decision_id = d.id AND l.status = 'rendered'
   JOIN casefile m ON m.id = NEW.case_id AND m.citizen_id = z.citizen_id
   WHERE z.number = NEW.number AND z.id <> NEW.case_id AND d.subject IN {among(FINAL)})"""
_NAMED_HERE = _fact(
    f"= '{RunningHelp.__name__}'",
    """replace(f.body, '"case":"' || NEW.number || '",', '') <> f.body
   AND replace(f.body, '"version":' || NEW.version || '}', '') <> f.body""",
)
_NAMED_ELSEWHERE = _fact(
    f"= '{RunningHelp.__name__}'",
    """replace(f.body, '"case":"",', '') <> f.body
   AND replace(f.body, '"decided_on":"' || NEW.decided_on || '"', '') <> f.body""",
)
REVIEWED = f"""{{iso NEW.changes_on}} AND {{iso NEW.decided_on}}
 AND ((NEW.made_by IS NULL AND NEW.decided_on IS NULL AND NEW.gave IS NULL
     AND {_NAMED_HERE} AND {_TOLD})
   OR (NEW.number IS NULL AND NEW.version IS NULL AND {_said("made_by")} AND {_said("gave")}
     AND NEW.made_by IS NOT NULL AND NEW.gave IS NOT NULL AND {_NAMED_ELSEWHERE}))"""

# Something is said to run under a decision that never gave such a thing, so that nothing tells how much it was.
UNGIVEN = f"""SELECT 1 FROM decision d JOIN reviewed v ON v.case_id = d.case_id AND v.number IS NOT NULL
   JOIN item i ON i.case_id = v.case_id AND i.fact_id = v.fact_id
   WHERE d.id = NEW.decision_id AND d.subject = '{REVIEW}' AND NOT EXISTS (SELECT 1 FROM casefile z
     JOIN decision e ON e.case_id = z.id AND e.version = v.version
     JOIN answer r ON r.decision_id = e.id AND r.grant_form <> '{Grant.NONE}' AND r.thing = i.thing
     WHERE z.number = v.number)"""

_STANDS = f"EXISTS (SELECT 1 FROM item i WHERE i.id = NEW.item_id AND i.case_id = NEW.case_id AND {standing('i')}{{}})"
_LEFT_OPEN = " AND ".join(f"(NEW.{column} IS NULL OR i.{column} IS NULL)" for column in NAMED)
_NO_END = "((NEW.lasting = 0 AND NEW.until_on IS NULL) OR (i.lasting = 0 AND i.until_on IS NULL))"

# Lowering what somebody named is an agreement; this only fills what they left open.
_THEIR_OWN = f"""(NEW.party = i.party OR EXISTS (SELECT 1 FROM party v WHERE v.case_id = i.case_id
   AND v.number = NEW.party AND (v.represents = i.party OR v.kind IN {parties.FAMILY})))"""
MADE_PRECISE = f"""{_fact(f"= '{MadePrecise.__name__}'", "f.at = NEW.made_at")}
 AND {_STANDS.format(f" AND {_LEFT_OPEN} AND {_NO_END} AND {_THEIR_OWN}")}
 AND {_SOMETHING} AND {MEASURE}"""

AGREEMENT = f"""{_fact(f"= '{LessAgreed.__name__}'", "f.at = NEW.agreed_at")}
 AND {_STANDS.format("")}
 AND {parties.SPEAKS} AND NEW.spoke_with IN {among(Speaker)} AND NEW.channel IN {among(SPOKEN)}
 AND {{iso NEW.talked_on}} AND {{day NEW.talked_on}} <= {{date_of NEW.agreed_at}} + 1
 AND {_SOMETHING} AND {MEASURE}"""

AGREEMENT_END = f"""{_fact(f"= '{AgreementEnded.__name__}'", "f.at = NEW.ended_at")}
 AND EXISTS (SELECT 1 FROM item i WHERE i.id = NEW.item_id AND i.case_id = NEW.case_id)"""

# The least time to come back on a withdrawal; a process may give more.
REFLECTION_DAYS = 14


def _about(fact: str) -> str:
    """A fact is about the item `i`, as its JSON says; within a text the quotes would not be bare."""
    return f"""replace({fact}.body, '"item":' || i.number || ',', '') <> {fact}.body"""


# The citizen withdrew it, a letter said so, and they did not come back on it in time.
ITEM_END = f"""{_fact(f"= '{ItemEnded.__name__}'", "f.at = NEW.ended_at")}
 AND EXISTS (SELECT 1 FROM item i JOIN fact w ON w.case_id = i.case_id
   JOIN letter l ON l.case_id = w.case_id AND l.about = w.seq
   WHERE i.id = NEW.item_id AND i.case_id = NEW.case_id AND {standing("i")}
   AND w.id = NEW.withdrawal_id AND w.kind = '{ItemWithdrawn.__name__}' AND {_about("w")}
   AND l.decides = 0 AND l.status = 'rendered'
   AND {{date_of NEW.ended_at}} - {{day l.dated_on}} >= {REFLECTION_DAYS}
   AND NOT EXISTS (SELECT 1 FROM fact k WHERE k.case_id = w.case_id AND k.seq > w.seq
     AND k.kind = '{ItemKept.__name__}' AND {_about("k")}))"""

# The decision is being worded: no other fact followed, no letter has it, and nobody called it whole.
WORDED = f"""EXISTS (SELECT 1 FROM decision d JOIN fact f ON f.id = d.fact_id AND f.case_id = d.case_id
   WHERE d.id = NEW.decision_id AND d.case_id = NEW.case_id AND d.compared = 1 AND {_NEWEST} AND {{}}
   AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.decision_id = d.id)
   AND NOT EXISTS (SELECT 1 FROM whole v WHERE v.decision_id = d.id))"""

_GIVES = f"(NEW.grant_form IN {among(FORMS)} AND NEW.thing IS NOT NULL AND NEW.from_on IS NOT NULL AND {_SIZE})"
_GIVES_NOTHING = f"""(NEW.grant_form = '{Grant.NONE}' AND {_NO_SIZE} AND NEW.from_on IS NULL
   AND NEW.until_on IS NULL)"""

# What runs is given nothing from a day until another, so many days at most: all together, from the first that somebody
# was told of, as long as it did not go on again.
_TOLD_BEFORE = f"""SELECT 1 FROM answer o JOIN decision e ON e.id = o.decision_id AND e.subject = '{SUSPENSION}'
     JOIN letter l ON l.decision_id = e.id AND l.status <> 'withdrawn'
     WHERE o.case_id = NEW.case_id AND e.id <> d.id
     AND ({{day NEW.until_on}} - {{day o.from_on}} >= {MOST_DAYS}
       OR {{day o.until_on}} - {{day NEW.from_on}} >= {MOST_DAYS})
     AND NOT EXISTS (SELECT 1 FROM fact n WHERE n.case_id = e.case_id AND n.id > e.fact_id
       AND n.kind = '{HelpResumed.__name__}')"""
# One suspension has one first and one last day, whatever it stops.
_OTHER_DAYS = """SELECT 1 FROM answer o WHERE o.decision_id = d.id
     AND (o.from_on <> NEW.from_on OR o.until_on <> NEW.until_on)"""
_SUSPENDS = f"""(NEW.grant_form = '{Grant.NONE}' AND {_NO_SIZE}
   AND {{day NEW.until_on}} - {{day NEW.from_on}} < {MOST_DAYS}
   AND EXISTS (SELECT 1 FROM item i WHERE i.case_id = NEW.case_id AND i.running = 1 AND i.thing = NEW.thing
     AND {standing("i")})
   AND NOT EXISTS ({_OTHER_DAYS}) AND NOT EXISTS ({_TOLD_BEFORE}))"""

# Help at once refuses nothing.
_FITTING = f"""CASE d.subject WHEN '{SUSPENSION}' THEN {_SUSPENDS} WHEN '{PROVISIONAL}' THEN {_GIVES}
   ELSE d.subject IN {among(FINAL)} AND ({_GIVES} OR {_GIVES_NOTHING}) END"""
ANSWER = f"""{WORDED.format(_FITTING)}
 AND NEW.position = 1 + COALESCE((SELECT max(o.position) FROM answer o WHERE o.decision_id = NEW.decision_id), 0)
 AND {_said("thing")} AND {_said("hand")} AND {_DAYS} AND NEW.conditional IN (0, 1)"""

# An item is either given something or refused, never both.
ANSWERED = f"""{WORDED.format(f"d.subject IN {among(FINAL)}")}
 AND {_STANDS.format("")}
 AND EXISTS (SELECT 1 FROM answer r WHERE r.id = NEW.answer_id AND r.case_id = NEW.case_id
   AND r.decision_id = NEW.decision_id
   AND NOT EXISTS (SELECT 1 FROM answered o JOIN answer t ON t.id = o.answer_id
     WHERE o.decision_id = NEW.decision_id AND o.item_id = NEW.item_id
     AND (t.grant_form = '{Grant.NONE}') <> (r.grant_form = '{Grant.NONE}')))"""
