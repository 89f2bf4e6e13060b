"""A run on several processes begins with what takes longest, ends with the browser, and leaves nothing out."""

import tomllib
from math import inf
from pathlib import Path

import pytest
import spread

TESTS = Path(__file__).resolve().parents[1]
MINE = "tests/desk/test_mine.py::test_it[a::b]"
FLOWS = ["tests/flows/test_one.py::test_it", "tests/flows/test_two.py::test_it"]
SCREENS = ["tests/browser/test_screen.py::test_it[1]", "tests/browser/test_screen.py::test_it[2]"]
SECONDS = {
    "tests/desk/test_mine.py": 5,
    "tests/flows/test_one.py": 3,
    "tests/flows/test_two.py": 4,
    "tests/browser/test_screen.py": 90,
}


def test_what_takes_longest_begins_and_what_was_never_measured_before_that():
    new = "tests/rules/test_new.py::test_it"

    place = spread.places([*SCREENS, MINE, *FLOWS, new], SECONDS)

    turns = sorted(place, key=place.__getitem__)
    assert turns == [
        *("tests/rules/test_new.py", "tests/flows/", "tests/desk/test_mine.py"),
        "tests/browser/test_screen.py",
    ]
    assert place["tests/rules/test_new.py"] == (False, -inf)


@pytest.mark.parametrize(
    ("tests", "units"),
    [
        pytest.param([MINE, MINE.replace("a", "c")], 1, id="a file"),
        pytest.param(FLOWS, 1, id="all that needs the one Prefect server"),
        pytest.param(SCREENS, 2, id="each screen goes to whoever is free"),
    ],
)
def test_what_shares_a_scene_goes_to_one_process(tests, units):
    assert len({spread.unit(test) for test in tests}) == units


def test_two_processes_do_each_test_once_and_what_they_took_is_kept(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(TESTS / "support"))
    files = {f"tests/rules/test_{name}": "def test_one(): ...\ndef test_two(): ..." for name in "abc"}
    files["tests/rules/test_a"] = "import time\ndef test_one(): time.sleep(0.6)\ndef test_two(): ..."
    pytester.makepyfile(conftest='pytest_plugins = ["spread"]', **files)
    kept = pytester.path / "durations.toml"
    kept.write_text('[files]\n"tests/rules/test_gone.py" = 3\n')

    done = pytester.runpytest_subprocess(
        *("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-v", "-p", "no:cacheprovider"),
        *("--import-mode=importlib", f"--record-durations={kept}"),
    )

    ran = [line.split()[-1] for line in done.outlines if "] PASSED" in line.replace("%", "")]
    assert len(ran) == len(set(ran)) == 6
    by = [line.split()[0] for line in done.outlines if " PASSED " in line]
    assert set(by) == {"[gw0]", "[gw1]"}
    told = tomllib.loads(kept.read_text())
    assert set(told["files"]) == {f"{name}.py" for name in files}
    assert set(told["tests"]) == {"tests/rules/test_a.py::test_one"}


def test_most_files_were_measured():
    files = {str(path.relative_to(TESTS.parent)) for path in TESTS.rglob("test_*.py")}
    measured = set(spread.recorded("files"))

    assert len(measured & files) > 0.8 * len(measured | files), "make durations"
