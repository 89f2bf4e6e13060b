"""The citizen's address, name and contact details; a note on the record reports each change."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm.exc import StaleDataError

from desk.record import recording
from desk.record.case_file import open_case
from desk.web.access import AddressConcealed, Registrar
from desk.web.forms import Form, Submitted
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import CONFLICT, INVALID, Trouble
from letters.writing.signs import clean
from rules.errors import LetterError
from rules.facts import Note
from rules.names.name import NameUse
from rules.names.nobility import MAN, TITLES, WOMAN
from rules.visible import blank
from rules.wording import capital, list_nl
from store import record
from store.engine import session
from store.models import Case, Citizen, Member
from tasks import clock
from tasks.parties.people import capacity

router = APIRouter()
CHANGED_NL = "Een collega wijzigde deze gegevens net. Wat u invulde staat er nog. Controleer het en bewaar opnieuw."

UNLISTED = "Kies iets van de lijst."


@dataclass(frozen=True)
class Detail:
    """One detail that we have about a citizen."""

    name: str
    label: str
    needed: bool = False
    kind: str = "text"
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Flag:
    """A yes-or-no detail: whether it holds, for whom, and its field on the form."""

    name: str
    label: str
    owner: Citizen | Member | None
    column: str


LANGUAGE = "Bijvoorbeeld: Turks. Kent uw gemeente die taal, dan krijgt elke brief bovenaan een regel daarin."
SPOKEN_TO = ("", "Weet ik niet, gebruik de hele naam"), (WOMAN, "Mevrouw"), (MAN, "De heer")
TITLED = ("", "Geen"), *((title, capital(title)) for title in TITLES)
USES = (
    (NameUse.OWN.value, "De eigen naam"),
    (NameUse.PARTNER.value, "De naam van de partner"),
    (NameUse.PARTNER_FIRST.value, "De naam van de partner, en dan de eigen naam"),
    (NameUse.OWN_FIRST.value, "De eigen naam, en dan de naam van de partner"),
)
DETAILS = (
    Detail("salutation", "Aanspreken als", options=SPOKEN_TO),
    Detail("initials", "Voorletters", hint="Heeft de inwoner één naam? Laat dit dan leeg."),
    Detail("prefix", "Tussenvoegsel"),
    Detail("family_name", "Achternaam", needed=True),
    Detail("street", "Straat", needed=True),
    Detail("number", "Huisnummer", needed=True),
    Detail("postcode", "Postcode", needed=True),
    Detail("city", "Plaats", needed=True),
    Detail("country", "Land", hint="Alleen buiten Nederland."),
    Detail("phone", "Telefoon", kind="tel"),
    Detail("email", "E-mail", kind="email"),
    Detail("language", "Taal", needed=True, hint=LANGUAGE),
    Detail("reachable", "Wanneer bereikbaar", hint="Bijvoorbeeld: ’s ochtends, niet op woensdag."),
    Detail("name_use", "Welke naam in brieven?", options=USES),
    Detail("partner_prefix", "Tussenvoegsel van de partner"),
    Detail("partner_family_name", "Achternaam van de partner"),
    Detail("title", "Adellijke titel of predicaat", options=TITLED),
    Detail("partner_title", "Adellijke titel van de partner", options=TITLED),
)


@router.get("/zaak/{number}/inwoner")
def ask(request: Request, visitor: Registrar, number: str) -> Response:
    """The form."""
    return _page(request, visitor, number)


@router.post("/zaak/{number}/inwoner")
def save(request: Request, visitor: Registrar, number: str, form: Submitted) -> Response:
    """Change what is different, and put a note about it on the record."""
    with session(readonly=True) as db:
        if not open_case(db, number).shows_address_to(visitor):
            raise AddressConcealed(number)
    if problems := _problems(form):
        return _page(request, visitor, number, form=form, trouble=Trouble(problems, status=INVALID))
    try:
        version = _change(number, form, visitor.id)
    except StaleDataError:
        return _page(request, visitor, number, form=form, trouble=Trouble(message=CHANGED_NL, status=CONFLICT))
    return recording.go_on(request, number, version, notice="bijgewerkt")


def _problems(form: Form) -> dict[str, str]:
    return {
        **{one.name: text for one in DETAILS if (text := unprintable(form[one.name], one.label))},
        **{one.name: f"{one.label}: vul dit in." for one in DETAILS if one.needed and blank(form[one.name])},
        **{one.name: UNLISTED for one in DETAILS if one.options and form[one.name] not in dict(one.options)},
    }


def unprintable(text: str, label: str) -> str:
    """Why a text cannot be printed in a letter, in Dutch; empty when it can."""
    try:
        clean(text, label)
    except LetterError as problem:
        return problem.message_nl
    return ""


def _change(number: str, form: Form, by: str) -> int:
    with session() as db:
        case = record.lock_case(db, number)
        citizen = case.citizen
        changed = [one for one in DETAILS if getattr(citizen, one.name) != form[one.name]]
        if str(citizen.version) != form["burgerversie"]:
            if not changed and record.sent(db, case, form.key):
                return case.version
            raise StaleDataError
        labels = [one.label.casefold() for one in changed]
        for one in changed:
            setattr(citizen, one.name, form[one.name])
        for flag in _flags(case):
            if flag.owner is not None and getattr(flag.owner, flag.column) != int(flag.name in form):
                setattr(flag.owner, flag.column, int(flag.name in form))
                labels.append(flag.label)
        if labels:
            note = Note(text=f"Gegevens van de inwoner gewijzigd: {list_nl(labels)}.")
            record.add_fact(db, case, note, by=by, at=clock.now(), key=form.key)
        return case.version


def _page(
    request: Request, visitor: Visitor, number: str, *, form: Form | None = None, trouble: Trouble | None = None
) -> Response:
    with session(readonly=True) as db:
        file = open_case(db, number)
    if not file.shows_address_to(visitor):
        raise AddressConcealed(number)
    return page(
        request,
        "facts/resident.html",
        active="/zaken",
        file=file,
        case=file.case,
        details=DETAILS,
        values=dict(form.values) if form else _start(file.case),
        trouble=trouble,
    )


def _start(case: Case) -> dict[str, str]:
    texts = {one.name: getattr(case.citizen, one.name) for one in DETAILS}
    return texts | {flag.name: "on" for flag in _flags(case) if getattr(flag.owner, flag.column, 0)}


def _flags(case: Case) -> tuple[Flag, ...]:
    reads = capacity(case.representative, case.citizen) if case.representative else ""
    return (
        Flag("interpreter", "tolk", case.citizen, "interpreter"),
        Flag("large_print", "grote letters", case.citizen, "large_print"),
        Flag("partner_parted", "ex-partner", case.citizen, "partner_parted"),
        Flag("representative_large_print", f"grote letters voor de {reads}", case.representative, "large_print"),
    )
