"""Moments that cannot be, and names of those who may not."""

from __future__ import annotations

from attack import Attack, Step
from late import TO_COME
from scene import (
    APPROVED,
    CALLED,
    DAY,
    GRANT,
    HOUR,
    LATER,
    PLAIN,
    PREPARED,
    REVOKED,
    SHA,
    START,
    WRITTEN,
    Value,
    approval,
    bundle,
    call,
    decision,
    exempted,
    exemption,
    fact,
    finding,
    letter,
    line,
    nr,
    reached,
    receipt,
    rendered,
    row,
    whole,
)


def untimely() -> list[Attack]:
    """Moments that cannot be, and names of those who may not."""
    every = {**_to_come(), **_too_early(), **_by_nobody()}
    return [*(Attack(name, steps) for name, steps in every.items()), *_another_clock()]


def _another_clock() -> list[Attack]:
    """The clock of the guards is replaced, or another stands in its place."""
    later = fact(950, 1, "Note", at=TO_COME)
    view, function = f"VIEW guard_clock AS SELECT {TO_COME} AS at", f"RETURNS bigint LANGUAGE sql AS 'SELECT {TO_COME}'"
    again = ("DROP VIEW guard_clock", f"CREATE {view}")
    shadow = (f"CREATE FUNCTION pg_temp.guard_clock() {function}", "SET search_path = pg_temp, public")
    replaced = (f"CREATE OR REPLACE FUNCTION guard_clock() {function}", later)
    return [
        Attack("a clock of one's own before the guards'", (f"CREATE TEMP {view}", later), on=("sqlite",)),
        Attack("the guards' clock is set on", (*again, later), on=("sqlite",), alters=True),
        Attack("a clock of one's own before the guards'", (*shadow, later), on=("postgresql",)),
        Attack("the guards' clock is set on", replaced, on=("postgresql",), alters=True),
    ]


def _to_come() -> dict[str, tuple[Step, ...]]:
    late: dict[str, tuple[Step, ...]] = {
        "a fact of a moment to come": (fact(950, 1, "Note", at=TO_COME),),
        "a decision of a moment to come": tuple(decision(60, 1, version=2, prepared_at=TO_COME)),
        "a call of a moment to come": tuple(call(50, 1, 1, called_at=TO_COME)),
        "a letter of a moment to come": (letter(1, None, **PLAIN | {"created_at": TO_COME}),),
        "a letter made at a moment to come": (rendered(1, TO_COME),),
        "a bundle of a moment to come": (bundle("again", sealed_at=TO_COME),),
        "a hand-over of a moment to come": (row("handover", bundle_id=nr("sealed"), manifest_sha256=SHA, at=TO_COME),),
        "a bundle that is taken apart at a moment to come": (row("unsealed", bundle_id=nr("sealed"), at=TO_COME),),
        "an answer of a moment to come": (receipt("handed", "refused", at=TO_COME),),
        "a role from a moment to come": (row("role_grant", id=50, staff_id="mo", role="tekst", granted_at=TO_COME),),
        "a role until a moment to come": (row("role_revocation", grant_id=3, revoked_at=TO_COME),),
        "a finding of a moment to come": (finding(50, found_at=TO_COME),),
    }
    return late


