"""What the benchmarks share: a small sample, and the line of figures by which two commits are compared.

A figure is the time of the processor, in milliseconds for one letter, line, case or whatever is measured. A small
sample ends within half a minute and is there to be compared: most bars need a large one, so that it is held to none.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

# A figure says so much and no more.
DIGITS = 4
LINE = "cpu: "
# Where /proc tells them, counted from the state, which follows the name.
PARENT, USED = 1, slice(11, 15)
_noted: dict[str, float] = {}


def asked(parser: argparse.ArgumentParser, **small: Any) -> argparse.Namespace:
    """What the command line asks; with `--small` the samples that it leaves unsaid are these."""
    parser.add_argument("--small", action="store_true", help="a sample to compare commits by; judges no bar")
    if parser.parse_known_args()[0].small:
        parser.set_defaults(**small)
    return parser.parse_args()


def note(name: str, milliseconds: float) -> None:
    """Keep a figure for the last line."""
    _noted[name] = float(f"{milliseconds:.{DIGITS}g}")


@contextmanager
def noted(name: str, pieces: int, *others: int) -> Iterator[None]:
    """Keep as a figure what this work takes for each of its pieces; `others` as for `cpu`."""
    before = cpu(*others)
    yield
    note(name, (cpu(*others) - before) * 1000 / pieces)


def cpu(*others: int) -> float:
    """Seconds of the processor: of this process, all it started, and all that these others are and started."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    running = _running()
    started = [pid for pid, (parent, _) in running.items() if parent == os.getpid()]
    served = sum(_with_children(pid, running) for pid in (*started, *others))
    return time.process_time() + ended.ru_utime + ended.ru_stime + served


def used_by(*processes: int) -> float:
    """Seconds of the processor that these and all they started have used, in steps of a hundredth."""
    running = _running()
    return sum(_with_children(pid, running) for pid in processes)


def _running() -> dict[int, tuple[int, float]]:
    """For each process its parent, and the seconds that it and its children that ended have used."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = path.read_text().rpartition(")")[2].split()
            ticks = sum(int(each) for each in told[USED])
            found[int(path.parent.name)] = int(told[PARENT]), ticks / os.sysconf("SC_CLK_TCK")
    return found


def _with_children(pid: int, running: Mapping[int, tuple[int, float]]) -> float:
    children = [each for each, (parent, _) in running.items() if parent == pid]
    return running[pid][1] + sum(_with_children(child, running) for child in children)


def ended(*, met: bool, small: bool) -> int:
    """Print the line of figures, as the last; returns the exit code."""
    if small:
        print("a small sample: no bar is judged")
    print(LINE + json.dumps(_noted, ensure_ascii=False), flush=True)
    return 0 if met or small else 1


def read(output: str) -> dict[str, float]:
    """The figures of a benchmark, by name, from what it printed; ValueError where they do not come last."""
    last = output.rstrip().rpartition("\n")[2]
    if not last.startswith(LINE):
        raise ValueError(f"no figures on the last line: {last!r}")
    figures: dict[str, float] = json.loads(last.removeprefix(LINE))
    return figures
