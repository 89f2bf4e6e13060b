"""First forge the ground, then write the letter on it."""

from __future__ import annotations

from typing import Any

from attack import Attack
from scene import (
    APART,
    APPROVED,
    CALLED,
    GRANT,
    HOUR,
    PREPARED,
    REQUESTED,
    START,
    approval,
    call,
    decision,
    exempted,
    exemption,
    fact,
    letter,
    reached,
)


def forgeries() -> list[Attack]:
    """First forge the ground, then write the letter on it."""
    approved = letter(9, 10, **exempted(50))
    by_call = letter(1, 1, **reached(50))
    fresh = letter(1, 1, **exempted(50))

    def approved_by(name: str, **lies: Any) -> Attack:
        return Attack(name, (*approval(50, 9, 10, 3, **lies), approved))

    def exempted_for(name: str, **lies: Any) -> Attack:
        return Attack(name, (*exemption(50, 1, 1, **lies), *approval(50, 1, 1, 50), fresh))

    return [
        Attack("a call without a fact", (*call(50, 1, 1, fact_id=404404), by_call)),
        Attack("a call on the note of a colleague", (*call(50, 1, 1, fact_id=900), by_call)),
        Attack("a call on the fact of another call", (*call(50, 1, 1, fact_id=2001), by_call)),
        Attack("a failed call said to uphold", (*call(50, 1, 1, "niet_bereikt", upholds=1), by_call)),
        Attack("a call of no known outcome", (*call(50, 1, 1, "voicemail", upholds=1), by_call)),
        Attack(
            "a call before the decision",
            (*call(50, 1, 1, called_at=PREPARED - 1), letter(1, 1, **reached(50, call_at=PREPARED - 1))),
        ),
        Attack(
            "a call before the decision, which is said to be older",
            (
                *call(50, 1, 1, called_at=PREPARED - 1, decision_at=PREPARED - 2),
                letter(1, 1, **reached(50, call_at=PREPARED - 1)),
            ),
        ),
        Attack(
            "a call about a decision still to come",
            (
                *call(50, 1, 60, called_at=CALLED, decision_at=START),
                *decision(60, 1, version=2, prepared_at=CALLED + HOUR),
                letter(1, 60, **reached(50)),
            ),
        ),
        approved_by("the one who asks approves", approved_by="sanne", grant_id=5),
        approved_by("the one who asks approves under another name", requested_by="mo", approved_by="sanne", grant_id=5),
        approved_by("an approval under a colleague's role", approved_by="mo"),
        approved_by("a consultant approves", approved_by="mo", grant_id=3),
        approved_by("a consultant approves as such", approved_by="mo", grant_id=3, grant_role="consulent"),
        approved_by("a role that was revoked", approved_by="jeroen", grant_id=2, grant_role="teamleider"),
        approved_by("a role still to be granted", approved_by="mo", grant_id=4, grant_role="teamleider"),
        approved_by("a role that does not exist", approved_by="mo", grant_id=404),
        Attack(
            "the one who approves reads along",
            (
                fact(4600, 4, "Approval", by="karin", at=APPROVED, body='{"decision":1,"remark":""}'),
                letter(4, 4, **exempted(1)),
            ),
        ),
        Attack(
            "an approval before the request",
            (
                *approval(50, 9, 10, 3, approved_at=REQUESTED - 1),
                letter(9, 10, **exempted(50, exempted_at=REQUESTED - 1)),
            ),
        ),
        approved_by("an approval without a fact", fact_id=404404),
        approved_by("an approval on the note of a colleague", fact_id=900),
        Attack("an approval of another case's request", (*approval(50, 1, 1, 3), fresh)),
        exempted_for("no motivation", motivation=""),
        exempted_for("a motivation of spaces", motivation=" " * 40),
        exempted_for("a motivation of line ends", motivation="\n\t\r" * 20),
        exempted_for("a motivation of a few words", motivation="geen zin om te bellen"[:19]),
        exempted_for("a reason that does not exist", reason="geen_tijd"),
        exempted_for("not reached, without any attempt", reason="niet_bereikt"),
        Attack(
            "not reached, three attempts in one moment",
            (
                *(s for n in range(3) for s in call(50 + n, 1, 1, "niet_bereikt")),
                *exemption(50, 1, 1, "niet_bereikt"),
                *approval(50, 1, 1, 50),
                fresh,
            ),
        ),
        Attack(
            "not reached, three attempts in one minute",
            (
                *(s for n in range(3) for s in call(50 + n, 1, 1, "niet_bereikt", called_at=CALLED + n * 20_000)),
                *exemption(50, 1, 1, "niet_bereikt"),
                *approval(50, 1, 1, 50),
                fresh,
            ),
        ),
        Attack(
            "not reached, the third attempt right after the second",
            (
                *call(50, 3, 3, "niet_bereikt", called_at=CALLED + APART - 1),
                *exemption(50, 3, 3, "niet_bereikt"),
                *approval(50, 3, 3, 50),
                letter(3, 3, **exempted(50)),
            ),
        ),
        Attack(
            "not reached, the third attempt after the approval",
            (*call(50, 7, 8, "niet_bereikt", called_at=APPROVED + 1), letter(7, 8, **exempted(2))),
        ),
        Attack(
            "not reached, attempts about another version",
            (
                *decision(60, 10, version=2),
                *exemption(50, 10, 60, "niet_bereikt"),
                *approval(50, 10, 60, 50),
                letter(10, 60, **exempted(50)),
            ),
        ),
        Attack(
            "a rejection written down as harmless",
            (*decision(60, 1, version=2, adverse=0), letter(1, 60, **GRANT)),
        ),
        Attack(
            "an outcome that does not exist",
            (*decision(60, 1, "geweigerd", version=2, adverse=0), letter(1, 60, **GRANT)),
        ),
        Attack(
            "a version below the one called about",
            (*decision(60, 6, version=0), letter(6, 7, **reached(4)), letter(6, 60)),
        ),
    ]
