"""Every benchmark has a small sample, and ends with its figures."""

import ast
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks import figures

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()
(LEFT_OUT,) = [
    line.partition("filter-out ")[2].partition(",")[0].split()
    for line in MAKEFILE.splitlines()
    if line.startswith("BENCHMARKS :=")
]
BENCHMARKS = [path for path in sorted((ROOT / "benchmarks").glob("*.py")) if path.stem not in LEFT_OUT]
# The smallest sample that each can do with.
NEXT_TO_NOTHING = {
    "batch": "--letters 2",
    "intake": "--lines 20 --engine sqlite",
    "letters": "--letters 1",
    "pages": "--samples 1",
    "store": "--letters 50",
    "terms": "--cases 10",
    "verify": "--cases 20",
    "watch": "--sizes 200",
    "writers": "--seconds 0.2 --writers 2",
}
# These take a server, a worker and their patience.
SLOW = {"advance", "idle"}
# Uses half a second of the processor, then waits to be told to end.
BUSY = "import time\nwhile time.process_time() < 0.5: pass\nprint(flush=True)\ninput()"
# As a worker has processes of its own.
PARENT = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', sys.argv[1]])"


def _calls(source):
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}


def _lacks(source):
    return {"figures.asked", "figures.ended"} - _calls(source)


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_has_a_small_sample_and_ends_with_its_figures(path):
    assert _lacks(path.read_text()) == set()


def test_a_benchmark_without_would_be_found():
    assert _lacks("given = parser.parse_args()\nfigures.ended(met=True, small=False)") == {"figures.asked"}


@pytest.mark.parametrize("name", [path.stem for path in BENCHMARKS if path.stem not in SLOW])
def test_it_runs_on_next_to_nothing_and_prints_its_figures_last(name):
    command = [sys.executable, "-m", f"benchmarks.{name}", "--small", *NEXT_TO_NOTHING[name].split()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]

    found = figures.read(done.stdout)

    assert found
    assert all(milliseconds >= 0 for milliseconds in found.values())


@pytest.mark.parametrize("output", ["", "all went well\n", 'cpu: {"a": 1.0}\nand more\n'])
def test_output_that_does_not_end_with_figures_is_refused(output):
    with pytest.raises(ValueError, match="no figures"):
        figures.read(output)


def test_a_bar_that_is_not_met_ends_with_one_and_a_small_sample_is_held_to_none(monkeypatch, capsys):
    monkeypatch.setattr(figures, "_noted", {})
    figures.note("a letter", 12.3456)

    assert [figures.ended(met=False, small=False), figures.ended(met=True, small=False)] == [1, 0]
    assert "no bar is judged" not in capsys.readouterr().out
    assert figures.ended(met=False, small=True) == 0
    assert capsys.readouterr().out == f"a small sample: no bar is judged\ncpu: {json.dumps({'a letter': 12.35})}\n"


def test_what_a_process_starts_is_counted_while_it_runs_and_after():
    before, own = figures.cpu(), time.process_time()
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        worker.stdout.readline()
        running, of_it = figures.cpu() - before, figures.used_by(worker.pid)
        worker.communicate("\n")
    ended = figures.cpu() - before

    # In steps of a hundredth, for each of four.
    assert min(running, of_it, ended) > 0.45
    # Nobody else counts them.
    assert time.process_time() - own < 0.45
