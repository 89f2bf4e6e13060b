"""A case ends only by what ends it, the same on SQLite and PostgreSQL (Awb 3:41, 4:13; 3:2).

Each text is a condition on the row of the case as it becomes (NEW) and was (OLD), as in `store.guards.gate`.
"""

from __future__ import annotations

from collections.abc import Mapping

from rules.facts import Application, Intention, Outcome, Resumption, Withdrawal
from rules.facts.ends import (
    Death,
    DeathConfirmed,
    DeathMistaken,
    EndedWithoutDecision,
    HandedOver,
    HandOverConfirmed,
    HandOverRevoked,
)
from rules.facts.kind import CONFIRMERS
from rules.results import DIED, HANDED_OVER, RESULTS, REVIEWED, UNDECIDED, WITHDRAWN
from store.guards.asked import REFLECTION_DAYS, standing
from store.guards.parties import died, entitled, heard
from store.models.decision import FINAL, REVIEW
from store.models.table import among


def _result(results: Mapping[Outcome, str]) -> str:
    cases = " ".join(f"WHEN '{outcome.value}' THEN '{result}'" for outcome, result in results.items())
    return f"CASE d.outcome {cases} END"


_RESULT = f"CASE WHEN d.subject = '{REVIEW}' THEN {_result(REVIEWED)} ELSE {_result(RESULTS)} END"

# The letter is with the printer, or somebody posted it (Awb 3:41): on the day that was told or, until then, on that of
# the letter, which is when the printer was to post it, unless it was handed over later.
LEFT_ON = """COALESCE((SELECT {day r.posted_on} FROM receipt r WHERE r.bundle_id = b.bundle_id),
   CASE WHEN {day l.dated_on} > {date_of h.at} THEN {day l.dated_on} ELSE {date_of h.at} END)"""
LEFT = """FROM bundle_line b JOIN handover h ON h.bundle_id = b.bundle_id
   WHERE b.letter_id = l.id AND l.status = 'rendered'
   AND NOT EXISTS (SELECT 1 FROM receipt x WHERE x.bundle_id = b.bundle_id AND x.answer = 'refused')"""
# On the day itself; a moment is in UTC, which may be a day behind.
ON_THAT_DAY = f"{{day NEW.closed_on}} - {LEFT_ON} BETWEEN 0 AND 1"

# The newest decision on the application or on what runs, which answers every item, and its letters to all who were
# heard have left.
DECIDED = f"""EXISTS (SELECT 1 FROM decision d
   JOIN fact f ON f.id = d.fact_id AND f.case_id = d.case_id AND f.kind = '{Intention.__name__}'
   JOIN letter l ON l.decision_id = d.id AND l.case_id = d.case_id
   WHERE d.case_id = NEW.id AND d.subject IN {among(FINAL)} AND EXISTS (SELECT 1 {LEFT} AND {ON_THAT_DAY})
   AND NEW.result = {_RESULT}
   AND NOT EXISTS (SELECT 1 FROM ({heard()}) e WHERE NOT EXISTS (SELECT 1 FROM letter l
     WHERE l.decision_id = d.id AND l.party = e.number AND EXISTS (SELECT 1 {LEFT})))
   AND NOT EXISTS (SELECT 1 FROM decision n JOIN fact o ON o.id = n.fact_id AND o.kind = f.kind
     WHERE n.case_id = d.case_id AND n.subject = d.subject AND n.version > d.version)
   AND (d.compared = 0 OR NOT EXISTS (SELECT 1 FROM item i WHERE i.case_id = NEW.id AND {standing("i")}
     AND NOT {died("i")} AND NOT EXISTS (SELECT 1 FROM answered a WHERE a.decision_id = d.id AND a.item_id = i.id))))"""

_IN_FORCE = f"""f.kind = '{Withdrawal.__name__}' AND NOT EXISTS (SELECT 1 FROM fact r
   WHERE r.case_id = f.case_id AND r.seq > f.seq AND r.kind IN ('{Withdrawal.__name__}', '{Resumption.__name__}'))"""

# The withdrawal in force, its letter that left, and the days after it.
TAKEN_BACK = f"""NEW.result = '{WITHDRAWN}' AND EXISTS (SELECT 1 FROM fact f
   JOIN letter l ON l.case_id = f.case_id AND l.about = f.seq AND l.decides = 0
   WHERE f.case_id = NEW.id AND {_IN_FORCE}
   AND EXISTS (SELECT 1 {LEFT} AND {{day NEW.closed_on}} - {LEFT_ON} >= {REFLECTION_DAYS}))"""


