"""Tests that run in a copy of the engine: one run, of which each test here reads its own part."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

# What every letter must be.
LETTERS = ("tests/letters/writing/test_samples.py", "tests/letters/writing/test_days.py")
# Something of it did not pass.
MISSED = {"failure", "error", "skipped"}


@dataclass(frozen=True)
class Run:
    """How a run ended, what it said, and for each module what became of its tests: nothing, where they passed."""

    code: int
    told: str
    tests: dict[str, list[set[str]]]

    def passed(self, *parts: str) -> int:
        """How many tests of these files passed; skipped where what they need is not installed."""
        assert self.code == 0, self.told
        modules = {part.removesuffix(".py").replace("/", ".") for part in parts}
        mine = [became for module in modules for became in self.tests.get(module, [])]
        if any("skipped" in became for became in mine):
            pytest.skip(self.told.strip().rpartition("\n")[2])
        return sum(not became & MISSED for became in mine)


def run(run_tests: Callable[..., CompletedProcess[str]], report: Path, *arguments: str) -> Run:
    """Run these tests once, and read what became of each."""
    done = run_tests("-n", "0", f"--junitxml={report}", "-o", "junit_family=xunit1", *arguments)
    found: dict[str, list[set[str]]] = {}
    # Where the run itself broke there is no report, and nothing passed.
    for case in ET.parse(report).iter("testcase") if report.exists() else ():
        found.setdefault(case.get("classname", ""), []).append({part.tag for part in case})
    return Run(done.returncode, done.stdout + done.stderr, found)
