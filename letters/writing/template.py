"""A letter's front matter, and a version of everything that shapes the letter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.metadata import version
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from config.municipality import municipality
from letters.writing.days import BLOCKS, Counted
from letters.writing.signs import font_files
from letters.writing.takes import PHRASED, Type
from letters.writing.texts import FRONT, HERE, Texts, current, file_of, names, shipped, used
from rules.errors import TemplateBroken, TemplateMissing
from rules.facts import KINDS, Outcome

# What a decision letter calls the outcome of a provision; help until the decision has a word of its own.
OUTCOMES = {
    Outcome.GRANTED: "toe",
    Outcome.PARTIAL: "deels",
    Outcome.REJECTED: "af",
    Outcome.NOT_PROCESSED: "niet",
    Outcome.LOWERED: "minder",
    Outcome.ENDED: "eind",
}
TEMPORARY = "tijdelijk"
GIVES = frozenset({*(OUTCOMES[one] for one in Outcome if one.gives), TEMPORARY})
# Letters that decide nothing and take prose, because law or a talk asks for it: the reason of an extension or an
# adjournment, a report, an intention, what was talked about. Each says that it is no decision, in the words of block F.
PROSE = frozenset({"L07", "L32", "L10", "L11", "L13"})
FRAME = "F"
LAYOUT = HERE / "layout" / "letter.typ"


def _taken(written: object) -> object:
    return {"type": written} if isinstance(written, str) else written


class Taken(BaseModel):
    """The type of one value, and the name it is found by where the letter calls it otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str
    value: str = ""


class FrontMatter(BaseModel):
    """What a letter declares about itself, above its text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    letter_id: str = Field(pattern=r"^L\d{2,3}$")
    also: tuple[str, ...] = Field(default=(), description="other letters that the law names and this one is")
    title: str = Field(min_length=5)
    article: str = Field(min_length=3, description="the article of law this letter follows")
    decision: bool
    adverse: bool = Field(description="a negative decision: call first")
    prose: bool = Field(default=False, description="decides nothing, and has room for prose all the same")
    confirms: bool = Field(default=False, description="owed whatever comes next: it confirms what came in or was said")
    heirs: bool = Field(default=False, description="says nothing that only the living can do: heirs may have it")
    about: tuple[str, ...] = Field(default=(), description="the facts this letter may be about, by their labels")
    values: dict[str, Annotated[Taken, BeforeValidator(_taken)]] = Field(default={}, description="each with its type")
    blocks: tuple[str, ...] = Field(description="required parts, from required.toml")
    must: dict[str, str] = Field(description="what the text must say: a name and a pattern")
    where_given: dict[str, str] = Field(default={}, description="what it must say too where it gives something")
    items: dict[str, int] = Field(default={}, description="lists whose length the law sets")
    outcomes: tuple[str, ...] = Field(default=(), description="outcomes its provisions may have")
    never: tuple[str, ...] = Field(default=(), description="patterns the text may not show")
    dates: dict[str, Counted] = Field(default={}, description="how the days it names are counted")
    facts: tuple[str, ...] = Field(default=(), description="kinds of facts a decision tells of, by their labels")

    @field_validator("facts")
    @classmethod
    def _known(cls, labels: tuple[str, ...]) -> tuple[str, ...]:
        if not {*labels} <= {kind.label for kind in KINDS.values()}:
            raise ValueError("no such fact")
        return labels

    @cached_property
    def types(self) -> dict[str, Type]:
        """The type of each value; of a type that does not exist, there is none."""
        found = {path: Type.of(taken.type) for path, taken in self.values.items()}
        return {path: kind for path, kind in found.items() if kind}

    @property
    def typed(self) -> tuple[str, ...]:
        """The paths of what somebody types in it as a phrase or a name, where it takes no sentences."""
        plain = not self.decision and not self.prose
        return tuple(path for path, kind in self.types.items() if plain and kind.name in PHRASED)

    def misplaced_prose(self) -> str:
        """Why this letter may not take the prose it takes, as the end of a Dutch sentence; empty when it may."""
        takes = any(kind.name == "prose" for kind in self.types.values())
        if self.prose and (self.decision or self.letter_id not in PROSE or FRAME not in self.blocks):
            return "prose mag alleen bij een brief die niets beslist, die erom vraagt en die dat met blok F zegt"
        if takes and not self.decision and not self.prose:
            return (
                "een brief die niets beslist, heeft geen plaats voor zinnen: maak er phrase, quotation of een keuze van"
            )
        return ""

    def counted(self) -> dict[str, Counted]:
        """The days it names that follow from another day, including those of its blocks."""
        shared = [BLOCKS.get(block, {}) for block in self.blocks]
        return {path: rule for rules in (*shared, self.dates) for path, rule in rules.items()}

    def of(self, values: Mapping[str, object]) -> FrontMatter:
        """The same with what it must say of what these values give, each thing by its form."""
        provisions = values.get("voorzieningen")
        if not self.decision or not isinstance(provisions, list):
            return self
        given = [one for one in provisions if isinstance(one, dict) and one.get("uitkomst") in GIVES]
        forms = dict.fromkeys(str(one["vorm"]) for one in given if "vorm" in one)
        more = self.where_given if given else {}
        return self.model_copy(update={"blocks": (*self.blocks, *forms), "must": {**self.must, **more}})


@cache
def letter_names() -> tuple[str, ...]:
    """The names of all letters, as `process/letter`."""
    return tuple(name.removesuffix("/brief.md.j2") for name in names() if name.endswith("/brief.md.j2"))


@cache
def front_matter(letter: str) -> FrontMatter:
    """The front matter of the shipped letter, which a municipality's own text cannot change.

    A letter that is written no more has that of the one which says the same now.
    """
    letter = current(letter)
    if letter not in letter_names():
        raise TemplateMissing(letter)
    found = FRONT.match(shipped(file_of(letter)))
    if not found:
        raise TemplateBroken(letter, 1, "de kop tussen --- ontbreekt")
    try:
        front = FrontMatter.model_validate(yaml.safe_load(found[1]))
    except (yaml.YAMLError, ValidationError):
        raise TemplateBroken(letter, 1, "de kop tussen --- klopt niet") from None
    for path in front.values.keys() - front.types.keys():
        raise TemplateBroken(letter, 1, f"“{path}” is van de soort “{front.values[path].type}”, en die bestaat niet")
    if wrong := front.misplaced_prose():
        raise TemplateBroken(letter, 1, wrong)
    return front


def template_version(letter: str, texts: Texts | None = None) -> str:
    """The SHA-256 over everything that shapes a letter except its values; stored with each letter."""
    digest = hashlib.sha256(f"typst {version('typst')}\n".encode())
    for name, text in used(letter, texts or {}).items():
        digest.update(name.encode() + b"\0" + text.encode() + b"\0")
    digest.update(LAYOUT.read_bytes() + b"\0")
    house = municipality()
    digest.update(house.huisstijl.model_dump_json().encode() + house.logo_svg.encode())
    digest.update("\n".join(path.name for path in font_files()).encode())
    return digest.hexdigest()
