"""What the page of a case costs on SQLite, and the look at the case that it takes: in milliseconds of the processor.

The case is one that was rejected once, investigated again and is now to be called about: most that one page shows. The
look is held to a limit of its own; what the whole page costs is there to be compared.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from benchmarks import figures
from config.settings import settings
from rules.calls import CallOutcome
from rules.record.entries import Facts
from store import record
from store.engine import session
from store.upkeep.schema import migrate
from tasks import clock
from tasks.cases.look import look
from tasks.safekeeping.release import release

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import plays
from visits import at_desk

MOST_LOOK_MS = 10
SMALL = 40
OK = 200


def main() -> int:
    """Measure page and look; ends with exit code 1 when the limit is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=400)
    given = figures.asked(parser, samples=SMALL)
    with tempfile.TemporaryDirectory(prefix="maatwerk-pages-") as folder:
        os.environ["MAATWERK_HOME"] = folder
        settings.cache_clear()
        migrate(**release())
        plays.hire_staff()
        play = _play()
        with clock.at(play.now):
            page = asyncio.run(_pages(play.number, given.samples))
            looked = _looks(play.number, given.samples)
    print(f"page of a case {page:6.1f} ms, of which the look {looked:5.1f} ms; n={given.samples}")
    met = looked <= MOST_LOOK_MS
    print(f"  bar (look <= {MOST_LOOK_MS} ms): {'met' if met else 'NOT met'}", flush=True)
    return figures.ended(met=met, small=given.small)


def _play() -> plays.Play:
    """Everything that fills a page: a rejection that was called about, new facts, and a second intention."""
    play = plays.intended()
    play.days(1).call(CallOutcome.NOT_REACHED)
    play.days(1).call(CallOutcome.NEW_FACTS)
    play.days(1).investigate()
    play.days(1).intend()
    return play


async def _pages(number: str, samples: int) -> float:
    """Milliseconds for the page, to somebody who is logged in."""
    async with at_desk("sanne") as visit:
        # The first loads the templates and the flow.
        first = await visit.get(f"/zaak/{number}")
        if first.status_code != OK or "Bel eerst" not in first.text:
            sys.exit("this is not the page of a case that waits for a call")
        before = figures.cpu()
        for _ in range(samples):
            await visit.get(f"/zaak/{number}")
        spent = (figures.cpu() - before) * 1000 / samples
    figures.note("page of a case", spent)
    return spent


def _looks(number: str, samples: int) -> float:
    """Milliseconds for a look at the case, where its record was read."""
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        known = record.entries(db, case)
        before = figures.cpu()
        for _ in range(samples):
            # As it comes from the database, with nothing derived from it yet.
            look(db, case, Facts(known))
        spent = (figures.cpu() - before) * 1000 / samples
    figures.note("look", spent)
    return spent


if __name__ == "__main__":
    sys.exit(main())
