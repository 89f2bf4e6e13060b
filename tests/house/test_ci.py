"""What runs on a bare machine says what each of its parts took, and stops at the first that fails."""

import os
import re
import shutil
import subprocess
import sys

import pytest

PROGRAMS = {
    "dpkg-query": "echo installed",
    "make": 'case " $* " in *" $FAILING "*) exit 3;; esac',
}


@pytest.fixture
def run(root, tmp_path):
    """Run it where all packages are there and `make` does nothing but fail at one of its targets."""
    (tmp_path / "bin").mkdir()
    for name, what in PROGRAMS.items():
        program = tmp_path / "bin" / name
        program.write_text(f"#!/bin/sh\n{what}\n")
        program.chmod(0o755)
    (tmp_path / ".ci").mkdir()
    script = shutil.copy(root / ".ci" / "run", tmp_path / ".ci")
    # A checkout may stand in a folder that is called as the target that fails.
    (tmp_path / "check").mkdir()
    python = tmp_path / "check" / "python"
    python.symlink_to(sys.executable)
    own = {"PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHON": str(python)}

    def running(failing):
        return subprocess.run(
            [script], env=os.environ | own | {"FAILING": failing}, capture_output=True, text=True, check=False
        )

    return running


def parts(done):
    return [found[1] for found in re.finditer(r"^(\w+) +\d+ s$", done.stdout, re.MULTILINE)]


def test_each_part_is_a_line_at_the_end(run):
    done = run("nothing")

    assert done.returncode == 0, done.stderr
    assert parts(done) == ["packages", "install", "check", "test"]


def test_a_part_that_fails_is_the_last_and_fails_the_whole(run):
    done = run("check")

    assert done.returncode == 3
    assert parts(done) == ["packages", "install", "check"]
