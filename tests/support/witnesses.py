"""Take away or bend what bears witness: links, salts, signed heads, findings, who dealt with them, who looked."""

from __future__ import annotations

from attack import Attack, Step
from scene import LATER, SHA, START, WHY, WRITTEN, finding, row, scene, settlement

RENDER = f"UPDATE letter SET status = 'rendered', pdf_sha256 = '{SHA}', pages = 1, rendered_at = {WRITTEN} WHERE id = 1"


def witnesses() -> list[Attack]:
    """Take away or bend what bears witness."""
    erased = {f"a row of {table} is erased": (f"DELETE FROM {table}",) for table in WITNESSES}
    bent: dict[str, tuple[Step, ...]] = {
        "a link is about something else": ("UPDATE link SET about = 404",),
        "a link is of another kind": ("UPDATE link SET kind = 'letter'",),
        "a link moves to the end": ("UPDATE link SET seq = 404",),
        "a link moves to another chain": ("UPDATE link SET chain = 404",),
        "a salt moves to another chain": ("UPDATE salt SET chain = 404",),
        "a head is of another file": ("UPDATE head SET sha256 = replace(sha256, 'a', 'b')",),
        "a head is of another day": ("UPDATE head SET day = '2020-01-01'",),
        "a finding says something else": ("UPDATE finding SET words = 'alles in orde'",),
        "a pass found nothing": ("UPDATE verification SET counts = '{}'",),
        "someone else dealt with it": ("UPDATE settlement SET settled_by = 'mo'",),
        "it was dealt with for another reason": ("UPDATE settlement SET reason = 'Ik had geen tijd om te kijken.'",),
        "someone else looked": ("UPDATE look SET user_id = 'mo'",),
        "they looked at another case": ("UPDATE look SET case_id = 2",),
    }
    settled: dict[str, tuple[Step, ...]] = {
        "dealt with by a consultant": (
            finding(50),
            settlement(50, settled_by="mo", grant_id=3, grant_role="consulent"),
        ),
        "dealt with under the role of another": (finding(50), settlement(50, settled_by="mo")),
        "dealt with before it was found": (finding(50, found_at=LATER), settlement(50)),
        "dealt with before the role was there": (finding(50), settlement(50, settled_at=START - 1)),
        "dealt with without a reason": (finding(50), settlement(50, reason=" " * 30)),
        "dealt with while it is no finding": (settlement(404),),
        "a letter goes while something was found": (finding(50), RENDER),
    }
    replaced: dict[str, tuple[Step, ...]] = {
        "replace a finding": (finding(1, "INSERT OR REPLACE INTO", words="alles in orde"),),
        "replace who dealt with it": (settlement(1, "INSERT OR REPLACE INTO", reason=WHY),),
        "update over another look": ("UPDATE OR REPLACE look SET id = 2 WHERE id = 1",),
        "replace a link": ("INSERT OR REPLACE INTO link SELECT chain, seq, kind, 404, digest, hash FROM link",),
    }
    merged: dict[str, tuple[Step, ...]] = {
        "truncate the witnesses": (f"TRUNCATE {', '.join(WITNESSES)} CASCADE",),
        "merge findings away": ("MERGE INTO finding f USING finding g ON f.id = g.id WHEN MATCHED THEN DELETE",),
        "merge another look": (
            "MERGE INTO look l USING staff s ON s.id = 'mo' WHEN MATCHED THEN UPDATE SET user_id = s.id",
        ),
        "insert over a settlement": (
            settlement(1, tail="ON CONFLICT (finding_id) DO UPDATE SET reason = 'Ik had geen tijd om te kijken.'"),
        ),
    }
    both = erased | bent | settled
    return [
        *(Attack(name, steps) for name, steps in both.items()),
        *(Attack(name, steps, on=("sqlite",)) for name, steps in replaced.items()),
        *(Attack(name, steps, on=("postgresql",)) for name, steps in merged.items()),
    ]


WITNESSES = ("link", "salt", "head", "settlement", "verification", "look")


def witnessed() -> list[str]:
    """The scene, and a row of each that bears witness; the stage adds a link and a salt."""
    look = {"trace_id": "a" * 32, "name": "zaak bekijken", "status_code": 1, "start_time": START, "end_time": START}
    look |= {"processing_activity_id": "urn:wmo", "user_id": "u", "case_id": 1}
    return [
        *scene(),
        row("head", id=1, day="2026-09-28", sha256=SHA, signed_at=WRITTEN),
        row("verification", id=1, ran_at=WRITTEN, day="2026-09-28", counts='{"ketens": [1, 1]}'),
        finding(1),
        settlement(1),
        row("look", id=1, operation_id="b" * 16, **look),
        row("look", id=2, operation_id="c" * 16, **look),
    ]
