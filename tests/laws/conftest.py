"""Invented laws that the engine is held to: each a folder with the files that a real law has, in their places."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from copies import Copy

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LAWS = sorted(path for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__")
# Their own tests only make sense where they are laid over the engine.
collect_ignore = [path.name for path in LAWS]


@pytest.fixture(scope="module", params=LAWS, ids=lambda path: path.name)
def law(request: pytest.FixtureRequest) -> Path:
    """The folder of a law."""
    return request.param


@pytest.fixture(scope="module")
def laid(law: Path, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of the engine with this law laid over it."""
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    copy = Copy(ROOT, packages["packages"], tmp_path_factory.mktemp(law.name))
    # The tests look for a Prefect of their own.
    del copy.environment["MAATWERK_PREFECT_API_URL"]
    copy.lay(law)
    return copy


@pytest.fixture(scope="module")
def passed(laid: Copy) -> Callable[..., int]:
    """Runs tests in that copy, and counts those that passed; skipped where what they need is not installed."""

    def run(*arguments: str) -> int:
        done = laid.pytest("-n", "0", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        found = re.search(r"(\d+) passed", done.stdout)
        if not found or "skipped" in done.stdout:
            pytest.skip(done.stdout.strip().rpartition("\n")[2])
        return int(found[1])

    return run
