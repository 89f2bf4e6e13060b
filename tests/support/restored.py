"""A scene on SQLite behind a connection that stays open: after each attack its file is put back, byte for byte.

A connection that opens the scene reads its schema first, with all its guards, and that takes longer than most attacks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from attack import Attack

# These change rows; anything else may change the connection, or the schema that it knows.
WRITING = {"INSERT", "UPDATE", "DELETE", "REPLACE"}
# An attack counts its own changes up, and may not come out at the next.
_counts = count(2**20, 2**10)


def only_writes(attack: Attack) -> bool:
    """Whether nothing of an attack can be left once the file is put back."""
    return all(isinstance(step, str) and step.split()[0] in WRITING for step in attack.steps)


class Restored:
    """A copy of the scene, reached with these pragmas."""

    def __init__(self, scene: Path, path: Path, pragmas: Sequence[str]) -> None:
        self.path, self.scene = path, bytearray(scene.read_bytes())
        # Without a log beside it the file is all there is.
        self.scene[18:20] = b"\x01\x01"
        self.put_back()
        self.attacker = sqlite3.connect(path, isolation_level=None)
        for pragma in (*pragmas, "journal_mode=MEMORY", "synchronous=OFF"):
            self.attacker.execute(f"PRAGMA {pragma}")

    def put_back(self) -> None:
        """The file as it was, with another count of changes: by that the connection sees that it is another."""
        self.scene[24:28] = self.scene[92:96] = next(_counts).to_bytes(4, "big")
        self.path.write_bytes(self.scene)

    def close(self) -> None:
        """Hang up."""
        self.attacker.close()
