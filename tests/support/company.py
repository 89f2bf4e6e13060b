"""Ways past the gate where several people have a say: one is forgotten, spoken for, or taken away."""

from __future__ import annotations

from collections.abc import Sequence

from attack import Attack, Step
from grants import NEW, granting
from scene import (
    APPROVED,
    GRANT,
    LATER,
    THREE,
    TWO,
    agreement,
    answer,
    approval,
    call,
    decision,
    exempted,
    exemption,
    fact,
    item,
    left,
    letter,
    party,
    reached,
    row,
    whole,
)


def company() -> list[Attack]:
    """All of them."""
    every: dict[str, Sequence[Step]] = {**_unheard(), **_spoken_for(), **_made_up()}
    return [Attack(name, tuple(steps)) for name, steps in every.items()]


def _unheard() -> dict[str, Sequence[Step]]:
    return {
        "a partner whom nobody called": [letter(37, 30, **reached(30))],
        "a partner, written to with the call of the citizen": [letter(37, 30, party=2, **reached(30))],
        "the citizen, written to with the call of the partner": [
            *call(50, 38, 31, party=2),
            letter(38, 31, **reached(50)),
        ],
        "called twice, and both times the citizen": [*call(50, 37, 30), letter(37, 30, party=2, **reached(50))],
        "a letter to nobody of the case": [*call(50, 37, 30, party=2), letter(37, 30, party=9, **reached(50))],
        "a partner without the exemption of the citizen": [letter(38, 31, **exempted(30))],
        "a partner with the exemption of the citizen": [letter(38, 31, party=2, **exempted(30))],
        "a partner exempted by the one who asked for it": [
            *exemption(50, 38, 31, party=2),
            *approval(50, 38, 31, 50, approved_by="sanne"),
            letter(38, 31, party=2, **exempted(50)),
        ],
        "an exemption for the partner, used for the citizen": [
            *exemption(50, 37, 30, party=2),
            *approval(50, 37, 30, 50),
            letter(37, 30, **exempted(50, exempted_at=APPROVED)),
        ],
        "a youth of sixteen for whom a parent spoke": [letter(39, 32, **reached(31))],
        "a parent of a youth of sixteen gets the letter": [letter(39, 32, party=3, **reached(32))],
        "a partner taken away by who decides": [letter(40, 33, **reached(33))],
    }


def _spoken_for() -> dict[str, Sequence[Step]]:
    return {
        "one of two parents agreed": granting(41, answer(NEW, 41, NEW, [31], **THREE)),
        "one parent agreed for both": [
            *agreement(50, 41, 31, party=2, for_party=3, **THREE),
            *granting(41, answer(NEW, 41, NEW, [31], **THREE)),
        ],
        "an administrator agreed to fewer hours": [
            *agreement(50, 42, 32, party=2, for_party=1, **THREE),
            *granting(42, answer(NEW, 42, NEW, [32], **THREE)),
        ],
        "a partner agreed for the citizen": [
            *party(50, 21, known=250),
            *agreement(50, 21, 11, party=2, for_party=1, **THREE),
            *granting(21, answer(NEW, 21, NEW, [11], **THREE)),
        ],
        "a neighbour agreed": [
            *agreement(50, 21, 11, party=7, for_party=1, **THREE),
            *granting(21, answer(NEW, 21, NEW, [11], **THREE)),
        ],
        "agreed before there was a guardian": granting(43, answer(NEW, 43, NEW, [33], **THREE)),
        "somebody who has no paper agreed": [
            *party(50, 21, "gemachtigde", 250, represents=1),
            *agreement(50, 21, 11, party=2, for_party=1, **THREE),
            *granting(21, answer(NEW, 21, NEW, [11], **THREE)),
        ],
        "a partner came after it was called whole": [
            *decision(NEW, 21, "granted"),
            *answer(NEW, 21, NEW, [11]),
            whole(21, NEW),
            *party(50, 21, known=5_000),
            letter(21, NEW, **GRANT),
        ],
    }


def only_theirs(case_id: int, item_id: int) -> Sequence[Step]:
    """What the citizen asks is granted, and nothing else."""
    return granting(case_id, answer(NEW, case_id, NEW, [item_id], **TWO))


def _made_up() -> dict[str, Sequence[Step]]:
    taken: Sequence[Step] = [letter(37, 30, **reached(30))]
    return {
        "a partner taken away without a fact": [
            fact(250, 37, "Note"),
            row("party_end", id=50, case_id=37, fact_id=250, number=2, ended_by="hassan"),
            *taken,
        ],
        "a partner taken away in the name of another": [
            fact(250, 37, "PartyEnded", by="sanne"),
            row("party_end", id=50, case_id=37, fact_id=250, number=2, ended_by="hassan"),
            *taken,
        ],
        "a partner becomes a mentor": ["UPDATE party SET kind = 'mentor', represents = 1 WHERE case_id = 37", *taken],
        "a partner is gone": ["DELETE FROM party WHERE case_id = 37", *taken],
        "an end is moved to a colleague": [
            "UPDATE party_end SET ended_by = 'hassan' WHERE case_id = 40",
            letter(40, 33, **reached(33)),
        ],
        "a call moves to the partner": [
            "UPDATE call SET party = 2 WHERE id = 30",
            letter(37, 30, party=2, **reached(30)),
        ],
        "a child asks, who is none of the case": [
            *item(50, 21, number=2, party=9, known=250),
            *granting(21, answer(NEW, 21, NEW, [11, 50], amount=480, yearly=480 * 52)),
        ],
        "a partner taken away by a consultant": [*left(50, 37, known=250, by="mo"), *taken],
        "a partner taken away by who was team leader": [*left(50, 37, known=250, by="jeroen", at=LATER), *taken],
        "the question of a partner who did not die": [*left(50, 28, known=250), *only_theirs(28, 20)],
        "the question of a partner, dead on the word of who decides": [
            *left(50, 28, known=250, by="sanne", died=True),
            *only_theirs(28, 20),
        ],
        "the question of a partner, dead on the word of a consultant": [
            *left(50, 28, known=250, by="mo", died=True),
            *only_theirs(28, 20),
        ],
        "the question of a partner who died after it was worded": [
            *decision(NEW, 28, "granted"),
            *answer(NEW, 28, NEW, [20], **TWO),
            whole(28, NEW),
            *left(50, 28, known=5_000, died=True),
            letter(28, NEW, **GRANT),
        ],
        "the question of a partner beside one who died": [
            *party(50, 49, known=592, number=3),
            *item(50, 49, number=3, party=3, known=593, **TWO),
            *only_theirs(49, 34),
        ],
        "a colleague takes away whom another case has": [*left(50, 37, known=250, number=3), *taken],
    }
