"""Writes every Dutch sentence of an error or a refused fact to docs/handleiding: a page, and one of each law."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from rules.holds import Hold

ROOT = Path(__file__).resolve().parent.parent
PAGE = "docs/handleiding/meldingen.md"
# What a law alone says is in its own files, and so is its page.
LAW_PAGE = "docs/handleiding/meldingen-{law}.md"
LAW_FACTS = "rules/facts/laws/{law}.py"
ROOMS = ("rules/errors", "rules/facts", "rules/grants", "rules/record")
# The signs around a placeholder.
LEFT, RIGHT = "\u2039", "\u203a"
PLACE = re.compile(f"{LEFT}[^{RIGHT}]+{RIGHT}")
INTRO = f"""\
# Meldingen van het systeem

Dit zijn de zinnen waarmee Maatwerk iets weigert: als iets niet kan, en als er iets mist in wat u invulde. Zo kunt u ze
achter elkaar lezen. Wat tussen {LEFT} en {RIGHT} staat, vult het systeem in. Hangt een stuk van een zin ergens van af,
dan staat elke vorm er.

Wilt u een zin veranderen? Geef hem door aan de ontwikkelaar, met het bestand dat erboven staat. Deze pagina wordt
gemaakt uit die bestanden, met `tools/messages.py`. Wat alleen bij één wet hoort, staat op de pagina van die wet.
"""
LAW_INTRO = """\
# Meldingen bij {name}

