"""Whether the record still tells the truth: guards, gate and files, each looked at anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text

from letters.template import front_matter
from rules.errors import MaatwerkError
from store import files
from store.engine import session
from store.schema import check

# The gate once more as one question to the rows, without the guards: adverse letters that nothing allows.
UNCALLED = """
SELECT l.id FROM letter l JOIN decision d ON d.id = l.decision_id
WHERE d.adverse = 1
  AND NOT EXISTS (SELECT 1 FROM call c WHERE c.id = l.call_id AND c.case_id = l.case_id
                  AND c.decision_id = l.decision_id AND c.called_at <= l.created_at
                  AND c.outcome IN ('geinformeerd_akkoord', 'geinformeerd_niet_akkoord'))
  AND NOT EXISTS (SELECT 1 FROM exemption_approval a JOIN exemption e ON e.id = a.exemption_id
                  WHERE a.id = l.exemption_id AND a.case_id = l.case_id AND a.decision_id = l.decision_id
                    AND e.decision_id = l.decision_id AND a.approved_by <> e.requested_by
                    AND a.approved_at <= l.created_at)
"""
PAGE = 1000


@dataclass(frozen=True)
class Check:
    """One thing looked at: how many, and what is wrong, in Dutch and without personal data."""

    name: str
    seen: int
    wrong: tuple[str, ...]


def verify() -> Iterator[Check]:
    """Look at everything; each check comes as soon as it is done."""
    yield _guards()
    yield _gate()
    yield _kinds()
    yield _files()


def _guards() -> Check:
    try:
        check()
    except MaatwerkError as changed:
        return Check("bewaking van de database", 1, (changed.message_nl,))
    return Check("bewaking van de database", 1, ())


def _gate() -> Check:
    with session(readonly=True) as db:
        seen = db.scalar(text("SELECT count(*) FROM letter WHERE adverse = 1")) or 0
        found = [row[0] for row in db.execute(text(UNCALLED))]
    return Check(
        "eerst bellen", seen, tuple(f"Brief {letter} wijst af zonder gesprek of uitzondering." for letter in found)
    )


def _kinds() -> Check:
    """A letter that calls itself harmless while its text is a rejection."""
    with session(readonly=True) as db:
        rows = db.execute(text("SELECT name, adverse, decides, count(*) FROM letter GROUP BY 1, 2, 3")).all()
    wrong = [
        f"Brief “{name}” staat verkeerd in de database."
        for name, adverse, decides, _ in rows
        if (int(front_matter(name).adverse), int(front_matter(name).decision)) != (adverse, decides)
    ]
    return Check("soort van de brieven", sum(row[3] for row in rows), tuple(wrong))


def _files() -> Check:
    """Page by page, so that a million letters take no more memory than a thousand."""
    seen, last = 0, 0
    wrong: list[str] = []
    query = text("SELECT id, pdf_sha256 FROM letter WHERE status = 'rendered' AND id > :last ORDER BY id LIMIT :page")
    while True:
        with session(readonly=True) as db:
            rows = db.execute(query, {"last": last, "page": PAGE}).all()
        if not rows:
            return Check("bestanden van de brieven", seen, tuple(wrong))
        for last, sha256 in rows:
            seen += 1
            try:
                files.get(sha256)
            except MaatwerkError as broken:
                wrong.append(f"Brief {last}: {broken.message_nl}")
