"""A name as somebody wrote it on one line, of a person or an organisation: its greeting, and its form in a sentence.

“De heer T. Demir”, “mr. P. Wet”, “Bewindvoering Rivierenland, de heer T. Ponsen”, “Stichting De Brug”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rules.names.forms import Greeting
from rules.names.name import tight
from rules.names.nobility import MAN, WOMAN
from rules.wording import capital

COUPLE, FAMILY = "de heer en mevrouw", "de familie"
_TITLES = (
    (COUPLE, r"de heer en mevrouw|(de )?(hr|dhr)\.? en (mw|mevr)\.?"),
    (FAMILY, r"(de )?(familie|fam\.?)"),
    (MAN, r"(de )?heer|(de )?d?hr\.?|meneer|mijnheer"),
    (WOMAN, r"mevrouw|mevr\.?|mw\.?|mejuffrouw|mej\."),
)
_TITLED = re.compile("|".join(f"(?P<t{n}>{words})" for n, (_, words) in enumerate(_TITLES)), re.IGNORECASE)
# “T.”, “A.B.”, “Th.M.”: what a salutation leaves out behind “mevrouw”.
_INITIALS = re.compile(r"([^\W\d_]{1,4}\.)+(-([^\W\d_]{1,4}\.)+)?")
_LEARNED = re.compile(r"((mr|dr|drs|ir|ing|prof|ds)\.\s*)+", re.IGNORECASE)
_PARTS = re.compile(r"\s*,\s*|\s+(?:t\.\s?a\.\s?v\.|ter attentie van)\s+", re.IGNORECASE)
# Never a word that is a family name too, such as Zorg or Raad.
_SURE = (
    r"\b(stichting|vereniging|b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|maatschap|co[oö]peratie|leger des heils|juridisch loket"
    r"|rechtswinkel|\w*bewind\w*|\w*curatele\w*|\w*curatoren|\w*mentorschap\w*|\w*mentoren|\w*advoca(ten|tuur)\w*"
    r"|\w*notarissen|\w*juristen|\w*bescherming|\w*hulpverlening|\w*dienst(en|verlening)|\w+zorg|\w+stichting)(?=\W|$)"
)
# These are, behind a first name: “Kees Dienst”, “Jan van de Groep”.
_FIRST = (
    r"^(de |het )?(st\.|bureau|gemeente|provincie|holding|instituut|instelling|fonds|netwerk|collectief|partners"
    r"|\w*kantoor|\w+bureau|\w*beheer|\w*dienst|\w*praktijk|\w*groep|\w*centrum)(?=\W|$)"
)
_ORGANISATION = re.compile(f"{_SURE}|{_FIRST}", re.IGNORECASE)
_ONE = "|".join(words for title, words in _TITLES if title in (MAN, WOMAN))
_PAIR = re.compile(rf"(?P<one>{_ONE})(?P<first>.*?)\s+(?:en|&)\s+(?P<other>{_ONE})(?P<rest>.+)", re.IGNORECASE)
# “J.Jansen”: where a space is missing behind initials.
_GLUED = re.compile(r"(?<=\.)(?=[^\W\d_]{2,}(?:[^\w.]|$))")
_ASIDE = re.compile(r"\s*\([^)]*\)$")


@dataclass(frozen=True)
class Written:
    """A name in its parts: `title` is “de heer”, “mevrouw” or one for more people, and is empty where none is known.

    Of two who have one each it is “de heer J. en mevrouw P.”; `pair` says so.
    """

    title: str
    name: str
    organisation: str = ""
    pair: bool = False


def read(text: str) -> Written:
    """The person in a name, or the organisation alone."""
    text = tight(text.strip())
    parts = [part for part in _PARTS.split(text) if part] or [text]
    for part in parts:
        if one := _two(part) or _titled(part):
            others = (other for other in parts if other != part and _ORGANISATION.search(other))
            return replace(one, organisation=next(others, ""))
    initials = any(_INITIALS.fullmatch(part) for part in parts[1:])
    person = initials or (_INITIALS.match(parts[0]) and not parts[0].casefold().startswith("st."))
    if not person and _ORGANISATION.search(parts[0]):
        return Written("", "", text)
    return Written("", text)


def _titled(part: str) -> Written | None:
    found = _TITLED.match(part)
    name = _name_behind(part, found.end()) if found else ""
    return Written(_title(part), name) if name else None


def _two(part: str) -> Written | None:
    """Two people with a title each: “dhr. J. en mw. P. Jansen”."""
    found = _PAIR.fullmatch(part)
    name = _name_behind(part, found.start("rest")) if found else ""
    if found is None or not name:
        return None
    first, (given, family) = _GLUED.sub(" ", found["first"]).strip(), _behind_initials(name)
    titles = _title(found["one"]), _title(found["other"])
    if {*titles} == {MAN, WOMAN} and not _behind_initials(first)[1]:
        spoken = " ".join(filter(None, (titles[0], first, "en", titles[1], given)))
        return Written(spoken, family, pair=True)
    return Written("", " ".join(filter(None, (titles[0], first, "en", titles[1], name))))


def _title(text: str) -> str:
    """What a text that begins with a title is called by."""
    found = _TITLED.match(text)
    return next((title for n, (title, _) in enumerate(_TITLES) if found and found[f"t{n}"]), "")


def in_sentence(text: str) -> str:
    """The name inside a sentence: “de heer T. Ponsen van Bewindvoering Rivierenland”, “mr. P. Wet”."""
    one = read(text)
    if one.organisation and not one.name:
        return one.organisation
    if not one.title:
        learned = _LEARNED.match(one.name)
        return f"{learned[0].lower()}{one.name[learned.end() :]}" if learned else one.name
    named = f"{one.title} {one.name}"
    return f"{named} van {one.organisation}" if one.organisation else named


def greeted(text: str, greeting: Greeting) -> str:
    """How a letter to them begins; an organisation is greeted as the people who work there."""
    one = read(text)
    if one.organisation and not one.name:
        return f"{greeting.word} medewerkers van {one.organisation}"
    if not one.title:
        return greeting.to(_LEARNED.sub("", one.name, count=1), "")
    family = capital(_behind_initials(one.name)[1] or one.name)
    if one.title == FAMILY:
        return greeting.to(f"familie {family}", "")
    if one.pair or one.title == COUPLE:
        return greeting.to(f"{greeting.man} en {greeting.woman} {family}", "")
    return greeting.to(family, one.title)


def _name_behind(part: str, end: int) -> str:
    """What follows a title that ends here, where that is a family name behind a space or a point."""
    name = _GLUED.sub(" ", part[end:].strip())
    apart = part[end : end + 1].isspace() or part[end - 1] == "."
    return name if apart and not _INITIALS.fullmatch(name) else ""


def _behind_initials(name: str) -> tuple[str, str]:
    """The initials in a name, and what comes after them."""
    words = _ASIDE.sub("", name).split()
    ends = (n for n, word in enumerate(words) if not (_INITIALS.fullmatch(word) or (len(word) == 1 and word.isupper())))
    end = next(ends, len(words))
    return " ".join(words[:end]), " ".join(words[end:])
