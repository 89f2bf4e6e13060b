"""Imports point down, the law needs the standard library alone, and one module reads the clock."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from imports import imported

BIN = Path(sys.executable).parent


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _packages(source: str) -> set[str]:
    return {name.partition(".")[0] for name in imported(source)}


@pytest.fixture
def copy(root, packages, committed, tmp_path) -> Path:
    """Our packages and their contracts, to break."""
    for path in committed:
        if path.parts[0] in packages and path.suffix == ".py":
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / path, tmp_path / path)
    shutil.copyfile(root / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def test_imports_point_down(root):
    done = _lint_imports(root)

    assert done.returncode == 0, done.stdout


ROGUES = {
    "rules/rogue.py": ("config", "Imports point down"),
    "desk/rogue.py": ("prefect", "Only flows and tasks know Prefect"),
    "tasks/rogue.py": ("fastapi", "Only the desk knows the web framework"),
    "letters/rogue.py": ("sqlalchemy", "Only the store knows the database"),
    "letters/writing/rogue.py": ("letters.making.render", "No circles, between folders or within one"),
    "rules/clock/rogue.py": ("rules.facts", "The clock knows no facts"),
    # A second law, by a name that sorts before the first.
    "flows/aow.py": ("flows.wmo", "A law takes steps from the shelf, never another law; a step knows no law"),
    "tasks/terms/rogue.py": ("tasks.cases.waiting", "The rooms of tasks, from the worker down to the clock"),
    "desk/web/rogue.py": (
        "desk.staff.login",
        "The rooms of the desk, from the lists down to what every page is made of",
    ),
}


def test_an_import_that_breaks_a_contract_would_be_found(copy):
    for module, (name, _) in ROGUES.items():
        (copy / module).write_text(f'"""Breaks a contract."""\n\nimport {name}\n')

    said = _lint_imports(copy).stdout

    assert {contract for _, contract in ROGUES.values() if f"{contract} BROKEN" in said} == {
        contract for _, contract in ROGUES.values()
    }


def test_a_step_that_knows_a_law_would_be_found(copy):
    (copy / "flows/steps/rogue.py").write_text('"""Breaks a contract."""\n\nimport flows.wmo\n')

    assert (
        "A law takes steps from the shelf, never another law; a step knows no law BROKEN" in _lint_imports(copy).stdout
    )


def test_a_room_that_has_no_floor_would_be_found(copy):
    (copy / "tasks/attic.py").write_text('"""Stands on no floor."""\n')

    assert "The rooms of tasks, from the worker down to the clock BROKEN" in _lint_imports(copy).stdout


def test_the_law_needs_the_standard_library_alone(root):
    modules = (root / "rules").rglob("*.py")
    imported = {module.name: _packages(module.read_text()) for module in modules}

    foreign = {name: names - sys.stdlib_module_names - {"rules"} for name, names in imported.items()}

    assert {name: names for name, names in foreign.items() if names} == {}


def test_a_library_in_the_law_would_be_found():
    assert _packages("from pydantic import Field\nimport yaml.nodes") == {"pydantic", "yaml"}


@pytest.mark.parametrize("reading", ["date.today()", "datetime.now(tz=None)", "datetime.utcnow()"])
@pytest.mark.parametrize(("module", "allowed"), [("rules/clock/deadline.py", False), ("tasks/clock.py", True)])
def test_one_module_reads_the_clock(root, reading, module, allowed):
    source = f"from datetime import date, datetime\n\nDAY, KIND = {reading}, date | datetime\n"
    command = [BIN / "ruff", "check", "--no-cache", "--select", "TID251", "--stdin-filename", module, "-"]

    done = subprocess.run(command, cwd=root, input=source, capture_output=True, text=True, check=False)

    assert (done.returncode == 0) is allowed, done.stdout
