"""The gate over what was asked: a decision that grants gives each item that stands whole, or as was agreed in a talk.

Each text is a condition on a new row, as in `store.guards.gate`. The whole definition of what is less is in
`rules.asked`, with the settings of the municipality. This repeats as much of it as the rows themselves say, with
limits of its own, so that no program and no setting gets an answer that is less into a letter that grants. On each
day that matters the yearly amounts are added up: all that is given to an item, and all that is asked by the items that
share an answer with it. Where that comes out for each item, no answer is counted twice.
"""

from __future__ import annotations

from rules.asked.answers import COUNTLESS
from rules.asked.grants import ONLY_IF_ASKED, Grant
from rules.asked.quantity import Per, Unit
from rules.asked.respects import AT_ONCE_DAYS
from rules.asked.standards import ADVANCE_PERCENT, AT_ONCE
from rules.calls import SPOKEN
from rules.facts import Approval
from rules.facts.kind import SECOND_READERS
from store.guards import parties
from store.guards.asked import UNGIVEN, WORDED, standing
from store.models.decision import ABOUT_PENALTY, FINAL, PROVISIONAL, REVIEW
from store.models.table import among

# The latest start and the shortest time, in days, where the citizen named none; and how old an agreement may be.
START_FLOOR = 31
UNTIL_FLOOR = 27
AGREED_DAYS = 56
DAY_MS = 24 * 60 * 60 * 1000

# The ids of the facts of one case rise with their places, which the guards on the rows see to.
_PRECISE = "made_precise p ON p.item_id = i.id AND p.case_id = i.case_id AND p.fact_id < d.fact_id"

# The newest agreement before the decision, about these words, not too old, and not taken back: of who asks the item
# `q` or, for a child, of the party `n` of the same family.
_AGREED = f"""agreement a ON a.item_id = i.id AND a.case_id = i.case_id AND a.channel IN {among(SPOKEN)}
   AND a.fact_id > i.fact_id AND a.fact_id < d.fact_id
   AND a.agreed_at <= d.prepared_at AND d.prepared_at - a.agreed_at < {(AGREED_DAYS + 1) * DAY_MS}
   AND {{date_of d.prepared_at}} - {{day a.talked_on}} <= {AGREED_DAYS}
   AND a.for_party = COALESCE(n.number, q.party) AND NOT {parties.guarded_since("a")}
   AND NOT EXISTS (SELECT 1 FROM agreement b WHERE b.item_id = a.item_id AND b.for_party = a.for_party
     AND b.fact_id > a.fact_id AND b.fact_id < d.fact_id)
   AND NOT EXISTS (SELECT 1 FROM agreement_end e WHERE e.item_id = a.item_id AND e.fact_id > a.fact_id)"""

# The answers to an item in this decision.
_TO = "answered o JOIN answer {row} ON {row}.id = o.answer_id WHERE o.decision_id = d.id AND o.item_id = {item}"


# The items that share an answer with the item `q`; what runs and what is asked instead are not added up.
_SHARING = """SELECT t.item_id FROM answered s JOIN answered t ON t.answer_id = s.answer_id
       JOIN item y ON y.id = t.item_id AND y.running = q.running
       WHERE s.decision_id = d.id AND s.item_id = q.id"""


def _wanted(*sources: str) -> str:
    """What is wanted of the items `i`; each source may name it, and the first that does counts."""

    def named(column: str) -> str:
        return "COALESCE(" + ", ".join(f"{source}.{column}" for source in sources) + ")"

    lasting = " OR ".join(f"{source}.lasting = 1" for source in sources)
    until, agreed = named("until_on"), ""
    if "a" in sources:
        # Whoever agreed to an end did not agree to help without one, nor the other way round.
        lasting = f"a.until_on IS NULL AND ({lasting})"
        until, agreed = f"CASE WHEN a.lasting = 1 THEN NULL ELSE {until} END", f" LEFT JOIN {_AGREED}"
    # What runs goes on until the answer starts.
    starts = f"""SELECT CASE i.running WHEN 1 THEN min({{day r.from_on}}) ELSE max({{day r.from_on}}) END
       FROM {_TO.format(row="r", item="i.id")}
       AND (i.running = 1 OR {{day r.from_on}} <= {{date_of d.prepared_at}} + {START_FLOOR})"""
    return f"""SELECT i.party, i.running, {named("thing")} AS thing, {named("unit")} AS unit, {named("per")} AS per,
     {named("grant_form")} AS grant_form, {named("hand")} AS hand,
     {named("yearly")} AS yearly, CASE WHEN {lasting} THEN 1 ELSE 0 END AS lasting, {{day {until}}} AS until_day,
     CASE WHEN i.fixed = 1 OR p.fixed = 1 OR {named("grant_form")} IN {among(COUNTLESS)} THEN 1 ELSE 0 END AS fixed,
     COALESCE({{day {named("from_on")}}}, ({starts})) AS start_day
     FROM item i LEFT JOIN {_PRECISE}{agreed} WHERE i.id = q.id"""


