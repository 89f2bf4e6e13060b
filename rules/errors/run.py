"""Why a run, or Maatwerk itself, did not start or continue."""

from __future__ import annotations

from rules.errors.root import MaatwerkError


class RunError(MaatwerkError):
    """A run of a process cannot start or continue."""


class NumberInvalid(RunError):
    """This is not a case number; the input is not kept here, since it may be a BSN."""

    message_nl = "Dit is geen zaaknummer. Vul het nummer in zoals het op de zaak staat, bijvoorbeeld WMO-2026-0001."


class ProcessMismatch(RunError):
    """The case belongs to a process other than that of the flow that was started."""

    def __init__(self, number: str, process: str) -> None:
        super().__init__(f"{number} is a case of {process}")
        self.number, self.process = number, process
        self.message_nl = f"Zaak {number} hoort bij het proces “{process}”. Start dat proces."


class Redacted(RunError):
    """What Prefect may know of an error: class name, case number and our own words; `passing` if a retry may help."""

    def __init__(self, code: str, number: str, message_nl: str, *, passing: bool = False) -> None:
        super().__init__(f"{code} in {number}")
        self.code, self.number, self.message_nl, self.passing = code, number, message_nl, passing


class StartError(MaatwerkError):
    """Maatwerk cannot start."""


class PortTaken(StartError):
    """Another program is listening on this port; `setting` is the variable that chooses another."""

    def __init__(self, port: int, setting: str) -> None:
        super().__init__(f"port {port} is taken")
        self.port, self.setting = port, setting
        self.message_nl = (
            f"Poort {port} is al in gebruik. Stop het programma dat daar draait, of kies een andere poort, "
            f"bijvoorbeeld: {setting}={port + 1} maatwerk start."
        )


class AlreadyRunning(StartError):
    """Another Maatwerk is using this data folder."""

    def __init__(self, home: str) -> None:
        super().__init__(f"{home} is in use")
        self.home = home
        self.message_nl = (
            f"Maatwerk draait al met de gegevens in {home}. Stop dat eerst, of kies een andere map met MAATWERK_HOME."
        )


class NotReady(StartError):
    """A part did not start; `log` is the path of its log file."""

    def __init__(self, name_nl: str, log: str) -> None:
        super().__init__(f"{name_nl} did not come up")
        self.name_nl, self.log = name_nl, log
        self.message_nl = f"{name_nl} kwam niet op gang. Lees het logboek {log} en probeer het opnieuw."
