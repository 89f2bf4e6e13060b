"""Who sees a secret address (AVG, art. 5 lid 1 onder f)."""

from __future__ import annotations

from collections.abc import Callable

from config.municipality import municipality
from rules.facts.post.address import AddressOpened
from rules.record.entries import Record, every
from store.models import Case
from tasks import clock

CONSULTANT = "consulent"


def sees_secret(case: Case, record: Record, who: str, has: Callable[..., bool]) -> bool:
    """Whether somebody sees a secret address of the case; `has` says whether they have one of some roles.

    Who opened it on record does until that day is over.
    """
    seeing = set(municipality().geheim_adres.ziet)
    if CONSULTANT in seeing and case.consultant_id == who:
        return True
    opened = (clock.local(one.at).date() for one in every(record, AddressOpened) if one.by == who)
    return has(*(seeing - {CONSULTANT})) or clock.today() in opened
