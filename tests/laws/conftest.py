"""Invented laws that the engine is held to: each a folder with the files that a real law has, in their places."""

import tomllib
from pathlib import Path

import pytest
from copies import Copy
from nested import LETTERS, Run, run
from turns import BOTH

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LAWS = sorted(path for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__")
# Their own tests only make sense where they are laid over the engine.
collect_ignore = [path.name for path in LAWS]


@pytest.fixture(scope="module", params=LAWS, ids=lambda path: path.name)
def law(request: pytest.FixtureRequest) -> Path:
    """The folder of a law."""
    return request.param


def over(folder: Path, *laws: Path) -> Copy:
    """A copy of the engine with these laws laid over it."""
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    copy = Copy(ROOT, packages["packages"], folder)
    # The tests look for a Prefect of their own.
    del copy.environment["MAATWERK_PREFECT_API_URL"]
    # Their stories are played on both engines, as everything of a law is.
    copy.environment[BOTH] = "1"
    for law in laws:
        copy.lay(law)
    return copy


@pytest.fixture(scope="module")
def laid(law: Path, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of the engine with this law laid over it, and no other."""
    copy = over(tmp_path_factory.mktemp(law.name), law)
    if (ROOT / "desk" / "static" / "vendor").exists():
        copy.furnish(ROOT)
    return copy


@pytest.fixture(scope="module")
def alone(law: Path, laid: Copy) -> Run:
    """The letters of this law, and its case at the desk, where no other law is."""
    report = laid.folder.parent / "alone.xml"
    return run(laid.pytest, report, *LETTERS, f"tests/browser/test_{law.name}.py", "-k", law.name)


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The stories of all these laws, beside one another: on one PostgreSQL and one Prefect."""
    copy = over(tmp_path_factory.mktemp("together"), *LAWS)
    stories = [f"tests/flows/test_{law.name}.py" for law in LAWS]
    return run(copy.pytest, copy.folder.parent / "together.xml", *stories)
