"""From a course of law to a Prefect flow: a short run that takes one case as far as it can go, and makes its letters."""

from __future__ import annotations

from tasks.course import Course, Stand, advance
from tasks.letters import make_letter


def run_here(number: str, course: Course) -> Stand:
    """Advance a case and make its letters in this very process, until nothing is left to do but wait."""
    stand = advance(number, course)
    while stand.letters:
        for letter in stand.letters:
            make_letter(letter)
        stand = advance(number, course)
    return stand
