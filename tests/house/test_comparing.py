"""A benchmark is held against itself at another commit, each side with its own source."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools import compare

# Tells the next of its figures each time that it runs.
FAKE = """
import json, pathlib
left = pathlib.Path("left.json")
figures, *rest = json.loads(left.read_text())
left.write_text(json.dumps(rest or [figures]))
print("measured")
print("cpu: " + json.dumps(figures))
"""


@pytest.fixture
def tree(tmp_path):
    def made(name, *told):
        folder = tmp_path / name / "tree"
        (folder / "benchmarks").mkdir(parents=True)
        (folder / "benchmarks" / "fake.py").write_text(FAKE)
        (folder / "left.json").write_text(json.dumps(told))
        return folder

    return made


def _sides(tree, before, after):
    base = tree("base", *({"a letter": each} for each in before))
    now = tree("now", *({"a letter": each} for each in after))
    return _side("base", base), _side("now", now)


def _side(name, tree):
    return compare.side(name, tree, tree.parent / "python")


def _git(folder, *words):
    named = ["-c", "user.name=Karin", "-c", "user.email=karin@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *named, *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize(("now", "kept"), [(1.09, True), (1.10, True), (1.11, False)])
def test_a_benchmark_may_grow_by_a_tenth_and_no_more(tree, capsys, now, kept):
    assert compare.compare("fake", *_sides(tree, [1.0], [now])) is kept
    assert ("over 1.10" in capsys.readouterr().out) is not kept


def test_the_middle_counts_and_one_slow_turn_does_not(tree):
    assert compare.compare("fake", *_sides(tree, [1.0], [1.0, 9.0, 1.02]))


def test_a_first_look_that_shows_growth_is_followed_by_a_second(tree):
    base, now = _sides(tree, [1.0], [1.2, 1.2, 1.2, 1.0])

    assert compare.compare("fake", base, now)


def test_without_a_second_look_a_bad_start_would_count(tree, monkeypatch):
    monkeypatch.setattr(compare, "SECOND_LOOK", compare.FIRST_LOOK)

    assert not compare.compare("fake", *_sides(tree, [1.0], [1.2, 1.2, 1.2, 1.0]))


def test_a_figure_that_is_no_longer_told_is_not_forgotten(tree, capsys):
    base, now = tree("base", {"a": 1.0, "b": 1.0}), tree("now", {"a": 1.0, "new": 9.0})

    assert not compare.compare("fake", _side("base", base), _side("now", now))
    assert "no longer told" in capsys.readouterr().out


def test_a_benchmark_that_fails_ends_the_comparison(tree):
    base, now = _sides(tree, [1.0], [1.0])
    (now.tree / "benchmarks" / "fake.py").write_text("raise SystemExit('a line went wrong')")

    with pytest.raises(SystemExit, match="a line went wrong"):
        compare.compare("fake", base, now)


def test_the_other_commit_is_measured_with_its_own_source(tmp_path):
    tree = tmp_path / "repository"
    for name in ("rules", "benchmarks"):
        (tree / name).mkdir(parents=True)
        (tree / name / "__init__.py").touch()
    (tree / "benchmarks" / "figures.py").touch()
    _git(tree, "init", "--quiet")
    _git(tree, "add", "--all")
    _git(tree, "commit", "--quiet", "--message", "rules: Begin")

    with compare.worktree(tree, "HEAD") as base:
        one = _side("base", base)
        compare.check(one, ["rules", "benchmarks"])
        # What this commit does not have is not taken from where the environment points.
        with pytest.raises(SystemExit, match="No module named 'store'"):
            compare.check(one, ["store"])
        # By the Python of this environment it would be.
        with pytest.raises(SystemExit, match="would be measured with"):
            compare.check(compare.Side("base", base, Path(sys.executable)), ["rules", "store"])

    assert not base.exists()


def test_a_commit_without_small_samples_is_refused(tmp_path):
    _git(tmp_path, "init", "--quiet")
    _git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "rules: Begin")

    with pytest.raises(SystemExit, match="no --small"), compare.worktree(tmp_path, "HEAD"):
        pass
