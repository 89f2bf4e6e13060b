"""What a template may do, and writing a letter with it: names, `if`, `for`, `include` and three filters."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from jinja2 import BaseLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, Undefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from letters.writing import tags
from letters.writing.signs import Fields
from letters.writing.slots import KEY, dutch_date, euro, keep, paragraphs
from letters.writing.texts import FRONT, LARGEST, NAME, Texts, current, file_of, names, shipped
from rules.errors import LetterError, TemplateBroken, TemplateTooCostly, ValueMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import Environment

MOST_SIGNS = 200_000
_STATEMENTS = (nodes.Output, nodes.If, nodes.For, nodes.Include)
_SUMS = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
_FORBIDDEN = (nodes.Call, nodes.Concat, nodes.Dict, nodes.Slice, nodes.Getitem, *_SUMS)
_FILTERS: dict[str, Callable[..., Any]] = {"datum": dutch_date, "euro": euro, "alineas": paragraphs}
_TESTS = {"defined"}
_TYPST = re.compile(r"^[ \t>*-]*#(?:import|include|let|set|show|eval|read|context)\b", re.MULTILINE)
ONLY = "hier mag alleen if, for, include, een waarde, en de filters datum, euro en alineas. Haal de rest weg"
UNDERSCORE = "een naam met __ hoort niet in een brief. Haal hem weg"
INCLUDED = 'achter include staat de vaste naam van een stuk tekst, zoals "shared/_contact.md.j2". Zet die er neer'
TYPST = "dit is een opdracht voor de opmaak, en die wordt niet uitgevoerd. Haal het woord met # weg"


class _Missing(StrictUndefined):
    """A value that the template names but the letter lacks."""

    def _fail_with_undefined_error(self, *_: object, **__: object) -> NoReturn:
        owner = self._undefined_obj
        path = f"{owner.path}." if isinstance(owner, Fields) and owner.path else ""
        raise ValueMissing(f"{path}{self._undefined_name}")

    __str__ = __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = _fail_with_undefined_error
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __getitem__ = _fail_with_undefined_error
    __getattr__ = _fail_with_undefined_error


class _Loader(BaseLoader):
    """Loads a text without its front matter, and refuses one that does more than it may."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if template not in self.texts and template not in names():
            raise TemplateNotFound(template)
        source = self.texts[template] if template in self.texts else shipped(template)
        front = FRONT.match(source)
        if front:
            # The lines keep their numbers from the file.
            source = "\n" * front[0].count("\n") + source[front.end() :]
        check_source(environment, template, source)
        return source, template, lambda: True


class _Sandbox(ImmutableSandboxedEnvironment):
    """Attributes reach values only: a mapping has no methods here, and nothing else has attributes at all."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj.get(attribute, self.undefined(obj=obj, name=attribute))
        if isinstance(obj, LoopContext | Undefined):
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def write(letter: str, given: Fields, slots: list[str], texts: Texts) -> str:
    """The letter as Markdown with its values in slots; a municipality's own text overrides ours of the same name."""
    try:
        own = file_of(letter)
        name = own if own in texts else file_of(current(letter))
        template = _environment(frozenset(texts.items())).get_template(name)
        return _within_bounds(letter, template.generate({**given, KEY: slots}))
    except TemplateNotFound as error:
        broken: LetterError = TemplateBroken(letter, None, f"het stuk tekst {error.name} is niet gevonden")
    except RecursionError:
        broken = TemplateTooCostly(letter)
    except (TemplateError, TypeError):
        broken = TemplateBroken(letter, None, "een waarde heeft niet de vorm die het sjabloon verwacht")
    raise broken


def names_used(letter: str) -> frozenset[str]:
    """The value of each name that a shipped letter uses, the parts it includes too: `stukken[].naam`."""
    return frozenset(_used(_environment(frozenset()), file_of(letter), {})) - {""}


def _used(environment: Environment, name: str, scope: dict[str, str]) -> Iterator[str]:
    source = FRONT.sub("", shipped(name))
    yield from _used_in(environment, _parsed(environment, name, source), scope)


