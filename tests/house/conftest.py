"""What the house's tests look at: the repository and its own packages."""

import subprocess
import tomllib
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.fixture(scope="session")
def packages(project) -> list[str]:
    """The names of our top-level packages."""
    return project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


@pytest.fixture(scope="session")
def committed() -> list[Path]:
    """Every file under version control, relative to the root."""
    # The folder may belong to someone else, as in a container.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def tool(root) -> Callable[[str], ModuleType]:
    """Loads one of `tools/`, which are run by path and belong to no package."""

    def load(name: str) -> ModuleType:
        spec = spec_from_file_location(name, root / "tools" / f"{name}.py")
        loaded = module_from_spec(spec)
        spec.loader.exec_module(loaded)
        return loaded

    return load
