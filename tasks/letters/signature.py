"""Who signs a decision, and until when it can be objected to (Awb 3:45, 6:7 and 10:10)."""

from __future__ import annotations

from typing import Any

from config.municipality import municipality
from store.models import Letter
from tasks.cases.open_case import OpenCase


def signed(case: OpenCase, letter: Letter) -> dict[str, Any]:
    """The last day to object, and the name under the letter."""
    consultant = case.row.consultant
    return {
        "bezwaar": {"uiterlijk": case.term(case.process.terms["objection"].law, letter.dated_on).on.isoformat()},
        "ondertekenaar": {
            "naam": consultant.name if consultant else municipality().afdeling,
            "functie": consultant.function if consultant else "Sociaal domein",
        },
    }
