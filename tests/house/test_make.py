"""What make does when it installs: all that will be loaded is compiled."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def commands(root: Path, *wanted: str) -> list[list[str]]:
    """What make would do for this, with the environment as good as absent."""
    # What a `make test` around us said to its own make is not ours.
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    asked = ["make", "--just-print", "--always-make", *wanted]
    done = subprocess.run(asked, cwd=root, env=own, capture_output=True, text=True, check=True)
    return [line.split() for line in done.stdout.splitlines()]


def test_each_of_our_packages_is_compiled(root, packages):
    compiling = next(words for words in commands(root, "install") if "compileall" in words)

    assert compiling[-len(packages) :] == packages


def test_what_is_fetched_is_compiled(root):
    fetching = next(words for words in commands(root, ".venv/.installed") if "requirements-dev.lock" in words)

    assert "--compile-bytecode" in fetching


@pytest.mark.parametrize("target", ["start", "test", "lint"])
def test_what_changed_is_compiled_before_it_is_used(root, target):
    *_, compiling, _using = commands(root, target)

    assert "compileall" in compiling
