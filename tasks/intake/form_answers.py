"""The answers on a form under our own names, each as far as it fits; what does not is named, and read by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from config.forms import Form, Joined, fields, paths
from config.products import product
from rules.errors import ReportRefused
from store.keys.encryption import masked
from tasks import clock
from tasks.answers.files import file_in, is_file
from tasks.answers.fitting import EMAIL, PHONE, PHONE_DIGITS, fitted
from tasks.answers.posted import Path, Posted, is_blank, is_empty, named
from tasks.answers.texts import Unfit, nothing, text
from tasks.answers.yes_no import is_yes, says_more

Part = dict[str, Any]
Names = Mapping[str, str | Joined]
NOT_FILLED = "Dit is niet ingevuld."
NOTHING_ASKED = "Hier is niets ingevuld. Vraag de inwoner wat er nodig is."
NO_QUESTION = "Op het formulier stond geen vraag."
NO_GROUP = "Dit past niet op deze plek van het formulier. Zet het op de goede plek."
NO_NAME = "De naam van wie namens de inwoner spreekt, ontbreekt. De brieven gaan naar de inwoner."
SEVERAL = "Hier staat meer dan één vertegenwoordiger. De brieven gaan naar de inwoner. Leg vast wie de brieven krijgt."
NOBODY = "Er is niemand ingevuld die namens de inwoner spreekt. De brieven gaan naar de inwoner."
UNCLEAR = "Hier staat geen duidelijk ja of nee. De brieven gaan naar de inwoner. Vraag het na."
UNREACHABLE = "Wij weten niet van wie deze melding is, en kunnen niemand bereiken. Er is geen naam met adres, geen \
telefoonnummer, geen e-mailadres en geen BSN."
# Who somebody is and where they live, without which no letter goes out.
LIVES = ("street", "number", "postcode", "city")
NEEDED = ("family_name", *LIVES)
HALF_ADDRESS = "Het adres van de gemachtigde is niet compleet. Vraag de inwoner naar de rest."
UNREAD_ADDRESS = "Het adres van de gemachtigde lazen wij niet. De brieven gaan naar de inwoner. Vul het adres in, en \
leg vast wie de brieven krijgt."
# Fields whose figures are no text.
NUMBERS = ("bsn", "phone", "email")
# A Dutch telephone number or an address for e-mail, wherever somebody wrote it.
REACHED = re.compile(r"(?<!\d)(?:\+31|0031|0)\s?(?:\(0\))?(?:[\s()-]{0,3}\d){9}(?!\d)|[^@\s]@[^@\s]+\.[^@\s]")


class FormAnswers:
    """A form that was filled in; `misfits` has the question of what does not fit, and why."""

    def __init__(self, known: Form, values: dict[str, Any]) -> None:
        self.known = known
        self.posted = Posted(values)
        self.misfits: dict[str, str] = {}

    def report(self) -> Part:
        """What it says, in the shape of an incoming report; `ReportRefused` where nobody can be reached."""
        known, given = self.known, self._product()
        given["person"] = self._part(known.person)
        given["household"] = list(self._household())
        asked = {name: self._fit(known.report, name) for name in ("subject", "question", "urgent")}
        given |= {name: value for name, value in asked.items() if value}
        if "question" not in given:
            self.misfits.setdefault(_name(known.report, "question"), NOTHING_ASKED)
            given["question"] = given.get("subject", "") or NO_QUESTION
        someone = self._representative()
        if someone:
            given["representative"] = someone
        if (letters := self._letters(someone)) is not None:
            given["letters_to_representative"] = letters
        self._check_reachable(given["person"], someone)
        return given

    def _fit(self, names: Names, field: str, at: Path = (), *, like: str = "") -> Any:
        """The answer to one of our fields, read as that or like another; None where there is none that fits."""
        where = [(*at, *steps) for steps in paths(names, field)]
        try:
            value, fits = fitted(like or field, [self.posted.at(path) for path in where]), True
        except Unfit as unfit:
            self.misfits[named(where[0])] = unfit.sentence
            value, fits = unfit.used, unfit.kept
        shown = masked(value) if isinstance(value, str) and field not in NUMBERS else value
        # The number of somebody else in a text is kept with the other answers, out of sight.
        if fits and value is not None and shown == value:
            self._read(*where)
        return shown

    def _read(self, *where: Path) -> None:
        """These answers were read; what the label of an option says besides is kept."""
        self.posted.read(*((*path, "value") if says_more(self.posted.at(path)) else path for path in where))

    def _part(self, names: Names, at: Path = (), **like: str) -> Part:
        found = {"country": self._fit(names, "country", at)} if "country" in names else {}
        # Abroad a postcode has another form.
        like |= {"postcode": "line"} if found.get("country") else {}
        found |= {one: self._fit(names, one, at, like=like.get(one, "")) for one in fields(names) if one not in found}
        part = {field: value for field, value in found.items() if value is not None}
        # Of a day of birth the year may be all that is known.
        if isinstance(part.get("born_on"), str):
            part["born_known"] = part.pop("born_on")
        return part

    def _groups(self, names: Names, place: str) -> Iterator[tuple[Path, Part]]:
        """The groups that were filled in at one place; a single one is a list of one."""
        (where,) = paths(names, place)
        value = self.posted.at(where)
        rows: list[tuple[Path, Any]] = [(where, value)]
        if isinstance(value, list):
            rows = [((*where, row), one) for row, one in enumerate(value)]
        for path, row in rows:
            if is_empty(row):
                self.posted.read(path)
            elif isinstance(row, dict):
                yield path, row
            else:
                self.misfits[named(path)] = NO_GROUP

    def _household(self) -> Iterator[Part]:
        names = self.known.household
        for path, _ in self._groups(names, "list"):
            part = self._part(names, path)
            if any(part.values()):
                yield part

    def _representative(self) -> Part:
        """Who acts for the citizen; nobody where more than one is named, or no name is given."""
        names = self.known.representative
        found = list(self._groups(names, "from"))
        if len(found) > 1:
            self.misfits[_name(names, "from")] = SEVERAL
            return {}
        for path, _ in found:
            part = self._part(names, path, name="addressee")
            if part.get("name"):
                self._check_address(part, path)
                return part
            self.misfits[named((*path, *paths(names, "name")[0]))] = NO_NAME
            self.posted.leave(*((*path, *steps) for field in fields(names) for steps in paths(names, field)))
        return {}

    def _check_address(self, part: Part, at: Path) -> None:
        """Half an address of who gets the letters is kept and asked."""
        names = self.known.representative
        lacks = [field for field in LIVES if field in names and not part.get(field)]
        if len(lacks) < len(LIVES):
            self.misfits |= {named((*at, *paths(names, field)[0])): HALF_ADDRESS for field in lacks}

    def _letters(self, someone: Part) -> bool | None:
        """Whether the representative gets the letters; wherever nobody says so for certain, they go to the citizen."""
        ((*where,),) = paths(self.known.representative, "letters")
        answer = self.posted.at(tuple(where))
        if is_blank(answer):
            return None
        found = is_yes(answer)
        if found is None or (found and not someone):
            self.misfits[named(tuple(where))] = UNCLEAR if found is None else NOBODY
            return None
        if found and self._may_live_elsewhere(someone):
            self.misfits[_name(self.known.representative, "from")] = UNREAD_ADDRESS
            return None
        self._read(tuple(where))
        return found

    def _may_live_elsewhere(self, someone: Part) -> bool:
        """Whether something about a representative without an address, which may be one, was not read."""
        names = self.known.representative
        if any(someone.get(field) for field in LIVES):
            return False
        ((*where,), (*letters,)) = (paths(names, place)[0] for place in ("from", "letters"))
        other = [[*where, *steps] for field in fields(names) if field not in LIVES for steps in paths(names, field)]
        for path, value in self.posted.left():
            steps = [step for step in path if isinstance(step, str)]
            about = steps[: len(where)] == where or (steps and where[-1] in steps[0])
            asked = any(steps[: len(one)] == one for one in (letters, *other))
            if about and not asked and not is_file(self.posted.at(path[:-1])) and _tells(value):
                return True
        return False

    def _product(self) -> Part:
        """What was chosen from our list, and until which day; anything else leaves the question vague."""
        given: Part = {"product": ""}
        where = paths(self.known.report, "product")
        try:
            key = self.known.products.get(text(self.posted.at(where[0])), "") if where else ""
        except Unfit:
            key = ""
        if key and product(key, self.known.process, on=clock.today()):
            self.posted.read(where[0])
            field = self.known.until_on.get(key)
            given = {"product": key, "until_on": self._fit({"until_on": field}, "until_on") if field else None}
        return given

    def _check_reachable(self, person: Part, someone: Part) -> None:
        known = self.known.person
        for field in NEEDED:
            if field in known and not person.get(field):
                self.misfits.setdefault(_name(known, field), NOT_FILLED)
        if not (person.get("bsn") or _found(person) or _found(someone) or self._typed()):
            raise ReportRefused({_name(known, "family_name"): UNREACHABLE})

    def _typed(self) -> bool:
        """Whether what was typed as a number or an address, though not one of ours, tells a person enough."""
        known, helper = self.known.person, self.known.representative
        fields = [paths(names, field) for names, field in ((known, "phone"), (helper, "phone"))]
        ends = {path[-1] for found in fields for path in found}
        return any(
            _reaches(value, typed=bool(path) and path[-1] in ends) for path, value in Posted(self.posted.values).left()
        )


def _tells(value: Any) -> bool:
    """Whether this may be a part of an address: no tick, no file, no number or address to be reached at."""
    if not isinstance(value, str | int | float) or isinstance(value, bool) or file_in(value):
        return False
    said = str(value).strip()
    return not (nothing(said) or said.isdecimal() or PHONE.fullmatch(said) or EMAIL.fullmatch(said))


def _reaches(value: Any, *, typed: bool) -> bool:
    """Whether this has a way to reach somebody in it; where a number is asked, any number of enough figures is one."""
    if not isinstance(value, str | int):
        return False
    said = str(value)
    return bool(REACHED.search(said)) or (typed and sum(map(str.isdigit, said)) >= PHONE_DIGITS)


def _found(one: Part) -> bool:
    """Whether somebody can be reached: by telephone or e-mail, or by a name with an address."""
    lives = one.get("street") or one.get("postcode") or one.get("city")
    called = one.get("family_name") or one.get("first_name") or one.get("name")
    return bool(one.get("phone") or one.get("email") or (called and lives))


def _name(names: Names, field: str) -> str:
    where = paths(names, field)
    return named(where[0]) if where else field
