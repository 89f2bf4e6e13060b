"""How fast the check walks the chains: links a second on one core, beside bare hashing and bare reading of the same.

Prints a table for each engine; ends with exit code 1 when a bar is not met. `--cases` tells how large the record is.
"""

from __future__ import annotations

import argparse
import hmac
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

from sqlalchemy import NullPool, insert

from benchmarks import figures
from config.settings import settings
from store.audit import head_files, proof, signed_heads
from store.chain import links as chain
from store.chain.covered import COVERED
from store.engine import build, engine, session
from store.guards import triggers
from store.models import Case, FactRow
from store.upkeep.schema import migrate
from tasks import clock
from tasks.safekeeping.release import release

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import postgres
import scene

LEAST_A_SECOND = 50_000
FACTS = 19
TEXT = '{"text":"Wij hebben gesproken over het huis, de boodschappen en wat de dochter doet in de week."}'
BATCH = 5000
SMALL = 1500
WALKS = 3


def apart(work: Callable[..., None], *given: object) -> None:
    """Work in a process of its own: what that held would hide what this one takes."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=given)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit("the record could not be filled")


def fill(url: str, cases: int) -> None:
    """A record with so many cases of twenty rows, all in their chains."""
    migrate(url, **release())
    own = build(url, foreign_keys=False, poolclass=NullPool)
    with own.begin() as connection:
        triggers.drop(connection)
        connection.exec_driver_sql(scene.row("household", id=1))
        address = {"street": "Esdoornstraat", "number": "27", "postcode": "4099 ZX", "city": "Veldhaven"}
        person = scene.row("citizen", id=1, household_id=1, initials="F.", family_name="Yıldız", **address)
        connection.exec_driver_sql(person)
        now, day = clock.now(), date(2026, 9, 1)
        for start in range(1, cases + 1, BATCH):
            ids = range(start, min(start + BATCH, cases + 1))
            fixed = {"process": "wmo", "process_version": 1, "citizen_id": 1, "team": "Oost", "subject": "Hulp"}
            fixed |= {"received_on": day, "created_at": now, "version": FACTS, "taken_up": FACTS}
            made = [fixed | {"id": each, "number": f"WMO-{each}", "reference": f"r{each}"} for each in ids]
            connection.execute(insert(Case), made)
            said = {"kind": "Note", "body": {"text": TEXT}, "by": "sanne", "at": now}
            facts = [said | {"case_id": each, "seq": seq} for each in ids for seq in range(1, FACTS + 1)]
            connection.execute(insert(FactRow), facts)
        chain.adopt(connection, ("casefile", "fact"))
        triggers.install(connection)
    own.dispose()


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and seconds of this process's processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def hashing(links: int) -> None:
    """The two digests of each link, over bytes that are there already: no check can be faster."""
    salt, content = bytes(32), TEXT.encode() * 2
    for _ in range(links):
        sha256(hmac.digest(salt, content, "sha256") + content[:96]).digest()


def reading(url: str) -> None:
    """Every row and link, as the driver gives them."""
    with session(url, readonly=True) as db:
        connection = db.connection()
        for query in (*(of.select(kind) for kind, of in COVERED.items()), "SELECT * FROM link"):
            for _row in connection.exec_driver_sql(query):
                pass


def walk(url: str) -> None:
    """The check of all chains against what was signed."""
    for page in proof.prove(url, signed=head_files.marks()):
        if page.broken:
            raise SystemExit(f"the record is broken: {page.broken[0]}")


def peak() -> float:
    """The most memory this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(name: str, url: str, cases: int, *servers: int) -> bool:
    """Print the table of one engine; true when it meets the bar."""
    apart(fill, url, cases)
    links, before = cases * (FACTS + 1), peak()
    signing, _ = timed(lambda: signed_heads.sign(clock.today(), clock.now()))
    signed = peak()
    rows = {
        "bare hashing": timed(lambda: hashing(links)),
        "bare reading": timed(lambda: reading(url)),
    }
    with figures.noted(f"{name}, checking a link", links * WALKS, *servers):
        rows["the check"] = min(timed(lambda: walk(url)) for _ in range(WALKS))
    for what, (wall, cpu) in rows.items():
        print(f"{name:<11} {what:<13} {links / wall:>12,.0f} {links / cpu:>12,.0f}")
    grew = f"memory grew {signed - before:.0f} MB, and {peak() - signed:.0f} MB while it walked"
    print(f"{name:<11} signed in {signing:.1f} s; {grew}")
    engine(url).dispose()
    # On one core: the server of PostgreSQL runs on another, so its time does not count here.
    return links / rows["the check"][1] >= LEAST_A_SECOND


def on_sqlite(cases: int) -> bool:
    """A record on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        _settle_in(folder)
        return report("SQLite", f"sqlite:///{folder}/record.db", cases)


def on_postgresql(cases: int) -> bool:
    """A record on a throw-away PostgreSQL; skipped, and said so, where it is not installed."""
    with tempfile.TemporaryDirectory() as folder, postgres.running() as cluster:
        if cluster is None:
            print("PostgreSQL  not installed")
            return True
        url = cluster.create().owner_url
        _settle_in(folder, url)
        return report("PostgreSQL", url, cases, cluster.pid)


def _settle_in(folder: str, url: str = "") -> None:
    os.environ["MAATWERK_HOME"], os.environ["MAATWERK_DATABASE_URL"] = folder, url or f"sqlite:///{folder}/record.db"
    settings.cache_clear()


def main() -> int:
    """Measure both engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    given = figures.asked(parser, cases=SMALL)
    cases = given.cases
    print(f"{cases * (FACTS + 1):,} links of {cases:,} cases; at least {LEAST_A_SECOND:,} a second on one core\n")
    print(f"{'':<11} {'':<13} {'links/s':>12} {'on one core':>12}")
    return figures.ended(met=all([on_sqlite(cases), on_postgresql(cases)]), small=given.small)


if __name__ == "__main__":
    sys.exit(main())
