"""Titles and predicates of Dutch nobility: their form for a man and a woman, and how each is addressed."""

from __future__ import annotations

from dataclasses import dataclass

MAN, WOMAN = "de heer", "mevrouw"
COUNT = "hooggeboren"
OTHERS = "hoogwelgeboren"
HIGHNESS = "hoogheid"


@dataclass(frozen=True)
class Title:
    """A title in the form for each; a woman has no form of *ridder*. A predicate stands before the initials.

    `courtesy` is whether the wife of a man with this title may use hers.
    """

    man: str
    woman: str
    style: str = OTHERS
    predicate: bool = False
    courtesy: bool = True

    def form(self, gender: str) -> str:
        """The title for somebody who is addressed so; empty when there is none."""
        return {MAN: self.man, WOMAN: self.woman}.get(gender, "")

    def addressed(self, gender: str) -> str:
        """“Hoogwelgeboren heer”, without a capital; empty when they are addressed as anybody else."""
        if self.style == HIGHNESS:
            return HIGHNESS
        person = {MAN: "heer", WOMAN: "vrouwe"}.get(gender, "")
        return f"{self.style} {person}" if person else ""


_EACH = (
    Title("baron", "barones"),
    Title("graaf", "gravin", style=COUNT),
    Title("hertog", "hertogin"),
    Title("markies", "markiezin"),
    Title("prins", "prinses", style=HIGHNESS),
    Title("ridder", "", courtesy=False),
    Title("jonkheer", "jonkvrouw", predicate=True, courtesy=False),
)
# By either form: whoever changed gender may still be registered under the other.
TITLES = {form: title for title in _EACH for form in (title.man, title.woman) if form}