def _used_in(environment: Environment, node: nodes.Node, scope: dict[str, str]) -> Iterator[str]:
    if isinstance(node, nodes.For):
        path = _path(node.iter, scope)
        yield path
        scope = {**scope, "loop": "", _path(node.target, {}): f"{path}[]"}
        parts: Iterable[nodes.Node] = (*node.body, *node.else_)
    elif isinstance(node, nodes.Getattr | nodes.Name):
        yield _path(node, scope)
        return
    elif isinstance(node, nodes.Include):
        yield from _used(environment, node.template.as_const(), scope)
        return
    else:
        parts = node.iter_child_nodes()
    for part in parts:
        yield from _used_in(environment, part, scope)


def _path(node: nodes.Node, scope: dict[str, str]) -> str:
    """The path of a value: the name of a loop stands for each of its list."""
    if isinstance(node, nodes.Getattr):
        owner = _path(node.node, scope)
        return f"{owner}.{node.attr}" if owner else ""
    return scope.get(node.name, node.name) if isinstance(node, nodes.Name) else ""


def check_source(environment: Environment, name: str, source: str) -> None:
    """Raise `TemplateBroken`, with the line, for a text that is not valid, too long, or does more than show values."""
    if "\ufffd" in source:
        raise TemplateBroken(name, _line(source, source.index("\ufffd")), "het bestand is geen UTF-8-tekst")
    if len(source) > LARGEST:
        raise TemplateBroken(name, None, f"de tekst is langer dan {LARGEST} tekens. Kort hem in")
    wrong = tags.fault(source)
    if wrong:
        raise TemplateBroken(name, wrong.line, wrong.says)
    typst = _TYPST.search(source)
    if typst:
        raise TemplateBroken(name, _line(source, typst.end()), TYPST)
    for node in _parsed(environment, name, source).find_all(nodes.Node):
        says = _wrong(node)
        if says:
            raise TemplateBroken(name, node.lineno, says)


def _parsed(environment: Environment, name: str, source: str) -> nodes.Template:
    try:
        return environment.parse(source, name)
    except TemplateSyntaxError as error:
        broken: LetterError = TemplateBroken(name, error.lineno, "wat tussen de haken staat, klopt niet. Verbeter dat")
    except RecursionError:
        broken = TemplateTooCostly(name)
    raise broken


def _wrong(node: nodes.Node) -> str:
    """What is wrong with one node of a template; empty when it is allowed."""
    if isinstance(node, nodes.Include):
        given = node.template.value if isinstance(node.template, nodes.Const) else None
        return "" if isinstance(given, str) and NAME.fullmatch(given) and not node.ignore_missing else INCLUDED
    if isinstance(node, nodes.Getattr | nodes.Name):
        return UNDERSCORE if (node.attr if isinstance(node, nodes.Getattr) else node.name).startswith("_") else ""
    allowed = not isinstance(node, _FORBIDDEN)
    if isinstance(node, nodes.Stmt):
        allowed = isinstance(node, _STATEMENTS) and not (isinstance(node, nodes.For) and node.recursive)
    elif isinstance(node, nodes.Filter):
        allowed = node.name in _FILTERS
    elif isinstance(node, nodes.Test):
        allowed = node.name in _TESTS
    return "" if allowed else ONLY


def _within_bounds(letter: str, pieces: Any) -> str:
    made: list[str] = []
    room = MOST_SIGNS
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            raise TemplateTooCostly(letter)
        made.append(piece)
    return "".join(made)


def _line(source: str, place: int) -> int:
    return source.count("\n", 0, place) + 1


@lru_cache(maxsize=8)
def _environment(texts: frozenset[tuple[str, str]]) -> _Sandbox:
    environment = _Sandbox(
        loader=_Loader(dict(texts)),
        undefined=_Missing,
        finalize=keep,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals = {}
    environment.filters = dict(_FILTERS)
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    return environment
