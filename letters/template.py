"""Where a letter's text lives, what it says about itself, and what its template may do."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import yaml
from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.municipality import municipality
from letters.days import BLOCKS, Counted
from letters.signs import Fields, font_files
from letters.slots import KEY, dutch_date, euro, keep, paragraphs
from rules.errors import TemplateBroken, TemplateMissing, ValueMissing

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

HERE = Path(__file__).parent
LAYOUT = HERE / "layout" / "letter.typ"
_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_STATEMENTS = (nodes.Output, nodes.If, nodes.For, nodes.Include)
_SUMS = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
_FORBIDDEN = (nodes.Call, nodes.Concat, nodes.Dict, nodes.Slice, *_SUMS)
_FILTERS: dict[str, Callable[..., Any]] = {"datum": dutch_date, "euro": euro, "alineas": paragraphs}
_TESTS = {"defined"}


class FrontMatter(BaseModel):
    """What a letter says about itself, above its text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    letter_id: str = Field(pattern=r"^L\d\d$")
    title: str = Field(min_length=5)
    article: str = Field(min_length=3, description="the article of law this letter follows")
    decision: bool
    adverse: bool = Field(description="a negative decision: call first")
    blocks: tuple[str, ...] = Field(description="required parts, from required.toml")
    must: dict[str, str] = Field(description="what the text must say: a name and a pattern")
    items: dict[str, int] = Field(default={}, description="lists whose length the law sets")
    outcomes: tuple[str, ...] = Field(default=(), description="outcomes its provisions may have")
    never: tuple[str, ...] = Field(default=(), description="patterns the text may not show")
    dates: dict[str, Counted] = Field(default={}, description="how the days it names are counted")

    def counted(self) -> dict[str, Counted]:
        """Each day it names that follows from another, those of its blocks included."""
        shared = [BLOCKS.get(block, {}) for block in self.blocks]
        return {path: rule for rules in (*shared, self.dates) for path, rule in rules.items()}


class _Missing(StrictUndefined):
    """A value the template names and the letter does not have."""

    def _fail_with_undefined_error(self, *_: object, **__: object) -> NoReturn:
        owner = self._undefined_obj
        path = f"{owner.path}." if isinstance(owner, Fields) and owner.path else ""
        raise ValueMissing(f"{path}{self._undefined_name}")

    __str__ = __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = _fail_with_undefined_error
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __getitem__ = _fail_with_undefined_error
    __getattr__ = _fail_with_undefined_error


class _Loader(FileSystemLoader):
    """Reads a template without its front matter, and refuses one that does more than `if` and `for`."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, path, fresh = super().get_source(environment, template)
        front = _FRONT.match(source)
        if front:
            source = "\n" * front[0].count("\n") + source[front.end() :]
        _refuse_logic(environment.parse(source, template, path), template)
        return source, path, fresh


class _Sandbox(ImmutableSandboxedEnvironment):
    """Names reach values only; a mapping has no methods here."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj.get(attribute, self.undefined(obj=obj, name=attribute))
        return super().getattr(obj, attribute)


def _refuse_logic(tree: nodes.Template, template: str) -> None:
    for node in tree.find_all(nodes.Node):
        allowed = not isinstance(node, _FORBIDDEN)
        if isinstance(node, nodes.Stmt):
            allowed = isinstance(node, _STATEMENTS)
        elif isinstance(node, nodes.Filter):
            allowed = node.name in _FILTERS
        elif isinstance(node, nodes.Test):
            allowed = node.name in _TESTS
        if not allowed:
            raise TemplateBroken(template, node.lineno, "alleen if, for, include en de filters datum, euro en alineas")


@lru_cache(maxsize=8)
def _environment(overrides: Path | None) -> _Sandbox:
    folders = [overrides, HERE] if overrides else [HERE]
    environment = _Sandbox(
        loader=ChoiceLoader([_Loader(folder) for folder in folders]),
        undefined=_Missing,
        finalize=keep,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
    )
    environment.globals = {}
    environment.filters = dict(_FILTERS)
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    return environment


def write(letter: str, given: Fields, slots: list[str], overrides: Path | None = None) -> str:
    """The letter as Markdown with its values in slots; a municipality's own file of the same name goes first."""
    try:
        return _environment(overrides).get_template(f"{letter}/brief.md.j2").render({**given, KEY: slots})
    except TemplateSyntaxError as error:
        broken = TemplateBroken(error.name or letter, error.lineno, "de opmaakcode klopt niet")
    except TemplateNotFound as error:
        broken = TemplateBroken(letter, None, f"het bestand {error.name} is niet gevonden")
    except UnicodeDecodeError:
        broken = TemplateBroken(letter, None, "het bestand is geen UTF-8-tekst")
    except (TemplateError, TypeError):
        broken = TemplateBroken(letter, None, "een waarde heeft niet de vorm die het sjabloon verwacht")
    raise broken


@cache
def letter_names() -> tuple[str, ...]:
    """Every letter there is, as `process/letter`."""
    return tuple(sorted(str(path.parent.relative_to(HERE)) for path in HERE.glob("*/*/brief.md.j2")))


@cache
def front_matter(letter: str) -> FrontMatter:
    """What the shipped letter says about itself; a municipality's own text does not change it."""
    if letter not in letter_names():
        raise TemplateMissing(letter)
    found = _FRONT.match((HERE / letter / "brief.md.j2").read_text("utf-8"))
    if not found:
        raise TemplateBroken(letter, 1, "de kop tussen --- ontbreekt")
    try:
        return FrontMatter.model_validate(yaml.safe_load(found[1]))
    except (yaml.YAMLError, ValidationError):
        raise TemplateBroken(letter, 1, "de kop tussen --- klopt niet") from None


def template_version(letter: str, overrides: Path | None = None) -> str:
    """SHA-256 over all that shapes a letter but its values; stored with each letter."""
    digest = hashlib.sha256(f"typst {version('typst')}\n".encode())
    for path in (*_text_files(f"{letter}/brief.md.j2", overrides), LAYOUT):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    house = municipality()
    digest.update(house.huisstijl.model_dump_json().encode() + house.logo_svg.encode())
    digest.update("\n".join(path.name for path in font_files()).encode())
    return digest.hexdigest()


def _text_files(name: str, overrides: Path | None) -> list[Path]:
    environment = _environment(overrides)
    loader = cast("ChoiceLoader", environment.loader)
    found: dict[str, Path] = {}
    wanted = {name}
    while wanted:
        name = wanted.pop()
        try:
            source, path, _ = loader.get_source(environment, name)
        except TemplateNotFound:
            raise TemplateMissing(name) from None
        found[name] = Path(path or name)
        included = find_referenced_templates(environment.parse(source))
        wanted |= {other for other in included if other} - found.keys()
    return [found[name] for name in sorted(found)]
