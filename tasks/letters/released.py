"""What a release brings to the database besides its tables: with `schema.migrate(**released())`."""

from __future__ import annotations

from typing import Any

from config.law import law
from config.municipality import municipality
from store.models.decision import READS_TOO
from tasks.letters.sending import letter_kinds


def released() -> dict[str, Any]:
    """The letters there are, how long cases are kept, and what this municipality allows.

    Raises `TemplateBroken` or `MunicipalityUnfit` for what nobody could use.
    """
    allowed = {READS_TOO: municipality().meelezen.ook_na_uitzondering}
    return {"kinds": letter_kinds(), "retention": law().retention, "allowed": allowed}
