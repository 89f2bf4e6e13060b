"""Who is in a row: "aanvrager en partner", "moeder (gezag)", "jeugdige 13", "dochter (schriftelijk gemachtigd)"."""

from __future__ import annotations

import re
from datetime import date

from cli.comparing.fields import Fields, as_day
from rules.asked.parties import Party, PartyKind

APPLICANT, PARTNER, YOUTH, GUARDIAN = "aanvrager", "partner", "jeugdige", "curator"
GUARDED = re.compile(r"(?<!geen )(curatele|\bcurator|guardian)")
# As rows call somebody, and what he is.
KINDS = {
    APPLICANT: PartyKind.APPLICANT,
    "inwoner": PartyKind.APPLICANT,
    "client": PartyKind.APPLICANT,
    "cliënt": PartyKind.APPLICANT,
    "bezwaarmaker": PartyKind.APPLICANT,
    "belanghebbende": PartyKind.APPLICANT,
    PARTNER: PartyKind.PARTNER,
    "moeder": PartyKind.PARENT,
    "vader": PartyKind.PARENT,
    "ouder": PartyKind.PARENT,
    "voogd": PartyKind.PARENT,
    YOUTH: PartyKind.YOUTH,
    "kind": PartyKind.YOUTH,
    "bewindvoerder": PartyKind.ADMINISTRATOR,
    GUARDIAN: PartyKind.GUARDIAN,
    "mentor": PartyKind.MENTOR,
    "gemachtigde": PartyKind.AUTHORISED,
}
NAMES = {"kind": YOUTH}
SPEAKERS = {PartyKind.ADMINISTRATOR, PartyKind.GUARDIAN, PartyKind.MENTOR, PartyKind.AUTHORISED}
# Two of a kind are told apart by a number, and a stepfather may have authority.
PARENTS = re.compile(r"(stief|pleeg|adoptie)?(moeder|vader|ouder)( \d)?")
# Without authority, or an authority that has ended.
POWERLESS = re.compile(r"\b(geen|zonder|niet|beëindigd|ontheven|ontzet|ontnomen|no)\b|without")
WRITTEN = re.compile(r"schriftelijk|volmacht|machtigingsformulier|in writing|written")
PARTIAL = re.compile(r"\b(alleen|mondeling|slechts|only|oral|niet|geen)\b")


def named(text: str, *, known: tuple[Party, ...] = ()) -> tuple[Party, ...]:
    """The parties that a text names; somebody who is nothing in the case is nobody here."""
    parts = re.split(r"\s+en\s+|\s*[,+&]\s*(?![^(]*\))", text.strip())
    found = [party for part in parts if (party := _party(part.strip(), known)) is not None]
    return tuple(found)


def parties(row: Fields, items: list[Fields], *, context: Fields) -> tuple[Party, ...]:
    """Everybody in the case: those of the row, then who asked an item."""
    listed = row.values.get("parties") or []
    texts = [_as_text(each) for each in (listed if isinstance(listed, list) else [listed])]
    asked = [item.text("by") or APPLICANT for item in items] or ([] if texts else [APPLICANT])
    found: dict[str, Party] = {}
    for text in [*texts, *asked]:
        for party in named(text):
            if party.name not in found or _says_more(party, found[party.name]):
                found[party.name] = party
    if not any(party.kind not in SPEAKERS for party in found.values()):
        found[APPLICANT] = Party(APPLICANT, PartyKind.APPLICANT)
    if _is_guarded(texts, context) and not any(party.kind is PartyKind.GUARDIAN for party in found.values()):
        found[GUARDIAN] = Party(GUARDIAN, PartyKind.GUARDIAN, represents=APPLICANT)
    born = context.day("born") or context.day("youth_born") or context.day("born_on")
    died, authorised = _deaths(context), is_authorised(context)
    return tuple(_with(party, born, died.get(party.name), authorised=authorised) for party in found.values())


def _is_guarded(texts: list[str], context: Fields) -> bool:
    """Whether the row says that the applicant is under guardianship, without naming the guardian as a party."""
    said = [f"{key} {value}" for key, value in context.values.items() if context.has(key)]
    return any(GUARDED.search(text.casefold()) for text in [*texts, *said])


