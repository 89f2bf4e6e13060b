"""How large the rooms of the house may be: a folder, a module, and what is too small to be a module of its own."""

import ast
import re
from collections import Counter
from pathlib import Path

from imports import imported

MOST_MODULES = 12
MOST_LINES = 250
FEWEST_LINES = 30
PROGRAM = re.compile(r'"-m", "([\w.]+)"')


def _modules(root, packages, committed):
    """Our modules by name; a migration is known by its number and stands beside all others."""
    found = {}
    for path in committed:
        if path.parts[0] in packages and path.suffix == ".py" and "migrations" not in path.parts:
            found[".".join(path.with_suffix("").parts)] = (root / path).read_text("utf-8")
    return found


def _laws(committed):
    """The laws by name: each may have a file of its own in a folder, and there may be many."""
    return {path.stem for path in committed if path.parent == Path("config/processes")}


def _crowded(modules, laws=()):
    """Folders with too many modules beside each other; a package's face is no module, and that of a law is its own."""
    counted = (name.rpartition(".") for name in modules)
    beside = Counter(folder for folder, _, name in counted if name != "__init__" and name not in laws)
    return {folder: count for folder, count in beside.items() if count > MOST_MODULES}


def _long(modules):
    return {name: size for name, text in modules.items() if (size := len(text.splitlines())) > MOST_LINES}


def _callers(modules):
    """Who imports each module, or runs it as a program of its own."""
    callers = {name: set() for name in modules}
    for caller, text in modules.items():
        for name in imported(text) & modules.keys():
            callers[name].add(caller)
        for name in set(PROGRAM.findall(text)) & modules.keys():
            callers[name].add(f"{caller} -m")
    return callers


def _needless(modules):
    """Short modules with one caller. What a package's face hands on, many call through it."""
    faces = {name for name in modules if name.endswith(".__init__")}
    return {
        name: who
        for name, who in _callers(modules).items()
        if len(modules[name].splitlines()) < FEWEST_LINES and len(who) == 1 and not {name, *who} & faces
    }


def test_a_folder_has_few_modules_beside_each_other(root, packages, committed):
    assert _crowded(_modules(root, packages, committed), _laws(committed)) == {}


def test_no_module_is_long(root, packages, committed):
    assert _long(_modules(root, packages, committed)) == {}


def test_what_is_short_and_called_once_stands_with_its_caller(root, packages, committed):
    assert _needless(_modules(root, packages, committed)) == {}


def test_a_crowded_folder_would_be_found():
    thirteen = {f"desk.rooms.r{number}": "" for number in range(MOST_MODULES + 1)}

    assert _crowded(thirteen) == {"desk.rooms": MOST_MODULES + 1}
    assert _crowded(thirteen, {"r7"}) == {}
    assert _crowded(dict(list(thirteen.items())[1:]) | {"desk.rooms.__init__": ""}) == {}


def test_a_long_module_would_be_found():
    assert _long({"rules.long": "x = 1\n" * (MOST_LINES + 1), "rules.fits": "x = 1\n" * MOST_LINES}) == {
        "rules.long": MOST_LINES + 1
    }


def test_a_short_module_with_one_caller_would_be_found():
    short, long = "x = 1\n", "x = 1\n" * FEWEST_LINES
    modules = {
        "desk.aid": short,
        "desk.shared": short,
        "desk.run": short,
        "desk.enough": long,
        "desk.app": 'from desk import aid, enough, run\nimport desk.shared\nRUN = ["-m", "desk.run"]\n',
        "desk.page": "from desk.shared import x\n",
        "desk.face.__init__": "from desk.face.note import Note\n",
        "desk.face.note": short,
    }

    assert _needless(modules) == {"desk.aid": {"desk.app"}}


def test_every_folder_says_what_is_in_it(root, packages, committed):
    faces = {path for path in committed if path.parts[0] in packages and path.name == "__init__.py"}
    folders = {path.parent for path in committed if path.parts[0] in packages and path.suffix == ".py"}
    # Migrations are loaded by path.
    folders -= {Path("store/migrations/versions")}

    assert {folder for folder in folders if folder / "__init__.py" not in faces} == set()
    assert {str(face) for face in faces if not ast.get_docstring(ast.parse((root / face).read_text("utf-8")))} == set()


def test_the_page_about_the_house_names_every_room(root, packages, committed):
    rooms = {str(path.parent) for path in committed if path.parts[0] in packages and path.name == "__init__.py"}
    rooms -= {*packages, "store/migrations"}
    told = set(re.findall(r"^\| `(\w+/[\w/]+)/` \|", (root / "docs/architecture.md").read_text("utf-8"), re.MULTILINE))

    assert told == rooms
