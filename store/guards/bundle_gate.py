"""Each letter goes out once: conditions on a bundle, its lines and its answers, the same on SQLite and PostgreSQL.

Each text is a condition that must hold for the new row, as in `store.guards.gate`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from store.guards import asked_gate, ends, gate
from store.guards.trigger_sql import SLACK_MS, worded
from store.models.decision import SUSPENSION
from store.models.post import PRINTER

# A letter bears the day on which it is posted. Between the hand-over and that lie ten working days at most, and the
# longest row of rest days.
POSTING_DAYS = 21

_APART = "SELECT 1 FROM unsealed u WHERE u.bundle_id = {}.bundle_id"
# The printer refused its bundle, or that was taken apart before the printer had it.
_REFUSED = "SELECT 1 FROM receipt r WHERE r.bundle_id = o.bundle_id AND r.answer = 'refused'"
_BACK = f"{_REFUSED} UNION ALL {_APART.format('o')}"
_OPEN = "SELECT 1 FROM bundle_line o WHERE o.letter_id = {} AND NOT EXISTS (" + _BACK + ")"

BUNDLE = "NEW.channel IN ('post', 'balie') AND NEW.letters >= 0 AND length(NEW.digest) = 64"

_FITS = (gate.LETTER, gate.NEWEST_DECISION, asked_gate.GRANTS, ends.TOLD)
_CURRENT = " AND ".join(f"({each})" for each in _FITS).replace("NEW.", "l.")
_UNFIT = f"SELECT l.id FROM letter l WHERE l.id IN :letters AND NOT COALESCE(({_CURRENT}), FALSE)"

# What it suspends stopped before that day, and nobody was told.
_STOPPED = f"""EXISTS (SELECT 1 FROM decision d JOIN answer r ON r.decision_id = d.id
   WHERE d.id = l.decision_id AND d.subject = '{SUSPENSION}' AND {{day r.from_on}} < ON_DAY)"""
_UNSIGNED = """SELECT l.id FROM letter l WHERE l.id IN :letters AND l.signed_by IS NOT NULL AND NOT EXISTS (
   SELECT 1 FROM role_grant g JOIN staff s ON s.id = g.staff_id AND s.active = 1
   WHERE g.staff_id = l.signed_by AND g.role IN :roles
   AND NOT EXISTS (SELECT 1 FROM role_revocation v WHERE v.grant_id = g.id))"""
_LATE = "SELECT l.id FROM letter l WHERE l.id IN :letters AND " + _STOPPED.replace("ON_DAY", "{day :today}")

# The letter is made, allowed and current, signed by somebody who may (those of before do not say by whom), bears a day
# on which it can be posted, goes out by this channel, and is in no bundle but refused ones.
LINE = f"""EXISTS (SELECT 1 FROM letter l JOIN bundle b ON b.id = NEW.bundle_id
   WHERE l.id = NEW.letter_id AND l.case_id = NEW.case_id AND l.status = 'rendered' AND l.channel = b.channel
   AND l.pdf_sha256 = NEW.pdf_sha256 AND l.pages = NEW.pages
   AND NEW.position BETWEEN 1 AND b.letters
   AND NOT (b.channel = 'post' AND {_STOPPED.replace("ON_DAY", "{day l.dated_on}")})
   AND (b.channel <> 'post' OR {{day l.dated_on}} - {{date_of b.sealed_at}} BETWEEN 0 AND {POSTING_DAYS})
   AND (l.decides = 0 OR l.signed_by IS NULL OR {gate.signs("l", "b.sealed_at")})
   AND {_CURRENT})
 AND NOT EXISTS (SELECT 1 FROM handover h WHERE h.bundle_id = NEW.bundle_id)
 AND NOT EXISTS (SELECT 1 FROM bundle_line p WHERE p.bundle_id = NEW.bundle_id AND p.position = NEW.position)
 AND NEW.attempt = 1 + (SELECT count(*) FROM bundle_line a WHERE a.letter_id = NEW.letter_id)
 AND NOT EXISTS ({_OPEN.format("NEW.letter_id")})"""

HANDOVER = f"""length(NEW.manifest_sha256) = 64 AND NOT EXISTS ({_APART.format("NEW")})
 AND EXISTS (SELECT 1 FROM bundle b WHERE b.id = NEW.bundle_id AND b.sealed_at <= NEW.at + {SLACK_MS}
   AND b.letters = (SELECT count(*) FROM bundle_line l WHERE l.bundle_id = b.id)
     + (SELECT count(*) FROM stray s WHERE s.bundle_id = b.id))"""

STRAY = "NOT EXISTS (SELECT 1 FROM handover h WHERE h.bundle_id = NEW.bundle_id)"

# What the printer never had is taken apart after it was sealed.
UNSEALED = f"""EXISTS (SELECT 1 FROM bundle b
   WHERE b.id = NEW.bundle_id AND b.channel = 'post' AND b.sealed_at <= NEW.at + {SLACK_MS})
 AND NOT EXISTS (SELECT 1 FROM handover h WHERE h.bundle_id = NEW.bundle_id)"""

# Not before it was ready, and not later than the day on which that is told. A moment is in UTC, which may be a day
# behind. What somebody posts themselves is put in its bundle afterwards, so its letter counts, which bears that day.
_THAT_DAY = """{iso NEW.posted_on} AND {day NEW.posted_on} - {date_of NEW.at} <= 1
   AND NOT EXISTS (SELECT 1 FROM bundle b WHERE b.id = NEW.bundle_id AND b.channel = 'post'
     AND {day NEW.posted_on} < {date_of b.sealed_at})
   AND NOT EXISTS (SELECT 1 FROM bundle b JOIN bundle_line p ON p.bundle_id = b.id JOIN letter l ON l.id = p.letter_id
     WHERE b.id = NEW.bundle_id AND b.channel = 'balie' AND ({day NEW.posted_on} < {date_of l.rendered_at}
       OR l.dated_on <> NEW.posted_on))"""
# PostgreSQL finds no field of that name unless it is quoted.
# The printer says it in a file of its own, about a bundle that it had; that the file says so, `verify` sees.
_IN_A_FILE = f"""NEW."by" = '{PRINTER}' AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.id = NEW."by")
     AND length(NEW.answer_sha256) = 64 AND trim(NEW.answer_sha256, '0123456789abcdef') = ''
     AND EXISTS (SELECT 1 FROM bundle b WHERE b.id = NEW.bundle_id AND b.channel = 'post')"""
_TYPED = f"""NEW.answer_sha256 IS NULL AND NEW."by" <> '{PRINTER}'"""
RECEIPT = f"""EXISTS (SELECT 1 FROM handover h WHERE h.bundle_id = NEW.bundle_id AND h.at <= NEW.at + {SLACK_MS})
 AND ((NEW.answer = 'sent' AND NEW.posted_on IS NOT NULL AND NEW.reason IS NULL AND {_THAT_DAY}
     AND (({_TYPED}) OR ({_IN_A_FILE})))
   OR (NEW.answer = 'refused' AND NEW.posted_on IS NULL AND {{shows NEW.reason}} AND {_IN_A_FILE}))"""

# A letter in a bundle keeps its state, until it comes back from there.
STAYS = f"(NEW.status = OLD.status AND NEW.channel = OLD.channel) OR NOT EXISTS ({_OPEN.format('NEW.id')})"


def unfit(db: Session, letters: Sequence[int]) -> set[int]:
    """Those of these letters that the gate would refuse now, or whose decision has been superseded."""
    return _found(db, _UNFIT, letters=letters)


def late(db: Session, letters: Sequence[int], today: date) -> set[int]:
    """Those of these letters that suspend what, by this day, has stopped already."""
    return _found(db, _LATE, letters=letters, today=today.isoformat())


def unsigned(db: Session, letters: Sequence[int], roles: Sequence[str]) -> set[int]:
    """Those of these letters whose signer does not work here in one of these roles any more."""
    return _found(db, _UNSIGNED, letters=letters, roles=roles)


def _found(db: Session, query: str, **given: Sequence[int] | Sequence[str] | str) -> set[int]:
    many = {name: list(value) for name, value in given.items() if not isinstance(value, str)}
    known = text(worded(query, db.get_bind().dialect.name))
    return set(db.scalars(known.bindparams(*(bindparam(name, expanding=True) for name in many)), given | many))
