"""`make quick` leaves out what must start a server, a browser or a validator, and nothing else."""

import re
from pathlib import Path

import pytest
import quick

TESTS = Path(__file__).resolve().parents[1]
SUITE = {
    "conftest": """
        import pytest

        pytest_plugins = ["spread", "quick"]

        @pytest.fixture
        def postgres_cluster(): ...

        @pytest.fixture
        def postgres(postgres_cluster): ...

        @pytest.fixture
        def vera(): ...

        @pytest.fixture
        def started(): ...

        @pytest.fixture
        def _stack(): ...

        @pytest.fixture
        def stack(_stack): ...
    """,
    "tests/flows/test_flow": """
        def test_without(): ...
        def test_on_prefect(stack): ...
    """,
    "tests/cli/test_command": """
        def test_command(): ...
        def test_all_of_it(started): ...
    """,
    "tests/house/test_house": "def test_house(): ...",
    "tests/letters/test_letter": """
        def test_letter(): ...
        def test_validated(vera): ...
    """,
    "tests/store/test_store": """
        import pytest

        @pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
        def test_engine(dialect): ...

        @pytest.mark.parametrize("attack", ["postgresql-owner-merge", "sqlite-shell-merge", "about postgresql"])
        def test_attack(attack): ...

        def test_server(postgres): ...
    """,
    "tests/browser/test_screen": "def test_screen(): ...",
    "tests/faults/test_kill": "def test_kill(): ...",
    "tests/laws/test_law": "def test_law(): ...",
}
QUICK = [
    "tests/house/test_house.py::test_house",
    "tests/letters/test_letter.py::test_letter",
    "tests/store/test_store.py::test_engine[sqlite]",
    "tests/store/test_store.py::test_attack[sqlite-shell-merge]",
    "tests/store/test_store.py::test_attack[about postgresql]",
    "tests/cli/test_command.py::test_command",
    "tests/flows/test_flow.py::test_without",
]
NOT_SAID = """
    import subprocess

    def test_that_does_not_say_what_it_needs(tmp_path):
        program = tmp_path / "initdb"
        program.write_text("#!/bin/sh")
        program.chmod(0o755)
        subprocess.run([str(program)], check=True)
"""


@pytest.fixture
def suite(pytester, monkeypatch):
    """A small suite with one of each."""
    monkeypatch.setenv("PYTHONPATH", str(TESTS / "support"))
    pytester.makepyfile(**SUITE)
    return pytester


def ran(suite, *options):
    """The tests that were run, in their order."""
    done = suite.runpytest_subprocess("-v", "-p", "no:cacheprovider", "--import-mode=importlib", *options)
    assert done.ret == pytest.ExitCode.OK
    return [line.rpartition(" PASSED")[0] for line in done.outlines if " PASSED" in line]


def test_quick_leaves_out_what_must_start_something_and_begins_with_what_fails_soonest(suite, monkeypatch):
    monkeypatch.setenv("MAATWERK_CI", "1")

    assert ran(suite, "--quick") == QUICK


def test_without_quick_nothing_is_left_out(suite):
    assert len(ran(suite)) == len(QUICK) + 9


@pytest.mark.parametrize(("fixtures", "took", "stays"), [([], 0.0, True), ([], 2.1, False), (["vera"], 0.0, False)])
def test_what_took_long_when_it_was_measured_is_left_out_too(fixtures, took, stays):
    assert quick.stays("tests/letters/test_letter.py::test_letter", fixtures, took) is stays


def test_what_does_not_say_that_it_starts_something_fails_in_quick(suite):
    suite.makepyfile(**{"tests/rules/test_rule": NOT_SAID})

    done = suite.runpytest_subprocess("--quick", "-p", "no:cacheprovider", "tests/rules")

    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*NotQuick: quick starts no initdb*"])
    suite.runpytest_subprocess("-p", "no:cacheprovider", "tests/rules").assert_outcomes(passed=1)


@pytest.mark.parametrize("name", quick.FIXTURES)
def test_what_quick_looks_for_is_there_once(name):
    made = re.compile(rf"^@pytest\.fixture.*\n(?:async )?def {name}\(", re.MULTILINE)

    assert sum(len(made.findall(path.read_text())) for path in TESTS.rglob("*.py")) == 1


def test_every_folder_has_its_turn_or_is_left_out():
    there = {path.parent.relative_to(TESTS).parts[0] for path in TESTS.rglob("*/test_*.py")}

    assert there == {*quick.ORDER, *quick.FOLDERS}