def _within(wanted: str, day: str) -> str:
    # Money for the whole is paid on one day; a budget is drawn over time, as anything else is.
    paid = f"{wanted}.per = '{Per.ONCE}' AND {wanted}.unit = '{Unit.CENT}'"
    budget = f"COALESCE({wanted}.grant_form, '') = '{Grant.BUDGET}'"
    floor = f"CASE WHEN {paid} AND NOT {budget} THEN 0 ELSE {UNTIL_FLOOR} END"
    # Days that are over pay for none to come.
    counted = f"CASE WHEN {wanted}.start_day > {{date_of d.prepared_at}} THEN {wanted}.start_day"
    # What ends before the answer starts is asked to go on.
    ends = f"CASE WHEN {wanted}.running = 0 OR {wanted}.until_day >= {wanted}.start_day THEN {wanted}.until_day END"
    until = f"COALESCE({ends}, {counted} ELSE {{date_of d.prepared_at}} END + {floor})"
    return f"{day} >= {wanted}.start_day AND ({wanted}.lasting = 1 OR {day} <= {until})"


def _given(*sources: str) -> str:
    """All that is wanted of the item `q` is given, on each day on which more is asked or less is given than before."""
    wanted = _wanted(*sources)
    together = f"({wanted} OR i.id IN ({_SHARING}))"

    def short(day: str) -> str:
        return f"""{_within("w", day)}
     AND (SELECT sum(COALESCE(v.yearly, 1) * {_WORTH_LEAST.format("v")}) FROM {together} v WHERE {_within("v", day)})
       > COALESCE((SELECT sum(g.yearly * {_WORTH_MOST}) FROM {_TO.format(row="g", item="q.id")} AND {_ALIKE}
       AND {{day g.from_on}} <= {day} AND (g.until_on IS NULL OR {{day g.until_on}} >= {day})), 0)"""

    answers = _TO.format(row="r", item="q.id")
    return f"""EXISTS (SELECT 1 FROM ({wanted}) w
   WHERE w.thing IS NOT NULL AND (w.yearly IS NOT NULL OR w.fixed = 1) AND w.start_day IS NOT NULL
   AND (w.running = 1 OR COALESCE(w.until_day, w.start_day) >= w.start_day)
   AND NOT EXISTS (SELECT 1 FROM {answers} AND {_UNSURE})
   AND NOT EXISTS (SELECT 1 FROM {together} u WHERE {short("u.start_day")})
   AND NOT EXISTS (SELECT 1 FROM {answers} AND r.until_on IS NOT NULL AND {short("({day r.until_on} + 1)")}))"""


# What a daypart is worth in minutes, at least where it was asked and at most where it is given; a setting says which.
_WORTH_LEAST = f"CASE {{}}.unit WHEN '{Unit.DAYPART}' THEN 180 ELSE 1 END"
_WORTH_MOST = f"""CASE WHEN g.unit <> '{Unit.DAYPART}' THEN 1 WHEN w.unit = '{Unit.DAYPART}' THEN 180 ELSE 240 END"""
_TIME = among((Unit.DAYPART, Unit.MINUTE))

# An answer counts that is the very thing, in the form and from the hand that was asked, in a unit that compares.
_ALIKE = f"""g.case_id = d.case_id AND g.thing = w.thing AND g.amount > 0
       AND (g.grant_form = w.grant_form OR (w.grant_form IS NULL AND g.grant_form NOT IN {among(ONLY_IF_ASKED)}))
       AND (w.unit IS NULL OR g.unit = w.unit OR (g.unit IN {_TIME} AND w.unit IN {_TIME}))
       AND (w.per IS NULL OR (g.per = '{Per.ONCE}') = (w.per = '{Per.ONCE}'))
       AND (w.hand IS NULL OR lower(trim(g.hand)) = lower(trim(w.hand))
         OR replace(' of ' || w.hand || ' of ', ' of ' || g.hand || ' of ', '') <> ' of ' || w.hand || ' of ')"""

