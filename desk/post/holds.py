"""What somebody can do about a letter that is held, by the reason: each reason has a page that resolves it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from desk.facts.kinds import page_for
from desk.record.case_file import CaseFile
from desk.web.access import INTAKE, OFFICE, VIEWING
from desk.web.sessions import Visitor
from letters.writing.signs import unchosen
from letters.writing.template import front_matter
from rules.facts import APPLICANT, Fact
from rules.facts.arrival.contact import ContactSettled
from rules.facts.kind import CONSULTANTS
from rules.facts.post.address import AddressCorrected, AddressShown, HeirsNamed
from rules.facts.post.held import AddressTold, LetterDropped, SentAgain, SpellingChosen
from rules.holds import Hold, hold_of
from rules.record import endings
from store.changed_rows import OF_A_LETTER
from store.models import Letter
from tasks.letters.preflight import ASKED, told_of
from tasks.parties.people import lives_at

BY_HAND = "Verstuur de brief zelf"
GO_ON = "Ga verder met de zaak"
WORDED = "Wijzig wat er in de brief staat"
POSTED_BY = "De administratie verstuurt deze brief zelf."
WORDED_BY = "Een consulent wijzigt wat er in de brief staat."
PUT_RIGHT_BY = "Een consulent of de administratie verbetert de gegevens van de inwoner."
SUSPEND = "Leg een nieuwe opschorting vast"
RESIDENT = "Verbeter de gegevens van de inwoner"
# The case of the citizen on which somebody has to say which address counts.
_ON_CASE = re.compile(re.escape(ASKED).replace(r"\{number\}", r"(\S+)").replace(r"\{whose\}", ".*"))


@dataclass(frozen=True)
class Handle:
    """A page that resolves why a letter is held: the text of the link to it, its address, and who may open it.

    `told` says to anybody else who does this.
    """

    label: str
    path: str
    roles: tuple[str, ...]
    told: str = ""


@dataclass(frozen=True)
class Held:
    """A letter of a case that is held, or would be, and why in Dutch."""

    file: CaseFile
    letter: Letter
    because: str

    def case(self, label: str, path: str = "", roles: tuple[str, ...] = VIEWING, told: str = "") -> Handle:
        """A page of its case."""
        return Handle(label, f"/zaak/{self.file.case.number}{path}", roles, told)

    def page(self, kind: type[Fact], **given: int | str) -> Handle:
        """The page of a kind of fact, filled in with this."""
        found = page_for(kind)
        if found is None:
            raise LookupError(f"{kind.__name__} has no page")
        asked = urlencode(given)
        # What is said of one letter is said of one that is held.
        roles = kind.recorded_by if kind not in OF_A_LETTER or self.letter.status == "held" else ()
        return self.case(found.move, f"/{found.path}{'?' if asked else ''}{asked}", roles)

    def drop(self) -> Handle:
        """To let it lapse."""
        return self.page(LetterDropped, letter=self.letter.number)


def handles(visitor: Visitor, held: Held) -> tuple[Handle, ...]:
    """What this person can do about a letter that is held, the likeliest first."""
    return tuple(one for one in _all(held) if visitor.has(*one.roles))


def by_others(visitor: Visitor, held: Held) -> tuple[str, ...]:
    """Who else does what this person cannot, each in a sentence."""
    return tuple(one.told for one in _all(held) if one.told and not visitor.has(*one.roles))


def _all(held: Held) -> Iterator[Handle]:
    hold = hold_of(held.because)
    return (BY[hold] if hold else _otherwise)(held)


def _overtaken(held: Held) -> Iterator[Handle]:
    yield held.case(GO_ON)
    yield held.drop()


def _late(held: Held) -> Iterator[Handle]:
    yield held.case(SUSPEND)
    yield held.drop()


def _posted(held: Held) -> Iterator[Handle]:
    yield held.page(SentAgain, letter=held.letter.number)


def _died(held: Held) -> Iterator[Handle]:
    if front_matter(held.letter.name).heirs:
        yield held.page(HeirsNamed)
    yield held.drop()


def _hidden(held: Held) -> Iterator[Handle]:
    yield Handle(BY_HAND, "/brieven#aangehouden", OFFICE, POSTED_BY)
    if held.file.citizen.secret_address:
        yield held.page(AddressShown)


def _addressed(held: Held) -> Iterator[Handle]:
    file, party = held.file, held.letter.party
    if party == APPLICANT and (file.citizen.deceased_on or endings.died(file.record)):
        yield held.page(HeirsNamed)
    elif (whose := lives_at(file.case, file.record, party)) == APPLICANT:
        yield held.case(RESIDENT, "/inwoner#street", INTAKE, PUT_RIGHT_BY)
    else:
        yield held.page(AddressCorrected, reads=whose)


def _tells(held: Held) -> Iterator[Handle]:
    yield held.case(WORDED, roles=CONSULTANTS, told=WORDED_BY)
    # Nobody says that a reader may see a secret one.
    if not any(one.secret_address for one in told_of(held.letter, held.file.case, held.file.record)):
        yield held.page(AddressTold, letter=held.letter.number)
    yield held.drop()


def _other_address(held: Held) -> Iterator[Handle]:
    page, asked = held.page(ContactSettled), _ON_CASE.fullmatch(held.because)
    yield Handle(page.label, page.path.replace(held.file.case.number, asked[1]) if asked else page.path, page.roles)


def _sign(held: Held) -> Iterator[Handle]:
    yield held.page(SpellingChosen, word=unchosen(held.letter.content))


def _otherwise(held: Held) -> Iterator[Handle]:
    """A value that is missing or does not fit, or a colleague who took it out."""
    yield held.case(GO_ON)
    yield from _addressed(held)


BY: dict[Hold, Callable[[Held], Iterator[Handle]]] = {
    Hold.OVERTAKEN: _overtaken,
    Hold.LATE: _late,
    Hold.POSTED: _posted,
    Hold.DIED: _died,
    Hold.HIDDEN: _hidden,
    Hold.UNADDRESSED: _addressed,
    # It is written to the other address by itself.
    Hold.MOVED: _addressed,
    Hold.WINDOW: _addressed,
    Hold.TELLS_WHERE: _tells,
    Hold.SIGN: _sign,
    Hold.OTHER_ADDRESS: _other_address,
}
