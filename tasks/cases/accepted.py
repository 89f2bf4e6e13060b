"""A kind of fact that a case takes at the point it has reached, as a step of its course said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from config.process import Process
from rules.errors import FactInvalid
from rules.facts import Fact
from rules.record.entries import Record

Check = Callable[[Any, Record, str], None]
Problems = Callable[[Record, Process, Any], dict[str, str]]


# Not frozen: a look makes thirty of them, and that would be a tenth of its time.
@dataclass(slots=True, kw_only=True)
class Accepted:
    """A kind of fact that is taken, or those of it for which `where` holds.

    `rule` raises when this fact does not fit the others on the record; `problems` says per field what the law or the
    process does not allow, and `besides` what an earlier step does not. `form` is the page of the desk, where the kind
    has more than one; `offered` says whether the desk offers it besides the next step.
    """

    kind: type[Fact]
    process: Process
    form: str = ""
    where: Callable[[Any], bool] = lambda _: True
    rule: Check = lambda *_: None
    problems: Problems = lambda *_: {}
    besides: Problems | None = None
    offered: bool = True

    def takes(self, fact: Fact) -> bool:
        """Whether this is about such a fact."""
        return type(fact) is self.kind and self.where(fact)

    def check(self, fact: Fact, record: Record, by: str) -> None:
        """Raise when this one does not fit, or the law does not allow it."""
        self.rule(fact, record, by)
        found = self.besides(record, self.process, fact) if self.besides else {}
        found |= self.problems(record, self.process, fact)
        if found:
            raise FactInvalid(found)
