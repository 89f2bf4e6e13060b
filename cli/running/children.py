"""The processes that `maatwerk start` brings up, keeps up, and takes down again."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 20.0
LONGEST_PAUSE = 30.0


@dataclass
class Child:
    """One process with its own log; `name_nl` is what the console calls it; the others stop before one `needed`."""

    name_nl: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    needed: bool = False
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        """Start, in a process group of its own: Ctrl-C reaches us first, and we stop it in order."""
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 (our own command)
                self.command,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 (there are no threads yet that could hold a lock)
            )

    @property
    def pid(self) -> int:
        """The number of the process; 0 when it was never started."""
        return self.process.pid if self.process else 0

    @property
    def running(self) -> bool:
        """True while the process lives."""
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Ask it, once, to finish what it is doing."""
        if self.running:
            self._signal(signal.SIGTERM)

    def end(self, seconds: float = GRACE_SECONDS) -> None:
        """Wait for it, and end it when it takes too long; its own children go too."""
        if self.process is None:
            return
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self.process.wait()
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            return


@dataclass
class Crew:
    """All children, in the order in which they need one another."""

    tell: Callable[[str], None]
    children: list[Child] = field(default_factory=list)
    clock: Callable[[], float] = time.monotonic

    def add(self, child: Child) -> Child:
        """Start a child and look after it."""
        self.children.append(child)
        child.start()
        return child

    def look(self) -> None:
        """Start again what has died, each time a little later."""
        for child in self.children:
            if child.running:
                continue
            if not child.again_at:
                pause = min(2.0**child.failures, LONGEST_PAUSE)
                child.failures, child.again_at = child.failures + 1, self.clock() + pause
                code = child.process.returncode if child.process else None
                self.tell(f"{child.name_nl} is gestopt (code {code}) en start opnieuw. Zie {child.log}.")
            elif self.clock() >= child.again_at:
                child.again_at = 0.0
                child.start()

    def stop(self) -> None:
        """Stop all at the same time, and then what they needed for that."""
        for needed in (False, True):
            stopping = [child for child in self.children if child.needed is needed]
            for child in stopping:
                child.ask_to_stop()
            for child in stopping:
                child.end()


def _die_with_parent() -> None:
    """Linux: whoever kills us with -9 leaves no orphans."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