def _as_text(value: object) -> str:
    """A party written as a block, as the text that it could have been."""
    if not isinstance(value, dict):
        return str(value)
    fields = Fields(value)
    name = fields.text("who") or fields.text("name") or fields.text("kind") or fields.text("party")
    age, born = fields.text("age"), fields.text("born") or fields.text("born_on")
    notes = [f"geboren {born}"] * bool(born)
    if "authority" in value or "gezag" in value:
        notes.append("gezag" if value.get("authority", value.get("gezag")) else "geen gezag")
    if fields.has("died"):
        notes.append(f"overleden {fields.text('died')}")
    return f"{name} {age} ({', '.join(notes)})"


def _party(text: str, known: tuple[Party, ...]) -> Party | None:
    note = " ".join(re.findall(r"\(([^)]*)\)", text)).casefold()
    bare = re.sub(r"\([^)]*\)", "", text).casefold().strip(" .")
    if about_authority := re.search(r"\b(met|zonder|geen|heeft)\b.*\bgezag\b.*$", bare):
        note, bare = f"{note} {about_authority[0]}", bare[: about_authority.start()].strip()
    age = None if PARENTS.fullmatch(bare) else re.search(r"\b(\d{1,2})\b", bare)
    name = bare if age is None else re.sub(r"\b\d{1,2}\b|\bjaar\b|\bvan\b", "", bare).strip()
    if on_record := next((party for party in known if party.name == NAMES.get(name, name)), None):
        return on_record
    # A step-parent is one where somebody says that he has authority.
    is_parent = PARENTS.fullmatch(name) and (not name.startswith(("stief", "pleeg")) or "gezag" in note)
    kind = KINDS.get(name, PartyKind.PARENT if is_parent else None)
    if kind is PartyKind.AUTHORISED or (
        kind is None and re.search(r"gemachtigd|machtiging|volmacht", f"{name} {note}")
    ):
        power = bool(WRITTEN.search(f"{name} {note}")) and not PARTIAL.search(f"{name} {note}")
        return Party(name, PartyKind.AUTHORISED, power=power, represents=APPLICANT)
    if kind is None:
        return None
    return Party(
        name=NAMES.get(name, name),
        kind=kind,
        power=not POWERLESS.search(note),
        born_on=_day_after("geboren", note),
        age=int(age[1]) if age else None,
        died_on=_day_after("overleden", note),
        represents=APPLICANT if kind in SPEAKERS else "",
    )


def _day_after(word: str, note: str) -> date | None:
    found = re.search(rf"{word} (?:op )?(\d{{4}}-\d{{2}}-\d{{2}})", note)
    return as_day(found[1]) if found else None


def _says_more(party: Party, known: Party) -> bool:
    return party.age is not None and known.age is None and known.born_on is None


def _deaths(context: Fields) -> dict[str, date]:
    died = context.values.get("died")
    if isinstance(died, dict):
        block = Fields(died)
        day = block.day("on") or block.day("died")
        return {(block.text("who") or block.text("party") or APPLICANT): day} if day else {}
    day = context.day("died")
    who = next((context.text(key) for key in ("who_died", "who", "died_party") if context.has(key)), APPLICANT)
    return {who: day} if day else {}


def is_authorised(context: Fields) -> bool:
    """Whether the row says that there is a written authorisation for this application."""
    said = [str(value) for key, value in context.values.items() if re.match(r"author|machtig", key) and value]
    return any(WRITTEN.search(text.casefold()) and not PARTIAL.search(text.casefold()) for text in said)


def _with(party: Party, born: date | None, died: date | None, *, authorised: bool) -> Party:
    return Party(
        name=party.name,
        kind=party.kind,
        power=party.power or (authorised and party.kind is PartyKind.AUTHORISED),
        born_on=party.born_on or (born if party.kind is PartyKind.YOUTH else None),
        age=party.age,
        died_on=party.died_on or died,
        represents=party.represents,
    )