Dit zijn de zinnen die alleen bij deze wet horen. [De andere](meldingen.md) staan op hun eigen pagina, met uitleg.
"""
HEADINGS = {
    "rules/errors/root.py": "Als wij niet weten wat er misging",
    "rules/errors/case.py": "Zaken en wie wat mag",
    "rules/facts/report.py": "Wat u invult over de melding, de afspraak en het onderzoek",
    "rules/facts/application.py": "Wat u invult over de aanvraag, de gegevens en een intrekking",
    "rules/facts/decision.py": "Wat u invult over het besluit",
    "rules/grants/forms.py": "Wat u invult over wat de inwoner krijgt",
    "rules/grants/calculation.py": "Of een bedrag past bij de berekening",
    "rules/facts/hearing.py": "Wat u invult over het gesprek",
    "rules/facts/suspension.py": "Wat u invult over een opschorting",
    "rules/facts/term.py": "Wat u invult over een termijn",
    "rules/facts/remedies/lateness.py": "Wat u invult over een te laat besluit",
    "rules/facts/remedies/dispute.py": "Wat u invult over een bezwaar of beroep",
    "rules/facts/note.py": "Notities en kopieën",
    "rules/facts/kind.py": "Datums, en zaken die niets meer vragen",
    "rules/record/references.py": "Of een feit bij de andere past",
    "rules/record/item_references.py": "Of een feit past bij wat er is gevraagd",
    "rules/record/suspensions.py": "Of een feit past bij de opschorting",
    "rules/record/when_to_apply.py": "Wanneer een aanvraag kan",
    "rules/errors/law.py": "De wet en de termijnen",
    "rules/errors/letter.py": "Brieven maken",
    "rules/errors/text.py": "Teksten van brieven",
    "rules/errors/post.py": "Brieven versturen",
    "rules/errors/intake.py": "Meldingen die binnenkomen",
    "rules/errors/store.py": "Het dossier, de sleutels en de bestanden",
    "rules/errors/run.py": "Starten",
    "rules/errors/backup.py": "Back-up en herstel",
}
KINDS = "rules/facts/"
FACTS = list(HEADINGS).index("rules/facts/kind.py")
# Placeholders by the name of the value in the code.
PLACEHOLDERS = {
    "sentence": "zin",
    "sign": "teken",
    "word": "woord",
    "at": "tijdstip",
    "because": "oorzaak",
    "bundle": "bundel",
    "bundles": "aantal",
    "cause_nl": "oorzaak",
    "code_point": "teken",
    "day": "datum",
    "earlier": "bundel",
    "ends_on": "datum",
    "fact": "feit",
    "fault_nl": "fout",
    "field": "gegeven",
    "file": "bestand",
    "finding_id": "nummer",
    "dated_on": "datum",
    "first_on": "datum",
    "ground": "grond",
    "home": "map",
    "index": "nummer",
    "investigate_by": "datum",
    "key_id": "sleutel",
    "kind": "soort",
    "known": "namen",
    "last_on": "datum",
    "letter": "brief",
    "line": "nummer",
    "log": "bestand",
    "missing": "namen",
    "most": "aantal",
    "name": "naam",
    "name_nl": "naam",
    "names": "namen",
    "notice_by": "datum",
    "number": "nummer",
    "on": "datum",
    "opens": "datum",
    "pages": "aantal",
    "path": "bestand",
    "port": "nummer",
    "problem": "fout",
    "problems": "fouten",
    "process": "proces",
    "reference": "kenmerk",
    "reminder": "herinnering",
    "result": "resultaat",
    "role_nl": "rol",
    "self": "naam",
    "setting": "instelling",
    "sha256": "bestand",
    "term_id": "termijn",
    "told": "melding",
    "uses": "aantal",
    "version": "versie",
    "what": "fout",
    "why": "redenen",
    "why_nl": "reden",
}
SENTENCE = re.compile(f"[A-Z“{LEFT}].* .*[.?!{RIGHT}]")
# What a name stands for, read only when a sentence uses it.
Values = dict[str, Callable[[], str]]


def pages(root: Path) -> dict[str, str]:
    """Each page about the modules under `root`, by its path.

    Raises ValueError for a module without a heading, KeyError for a value without a placeholder.
    """
    found = {name: sentences((root / name).read_text("utf-8")) for name in _modules(root)}
    laws = {LAW_FACTS.format(law=law): (law, name) for law, name in _laws(root) if LAW_FACTS.format(law=law) in found}
    own = {
        LAW_PAGE.format(law=law): _page(root, LAW_INTRO.format(name=name), {path: found.pop(path)})
        for path, (law, name) in laws.items()
    }
    return {PAGE: _page(root, INTRO, found)} | own


def _laws(root: Path) -> list[tuple[str, str]]:
    """Every law by the name of its file, with what it is called."""
    files = sorted((root / "config/processes").glob("*.toml"))
    return [(path.stem, tomllib.loads(path.read_text("utf-8"))["name"]) for path in files]


def _page(root: Path, intro: str, found: dict[str, list[str]]) -> str:
    named = sorted((name for name in found if found[name]), key=_place)
    return "\n".join([intro, *(_section(name, _heading(root, name), found[name]) for name in named)])


def sentences(source: str) -> list[str]:
    """Every Dutch sentence of one module, once, in order; one for each branch where a part is conditional.

    A string is a sentence when it starts with a capital, ends with a full stop or the like, and has words of its own
    between the placeholders. Docstrings and what goes to `super().__init__`, which is for the log, are left out.
    """
    return list(dict.fromkeys(text for text in _texts(ast.parse(source), [{}]) if _spoken(text)))


def _spoken(text: str) -> bool:
    return bool(SENTENCE.fullmatch(text) and re.search("[a-z]", PLACE.sub("", text)))


def _modules(root: Path) -> list[str]:
    paths = [path for room in ROOMS for path in (root / room).rglob("*.py")]
    return sorted(str(path.relative_to(root)) for path in paths)


def _place(name: str) -> tuple[int, str]:
    """Kinds of fact come by themselves, after those that have a place of their own; any other needs a heading."""
    return (FACTS if name.startswith(KINDS) and name not in HEADINGS else list(HEADINGS).index(name)), name


def _heading(root: Path, name: str) -> str:
    """The heading, or for kinds of fact without one what they are called."""
    labels = re.findall(r'^    label: ClassVar\[str\] = "(.+)"$', (root / name).read_text("utf-8"), re.MULTILINE)
    return HEADINGS.get(name) or f"Wat u invult over: {', '.join(labels)}"


def _section(name: str, heading: str, found: Iterable[str]) -> str:
    return f"## {heading}\n\n`{name}`\n\n" + "".join(f"- {text}\n" for text in found)


def _texts(node: ast.AST, choices: list[Values]) -> Iterator[str]:
    """What the strings below a node say, under each choice of values."""
    if isinstance(node, ast.Module | ast.FunctionDef):
        choices = _chosen(node.body, choices)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.JoinedStr) or (isinstance(child, ast.Constant) and isinstance(child.value, str)):
            yield from (_text(child, values) for values in choices)
        elif not _unseen(child):
            yield from _texts(child, choices)


def _unseen(node: ast.AST) -> bool:
    """Whether this is a docstring, a message for the log or for who writes code, or what a form asks."""
    if isinstance(node, ast.keyword) and node.arg in {"title", "hint"}:
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {"super().__init__", "TypeError", "ValueError"}


def _chosen(body: list[ast.stmt], choices: list[Values]) -> list[Values]:
    """The values of names after these statements, once for each branch of each conditional assignment."""
    for statement in body:
        if isinstance(statement, ast.Assign):
            value = statement.value
            branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            choices = [_bound(statement.targets[0], each, values) for values in choices for each in branches]
    return choices


def _bound(target: ast.expr, value: ast.expr, values: Values) -> Values:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = list(zip(target.elts, value.elts, strict=True))
    else:
        pairs = [(target, value)]
    return values | {name.id: partial(_text, each, values) for name, each in pairs if isinstance(name, ast.Name)}


def _text(node: ast.AST, values: Values) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return re.sub(rf"({PLACE.pattern})\1", r"\1", "".join(_text(part, values) for part in node.values))
    if isinstance(node, ast.FormattedValue) and ast.unparse(node.value).startswith("Hold."):
        return Hold[ast.unparse(node.value).removeprefix("Hold.")].value
    inside = list(ast.walk(node))
    called = {id(each.func) for each in inside if isinstance(each, ast.Call)}
    name = next(
        each.id
        for each in inside
        if isinstance(each, ast.Name) and id(each) not in called and each.id not in _looped(inside)
    )
    return values[name]() if name in values else f"{LEFT}{PLACEHOLDERS[name]}{RIGHT}"


def _looped(nodes: list[ast.AST]) -> set[str]:
    """The variables of comprehensions: what they run over says more."""
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


if __name__ == "__main__":
    for path, text in pages(ROOT).items():
        (ROOT / path).write_text(text, "utf-8")
