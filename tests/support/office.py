"""An office with letters to write, and workers that can be killed at any step of bringing them to the printer."""

import json
import multiprocessing
import os
from collections import Counter
from hashlib import sha256
from pathlib import Path

import batchwork
from batchwork import write_letters
from plays import report_case
from post import marks, printed, sent_here

from store.files.handover import printer_outlet

LETTERS = 3
PATIENCE = 120
forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["batchwork"])


class Office:
    """One case with letters to write, and processes that run them to the printer."""

    def __init__(self, home: Path) -> None:
        self.home, self.number = home, report_case().number
        self.written = [f"{self.number}/B1"]
        surroundings = {name: value for name, value in os.environ.items() if name.startswith("MAATWERK_")}
        self.orders, theirs = forks.Pipe()
        self.foreman = forks.Process(target=batchwork.foreman, args=(surroundings, theirs))
        self.foreman.start()
        theirs.close()
        assert self.answer() == os.EX_OK

    def close(self) -> None:
        self.orders.close()
        self.foreman.join(PATIENCE)

    def write(self, count: int = LETTERS) -> None:
        self.written += write_letters(self.number, count)

    def work(self, **how: object) -> int:
        """A worker that begins a run; its number."""
        return self.ask(how)

    def end(self, worker: int) -> int:
        """How this worker ended."""
        return self.ask(worker)

    def work_out(self, **how: object) -> int:
        """A run to its end, or to its death."""
        return self.end(self.work(**how))

    def ask(self, order: object) -> int:
        self.orders.send(order)
        return self.answer()

    def answer(self) -> int:
        assert self.orders.poll(PATIENCE), "the foreman does not answer"
        return self.orders.recv()

    def sound(self) -> None:
        """Every letter is with the printer once, every bundle is whole, and the record says the same."""
        assert Counter(printed()) == Counter(self.written)
        assert len(sent_here()) == len(self.written)
        for bundle in printer_outlet().manifests():
            for name, about in json.loads(printer_outlet().manifest(bundle))["bestanden"].items():
                assert sha256((printer_outlet().folder / name).read_bytes()).hexdigest() == about["sha256"]
            assert marks(bundle)
