"""The base class of every error we raise on purpose."""

from __future__ import annotations


class MaatwerkError(Exception):
    """Any error we raise on purpose; `message_nl` tells a user what to do, and holds no personal data."""

    message_nl = "Er ging iets mis. Probeer het opnieuw. Lukt het niet, bel dan de beheerder."
