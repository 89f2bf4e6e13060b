"""Sessions, stored on the server: 15 minutes idle, 8 hours at most; the record holds only a digest of the cookie."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from store.engine import session
from store.models import Login, RoleGrant, RoleRevocation, Staff
from tasks import clock

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=8)
# Storing the time of every page view would make each of them wait for other writers.
FRESH = timedelta(minutes=1)
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Visitor:
    """The person at the desk, their roles, and the secret in their forms."""

    id: str
    name: str
    function: str
    team: str
    roles: frozenset[str]
    csrf: str
    login: str

    def has(self, *roles: str) -> bool:
        """Whether this person has one of these roles."""
        return not self.roles.isdisjoint(roles)


def digest(token: str) -> str:
    """The digest of a cookie that the record stores."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(staff_id: str) -> str:
    """Start a session and return the cookie's value; expired sessions are deleted."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    with session() as db:
        db.execute(delete(Login).where((Login.seen_at < now - IDLE) | (Login.created_at < now - LONGEST)))
        db.add(
            Login(
                token_hash=digest(token),
                staff_id=staff_id,
                csrf=secrets.token_urlsafe(TOKEN_BYTES),
                created_at=now,
                seen_at=now,
            )
        )
    return token


def visitor(token: str) -> Visitor | None:
    """The visitor with this session, unless it expired or the person left."""
    now = clock.now()
    query = (
        select(Login, Staff)
        .join(Staff, Staff.id == Login.staff_id)
        .where(
            Login.token_hash == digest(token),
            Login.seen_at >= now - IDLE,
            Login.created_at >= now - LONGEST,
            Staff.active == 1,
        )
    )
    revoked = select(RoleRevocation.grant_id)
    with session(readonly=True) as db:
        found = db.execute(query).one_or_none()
        if found is None:
            return None
        login, staff = found
        held = db.scalars(select(RoleGrant.role).where(RoleGrant.staff_id == staff.id, RoleGrant.id.not_in(revoked)))
        roles = frozenset(held)
    if login.seen_at < now - FRESH:
        _seen(login.token_hash)
    return Visitor(staff.id, staff.name, staff.function, staff.team, roles, login.csrf, login.token_hash)


def end(token: str) -> None:
    """End a session."""
    with session() as db:
        db.execute(delete(Login).where(Login.token_hash == digest(token)))


def _seen(token_hash: str) -> None:
    with session() as db:
        db.execute(update(Login).where(Login.token_hash == token_hash).values(seen_at=clock.now()))
