"""The next step of a case, as the visitor sees it, and the filters of the list by what is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desk.web.sessions import Visitor
from tasks.cases import asks
from tasks.cases.asks import Ask

# For a colleague who may not approve: the case is waiting, and there is no button.
ELSEWHERE: dict[str, Any] = {
    "label": "Wacht op akkoord",
    "icon": "hourglass",
    "todo": "Een collega leest mee.",
    "tone": "",
    "filter": "wachten",
    "path": "",
}
FILTERS = (
    ("bellen", "Bellen"),
    ("gesprek", "Gesprek"),
    ("besluit", "Besluit"),
    ("akkoord", "Akkoord"),
    ("brief", "Brief"),
    ("wachten", "Wachten"),
)


def next_step(waits_for: str | None, visitor: Visitor | None = None) -> Ask | None:
    """What a case asks next, as this visitor sees it; None when there is nothing to do."""
    found = asks.of(waits_for) if waits_for else None
    if found and visitor and found.by_colleague and not visitor.has(*found.roles):
        return replace(found, **ELSEWHERE)
    return found
