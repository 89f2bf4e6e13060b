"""One letter that lies about its ground."""

from __future__ import annotations

from attack import Attack
from scene import (
    APPROVED,
    CALLED,
    GRANT,
    HOUR,
    PLAIN,
    SHA,
    call,
    exempted,
    letter,
    reached,
)


def lies() -> list[Attack]:
    """One letter that lies about its ground."""
    told = {
        "nobody called": letter(1, 1),
        "nobody called about a partial grant": letter(11, 12, name="wmo/gedeeltelijke-toekenning"),
        "the call was with another citizen": letter(1, 1, **reached(1)),
        "the call was about an earlier version": letter(6, 7, **reached(4)),
        "a later version superseded the one called about": letter(6, 6, **reached(4)),
        "nobody picked up": letter(3, 3, **reached(3)),
        "nobody picked up, told as it was": letter(3, 3, **reached(3, call_upholds=0)),
        "the citizen told new facts": letter(8, 9, **reached(7)),
        "the letter is older than the call": letter(2, 2, **reached(1), created_at=CALLED - 1),
        "another moment of the call": letter(2, 2, **reached(1, call_at=CALLED - HOUR)),
        "a call that does not exist": letter(1, 1, **reached(404)),
        "a call without a moment": letter(1, 1, call_id=1),
        "a call without a moment or a citizen": letter(1, 1, call_id=404),
        "a moment without a call": letter(1, 1, call_upholds=1, call_at=CALLED),
        "a rejection said to be harmless": letter(1, 1, adverse=0),
        "a rejection said to decide nothing": letter(1, None, adverse=0, decides=0),
        "a rejection without a decision": letter(1, None),
        "a rejection of what was granted": letter(12, 13),
        "a rejection of what was granted, said harmless": letter(12, 13, adverse=0),
        "a grant for what is rejected": letter(1, 1, **GRANT),
        "a grant for what is rejected, said adverse": letter(1, 1, **GRANT | {"adverse": 1}),
        "a receipt that is adverse": letter(1, None, **PLAIN | {"adverse": 1}),
        "a receipt that rejects": letter(1, 1, **PLAIN | {"adverse": 1, "decides": 1}),
        "a receipt about a rejection": letter(1, 1, **PLAIN),
        "adverse is two": letter(1, 1, adverse=2),
        "adverse is minus one": letter(1, 1, adverse=-1),
        "a decision of another case": letter(2, 1, **reached(1)),
        "a case that does not exist": letter(404, 2, **reached(1)),
        "a name with a space": letter(1, None, name="wmo/afwijzing ", adverse=0, decides=0),
        "a name in capitals": letter(1, None, name="WMO/AFWIJZING", adverse=0, decides=0),
        "an exemption that nobody approved": letter(9, 10, **exempted(3)),
        "an exemption of another case": letter(1, 1, **exempted(1)),
        "the letter is older than the approval": letter(4, 4, **exempted(1), created_at=APPROVED - 1),
        "another moment of the approval": letter(4, 4, **exempted(1, exempted_at=APPROVED - HOUR)),
        "an approval without a moment": letter(9, 10, exemption_id=404),
        "an approval that does not exist": letter(9, 10, **exempted(404)),
        "not reached, after two attempts": letter(7, 8, **exempted(2)),
        "a letter that is born held": letter(1, 1, status="held", held_because="x"),
        "a letter that is born rendered": letter(1, 1, status="rendered", pdf_sha256=SHA),
        "or ignore the conflict": letter(1, 1, "INSERT INTO", "ON CONFLICT DO NOTHING"),
    }
    return [*(Attack(name, (statement,)) for name, statement in told.items()), *_written()]


def _written() -> list[Attack]:
    """A call that was a message: who reads it cannot answer, and who does not is not tried."""
    known, made = call(60, 1, 1)
    tried, third = call(60, 7, 8, "niet_bereikt", called_at=CALLED + 1)
    return [
        Attack("the call was an e-mail", (_by_mail(known), made, letter(1, 1, **reached(60)))),
        Attack("the third attempt was an e-mail", (_by_mail(tried), third, letter(7, 8, **exempted(2)))),
    ]


def _by_mail(known: str) -> str:
    return known.replace("'{", """'{"channel":"beveiligde e-mail",""")
