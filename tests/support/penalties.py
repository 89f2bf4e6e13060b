"""The decision on the penalty is no way round the gate: neither for a rejection nor for itself (Awb 4:18)."""

from __future__ import annotations

from attack import Attack
from scene import CALLED, GRANT, HOUR, NO_PENALTY, PAID, PENALTY, call, decision, letter, reached


def penalties() -> list[Attack]:
    """Letters on the wrong decision, and a refusal that nobody was called about."""
    fresh = decision(60, 1, kind=PENALTY, version=2)
    return [
        Attack("no penalty, nobody called", (*fresh, letter(1, 60, **NO_PENALTY))),
        Attack("no penalty, written down as paid", (*fresh, letter(1, 60, **PAID))),
        Attack(
            "no penalty, said to be harmless",
            (*decision(60, 1, kind=PENALTY, version=2, adverse=0), letter(1, 60, **PAID)),
        ),
        Attack(
            "no penalty, called and not reached",
            (*fresh, *call(50, 1, 60, "niet_bereikt"), letter(1, 60, **NO_PENALTY, **reached(50))),
        ),
        Attack("a call about the penalty for the rejection", (letter(13, 14, **reached(20)),)),
        Attack("the rejection hung on the penalty that was called about", (letter(13, 15, **reached(20)),)),
        Attack("no penalty hung on a rejection that was called about", (letter(2, 2, **NO_PENALTY, **reached(1)),)),
        Attack("a grant hung on a penalty", (letter(14, 16, **GRANT),)),
        Attack("a penalty hung on a grant", (letter(12, 13, **PAID),)),
        Attack(
            "a newer refusal of the penalty, the older one called about",
            (
                *decision(60, 13, kind=PENALTY, version=3, prepared_at=CALLED + HOUR),
                letter(13, 15, **NO_PENALTY, **reached(20)),
            ),
        ),
        Attack(
            "a decision on a note, for a letter about the penalty",
            (*decision(60, 1, "granted", kind="Note", version=2), letter(1, 60, **PAID)),
        ),
        Attack(
            "a partial penalty",
            (*decision(60, 1, "partial", kind=PENALTY, version=2), letter(1, 60, **NO_PENALTY)),
        ),
    ]
