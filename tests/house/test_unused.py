"""Code that nothing calls is found, and what a template or another module names is not."""

import pytest


@pytest.fixture(scope="session")
def unused(tool):
    """What `make check` looks with."""
    return tool("unused").unused


def test_nothing_stands_there_that_nobody_calls(root, unused):
    assert unused(root) == []


def test_code_that_nobody_calls_would_be_found(unused, tmp_path):
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk/page.html").write_text("{{ shown() }}")
    (tmp_path / "desk/words.py").write_text(
        "def used(): ...\n\n\ndef shown(): ...\n\n\ndef near_day(): ...\n\n\nclass Riddle:\n    def solve(self): ...\n"
    )
    (tmp_path / "desk/app.py").write_text("from desk.words import used\n\nused()\n")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_words.py").write_text("from desk.words import near_day\n\nnear_day()\n")

    assert unused(tmp_path) == [
        "desk/words.py:7: function near_day",
        "desk/words.py:10: class Riddle",
        "desk/words.py:11: method solve",
    ]
