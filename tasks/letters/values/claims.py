"""The facts that a letter may claim, by their names in letters/writing/claims.toml: each is on the record or is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rules.calls import FAILED, REACHED, UPHOLDS
from rules.facts import (
    Advice,
    Application,
    Call,
    DataReceived,
    DataRequest,
    Fact,
    Intention,
    Investigation,
    ItemWithdrawn,
    LessAgreed,
    Report,
    TermSuspended,
    Withdrawal,
)
from rules.facts.asking.talks import Talk
from rules.facts.remedies.lateness import DefaultNotice
from rules.record import case_state, endings
from rules.record.entries import Record, every
from tasks.cases.open_case import OpenCase
from tasks.letters.values.registry import Writing

# Neither of these reached the citizen, nor will it as it is.
UNSENT = ("held", "withdrawn")


def of(writing: Writing[Any]) -> dict[str, bool]:
    """Each fact, and whether this case has it."""
    return {name: holds(writing) for name, holds in CLAIMS.items()}


def _has(*kinds: type[Fact]) -> Callable[[Writing[Any]], bool]:
    return lambda writing: any(isinstance(entry.fact, kinds) for entry in writing.case.record)


def _sent(kind: type[Fact]) -> Callable[[Writing[Any]], bool]:
    """Whether a letter about such a fact went out."""

    def holds(writing: Writing[Any]) -> bool:
        about = {entry.seq for entry in every(writing.case.record, kind)}
        return any(sent.about in about and sent.status not in UNSENT for sent in writing.case.letters.values())

    return holds


def _applied(writing: Writing[Any]) -> bool:
    """An application, or what counts as one in this course."""
    return writing.case.has_begun("decision") or _has(Application)(writing)


def _asked(writing: Writing[Any]) -> bool:
    """The citizen asked for something: they reported or applied."""
    return _has(Report)(writing) or _applied(writing)


def _investigated(writing: Writing[Any]) -> bool:
    """What the investigation found; a course that keeps no findings only has what it comes to."""
    return not writing.case.process.findings or _has(Investigation)(writing)


def _spoke(writing: Writing[Any]) -> bool:
    """A talk: a visit, a call that reached the citizen, or one about what was asked."""
    return _has(Investigation, Talk)(writing) or bool(_calls(writing.case.record, REACHED))


def _told(writing: Writing[Any]) -> bool:
    """The citizen was told what we intend, or that something is less than was asked."""
    agreed = every(writing.case.record, LessAgreed)
    return bool(_calls(writing.case.record, UPHOLDS)) or any(entry.fact.told_less for entry in agreed)


def _agreed(writing: Writing[Any]) -> bool:
    """The citizen agreed to less, or to a later decision."""
    record = writing.case.record
    return bool(every(record, LessAgreed)) or any(entry.fact.consented_on for entry in every(record, TermSuspended))


def _unreached(writing: Writing[Any]) -> bool:
    """Attempts failed, and since the last of them nobody was reached."""
    failed, reached = (_calls(writing.case.record, outcomes) for outcomes in (FAILED, REACHED))
    return max(failed, default=0) > max(reached, default=0)


def _incomplete(writing: Writing[Any]) -> bool:
    """We asked for data, and nothing came."""
    return case_state.open_request(writing.case.record) is not None


def _died(case: OpenCase) -> bool:
    """Two people say so, in this case or in another one of the citizen; or an exemption that is agreed to does."""
    return case.row.citizen.deceased_on is not None or endings.died(case.record)


def _calls(record: Record, outcomes: frozenset[Any]) -> list[int]:
    return [call.seq for call in every(record, Call) if call.fact.outcome in outcomes]


CLAIMS: dict[str, Callable[[Writing[Any]], bool]] = {
    "melding": _has(Report),
    "hulpvraag": _asked,
    "aanvraag": _applied,
    "onderzoek": _investigated,
    "verslag_gestuurd": _sent(Investigation),
    "gesprek": _spoke,
    "niet_bereikt": _unreached,
    "pogingen": lambda writing: bool(_calls(writing.case.record, FAILED)),
    "gebeld": _has(Call),
    "verteld": _told,
    "akkoord": _agreed,
    "advies": _has(Advice),
    "gegevens_gevraagd": _has(DataRequest),
    "gegevens_missen": _incomplete,
    "gegevens_gekregen": _has(DataReceived),
    "ingebrekestelling": _has(DefaultNotice),
    "besluit": _sent(Intention),
    "overleden": lambda writing: _died(writing.case),
    "intrekking": _has(Withdrawal, ItemWithdrawn),
}
