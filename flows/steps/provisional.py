"""What is given until the decision, each time with a letter of its own; it answers no item (Awb 4:95; Wmo 2.3.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rules.asked.grants import Grant
from rules.asked.quantity import Per
from rules.errors import FactUntimely
from rules.facts import Intention, Provision
from rules.facts.decision import ADVANCE_FIRST, HELD_FIRST, HELP_FIRST
from rules.record import case_state
from rules.record.entries import Entry, every
from tasks.cases import decisions
from tasks.cases.courses import needs
from tasks.cases.decisions import decided
from tasks.cases.open_case import OpenCase, Sent
from tasks.letters.sending import announce, deliver, take_back

REPLACED = "Er is een nieuw besluit in plaats van dit besluit."


def give_provisionally(
    case: OpenCase, form: str, where: Callable[[Intention], bool], early: Callable[[Sent], str] = lambda _: ""
) -> None:
    """Send the letter about each of these decisions, and take the next once the newest is made.

    They are a line of their own: a newer one leaves what was meant about the application, and who was called about it.
    `early` says of a letter why the next decision waits for it, if that does. One whose letter is held may be replaced,
    by as much from the same day on, so that nothing of it is lost.
    """
    letters = []
    every_one = [entry for entry in every(case.record, Intention) if entry.fact.temporary]
    # Only what was held before it: a letter that is held since was made, and is owed beside it.
    replaces = bool(every_one) and not _letters(case, every_one[-1])
    for intention in (one for one in every_one if where(one.fact)):
        newest = intention is every_one[-1]
        for letter in _announced(case, intention, newest=newest):
            if replaces and not newest and letter.status != "rendered":
                take_back(case, intention, REPLACED)
                continue
            letters.append(letter)
            deliver(case, letter)

    def after_the_letter(fact: Intention, *_: object) -> None:
        # The database lets only the newest of these decisions become a letter.
        if any(letter.status == "queued" for letter in letters):
            raise FactUntimely(HELP_FIRST)
        if any(letter.status == "held" for letter in letters) and not _gives_all(fact, every_one[-1].fact):
            raise FactUntimely(HELD_FIRST)
        for because in filter(None, map(early, letters)):
            raise FactUntimely(because)

    case.accepts(Intention, form=form, where=where, rule=after_the_letter, problems=decisions.problems)


def _announced(case: OpenCase, intention: Entry[Intention], *, newest: bool) -> Sequence[Sent]:
    """Its letters; nobody who joins later gets one about a decision that a newer one followed."""
    known = _letters(case, intention)
    if known and not newest:
        return [one for one in known if one.status != "withdrawn"]
    return announce(case, decided(case, intention, case_state.version_of(case.record, intention)))


def _letters(case: OpenCase, intention: Entry[Intention]) -> Sequence[Sent]:
    return [one for one in case.letters.values() if one.decides and one.about == intention.seq]


def _gives_all(fact: Intention, held: Intention) -> bool:
    """Whether it gives all that is held, of each thing as much and as soon, and asks nothing more for it."""
    return all(_given(fact, like=one) >= _given(held, like=one) for one in held.provisions)


def _given(intention: Intention, *, like: Provision) -> int:
    """How much of the same is given in a year from the first day of this, and without another condition."""
    same = (one for one in intention.provisions if _is_as_sure(one, like) and one.quantity)
    return sum(one.quantity.yearly for one in same if one.quantity)


def _is_as_sure(one: Provision, like: Provision) -> bool:
    if one.quantity is None or like.quantity is None or not (one.from_on and like.from_on):
        return False
    alike = (one.product, one.grant, one.quantity.unit) == (like.product, like.grant, like.quantity.unit)
    alike = alike and (one.quantity.per is Per.ONCE) == (like.quantity.per is Per.ONCE)
    lasts = one.until_on is None or (like.until_on is not None and one.until_on >= like.until_on)
    return alike and lasts and one.from_on <= like.from_on and {*one.conditions} <= {*like.conditions}


@needs("basis_temporary", "letters.provisional", "terms.advance")
def give_advances(case: OpenCase) -> None:
    """Pay an advance each time its term comes round, until the decision; `tasks/cases/duties.py` asks for it."""
    give_provisionally(case, "voorschot", is_advance, _stays)


def _stays(letter: Sent) -> str:
    """A newer one would keep it from leaving, and it is owed as well."""
    return "" if letter.left_on or letter.status == "held" else ADVANCE_FIRST


def is_advance(intention: Intention) -> bool:
    """Whether an intention gives an advance until the decision, and nothing else."""
    return intention.temporary and all(one.grant is Grant.ADVANCE for one in intention.provisions)
