"""All ways to get an adverse letter past the gate, or the record rewritten, with SQL alone."""

from __future__ import annotations

from attack import Attack
from company import company
from departures import departures
from disguises import disguises
from forgeries import forgeries
from grants import closings, grants, only_sqlite
from lies import lies
from penalties import penalties
from reviews import reviews
from rewrites import rewrites
from servers import servers
from shells import shells
from suspending import suspending
from unseen import unseen
from untimely import untimely
from witnesses import witnesses


def attacks(dialect: str) -> list[Attack]:
    """All attacks on one engine."""
    every = (
        *(*lies(), *forgeries(), *penalties(), *rewrites(), *shells(), *servers(), *departures(), *witnesses()),
        *(*grants(), *closings(), *company(), *reviews(), *suspending(), *untimely(), *only_sqlite(), *unseen()),
        *disguises(),
    )
    return [attack for attack in every if dialect in attack.on]
