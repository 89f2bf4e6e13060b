"""A test that skips says why; in CI it has failed."""

from pathlib import Path

import pytest

HOOKS = Path(__file__).resolve().parents[1] / "support" / "skipping.py"
SKIPS = """
import pytest

def test_needs_chromium():
    pytest.skip("Chromium is not installed")

@pytest.mark.xfail(strict=True)
def test_known_fault():
    raise AssertionError
"""
MODULE_SKIPS = """
import pytest
pytest.importorskip("no_such_library")
"""


@pytest.fixture(params=[SKIPS, MODULE_SKIPS], ids=["a test", "a module"])
def skipping(request, pytester):
    """A test session in which something skips."""
    pytester.makeconftest(HOOKS.read_text())
    pytester.makepyfile(request.param)
    return pytester


def test_outside_ci_what_cannot_run_skips(skipping, monkeypatch):
    monkeypatch.delenv("MAATWERK_CI", raising=False)

    outcomes = skipping.runpytest_subprocess("-p", "no:cacheprovider").parseoutcomes()

    assert outcomes["skipped"] == 1
    assert "failed" not in outcomes
    assert "errors" not in outcomes


def test_in_ci_what_skips_has_failed(skipping, monkeypatch):
    monkeypatch.setenv("MAATWERK_CI", "1")

    done = skipping.runpytest_subprocess("-p", "no:cacheprovider")

    assert done.ret != pytest.ExitCode.OK
    assert "skipped" not in done.parseoutcomes()
    done.stdout.fnmatch_lines(["*Nothing skips under MAATWERK_CI=1.*"])