def _too_early() -> dict[str, tuple[Step, ...]]:
    posted = row("handover", bundle_id=nr("sealed"), manifest_sha256=SHA, at=WRITTEN - DAY)
    return {
        "a fact before the last": (fact(950, 2, "Note", at=PREPARED),),
        "a call that was recorded before it took place": (
            call(50, 1, 1)[0],
            call(50, 1, 1, called_at=CALLED + HOUR)[1],
        ),
        "a decision from before its fact": (
            fact(1060, 1, "Intention", at=LATER),
            decision(60, 1, version=2, prepared_at=CALLED)[1],
        ),
        "a request from before its fact": (fact(3050, 1, "Exemption", at=LATER), exemption(50, 1, 1)[1]),
        "an approval from before its fact": (fact(4050, 9, "ExemptionApproval", at=LATER, by="karin"),
                                             approval(50, 9, 10, 3)[1]),
        "a grant before its decision": (*_granted(prepared_at=LATER), letter(5, 60, **GRANT)),
        "a letter before the fact it tells": (
            fact(950, 1, "Report", at=LATER),
            letter(1, None, **PLAIN | {"about": 950}),
        ),
        "a letter made before it was written": (rendered(1, START),),
        "a bundle handed over before it was sealed": (posted,),
        "a bundle taken apart before it was sealed": (row("unsealed", bundle_id=nr("sealed"), at=WRITTEN - DAY),),
        "a bundle answered before it was handed over": (receipt("handed", "refused", at=WRITTEN),),
        "a role that ended before it began": (row("role_revocation", grant_id=4, revoked_at=START),),
    }  # fmt: skip


def _granted(**changes: Value) -> tuple[str, ...]:
    """All that was asked in case 5 was given before."""
    return (*decision(60, 5, "granted", version=2, **changes), whole(5, 60))


def _by_nobody() -> dict[str, tuple[Step, ...]]:
    """By somebody without a role for it at that moment: none, another, one that was revoked, or one still to come."""
    adverse: dict[str, Value] = {"created_at": LATER + 2 * HOUR}
    by: dict[str, Value] = {"called_at": LATER, "caller": "jeroen"}
    named = call(50, 1, 1, caller="mo")
    return {
        "a call by nobody of staff": (*call(50, 1, 1, caller="buurman"), letter(1, 1, **reached(50))),
        "a call by the system": (*call(50, 1, 1, caller="systeem"), letter(1, 1, **reached(50))),
        "a call by somebody who reads only": (*call(50, 1, 1, caller="hassan"), letter(1, 1, **reached(50))),
        "a call by whose role was revoked": (
            *call(50, 1, 1, **by),
            letter(1, 1, **adverse | reached(50, call_at=LATER)),
        ),
        "a call under the name of another": (named[0].replace("'mo'", "'sanne'"), named[1],
                                             letter(1, 1, **reached(50))),
        "a decision by nobody of staff": tuple(decision(60, 1, version=2, prepared_by="buurman")),
        "a decision by somebody who reads only": tuple(decision(60, 1, version=2, prepared_by="hassan")),
        "a decision under the name of another": (
            fact(1060, 1, "Intention", at=PREPARED, by="mo"), decision(60, 1, version=2)[1],
        ),
        "a letter signed by nobody of staff": (letter(2, 2, **reached(1), signed_by="buurman"), rendered(100)),
        "a letter signed by nobody": (letter(2, 2, **reached(1), signed_by=None), rendered(100)),
        "a letter signed by whose role was revoked": (
            letter(2, 2, **reached(1), signed_by="jeroen"), rendered(100),
        ),
        "a letter signed by another once it was written": (
            "UPDATE letter SET signed_by = 'mo' WHERE id = 2",
        ),
        "a letter leaves whose signer lost the role": (
            letter(2, 2, **reached(1)), rendered(100),
            *(row("role_revocation", grant_id=id_, revoked_at=WRITTEN + 1) for id_ in (5, 21)),
            bundle("again", sealed_at=LATER), line(100, "again", case_id=2),
        ),
        "a request by somebody who reads only": tuple(exemption(50, 1, 1, requested_by="hassan")),
        "a request by whose role was revoked": tuple(
            exemption(50, 1, 1, requested_by="jeroen", requested_at=REVOKED)
        ),
        "an approval under the name of another": (
            fact(4050, 9, "ExemptionApproval", at=APPROVED, by="sanne"), approval(50, 9, 10, 3)[1],
            letter(9, 10, **exempted(50)),
        ),
    }  # fmt: skip