# A condition that is not neutral, or one answer for two parties, of whom each would have only part.
_UNSURE = """(r.conditional <> 0 OR r.case_id <> d.case_id OR EXISTS (SELECT 1 FROM answered h
     JOIN item j ON j.id = h.item_id WHERE h.answer_id = r.id AND j.party <> w.party))"""

# What is no help that cannot wait: of one thing and unit all together too little, or over too soon.
_LEAST = " ".join(
    f"WHEN '{least.unit}' THEN CASE r.per WHEN '{Per.ONCE}' THEN {least.amount} ELSE {least.yearly} END"
    for least in AT_ONCE
)
_TOO_LITTLE = f"""((SELECT sum(g.yearly) FROM answer g WHERE g.decision_id = r.decision_id AND g.thing = r.thing
       AND g.unit = r.unit AND (g.per = '{Per.ONCE}') = (r.per = '{Per.ONCE}')) < CASE r.unit {_LEAST} ELSE 1 END
     OR (r.per <> '{Per.ONCE}' AND {{day r.until_on}} - {{day r.from_on}} + 1 < {AT_ONCE_DAYS}))"""

# What begins later than help that cannot wait, or hangs on something.
_NOT_NOW = f"(r.conditional <> 0 OR {{day r.from_on}} > {{date_of d.prepared_at}} + {START_FLOOR})"

# The part of all allowances that stand which the law makes due as an advance (Pw, art. 52), at once or for each period.
_ONLY_ONCE = f"""NOT EXISTS (SELECT 1 FROM answer s WHERE s.decision_id = d.id
     AND s.grant_form = '{Grant.ADVANCE}' AND s.per <> '{Per.ONCE}')"""
_LOW_ADVANCE = f"""EXISTS (SELECT 1 FROM answer r WHERE r.decision_id = d.id AND r.grant_form = '{Grant.ADVANCE}')
     AND (SELECT sum(CASE WHEN {_ONLY_ONCE} THEN i.amount ELSE i.yearly END) FROM item i WHERE i.case_id = d.case_id
       AND {standing("i")} AND i.grant_form = '{Grant.ALLOWANCE}') * {ADVANCE_PERCENT}
     > 100 * COALESCE((SELECT sum(CASE WHEN {_ONLY_ONCE} THEN r.amount ELSE r.yearly END) FROM answer r
       WHERE r.decision_id = d.id AND r.grant_form = '{Grant.ADVANCE}' AND (r.per = '{Per.ONCE}') = {_ONLY_ONCE}), 0)"""

_GRANTED = "d.id = NEW.decision_id AND d.subject"

# What the decision under which it runs still gives on the day of change, and nobody put down as running: of each thing
# that is given there are fewer items of at least as much and as long than were given.
_LIKE = f"""{{0}}.thing = r.thing AND {{0}}.grant_form = r.grant_form AND {{0}}.unit = r.unit
       AND {{0}}.yearly >= r.yearly AND ({{0}}.per = '{Per.ONCE}') = (r.per = '{Per.ONCE}')"""
_AS_LONG = "({0}.until_on IS NULL OR {{day {0}.until_on}} >= {{day r.until_on}})"
_STILL = "({0}.until_on IS NULL OR {{day {0}.until_on}} >= {{day v.changes_on}})"
_MORE_RUNS = f"""SELECT 1 FROM decision d JOIN reviewed v ON v.case_id = d.case_id
   JOIN casefile z ON z.number = v.number
   JOIN decision e ON e.case_id = z.id AND e.version = v.version
   JOIN answer r ON r.decision_id = e.id AND r.grant_form <> '{Grant.NONE}' AND {_STILL.format("r")}
   WHERE {_GRANTED} = '{REVIEW}'
   AND (SELECT count(*) FROM item i WHERE i.case_id = v.case_id AND i.fact_id = v.fact_id AND {_LIKE.format("i")}
       AND (r.hand IS NULL OR i.hand = r.hand)
       AND (i.lasting = 1 OR (i.until_on IS NOT NULL AND r.until_on IS NOT NULL AND {_AS_LONG.format("i")})))
     < (SELECT count(*) FROM answer s WHERE s.decision_id = e.id AND {_LIKE.format("s")} AND {_STILL.format("s")}
       AND (r.hand IS NULL OR s.hand = r.hand) AND (s.until_on IS NULL
         OR (r.until_on IS NOT NULL AND {_AS_LONG.format("s")})))"""

