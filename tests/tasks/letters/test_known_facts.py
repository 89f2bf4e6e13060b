"""A decision letter tells of facts that its front matter names, as they were known to whoever decided."""

from datetime import date
from typing import Any

import pytest
from plays import Play, intended

from letters.writing.template import FrontMatter, front_matter
from rules.calls import CallOutcome
from rules.facts import Advice, Note
from tasks.letters import content

BLOM = Advice(received_on=date(2026, 10, 12), adviser="S. Blom, arts", advice="Meneer loopt 300 meter.")
MAAS = Advice(received_on=date(2026, 10, 12), adviser="R. Maas, arts", advice="Meneer loopt 60 meter.")


def naming(*labels: str) -> Any:
    """Every letter, as if it named these kinds of facts."""
    return lambda letter: FrontMatter(**front_matter(letter).model_dump() | {"facts": labels})


@pytest.fixture
def rejected(record: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The values of a rejection by whoever knew these facts; a second opinion came after the intention."""

    def values(*labels: str, known: tuple[Any, ...] = (BLOM,)) -> dict[str, Any]:
        monkeypatch.setattr(content, "front_matter", naming(*labels))
        play: Play = intended()
        for fact in known:
            play.put(fact)
        play.intend()
        play.days(1).do(MAAS)
        play.call(CallOutcome.INFORMED_DISAGREES, decision=2)
        play.approve(2)
        return play.letter("afwijzing").content

    return values


def test_the_newest_that_was_known_is_told_of_and_nothing_of_another_kind(rejected: Any) -> None:
    told = rejected("deskundig advies", "intrekking", known=(MAAS, BLOM, Note(text="Gebeld.")))
    assert told["deskundig_advies"] == {
        "received_on": "2026-10-12",
        "adviser": "S. Blom, arts",
        "advice": "Meneer loopt 300 meter.",
    }
    assert {"intrekking", "notitie"}.isdisjoint(told)


def test_what_came_after_the_decision_was_taken_is_not_told_of(rejected: Any) -> None:
    assert "deskundig_advies" not in rejected("deskundig advies", known=())


def test_a_letter_that_names_no_fact_has_none(rejected: Any) -> None:
    assert "deskundig_advies" not in rejected()
