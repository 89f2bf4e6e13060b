"""The order of a run on several processes: what takes longest begins first, and the browser ends it."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from math import inf
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "tests" / "durations.toml"
HEAD = "# Seconds, by `make durations`: of each file, and of each test of half a second or more.\n"
LONG = 0.5
# These share one Prefect server and one worker.
TOGETHER = "tests/flows/"
# Playwright keeps an event loop running until the process ends. Each screen goes to whichever process is free.
LAST = "tests/browser/"


def file(nodeid: str) -> str:
    """The file of a test."""
    return nodeid.partition("::")[0]


def scene(nodeid: str) -> str:
    """The tests that are measured as one: mostly a file."""
    return TOGETHER if nodeid.startswith(TOGETHER) else file(nodeid)


def unit(nodeid: str) -> str:
    """The tests that one process does in one go."""
    return nodeid if nodeid.startswith(LAST) else scene(nodeid)


def recorded(what: str, path: Path = RECORD) -> dict[str, float]:
    """Seconds of the `files`, or of the long `tests`, as they were last measured."""
    return tomllib.loads(path.read_text()).get(what, {}) if path.exists() else {}


def places(nodeids: Iterable[str], seconds: Mapping[str, float]) -> dict[str, tuple[bool, float]]:
    """Where each scene comes, lowest first; one with a file that was never measured before all others."""
    took: Counter[str] = Counter()
    for name in {file(nodeid) for nodeid in nodeids}:
        took[scene(name)] += seconds.get(name, inf)
    return {name: (name.startswith(LAST), -took[name]) for name in took}


class Spread(LoadScopeScheduling):
    """Hands out the units in the order of collection, the next to whoever is nearly done."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)


class Recorder:
    """Keeps what each file took, and each test that took long."""

    def __init__(self, path: Path) -> None:
        self.path, self.files, self.tests = path, Counter[str](), dict[str, float]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Setting up and clearing away count for the file; a part of a test is in its whole."""
        if isinstance(report, pytest.SubtestReport):
            return
        self.files[file(report.nodeid)] += report.duration
        if report.when == "call" and report.duration >= LONG:
            self.tests[report.nodeid] = report.duration

    def pytest_sessionfinish(self) -> None:
        """Of a file that did not run now, keep what was known."""
        found = {
            what: {name: took for name, took in recorded(what, self.path).items() if self._stays(name)} | new
            for what, new in (("files", self.files), ("tests", self.tests))
        }
        self.path.write_text(HEAD + "".join(map(_table, found.items())))

    def _stays(self, name: str) -> bool:
        return file(name) not in self.files and (ROOT / file(name)).exists()


def _table(named: tuple[str, Mapping[str, float]]) -> str:
    title, seconds = named
    lines = (f"{json.dumps(name, ensure_ascii=False)} = {took:.1f}\n" for name, took in sorted(seconds.items()))
    return f"\n[{title}]\n{''.join(lines)}"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of `make durations`."""
    parser.addoption("--record-durations", metavar="FILE", type=Path, help="write to this file what each took")


def pytest_configure(config: pytest.Config) -> None:
    """Measure where the reports of all processes come together."""
    path = config.getoption("record_durations")
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(path))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """One process keeps the order of collection, but for the browser."""
    several = hasattr(config, "workerinput")
    place = places((item.nodeid for item in items), recorded("files") if several else {})
    items.sort(key=lambda item: place[scene(item.nodeid)])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Spread | None:
    """In place of xdist's own way of handing out files."""
    return Spread(config, log) if config.getoption("dist") == "loadfile" else None
