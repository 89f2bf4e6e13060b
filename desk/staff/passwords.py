"""Passwords, stored only as Argon2 hashes, and a limit on guessing them."""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import datetime, timedelta
from functools import lru_cache
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select

from store.engine import session
from store.models import Staff
from tasks import clock

WINDOW = timedelta(minutes=15)
MOST_FAILURES = 5
MOST_NAMES = 10_000
hasher = PasswordHasher()


class Brake:
    """Counts failed attempts by name and by address, in this process."""

    def __init__(self) -> None:
        self._failures: defaultdict[str, deque[datetime]] = defaultdict(deque)
        self._lock = Lock()

    def minutes_to_wait(self, *names: str) -> int:
        """The number of minutes these must wait; 0 when they may try."""
        now = clock.now()
        with self._lock:
            waits = [self._wait(name, now) for name in names]
        return max(waits)

    def failed(self, *names: str) -> None:
        """Count a failed attempt."""
        with self._lock:
            if len(self._failures) > MOST_NAMES:
                self._failures.clear()
            for name in names:
                self._failures[name].append(clock.now())

    def forget(self, name: str) -> None:
        """Reset the count after a success."""
        with self._lock:
            self._failures.pop(name, None)

    def _wait(self, name: str, now: datetime) -> int:
        failures = self._failures.get(name, deque())
        while failures and failures[0] < now - WINDOW:
            failures.popleft()
        if len(failures) < MOST_FAILURES:
            return 0
        return int((failures[-MOST_FAILURES] + WINDOW - now).total_seconds() // 60) + 1


def check(staff_id: str, password: str) -> str | None:
    """The id of the member of staff with this password, or None; takes as long for a name that does not exist."""
    with session(readonly=True) as db:
        found = db.execute(
            select(Staff.id, Staff.password_hash).where(Staff.id == staff_id.casefold(), Staff.active == 1)
        ).one_or_none()
    kept = found.password_hash if found and found.password_hash else _nobody()
    try:
        hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return None
    return found.id if found and found.password_hash else None


@lru_cache(maxsize=1)
def _nobody() -> str:
    return hasher.hash("nobody has this password")
