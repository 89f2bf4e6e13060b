"""Every letter of a case that went any way it could says what is so, and says it once."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from plays import Play, intended
from truths import CLAIMED, PAIRS, Told, contradicted, late, misquoted, told, unfounded, untruths
from wandering import wander

from rules.calls import CallOutcome

pytestmark = pytest.mark.usefixtures("record")
CASES = max(28, int(os.environ.get("MAATWERK_SOAK") or 0))
# So many letters, and so many of the claims, come by at the least: else the cases went nowhere.
LETTERS, CLAIMS = 18, len(CLAIMED)


def test_every_letter_of_a_random_case_is_true(subtests: pytest.Subtests) -> None:
    seen: list[Told] = []
    for seed in range(CASES):
        with subtests.test(f"case {seed}"):
            letters = told(wander(seed).play.number)
            seen += letters
            assert [wrong for letter in letters for wrong in untruths(letter)] == []
    text = " ".join(letter.text for letter in seen)
    assert sum(bool(claim.search(text)) for claim, _ in CLAIMED) >= CLAIMS
    assert len({letter.name for letter in seen}) >= LETTERS


@pytest.fixture
def true() -> Told:
    """A rejection after a call, in which all is so."""
    play: Play = intended()
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    play.days(1).approve()
    letter = next(letter for letter in told(play.number) if letter.name == "wmo/afwijzing")
    assert untruths(letter) == []
    return letter


def planted(letter: Told, old: str, new: str) -> Told:
    """The same letter with something else in it."""
    lines = tuple(line.replace(old, new) for line in letter.lines)
    assert lines != letter.lines
    return replace(letter, lines=lines)


def test_a_lie_of_each_kind_is_found(true: Told) -> None:
    overdue = replace(true, dated_on=true.dated_on + timedelta(days=60))
    assert late(overdue) != []
    assert unfounded(planted(true, "deed u een melding", "kregen wij uw ingebrekestelling")) != []
    assert unfounded(planted(true, "28 september 2026", "27 september 2026")) != []
    assert misquoted(planted(true, "spraken wij met u", "spraken wij met uw dochter")) != []
    assert misquoted(planted(true, "hoorden wij van u:", "hoorden wij van uw man:")) != []
    assert misquoted(planted(true, "“Ik vraag hulp", "“Ik vraag geen hulp")) != []


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_either_of_a_pair_may_stand_and_not_both(true: Told, pair: tuple[str, str]) -> None:
    first, second = (side.split("|")[0] for side in pair)
    bare = replace(true, lines=("Beste mevrouw,",))
    assert contradicted(replace(bare, lines=(first,))) == contradicted(replace(bare, lines=(second,))) == []
    assert contradicted(replace(bare, lines=(first, second))) != []
