"""The call before a rejection: outcomes, channels, exemptions, and when enough attempts were made.

Good practice rather than statute; where Awb 4:7 asks for a hearing, the record of the call is that hearing (Awb 4:9).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum


class CallOutcome(StrEnum):
    """How an attempt to speak to the citizen ended; the codes are stored in the database as they are."""

    INFORMED_AGREES = "geinformeerd_akkoord"
    INFORMED_DISAGREES = "geinformeerd_niet_akkoord"
    NEW_FACTS = "nieuwe_feiten"
    DELAY_ASKED = "uitstel_gevraagd"
    WITHDRAWS = "trekt_in"
    OTHER_SOLUTION = "andere_oplossing"
    NOT_REACHED = "niet_bereikt"
    WRONG_NUMBER = "geen_of_fout_nummer"
    OTHER_CHANNEL = "wil_andere_contactvorm"
    INTERPRETER = "tolk_nodig"
    DEAF = "doof_slechthorend"
    REPRESENTATIVE = "gemachtigde"
    NO_CONTACT = "wil_geen_contact"
    CRISIS = "veiligheid_of_crisis"


class Direction(StrEnum):
    """Who called whom."""

    OUT = "uitgaand"
    IN = "inkomend"


class Channel(StrEnum):
    """By which means we tried to reach the citizen, or reached them."""

    PHONE = "telefoon"
    COUNTER = "balie"
    VISIT = "huisbezoek"
    VIDEO = "beeldbellen"
    EMAIL = "beveiligde e-mail"


# A talk, in which can be asked and read back; a message is none.
SPOKEN = frozenset(Channel) - {Channel.EMAIL}


class ExemptionReason(StrEnum):
    """Why a decision may go out without anyone having spoken to the citizen."""

    SAFETY = "veiligheidsrisico_medewerker"
    PURPOSE = "doel_besluit_verijdeld_4_11_c"
    REFUSES_CONTACT = "uitdrukkelijk_geen_telefonisch_contact"
    DECEASED = "overleden"
    NOT_REACHED = "niet_bereikt"


UPHOLDS = frozenset({CallOutcome.INFORMED_AGREES, CallOutcome.INFORMED_DISAGREES})
"""Outcomes after which this version of the decision may stand: the citizen heard it and could answer."""

REACHED = UPHOLDS | {
    CallOutcome.NEW_FACTS,
    CallOutcome.DELAY_ASKED,
    CallOutcome.WITHDRAWS,
    CallOutcome.OTHER_SOLUTION,
}
"""Outcomes in which the citizen was reached about the intended decision."""

REOPENS = frozenset({CallOutcome.NEW_FACTS})
"""Outcomes that open the investigation again."""

RECONSIDERS = frozenset({CallOutcome.OTHER_SOLUTION})
"""Outcomes after which the professional words a new intention."""

FAILED = frozenset({CallOutcome.NOT_REACHED, CallOutcome.WRONG_NUMBER})
"""Outcomes that count as an attempt without contact."""


ATTEMPT_MINUTES = 5
"""An attempt counts when no other came less than this before it; a municipality may ask more, never less."""


def daypart(at: time) -> str:
    """Part of the day, in Dutch: morning until noon, afternoon until five, then evening (local time)."""
    if at < time(12):
        return "ochtend"
    return "middag" if at < time(17) else "avond"


@dataclass(frozen=True)
class Protocol:
    """How many attempts, and how far apart, before the letter "Wij konden u niet bereiken" (local policy)."""

    attempts_min: int
    minutes_apart: int
    dayparts_min: int
    days_min: int
    wait_working_days: int
    start_working_days: int
    stop_working_days: int


def missing_attempts(tried: Collection[datetime], protocol: Protocol) -> tuple[str, ...]:
    """What the protocol still requires, as Dutch phrases; empty when enough attempts were made.

    `tried` holds the local moment of each attempt without contact; one right after another does not count.
    """
    missing: list[str] = []
    tried = _apart(tried, timedelta(minutes=protocol.minutes_apart))
    if short := max(0, protocol.attempts_min - len(tried)):
        missing.append(f"nog {short} {'poging' if short == 1 else 'pogingen'}")
    parts = {daypart(at.time()) for at in tried}
    if len(parts) < protocol.dayparts_min:
        missing.append("een poging op een ander dagdeel")
    if len({at.date() for at in tried}) < protocol.days_min:
        missing.append("een poging op een andere dag")
    return tuple(missing)


def _apart(tried: Collection[datetime], least: timedelta) -> Collection[datetime]:
    """The attempts that were not made right after another."""
    return [at for at in set(tried) if not any(timedelta() < at - other < least for other in tried)]
