"""Terms in hours run on real time, even when the clock changes (Algemene termijnenwet, art. 4 onder b)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.errors import MomentMissing

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def day_of(start: date) -> date:
    """The Dutch day on which a term starts; a moment without a time zone is taken as Dutch time."""
    if not isinstance(start, datetime):
        return start
    return (start.astimezone(AMSTERDAM) if start.tzinfo else start).date()


def moment(start: date) -> datetime:
    """The moment a term in hours starts; a day without a time starts at midnight, to be on the safe side."""
    if not isinstance(start, datetime):
        return datetime.combine(start, time.min, AMSTERDAM)
    if start.tzinfo is not None:
        return start.astimezone(AMSTERDAM)
    local = start.replace(tzinfo=AMSTERDAM)
    if local.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != start:
        raise MomentMissing(start.isoformat(timespec="minutes"))
    return local


def after_hours(start_at: datetime, hours: int) -> datetime:
    """The moment this many real hours later, in Dutch time."""
    return (start_at.astimezone(UTC) + timedelta(hours=hours)).astimezone(AMSTERDAM)
