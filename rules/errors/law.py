"""What the law, or our data about it, does not allow."""

from __future__ import annotations

from datetime import date

from rules.errors.root import MaatwerkError
from rules.wording import day_nl


class LawError(MaatwerkError):
    """The law, or our data about it, does not allow the request."""


class UnknownTerm(LawError):
    """There is no term with this id."""

    def __init__(self, term_id: str) -> None:
        super().__init__(f"unknown term {term_id}")
        self.term_id = term_id
        self.message_nl = f"Wij kennen de regel “{term_id}” niet. Controleer de naam, bijvoorbeeld wmo_onderzoek."


class NoTermVersion(LawError):
    """The term exists, but no version of it was in force on this day."""

    def __init__(self, term_id: str, on: date) -> None:
        super().__init__(f"no version of {term_id} in force on {on}")
        self.term_id = term_id
        self.on = on
        self.message_nl = f"De regel “{term_id}” gold niet op {day_nl(on)}. Kies een andere dag."


class TermWithoutLength(LawError):
    """The law sets a duty here, but no number of days."""

    def __init__(self, term_id: str) -> None:
        super().__init__(f"{term_id} has no length")
        self.term_id = term_id
        self.message_nl = f"De wet noemt bij “{term_id}” geen vaste termijn. Er is dus geen laatste dag."


class MomentMissing(LawError):
    """This clock time did not exist, because the clock went forward."""

    def __init__(self, at: str) -> None:
        super().__init__(f"no such moment {at}")
        self.at = at
        self.message_nl = f"Het tijdstip {at} bestaat niet: de klok ging toen vooruit. Kies een ander tijdstip."


class SuspensionRefused(LawError):
    """This term cannot be suspended on this ground."""

    def __init__(self, term_id: str, ground: str) -> None:
        super().__init__(f"{term_id} cannot be suspended on {ground}")
        self.term_id = term_id
        self.ground = ground
        self.message_nl = (
            f"De termijn “{term_id}” kan niet stilstaan op de grond “{ground}”. "
            "Kies een andere grond, of laat de termijn doorlopen."
        )


class SetTermMissing(LawError):
    """An invitation that sets no term does not suspend (Awb 4:15 lid 1 onder a)."""

    def __init__(self, ground: str) -> None:
        super().__init__(f"{ground} needs a set term")
        self.ground = ground
        self.message_nl = (
            f"Bij “{ground}” staat de termijn alleen stil als u een termijn hebt gesteld. "
            "Geef de dag van uw verzoek (sent) en de laatste dag (last)."
        )


class PeriodReversed(LawError):
    """The last day comes before the first."""

    def __init__(self, first_on: date, last_on: date) -> None:
        super().__init__(f"period from {first_on} to {last_on}")
        self.first_on = first_on
        self.last_on = last_on
        self.message_nl = (
            f"Deze periode klopt niet: van {day_nl(first_on)} tot {day_nl(last_on)}. Kies een laatste dag na de eerste."
        )


class ExtensionRefused(LawError):
    """The law allows no extension of this term, or not this one."""

    def __init__(self, term_id: str) -> None:
        super().__init__(f"{term_id} cannot be extended so")
        self.term_id = term_id


class NotExtendable(ExtensionRefused):
    """The law allows no extension of this term at all."""

    def __init__(self, term_id: str) -> None:
        super().__init__(term_id)
        self.message_nl = f"De wet geeft voor “{term_id}” geen verlenging."


class ExtensionTooLong(ExtensionRefused):
    """The new date is later than the law allows without consent."""

    def __init__(self, term_id: str, last_on: date) -> None:
        super().__init__(term_id)
        self.last_on = last_on
        self.message_nl = (
            f"Zo lang kan “{term_id}” niet worden verlengd. De laatste dag is {day_nl(last_on)}. "
            "Later kan alleen als alle betrokkenen schriftelijk instemmen."
        )


class ExtensionTooLate(ExtensionRefused):
    """The notice of extension was sent outside the running term."""

    def __init__(self, term_id: str, notice_by: date) -> None:
        super().__init__(term_id)
        self.notice_by = notice_by
        self.message_nl = (
            f"Een bericht over verlenging van “{term_id}” moet in de termijn vallen: uiterlijk op {day_nl(notice_by)}."
        )


class ExtensionTooEarly(ExtensionRefused):
    """The new date is not later than the end of the term it extends."""

    def __init__(self, term_id: str, ends_on: date) -> None:
        super().__init__(term_id)
        self.ends_on = ends_on
        self.message_nl = f"De nieuwe datum moet later zijn dan {day_nl(ends_on)}: dan eindigt “{term_id}” nu."


class OutsideCalendar(LawError):
    """The dated law data does not cover this day."""

    def __init__(self, day: date) -> None:
        super().__init__(f"outside the dated law data: {day}")
        self.day = day
        self.message_nl = f"Voor {day_nl(day)} staat er geen tarief in onze gegevens."


class ProcessIncomplete(LawError):
    """A process file misses something that a case will need, or names something that does not exist."""

    def __init__(self, file: str, problems: tuple[str, ...]) -> None:
        super().__init__(f"{file} is incomplete: {'; '.join(problems)}")
        self.file = file
        self.problems = problems
        self.message_nl = f"Het procesbestand {file} is niet af: {'; '.join(problems)}."


class ReminderUnsound(LawError):
    """A reminder in a process file names something that does not exist."""

    def __init__(self, file: str, reminder: str, problem: str) -> None:
        super().__init__(f"{file}: {reminder}: {problem}")
        self.file = file
        self.reminder = reminder
        self.message_nl = f"Het procesbestand {file} klopt niet. Herinnering “{reminder}”: {problem}."
