"""How we reach the Prefect server, and what its processes find in their environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from config.settings import settings

USER = "maatwerk"
# Prefect's services look every few seconds, for thousands of runs an hour; ours come a few at a time.
SELDOM = {
    "PREFECT_SERVER_EVENTS_PROACTIVE_GRANULARITY": "00:00:30",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_FOREMAN_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "30",
}


def auth() -> str:
    """The server's user:password; empty when it asks for none."""
    given = settings().prefect_auth.get_secret_value()
    if given or not _key_file().exists():
        return given
    return _key_file().read_text().strip()


def make_auth() -> str:
    """As `auth`, with a password made and kept at first use."""
    if not auth():
        _key_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(_key_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{USER}:{secrets.token_urlsafe(24)}")
    return auth()


def client_environment() -> dict[str, str]:
    """What a worker or a command of Prefect needs to find our server."""
    found = {
        "DO_NOT_TRACK": "1",
        # Each wait is twice as long as the last: at five, a worker sleeps half a minute on after the server is back.
        "PREFECT_CLIENT_MAX_RETRIES": "3",
        "PREFECT_API_URL": settings().prefect_api,
        "PREFECT_HOME": str(_home()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_WORKER_QUERY_SECONDS": str(settings().worker_poll_seconds),
    }
    return found | ({"PREFECT_API_AUTH_STRING": auth()} if auth() else {})


def server_environment() -> dict[str, str]:
    """What our own Prefect server needs: closed, quiet, and without the services that one machine does not use."""
    password = make_auth()
    own = {
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_UI_API_URL": settings().prefect_api,
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    }
    return client_environment() | SELDOM | own


def _home() -> Path:
    return settings().home.resolve() / "prefect"


def _key_file() -> Path:
    return settings().keys_folder / "prefect"
