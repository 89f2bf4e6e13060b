"""The demo login: one new password for the sample staff, on this machine only and never in production."""

from __future__ import annotations

import ipaddress
import secrets

from sqlalchemy import delete, select, update

from config.settings import settings
from desk.staff.passwords import hasher
from rules.errors import MaatwerkError
from store.engine import session
from store.models import Login, Staff

# No real person has an address here (RFC 2606).
SAMPLE = "%.example"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LENGTH = 4, 4


class DemoRefused(MaatwerkError):
    """The demo login was requested where it is not allowed."""

    message_nl = (
        "De voorbeeldlogin werkt alleen op uw eigen computer en niet in productie. "
        "Zet MAATWERK_HOST op 127.0.0.1 en MAATWERK_PRODUCTION uit."
    )


def prepare_demo_logins() -> str:
    """Give the sample staff a new password and return it; it cannot be read again later."""
    if not demo():
        raise DemoRefused
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
    sample = select(Staff.id).where(Staff.email.like(SAMPLE))
    with session() as db:
        db.execute(delete(Login).where(Login.staff_id.in_(sample)))
        db.execute(update(Staff).where(Staff.email.like(SAMPLE)).values(password_hash=hasher.hash(password)))
    return password


def demo() -> bool:
    """Whether the demo login is enabled."""
    return settings().demo and not settings().production and loopback(settings().host)


def sample_staff() -> list[tuple[str, str, str]]:
    """User name, name and job title of the sample staff, for the login page of a demo."""
    if not demo():
        return []
    query = select(Staff.id, Staff.name, Staff.function).where(Staff.email.like(SAMPLE), Staff.active == 1)
    with session(readonly=True) as db:
        return [(row.id, row.name, row.function) for row in db.execute(query.order_by(Staff.name))]


def is_sample(staff_id: str) -> bool:
    """Whether this is a member of the sample staff."""
    with session(readonly=True) as db:
        return db.scalar(select(Staff.id).where(Staff.id == staff_id, Staff.email.like(SAMPLE))) is not None


def loopback(host: str) -> bool:
    """Whether only this machine can reach this address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
