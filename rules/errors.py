"""What can go wrong, one small tree: the class names the fact, values are attributes."""

from __future__ import annotations

from datetime import date


class MaatwerkError(Exception):
    """Any refusal of this engine; the message is for the log, the page words its own."""


class LawError(MaatwerkError):
    """The law, or our data about it, does not allow what was asked."""


class UnknownTerm(LawError):
    """No term with this id."""

    def __init__(self, term_id: str) -> None:
        super().__init__(f"unknown term {term_id}")
        self.term_id = term_id


class NoTermVersion(LawError):
    """The term exists, but no version of it was in force on this day."""

    def __init__(self, term_id: str, on: date) -> None:
        super().__init__(f"no version of {term_id} in force on {on}")
        self.term_id = term_id
        self.on = on


class TermWithoutLength(LawError):
    """The law sets a duty here, but no number of days."""

    def __init__(self, term_id: str) -> None:
        super().__init__(f"{term_id} has no length")
        self.term_id = term_id


class MomentMissing(LawError):
    """This clock time did not exist: the clock went forward."""

    def __init__(self, at: str) -> None:
        super().__init__(f"no such moment {at}")
        self.at = at


class SuspensionRefused(LawError):
    """This term knows no suspension on this ground."""

    def __init__(self, term_id: str, ground: str) -> None:
        super().__init__(f"{term_id} cannot be suspended on {ground}")
        self.term_id = term_id
        self.ground = ground


class SetTermMissing(LawError):
    """An invitation without a set term does not suspend (Awb 4:15 lid 1 onder a)."""

    def __init__(self, ground: str) -> None:
        super().__init__(f"{ground} needs a set term")
        self.ground = ground


class PeriodReversed(LawError):
    """The last day lies before the first."""

    def __init__(self, first_on: date, last_on: date) -> None:
        super().__init__(f"period from {first_on} to {last_on}")
        self.first_on = first_on
        self.last_on = last_on


class ExtensionRefused(LawError):
    """The law gives no extension of this term, or not this one."""

    def __init__(self, term_id: str) -> None:
        super().__init__(f"{term_id} cannot be extended so")
        self.term_id = term_id


class NotExtendable(ExtensionRefused):
    """This term knows no extension at all."""


class ExtensionTooLong(ExtensionRefused):
    """The new date lies past the most the law allows without consent."""

    def __init__(self, term_id: str, last_on: date) -> None:
        super().__init__(term_id)
        self.last_on = last_on


class ExtensionTooLate(ExtensionRefused):
    """The notice of extension was sent outside the running term."""

    def __init__(self, term_id: str, notice_by: date) -> None:
        super().__init__(term_id)
        self.notice_by = notice_by


class ExtensionTooEarly(ExtensionRefused):
    """The new date does not lie after the term it extends."""

    def __init__(self, term_id: str, ends_on: date) -> None:
        super().__init__(term_id)
        self.ends_on = ends_on


class OutsideCalendar(LawError):
    """The dated law data does not reach this day."""

    def __init__(self, day: str) -> None:
        super().__init__(f"outside the dated law data: {day}")
        self.day = day