def _agreed(kind: type) -> str:
    """A second person, in a role that may, agrees with the fact `f`."""
    return f"""e.kind = '{kind.__name__}' AND e.case_id = f.case_id AND e.seq > f.seq AND e.by <> f.by
   AND {entitled("e", CONFIRMERS)}"""


# The newest death, which was no mistake, and is certain: two people say so, whatever the source of the first.
_DEATH = f"""f.kind = '{Death.__name__}' AND NOT EXISTS (SELECT 1 FROM fact n
   WHERE n.case_id = f.case_id AND n.seq > f.seq AND n.kind IN ('{Death.__name__}', '{DeathMistaken.__name__}'))"""
_CERTAIN = f"""EXISTS (SELECT 1 FROM fact f JOIN fact e ON {_agreed(DeathConfirmed)}
   WHERE f.case_id = NEW.id AND {_DEATH})"""
# On that day.
DEAD = f"""NEW.result = '{DIED}'
 AND {_CERTAIN[:-1]} AND {{day NEW.closed_on}} - {{date_of e.at}} BETWEEN 0 AND 1)"""

# Another municipality goes on, two people say so, nobody revoked it, and the letter that says so has left.
_MOVE = f"""f.kind = '{HandedOver.__name__}' AND EXISTS (SELECT 1 FROM fact e WHERE {_agreed(HandOverConfirmed)})
   AND NOT EXISTS (SELECT 1 FROM fact n
     WHERE n.case_id = f.case_id AND n.seq > f.seq AND n.kind = '{HandOverRevoked.__name__}')"""
MOVED_ON = f"""NEW.result = '{HANDED_OVER}' AND EXISTS (SELECT 1 FROM fact f
   JOIN letter l ON l.case_id = f.case_id AND l.about = f.seq AND l.decides = 0
   WHERE f.case_id = NEW.id AND {_MOVE} AND EXISTS (SELECT 1 {LEFT} AND {ON_THAT_DAY}))"""

# Nobody gets a letter about a hand-over on one word, nor once it was revoked.
TOLD = f"""NOT EXISTS (SELECT 1 FROM fact f WHERE f.case_id = NEW.case_id AND f.seq = NEW.about
   AND f.kind = '{HandedOver.__name__}' AND NOT ({_MOVE}))"""

# An end that the law of the course allows without a decision, as released with how long such a case is kept. Whoever
# asked something was told by a letter that left.
_NAMED = """replace(f.body, '"end":"' || NEW.result || '"', '') <> f.body"""
_NOBODY_ASKED = f"""NOT EXISTS (SELECT 1 FROM item i WHERE i.case_id = NEW.id)
   AND NOT EXISTS (SELECT 1 FROM fact a WHERE a.case_id = NEW.id AND a.kind = '{Application.__name__}')"""
ALLOWED = f"""NEW.result NOT IN {among((*RESULTS.values(), *REVIEWED.values(), *UNDECIDED))}
 AND EXISTS (SELECT 1 FROM retention t WHERE t.process = NEW.process AND t.result = NEW.result AND t.outcome = '')
 AND EXISTS (SELECT 1 FROM fact f WHERE f.case_id = NEW.id AND f.kind = '{EndedWithoutDecision.__name__}' AND {_NAMED}
   AND (EXISTS (SELECT 1 FROM letter l WHERE l.case_id = f.case_id AND l.about = f.seq AND l.decides = 0
       AND EXISTS (SELECT 1 {LEFT} AND {ON_THAT_DAY}))
     OR ({_NOBODY_ASKED} AND {{day NEW.closed_on}} - {{date_of f.at}} BETWEEN 0 AND 1)))"""

# Only a withdrawal and a death can be undone: the citizen came back on it, or did not die.
REOPENED = f"""NEW.result IS NULL AND NEW.closed_on IS NULL AND (
 (OLD.result = '{WITHDRAWN}'
   AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.case_id = NEW.id AND {_IN_FORCE})
   AND EXISTS (SELECT 1 FROM fact f WHERE f.case_id = NEW.id AND f.kind = '{Resumption.__name__}'))
 OR (OLD.result = '{DIED}' AND NOT {_CERTAIN}
   AND EXISTS (SELECT 1 FROM fact f WHERE f.case_id = NEW.id AND f.kind = '{DeathMistaken.__name__}')))"""

ENDED = f"""(NEW.result {{is}} OLD.result AND NEW.closed_on {{is}} OLD.closed_on)
 OR (OLD.closed_on IS NULL AND NEW.closed_on IS NOT NULL AND (
   ({DECIDED}) OR ({TAKEN_BACK}) OR ({DEAD}) OR ({MOVED_ON}) OR ({ALLOWED})))
 OR ({REOPENED})"""

OPEN = "NEW.result IS NULL AND NEW.closed_on IS NULL"
