"""The page with every Dutch message of the system is what the code says, and no error is missing from it."""

import ast
import importlib
import inspect
import pkgutil
import re
import shutil
from datetime import date

import pytest

from rules import errors
from rules.errors.root import MaatwerkError

# Filled and empty, for a part of a sentence may depend on it.
VALUES = {
    "str": ("zz", ""),
    "int": (7, 0),
    "int | None": (7, None),
    "date": (date(2026, 11, 23),),
    "tuple[str, ...]": (("zz", "yy"), ()),
    "dict[str, str]": ({"zz": "yy"},),
}


@pytest.fixture(scope="session")
def messages(tool):
    """The tool that makes the page."""
    return tool("messages")


@pytest.fixture(scope="session")
def listed(root, messages):
    """The sentences on the page."""
    return re.findall(r"^- (.+)$", (root / messages.PAGE).read_text("utf-8"), re.MULTILINE)


def _classes():
    """Every error of ours that words a message of its own."""
    modules = [importlib.import_module(found.name) for found in pkgutil.iter_modules(errors.__path__, "rules.errors.")]
    every = {kind for module in modules for kind in vars(module).values() if inspect.isclass(kind)}
    ours = [kind for kind in every if issubclass(kind, MaatwerkError) and _words(kind)]
    return sorted(ours, key=lambda kind: kind.__name__)


def _words(kind):
    """Whether a class has words of its own, and does not just hand on what it is given."""
    tree = ast.parse(inspect.getsource(kind))
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    values = [node.value for node in assigned if ast.unparse(node.targets[0]).rpartition(".")[2] == "message_nl"]
    return any(re.search(r"[a-z]{3}", str(part.value)) for value in values for part in _constants(value))


def _constants(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]


def _shown(kind):
    """What a class says with each of a few values."""
    if "__init__" not in vars(kind):
        return {kind.message_nl}
    needed = [each for name, each in inspect.signature(kind).parameters.items() if name != "self"]
    tries = [VALUES[each.annotation] for each in needed]
    return {
        kind(*(values[min(turn, len(values) - 1)] for values in tries)).message_nl
        for turn in range(max(map(len, tries), default=1))
    }


def _unlisted(shown, listed):
    patterns = [re.compile(re.sub("\u2039.+?\u203a", "[^.]*", re.escape(sentence))) for sentence in listed]
    return {text for text in shown if not any(pattern.fullmatch(text) for pattern in patterns)}


def test_the_page_with_messages_is_what_the_code_says(root, messages):
    pages = messages.pages(root)
    there = {str(path.relative_to(root)) for path in (root / messages.PAGE).parent.glob("meldingen*.md")}
    assert {path: (root / path).read_text("utf-8") for path in there} == pages


@pytest.mark.parametrize("kind", _classes(), ids=lambda kind: kind.__name__)
def test_what_an_error_says_is_on_the_page(kind, listed):
    assert _unlisted(_shown(kind), listed) == set()


def test_nearly_every_error_words_its_own_message():
    assert len(_classes()) > 60


def test_a_message_that_is_not_on_the_page_would_be_found(listed):
    assert _unlisted({"Zaak 7 is zoek."}, listed) == {"Zaak 7 is zoek."}


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("rules/errors/case.py", "Controleer het nummer.", "Kijk het nummer na."),
        ("rules/facts/report.py", "Deze zaak heeft al een melding.", "Er is al een melding."),
        ("rules/facts/decision.py", "Noem de voorziening.", "Welke voorziening?"),
    ],
)
def test_a_message_that_changed_would_be_noticed(root, messages, tmp_path, module, old, new):
    for folder in messages.ROOMS:
        shutil.copytree(root / folder, tmp_path / folder)
    changed = tmp_path / module
    changed.write_text(changed.read_text("utf-8").replace(old, new), "utf-8")

    pages = messages.pages(tmp_path)
    assert new in pages[messages.PAGE]
    assert (root / messages.PAGE).read_text("utf-8") != pages[messages.PAGE]


def test_what_a_law_alone_says_is_on_its_own_page(root, messages, tmp_path):
    for folder in (*messages.ROOMS, "config/processes"):
        shutil.copytree(root / folder, tmp_path / folder)
    before = messages.pages(tmp_path)
    (tmp_path / "config/processes/sneeuw.toml").write_text('name = "Sneeuwruimen"')
    (tmp_path / "rules/facts/laws/sneeuw.py").write_text(
        'class Snow:\n    label: ClassVar[str] = "sneeuw"\n    early = "Er ligt geen sneeuw."\n'
    )

    after = messages.pages(tmp_path)
    assert {path: text for path, text in after.items() if path in before} == before
    (own,) = after.keys() - before.keys()
    assert own == "docs/handleiding/meldingen-sneeuw.md"
    assert "Sneeuwruimen" in after[own]
    assert "- Er ligt geen sneeuw." in after[own]


def test_a_module_without_a_heading_is_refused(messages, tmp_path):
    (tmp_path / "rules/errors").mkdir(parents=True)
    (tmp_path / "rules/errors/tea.py").write_text('class TeaError(Error):\n    message_nl = "De thee is op."\n')

    with pytest.raises(ValueError, match="tea"):
        messages.pages(tmp_path)


def test_each_branch_of_a_conditional_part_is_a_sentence_of_its_own(messages):
    source = '''
END = "Vraag de beheerder."

class TeaError(Error):
    """Er is geen thee."""

    def __init__(self, line: int | None) -> None:
        super().__init__("No tea today.")
        place, mend = (f" op regel {line}", "die regel") if line else ("", "het blad")
        self.message_nl = f"Geen thee{place}. Herstel {mend}. {END}"
'''

    assert messages.sentences(source) == [
        "Vraag de beheerder.",
        "Geen thee op regel \u2039nummer\u203a. Herstel die regel. Vraag de beheerder.",
        "Geen thee. Herstel het blad. Vraag de beheerder.",
    ]
