"""A review of what runs: the help itself, and the decision under which it does (Awb 4:8; Wmo 2015, art. 2.3.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from rules.asked.answers import COUNTLESS
from rules.facts.asking.items import NOT_ITEM, Asking, far_off
from rules.facts.kind import FUTURE, Asked, blank
from rules.numbers import Place

NO_DECISION = "Noem het besluit waarmee dit loopt: van een zaak hier, of van een ander."
ONE_DECISION = "Noem één besluit: van een zaak hier, of van een ander. Loopt er meer? Leg dat apart vast."
UNMEASURED = "Vul in hoeveel er nu loopt."


@dataclass(frozen=True, kw_only=True)
class RunningHelp(Asking):
    """What runs, under one decision, until it is reviewed: it is asked as long as nobody agrees to less.

    The decision is of another case here (`case` and `version`), or was made elsewhere (`made_by`, `decided_on`,
    `gave`). Each item has the first and last day of the grant; from `changes_on` on it may change.
    """

    label: ClassVar[str] = "lopende hulp"
    heading: ClassVar[str] = "Lopende hulp vastgelegd"
    icon: ClassVar[str] = "file-check"
    running: ClassVar[bool] = True
    early: ClassVar[str] = "Deze zaak gaat niet over hulp die al loopt."
    changes_on: Annotated[date, Asked(title="Vanaf welke dag kan dit veranderen?")]
    case: Annotated[str, Asked(title="Besluit van een zaak hier", hint="Het nummer van die zaak.", optional=True)] = ""
    version: Annotated[
        Place, Asked(title="Welk besluit in die zaak?", hint="Laat dit leeg voor het eerste.", optional=True)
    ] = 1
    made_by: Annotated[str, Asked(title="Of: wie nam het besluit?", optional=True)] = ""
    decided_on: Annotated[date | None, Asked(title="Op welke dag?", optional=True)] = None
    gave: Annotated[str, Asked(title="Wat gaf dat besluit?", optional=True, rows=2)] = ""

    @property
    def here(self) -> bool:
        """Whether it runs under a decision of another case."""
        return bool(self.case.strip())

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """Each item says what runs and how much of it, under one decision; a card or a programme runs or does not."""
        found = super().problems(now=now, today=today) | dict(self._runs()) | self._decided(today)
        return found | far_off(changes_on=self.changes_on)

    def _runs(self) -> Iterator[tuple[str, str]]:
        for index, item in enumerate(self.items):
            named: dict[str, object] = {"product": item.product, "form": item.form, "from_on": item.from_on}
            if item.form not in COUNTLESS:
                named["quantity"] = item.quantity
            yield from ((f"items.{index}.{field}", UNMEASURED) for field, said in named.items() if not said)
            if item.instead_of is not None:
                yield f"items.{index}.instead_of", NOT_ITEM

    def _decided(self, today: date) -> dict[str, str]:
        elsewhere = bool(self.made_by.strip() or self.gave.strip())
        if self.here:
            return {"case": ONE_DECISION} if elsewhere else {}
        if not elsewhere:
            return {"case": NO_DECISION}
        found = blank(self, made_by="Vul in wie het besluit nam.", gave="Schrijf op wat dat besluit gaf.")
        if self.decided_on is None:
            return found | {"decided_on": "Vul in op welke dag dat besluit is genomen."}
        return found | ({"decided_on": FUTURE} if self.decided_on > today else {})
