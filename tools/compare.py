"""Whether a benchmark takes more of the processor than it did at another commit: `make compare BASE=<commit>`.

Both are measured by turns, on small samples, with the packages of this environment. A figure is the median of three,
and of seven where a first look shows over 5 %; ends with exit code 1 where one grew by over 10 %, or is no longer told.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import figures

ROOT = Path(__file__).resolve().parents[1]
FIRST_LOOK, SECOND_LOOK = 3, 7
SUSPECT, MOST = 1.05, 1.10
# Benchmarks they are not; a commit of before may still have the second there.
SHARED = {"figures", "compare"}
PACKAGES = ("rules", "config", "store", "letters", "tasks", "flows", "desk", "cli", "benchmarks")
PLACES = (
    "import importlib, sys; print(*(p for n in sys.argv[1:] for p in importlib.import_module(n).__path__), sep='\\n')"
)


@dataclass(frozen=True)
class Side:
    """One of the two: where its source is, and the Python that finds no other."""

    name: str
    tree: Path
    python: Path
    told: list[dict[str, float]] = field(default_factory=list)

    def run(self, *command: str) -> str:
        """What the Python of this side prints."""
        surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            [self.python, *command], cwd=self.tree, env=surroundings, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{self.name}: {' '.join(command)} ended with {done.returncode}\n{done.stderr[-2000:]}")
        return done.stdout

    def look(self, benchmark: str) -> None:
        """Run a benchmark once more."""
        self.told.append(figures.read(self.run("-m", f"benchmarks.{benchmark}", "--small")))

    def middle(self, figure: str) -> float:
        """The median of a figure."""
        return median(each[figure] for each in self.told)


def side(name: str, tree: Path, home: Path) -> Side:
    """A tree, and a Python made in this folder that has the packages of ours and the source of the tree.

    Ours has this tree on the path of all it starts, also where a process takes nothing from its surroundings. A file
    that puts it there counts in a Python's own packages only.
    """
    venv.EnvBuilder(symlinks=True).create(home)
    own = Path(sysconfig.get_path("purelib", "venv", {"base": str(home)}))
    (own / "compared.pth").write_text(f"{tree}\n{sysconfig.get_path('purelib')}\n")
    return Side(name, tree, home / "bin" / "python")


def check(one: Side, packages: Sequence[str] = PACKAGES) -> None:
    """End where a module of this side would be read from another tree."""
    # As a process that takes nothing from its surroundings.
    places = one.run("-I", "-c", PLACES, *packages).split("\n")
    astray = [place for place in places if place and not Path(place).resolve().is_relative_to(one.tree.resolve())]
    if astray:
        raise SystemExit(f"{one.name} is in {one.tree}, but would be measured with {', '.join(astray)}")


@contextmanager
def worktree(repository: Path, commit: str) -> Iterator[Path]:
    """The files of a commit in a folder of their own, for a while."""
    git = ["git", "-C", str(repository), "-c", "safe.directory=*"]
    known = subprocess.run(
        [*git, "cat-file", "-e", f"{commit}:benchmarks/figures.py"], capture_output=True, check=False
    )
    if known.returncode:
        raise SystemExit(f"{commit} has no benchmarks/figures.py, and so no --small: name a later commit as BASE")
    with tempfile.TemporaryDirectory(prefix="maatwerk-compare-") as folder:
        tree = Path(folder) / "base"
        subprocess.run([*git, "worktree", "add", "--quiet", "--detach", str(tree), commit], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "worktree", "remove", "--force", str(tree)], check=True)


def furnish(base: Side, modules: Path) -> None:
    """Bring what is fetched at install to where this side has it."""
    (base.tree / "node_modules").symlink_to(modules)
    base.run("tools/vendor.py")


def compare(benchmark: str, base: Side, now: Side) -> bool:
    """Measure by turns and print a row for each figure; true when none grew too much."""
    sides = [Side(each.name, each.tree, each.python) for each in (base, now)]
    _take_turns(benchmark, sides, FIRST_LOOK)
    if any(ratio > SUSPECT for *_, ratio in _rows(*sides)):
        _take_turns(benchmark, sides, SECOND_LOOK - FIRST_LOOK)
    kept = True
    for figure, before, then, ratio in _rows(*sides):
        kept &= ratio <= MOST
        verdict = "" if ratio <= MOST else f"  over {MOST:.2f}"
        print(f"{benchmark:8} {figure:48} {before:10.4g} {then:10.4g} {ratio:6.2f}{verdict}", flush=True)
    gone = sides[0].told[0].keys() - sides[1].told[0].keys()
    for figure in sorted(gone):
        print(f"{benchmark:8} {figure:48} no longer told")
    return kept and not gone


def _take_turns(benchmark: str, sides: Sequence[Side], times: int) -> None:
    for _ in range(times):
        for each in sides:
            each.look(benchmark)


def _rows(base: Side, now: Side) -> list[tuple[str, float, float, float]]:
    """Each figure that both tell, its medians, and how much the latter is of the former."""
    middles = [(name, base.middle(name), now.middle(name)) for name in base.told[0] if name in now.told[0]]
    return [(name, before, then, then / before) for name, before, then in middles]


def benchmarks(tree: Path) -> list[str]:
    """What there is to run: what is new since has nothing to be held against."""
    return sorted(path.stem for path in (tree / "benchmarks").glob("*.py") if path.stem not in SHARED)


def main() -> int:
    """Compare each benchmark of the commit with the files that are here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", help="the commit to compare with; it must have --small already")
    parser.add_argument("--only", nargs="+", metavar="BENCHMARK")
    given = parser.parse_args()
    with worktree(ROOT, given.base) as tree:
        base, now = side("base", tree, tree.parent / "of-base"), side("now", ROOT, tree.parent / "of-now")
        furnish(base, ROOT / "node_modules")
        for each in (base, now):
            check(each)
        print(f"{'ms of the processor a piece':57} {'base':>10} {'now':>10}  ratio", flush=True)
        kept = [compare(name, base, now) for name in given.only or benchmarks(tree)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
