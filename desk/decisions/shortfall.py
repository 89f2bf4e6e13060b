"""Where the form of a decision gives less than was asked, and the ways on from there (Awb 4:7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from desk.decisions.answers import answered, loosely
from desk.record import asked_side
from desk.record.asked_side import Question
from desk.record.case_file import CaseFile
from desk.web import measures
from desk.web.forms import Form
from desk.web.words import long_day
from rules.asked.answers import COUNTLESS
from rules.asked.verdict import Lack, Respect
from rules.facts import Provision
from tasks import clock
from tasks.cases.decisions import judge

# What an agreement has to name where an answer is less in this respect.
AGREED = {
    Respect.THING: "product",
    Respect.FORM: "form",
    Respect.HAND: "provider",
    Respect.AMOUNT: "quantity",
    Respect.PERIOD: "quantity",
    Respect.FROM: "from_on",
    Respect.UNTIL: "until_on",
}


@dataclass(frozen=True)
class Beside:
    """What stands beside one row: the questions it answers, its last day, why it is less, and who can agree to that."""

    asked: tuple[Question, ...]
    until: str
    why: tuple[str, ...]
    agreed: str
    # Questions for the same thing, which one answer may answer as well.
    alike: tuple[Question, ...]
    # No question would be without an answer if the row went.
    spare: bool

    @property
    def vague(self) -> Question | None:
        """The first question of which nobody knows what or how much it is about."""
        return next((one for one in self.asked if one.vague), None)


def beside(file: CaseFile, form: Form) -> dict[int, Beside]:
    """What stands beside each row of the form, as it is filled in now."""
    asked = {one.number: one for one in asked_side.questions(file.record, file.process)}
    fact = loosely(form, file.process)
    lacks = judge(file.process, file.record, fact, clock.now()).lacks
    answers = {row: answered(form, f"p.{row}.") for row in form.rows("p")}
    times = Counter(number for numbers in answers.values() for number in numbers)
    shown = {}
    for (row, numbers), one in zip(answers.items(), fact.provisions, strict=True):
        about = tuple(asked[number] for number in numbers if number in asked)
        # Without an amount there is nothing to compare yet: the field itself asks for it.
        short = {q.number: lacks[q.number] for q in about if q.number in lacks and one.gives and _is_counted(one)}
        spare = len(answers) > 1 and all(times[number] > 1 for number in numbers)
        alike = tuple(one for one in asked.values() if one not in about and _is_like(one, about))
        shown[row] = Beside(about, _until(one), _why(short.values()), _agreed(one, short), alike, spare)
    return shown


def _is_counted(one: Provision) -> bool:
    return one.quantity is not None or one.grant in COUNTLESS


def _is_like(one: Question, about: tuple[Question, ...]) -> bool:
    product = one.measure.product
    return bool(product and about) and all(other.measure.product == product for other in about)


def _until(one: Provision) -> str:
    if not one.gives or one.from_on is None:
        return ""
    return f"Dat is tot en met {long_day(one.until_on)}." if one.until_on else "Dat is zonder einddatum."


def _why(found: Iterable[tuple[Lack, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lack.sentence for lacks in found for lack in lacks))


def _agreed(one: Provision, short: Mapping[int, tuple[Lack, ...]]) -> str:
    """What to fill in on the page for an agreement about the first item: exactly what is less; empty where none is."""
    number, lacks = next(iter(short.items()), (0, ()))
    given = {
        "product": one.product,
        "form": one.grant.value,
        "provider": one.provider,
        "quantity": measures.told(one.quantity),
        "from_on": one.from_on.isoformat() if one.from_on else "",
        "until_on": one.until_on.isoformat() if one.until_on else "",
    }
    names = dict.fromkeys(AGREED[lack.respect] for lack in lacks if lack.respect in AGREED)
    return urlencode({"item": number} | {name: given[name] for name in names if given[name]}) if names else ""
