"""What can go wrong with a backup."""

from __future__ import annotations

from rules.errors.root import MaatwerkError


class BackupError(MaatwerkError):
    """A backup cannot be made or restored."""


class KeepingBusy(BackupError):
    """Another process is making a backup, restoring one, or destroying cases."""

    message_nl = "Er loopt al een back-up, een herstel of een vernietiging. Wacht tot die klaar is."


class PlaceTaken(BackupError):
    """The place where a backup would be restored is not empty."""

    message_nl = (
        "Hier staan al gegevens. Zet de back-up terug op een lege plek, of voeg --replace toe. "
        "Dan verdwijnt wat er staat."
    )


class BackupBroken(BackupError):
    """A backup is incomplete or was changed; `what` says where, in Dutch."""

    def __init__(self, what: str) -> None:
        super().__init__(f"backup is not whole: {what}")
        self.what = what
        self.message_nl = f"Deze back-up is niet heel: {what}. Er is niets teruggezet. Gebruik een andere back-up."


class BackupUnfit(BackupError):
    """A backup comes from another database engine or from a later version; `why_nl` says which."""

    def __init__(self, why_nl: str) -> None:
        super().__init__("this backup does not fit here")
        self.message_nl = f"Deze back-up past hier niet. {why_nl}"


class ProgramMissing(BackupError):
    """A PostgreSQL program is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no program {name}")
        self.name = name
        self.message_nl = (
            f"Het programma {name} staat niet op deze machine. Installeer de clientprogramma’s van PostgreSQL "
            "(Debian: apt-get install postgresql-client), in de versie van de server of nieuwer."
        )


class ProgramFailed(BackupError):
    """A PostgreSQL program exited with an error; `told` is the part of its output that is safe to show."""

    def __init__(self, name: str, told: str) -> None:
        super().__init__(f"{name} failed")
        self.name = name
        said = f" Het zei: {told}." if told else " Kijk in het logboek van de databaseserver."
        self.message_nl = f"Het programma {name} is niet goed afgelopen.{said}"