# Another decision that the citizen was told of, the last in its case, gives such a thing on the day of change or later,
# and nobody named it; nor did a review of it that was told take its place by that day.
_TOLD = "EXISTS (SELECT 1 FROM letter l WHERE l.decision_id = {0}.id AND l.status = 'rendered')"
_REPLACED = f"""SELECT 1 FROM reviewed x
     JOIN casefile y ON y.id = x.case_id AND y.citizen_id = c.citizen_id AND y.id <> c.id
     JOIN decision w ON w.case_id = y.id AND w.subject = '{REVIEW}' AND w.fact_id > x.fact_id AND {_TOLD.format("w")}
     WHERE x.number = z.number AND x.version = e.version AND {{day x.changes_on}} <= {{day v.changes_on}}
     AND NOT EXISTS (SELECT 1 FROM answer s WHERE s.decision_id = w.id AND {{day s.from_on}} > {{day v.changes_on}})"""
_LEFT_OUT = f"""SELECT 1 FROM decision d JOIN casefile c ON c.id = d.case_id
   JOIN reviewed v ON v.case_id = d.case_id
   JOIN casefile z ON z.citizen_id = c.citizen_id AND z.id <> c.id
   JOIN decision e ON e.case_id = z.id AND e.subject IN {among(FINAL)} AND {_TOLD.format("e")}
   JOIN answer r ON r.decision_id = e.id AND r.grant_form <> '{Grant.NONE}' AND {_STILL.format("r")}
   WHERE {_GRANTED} = '{REVIEW}'
   AND EXISTS (SELECT 1 FROM item i WHERE i.case_id = d.case_id AND i.running = 1 AND i.thing = r.thing)
   AND NOT EXISTS (SELECT 1 FROM reviewed x WHERE x.case_id = d.case_id AND x.number = z.number
     AND x.version = e.version)
   AND NOT EXISTS (SELECT 1 FROM decision o WHERE o.case_id = z.id AND o.version > e.version
     AND o.subject IN {among(FINAL)} AND {_TOLD.format("o")})
   AND NOT EXISTS ({_REPLACED})"""

# The day of change tells what still ran then, so none of it changes before.
_SOONER = f"""SELECT 1 FROM decision d JOIN reviewed v ON v.case_id = d.case_id AND v.number IS NOT NULL
   JOIN item i ON i.case_id = v.case_id AND i.fact_id = v.fact_id
   JOIN answered o ON o.item_id = i.id AND o.decision_id = d.id JOIN answer r ON r.id = o.answer_id
   WHERE {_GRANTED} = '{REVIEW}' AND {{day r.from_on}} < {{day v.changes_on}}"""

# Newer words are put down by somebody else: where they ask less of a thing, the older hold unless that was agreed. The
# words that led to those of the item `q`, as far as three back.
_BEFORE = """z.number IN (q.instead_of,
     (SELECT x.instead_of FROM item x WHERE x.case_id = q.case_id AND x.number = q.instead_of),
     (SELECT y.instead_of FROM item x JOIN item y ON y.case_id = x.case_id AND y.number = x.instead_of
       WHERE x.case_id = q.case_id AND x.number = q.instead_of))"""
_AGREED_TO = f"EXISTS (SELECT 1 FROM item i JOIN {_AGREED} WHERE i.id = q.id AND a.amount IS NOT NULL)"
_LOWERED = f"""q.instead_of IS NOT NULL AND EXISTS (SELECT 1 FROM item z
   WHERE z.case_id = q.case_id AND {_BEFORE} AND z.yearly > q.yearly
   AND z.thing = q.thing AND z.unit = q.unit AND (z.per = '{Per.ONCE}') = (q.per = '{Per.ONCE}')
   AND z.yearly > COALESCE((SELECT sum(g.yearly) FROM {_TO.format(row="g", item="q.id")} AND g.unit = z.unit
     AND (g.per = '{Per.ONCE}') = (z.per = '{Per.ONCE}')), 0))"""

