"""The forms of a registered name: on an envelope, in a sentence, and as a salutation (BRP, *aanschrijfwijze*).

They follow the published cases of the BRP; an envelope says “Mevrouw” or “De heer” as well, where the BRP says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rules.names.name import Name, NameUse
from rules.names.nobility import MAN, WOMAN, Title
from rules.wording import capital


@dataclass(frozen=True)
class Greeting:
    """How letters begin: the word, and what comes after it for a man and a woman."""

    word: str
    man: str
    woman: str

    def to(self, name: str, gender: str) -> str:
        """The line for somebody with this name."""
        return " ".join(part for part in (self.word, {MAN: self.man, WOMAN: self.woman}.get(gender, ""), name) if part)


DEAR = Greeting("Beste", "meneer", "mevrouw")
FORMAL = Greeting("Geachte", "heer", "mevrouw")


def envelope(name: Name) -> tuple[str, ...]:
    """The lines above an address: “Mevrouw F. van den Berg”; a title gives one before it, an unknown name none."""
    name = _settled(name)
    own, theirs = _own(name), _courtesy(name)
    before = own if own and own.predicate and name.use is not NameUse.PARTNER_FIRST else None
    family = _family(name, None if before else own, theirs)
    if not family:
        return ()
    written = _words(before.form(name.gender) if before else "", name.given, family)
    if form := _form_of_address(name, own, theirs):
        return f"De {form}", capital(written)
    return (capital(_words(name.gender, written)),)


def in_text(name: Name) -> str:
    """The name in a sentence: “mevrouw Van den Berg”, “barones van den Aedel”; empty when it is unknown."""
    return _in_text(_settled(name), "" if name.gender else name.given)


def in_full(name: Name) -> str:
    """The same with what is given, to tell people of one family apart: “mevrouw F. van den Berg”."""
    return _in_text(_settled(name), name.given)


def salutation(name: Name, greeting: Greeting = FORMAL) -> str:
    """How a letter begins: “Geachte heer Van den Berg”, “Hooggeboren vrouwe”; empty when the name is unknown."""
    settled = _settled(name)
    own = _own(settled)
    # The wife of a count is addressed as one, also where his name is unknown.
    theirs = _courtesy(name)
    if form := theirs.addressed(WOMAN) if theirs else own.addressed(name.gender) if own else "":
        return capital(form)
    family = _family(settled)
    if not family:
        return ""
    return greeting.to(capital(family) if name.gender else capital(_words(name.given, family)), name.gender)


def surname(name: Name) -> str:
    """The family name as they use it, on a list: “van den Berg-de Boer”."""
    return _family(_settled(name))


def _settled(name: Name) -> Name:
    """Their own name where that of a partner is unknown."""
    return name if name.partner.known else replace(name, use=NameUse.OWN)


def _own(name: Name) -> Title | None:
    """Their own title, where they use it."""
    title = name.own.nobility
    if title is None or name.use is NameUse.PARTNER:
        return None
    married = bool(name.partner.family) and not name.parted
    if title.predicate and name.gender == WOMAN and (married or name.use is not NameUse.OWN):
        return None
    return title


def _courtesy(name: Name) -> Title | None:
    """The title of her husband, where she uses his name."""
    title = name.partner.nobility
    if title is None or not title.courtesy or name.partner.title.casefold() != title.man:
        return None
    return title if name.gender == WOMAN and name.use is not NameUse.OWN else None


def _family(name: Name, own: Title | None = None, theirs: Title | None = None) -> str:
    """The family names in the order they chose, each behind its title."""
    if not (name.own.known or name.use is NameUse.PARTNER):
        return ""
    mine = name.own.after(own.form(name.gender) if own else "")
    partner = name.partner.after(theirs.woman if theirs else "")
    return {
        NameUse.OWN: mine,
        NameUse.PARTNER: partner,
        NameUse.PARTNER_FIRST: f"{partner}-{mine}",
        NameUse.OWN_FIRST: f"{mine}-{partner}",
    }[name.use]


def _form_of_address(name: Name, own: Title | None, theirs: Title | None) -> str:
    if theirs:
        return theirs.addressed(WOMAN)
    return own.addressed(name.gender) if own and (own.form(name.gender) or not name.gender) else ""


def _in_text(name: Name, given: str) -> str:
    own, theirs = _own(name), _courtesy(name)
    family = _family(name, own, theirs)
    first = own if name.use in (NameUse.OWN, NameUse.OWN_FIRST) else theirs
    # A title takes the place of “de heer” or “mevrouw”.
    if not family or (first and first.form(name.gender)):
        return family
    if name.gender:
        return _words(name.gender, given, family if given else capital(family))
    return capital(_words(given, family))


def _words(*parts: str) -> str:
    return " ".join(filter(None, parts))
