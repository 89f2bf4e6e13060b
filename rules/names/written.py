"""A name as somebody wrote it on one line, of a person or an organisation: its greeting, and its form in a sentence.

“De heer T. Demir”, “mr. P. Wet”, “Bewindvoering Rivierenland, de heer T. Ponsen”, “Stichting De Brug”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.names.forms import Greeting
from rules.names.name import tight
from rules.names.nobility import MAN, WOMAN
from rules.wording import capital

COUPLE, FAMILY = "de heer en mevrouw", "de familie"
_TITLES = (
    (COUPLE, r"de heer en mevrouw|(de )?(hr|dhr)\.? en (mw|mevr)\.?"),
    (FAMILY, r"(de )?(familie|fam\.?)"),
    (MAN, r"de heer|(de )?dhr\.?|(de )?hr\.|meneer"),
    (WOMAN, r"mevrouw|mevr\.?|mw\.?|mejuffrouw"),
)
_TITLED = re.compile("|".join(f"(?P<t{n}>{words})" for n, (_, words) in enumerate(_TITLES)), re.IGNORECASE)
# “T.”, “A.B.”, “Th.M.”: what a salutation leaves out behind “mevrouw”.
_INITIALS = re.compile(r"([^\W\d_]{1,4}\.)+(-([^\W\d_]{1,4}\.)+)?")
_LEARNED = re.compile(r"((mr|dr|drs|ir|ing|prof|ds)\.\s*)+", re.IGNORECASE)
_PARTS = re.compile(r"\s*,\s*|\s+(?:t\.\s?a\.\s?v\.|ter attentie van)\s+", re.IGNORECASE)
# Never a word that is a family name too, such as Zorg or Raad.
_ORGANISATION = re.compile(
    r"\b(stichting|st\.|vereniging|b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|bureau|maatschap|co[oö]peratie|gemeente|provincie"
    r"|holding|leger des heils|instituut|instelling|fonds|netwerk|collectief|partners|juridisch loket|rechtswinkel"
    r"|\w*bewind\w*|\w*curatele\w*|\w*curatoren|\w*mentorschap\w*|\w*mentoren|\w*advoca(ten|tuur)\w*|\w*notarissen"
    r"|\w*juristen|\w*kantoor|\w+bureau|\w*beheer|\w*bescherming|\w*hulpverlening|\w*dienst(en|verlening)?|\w+zorg"
    r"|\w+stichting|\w*praktijk|\w*groep|\w*centrum)(?=\W|$)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^)]*\)$")


@dataclass(frozen=True)
class Written:
    """A name in its parts: `title` is “de heer”, “mevrouw” or one for more people, and is empty where none is known."""

    title: str
    name: str
    organisation: str = ""


def read(text: str) -> Written:
    """The person in a name, or the organisation alone."""
    text = tight(text.strip())
    parts = [part for part in _PARTS.split(text) if part] or [text]
    for part in parts:
        if (found := _TITLED.match(part)) and (name := _name_behind(part[found.end() :])):
            title = next(title for n, (title, _) in enumerate(_TITLES) if found[f"t{n}"])
            others = (one for one in parts if one != part and _ORGANISATION.search(one))
            return Written(title, name, next(others, ""))
    person = _INITIALS.match(parts[0]) and not parts[0].casefold().startswith("st.")
    if not person and _ORGANISATION.search(parts[0]):
        return Written("", "", text)
    return Written("", text)


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
    family = capital(_after_initials(one.name))
    if one.title == FAMILY:
        return greeting.to(f"familie {family}", "")
    if one.title == COUPLE:
        return greeting.to(f"{greeting.man} en {greeting.woman} {family}", "")
    return greeting.to(family, one.title)


def _name_behind(rest: str) -> str:
    """What follows a title, where that is a space and a family name."""
    name = rest.strip()
    return name if rest[:1].isspace() and not _INITIALS.fullmatch(name) else ""


def _after_initials(name: str) -> str:
    words = _ASIDE.sub("", name).split()
    while len(words) > 1 and (_INITIALS.fullmatch(words[0]) or (len(words[0]) == 1 and words[0].isupper())):
        words = words[1:]
    return " ".join(words)