# Nothing is refused, and each item that stands is given whole, as asked or else as agreed. Help until the decision
# answers no item. This is looked at once, when the decision is put down: what it depends on is never changed, and comes
# before the decision. SQLite would read all of it again for each letter, whatever the letter is about.
WHOLE = f"""{WORDED.format("d.adverse = 0 AND d.outcome = 'granted'")}
 AND NOT EXISTS (SELECT 1 FROM decision d JOIN answer r ON r.decision_id = d.id
   WHERE {_GRANTED} <> '{ABOUT_PENALTY}' AND r.grant_form = '{Grant.NONE}')
 AND NOT EXISTS (SELECT 1 FROM decision d WHERE {_GRANTED} = '{PROVISIONAL}'
   AND (NOT EXISTS (SELECT 1 FROM answer r WHERE r.decision_id = d.id)
     OR EXISTS (SELECT 1 FROM answer r WHERE r.decision_id = d.id
       AND ({_NOT_NOW} OR (r.grant_form <> '{Grant.ADVANCE}' AND {_TOO_LITTLE})))
     OR ({_LOW_ADVANCE})
     OR EXISTS (SELECT 1 FROM answered o WHERE o.decision_id = d.id)))
 AND NOT EXISTS (SELECT 1 FROM decision d WHERE {_GRANTED} IN {among(FINAL)}
   AND NOT EXISTS (SELECT 1 FROM item q WHERE q.case_id = d.case_id AND {standing("q")}))
 AND NOT EXISTS (SELECT 1 FROM decision d JOIN item q ON q.case_id = d.case_id
   LEFT JOIN party n ON n.case_id = q.case_id AND q.party > 1 AND {parties.must_agree("n", "q")}
   WHERE {_GRANTED} IN {among(FINAL)} AND {standing("q")} AND NOT {parties.died("q")}
   AND (({_LOWERED} AND NOT {_AGREED_TO})
     OR (({_LOWERED} OR NOT {_given("i", "p")}) AND NOT {_given("a", "i", "p")})))
 AND NOT EXISTS ({UNGIVEN}) AND NOT EXISTS ({_MORE_RUNS}) AND NOT EXISTS ({_LEFT_OUT}) AND NOT EXISTS ({_SOONER})"""

# Nothing here says how much a decision made elsewhere gave, so a colleague agrees that it goes on: whoever worded no
# version of it, and after it was worded.
_READ = f"""(NOT EXISTS (SELECT 1 FROM reviewed v WHERE v.case_id = d.case_id AND v.number IS NULL)
     OR EXISTS (SELECT 1 FROM fact f WHERE f.case_id = d.case_id AND f.kind = '{Approval.__name__}' AND f.id > d.fact_id
       AND replace(f.body, '"decision":' || d.version || ',', '') <> f.body AND {parties.entitled("f", SECOND_READERS)}
       AND NOT EXISTS (SELECT 1 FROM decision o WHERE o.case_id = d.case_id AND o.subject = d.subject
         AND o.prepared_by = f.by)))"""

# A letter that grants is of a decision that is whole, since which nothing was asked, nobody joined, and nobody took
# back what they agreed to; or of one on a penalty, or from before what was asked was kept.
GRANTS = f"""NEW.decides = 0 OR NEW.adverse = 1 OR EXISTS (SELECT 1 FROM decision d
   WHERE d.id = NEW.decision_id AND d.case_id = NEW.case_id AND (d.compared = 0 OR d.subject = '{ABOUT_PENALTY}'
     OR EXISTS (SELECT 1 FROM whole v WHERE v.decision_id = d.id AND v.case_id = d.case_id))
   AND (d.subject <> '{REVIEW}' OR {_READ})
   AND (d.compared = 0 OR d.subject NOT IN {among(FINAL)} OR (
     NOT EXISTS (SELECT 1 FROM item i WHERE i.case_id = d.case_id AND i.fact_id > d.fact_id)
     AND NOT EXISTS (SELECT 1 FROM party n WHERE n.case_id = d.case_id AND n.fact_id > d.fact_id
       AND n.kind IN {parties.HEARD_KINDS})
     AND NOT EXISTS (SELECT 1 FROM agreement_end e WHERE e.case_id = d.case_id AND e.fact_id > d.fact_id))))"""
