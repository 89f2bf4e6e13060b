"""The root of every refusal."""

from __future__ import annotations


class MaatwerkError(Exception):
    """Any refusal of this engine; `message_nl` is for people, says what to do, and holds no personal data."""

    message_nl = "Er ging iets mis. Probeer het opnieuw. Lukt het niet, bel dan de beheerder."
