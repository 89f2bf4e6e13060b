"""The given side of a row as answers; what nobody can read in one is told, and makes it less."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from cli.comparing import amounts, things
from cli.comparing.asked import LASTING
from cli.comparing.fields import Fields, as_day
from cli.comparing.measures import Asking
from cli.comparing.things import Named
from rules.asked.answers import Answer, Paid
from rules.asked.extent import Figure, extent, figures
from rules.asked.grants import Grant
from rules.asked.items import Item
from rules.asked.quantity import Per, Quantity, Unit

KEYS = (
    *("answers", "grant", "what", "amount", "unit", "per", "from", "until", "extent_words", "planned_by", "paid"),
    *("conditions", "condition", "without", "reason", "provisional", "outcome_words", "note", "words"),
    *("letter", "article", "basis", "law", "source", "motivation", "explanation", "name", "calculation", "result"),
    *("frequency", "subject", "kind", "title", "toelichting", "version"),
)
REASONS = ("reason", "extent_words", "motivation", "explanation", "toelichting")
# From whom, or in which shape: told, and compared only where he named one.
HAND = re.compile(r"provider|delivered_by|person|model|area|tari|repay|aflos|brand|type|location|plaats")
# A contribution is that of the law, unless its words say that he pays something else.
HIS_OWN = re.compile(
    r"\b(drempel|bij(betal|leg)\w*|zelf|eigen aandeel|extra|per uur|korting|inhouding|aanbieder|leverancier)\b"
    r"|\bbij\W*$"
)
OWN = ("contribution", "own_contribution")
CONTRIBUTIONS = (*OWN, "fee", "leges")
# The contribution of the law has no other words than these; what any other is, nobody can be sure of.
BY_LAW = re.compile(
    r"(?:(?:\b(?:ja|yes|true|statutory|wettelijke?|eigen|bijdrage|contribution|abonnementstarief|leges|cak|het|aan|via|van|de|wet|"
    r"wmo(?: 2015)?|volgens|verordening|gemeentelijke|euro|eur|per|a|maand|month|monthly|artikel|art|2\.1\.4a?|"
    r"\d+(?:[.,]\d+)?)\b|[\s,:()€-]))+"
)
GROUP = ("group", "groep", "group_size", "groepsgrootte")
ALONE = re.compile(r"\b(nee|no|false|geen|none|individueel|individual|alleen|1)\b")
SET_OFF = ("set_off", "setoff", "deduction", "deductions", "verrekening", "inhouding")
PAID_BACK = re.compile(r"repay|aflos|terugbet")
DECLARED = re.compile(r"declared|opgegeven|gemeld|opgaf|doorgegeven")
UNDECLARED = re.compile(r"undeclared|not declared|\bniet\b|verzwegen|schuld|boete|false")
AHEAD = {"ahead", "vooraf", "start", "at_start", "beforehand", "in_advance", "at_once", "once", "upfront"}
ARREARS = {"arrears", "achteraf", "end", "at_end", "in_arrears", "afterwards"}
MONTHLY = {"monthly", "month", "per_month", "each_month", "maandelijks"}
CITIZENS = {"citizen", "aanvrager", "inwoner", "client", "cliënt", "partner", "ouders", "moeder", "vader", "himself"}
UNSURE = re.compile(
    r"\b(maximaal|hoogstens|ten hoogste|gemiddeld|circa|ongeveer|naar behoefte|indien|als|tot|in overleg|gedurende|"
    r"waarvan|zolang|mits|afhankelijk|flexibel|wisselend|zo nodig|waar nodig|beschikbaar|mogelijk|inzicht|indicatief)\b"
)
# In the sentence of the figure: "3 uur per week, in de vakantie niet".
EXCEPT = re.compile(r"^[^.!?;]*\b(niet|geen|uitgezonderd|behoudens|onder voorbehoud)\b")
# Not each week of the year the same.
AT_TIMES = re.compile(
    r"\b(per|elke|iedere|om de) (twee|drie|2|3) weken\b|\b(per|elke|iedere) (veertien|14) dagen\b"
    r"|\bom de (andere )?week\b|even weken\b|\bschoolweken\b|\bin (de|het) (zomer|winter|vakantie|voorjaar|najaar)\w*"
)
TIMES = re.compile(r"\b(keer|maal|x)\b|\d ?x\b")
# What a whole row says that it is about.
PROVISIONAL_KINDS = {"provisional_help", "provisional", "suspension", "urgent_help", "help_at_once"}


def answers(asking: Asking, parts: list[Fields], items: tuple[Item, ...]) -> tuple[Answer, ...]:
    """Every answer of the row."""
    found = tuple(_answer(asking, part, items) for part in parts)
    if _is_about_now(asking, found, items):
        return tuple(replace(answer, provisional=True) for answer in found)
    return found


def _is_about_now(asking: Asking, found: tuple[Answer, ...], items: tuple[Item, ...]) -> bool:
    """Whether the row says so, or gives only help unasked, of a thing that was asked, at once and without an end."""
    kinds = {asking.row.text("kind"), asking.row.text("subject"), asking.context.text("subject")}
    if kinds & PROVISIONAL_KINDS or asking.context.has("provisional"):
        return True
    asked = {item.thing for item in items}
    return bool(found) and all(
        not each.answers
        and each.thing in asked
        and each.until_on is None
        and each.from_on is not None
        and each.from_on < asking.decided_on
        for each in found
    )


def _answer(asking: Asking, fields: Fields, items: tuple[Item, ...]) -> Answer:
    grant, strange = things.form(fields.text("grant"))
    if not fields.has("grant"):
        grant = Grant.NONE
    numbers = _numbers(fields)
    known = asking.named(fields.text("what"))
    quantity, unread = amounts.quantity(fields, known.product, grant, of_range=min)
    paid, odd = _paid(fields.text("paid").casefold())
    mine = [item for item in items if item.number in numbers]
    named = {*(key for key in fields.values if HAND.search(key)), *(hand.kind for item in mine for hand in item.hand)}
    others = fields.beside((*KEYS, *CONTRIBUTIONS, *SET_OFF, *GROUP, *named))
    provisional = fields.flag("provisional") or bool(things.FOR_NOW.search(fields.text("what").casefold()))
    return Answer(
        answers=numbers,
        grant=grant or Grant.IN_KIND,
        thing=known.thing,
        quantity=_each_month(fields, quantity),
        from_on=as_day(fields.values.get("from")),
        until_on=as_day(fields.values.get("until")),
        hand=things.hands(fields, named),
        conditions=(
            *fields.texts("conditions"),
            *fields.texts("condition"),
            *_taken_off(fields, of_child=asking.course == things.CHILDREN),
        ),
        paid=paid,
        planned_by_citizen=fields.text("planned_by").casefold() in CITIZENS,
        contribution=any(map(fields.has, CONTRIBUTIONS)),
        without=(*fields.texts("without"), *_left_out(fields, known, mine)),
        # Words of the extent can refuse as well, and so can any other text.
        reason="\n".join(filter(None, map(fields.text, REASONS))),
        provisional=provisional,
        unread=(*strange, *unread, *odd, *_no_days(fields), *_said_otherwise(fields, quantity), *_unknown(others)),
    )


def _left_out(fields: Fields, known: Named, mine: list[Item]) -> Iterator[str]:
    """What the name of the answer leaves out: "zonder CJIB"; or that it is for a group, where nobody asked one."""
    asked = " ".join(f"{item.words} {item.thing.key} {item.thing.sort}" for item in mine if item.thing).casefold()
    in_groups = "groep" in asked or (known.product is not None and Unit.DAYPART in known.product.units)
    named = {hand.kind for item in mine for hand in item.hand}
    said = [fields.text(key).casefold() for key in GROUP if fields.has(key) and key not in named]
    grouped = any(not ALONE.search(text) for text in said)
    for found in (*things.left_out(fields.text("what")), *[things.ALONE] * grouped):
        if mine and not (in_groups if found == things.ALONE else found in asked):
            yield found


def _each_month(fields: Fields, quantity: Quantity | None) -> Quantity | None:
    """An amount for a year that is paid each month, as what comes each month."""
    if quantity and quantity.per is Per.YEAR and fields.text("paid").casefold() in MONTHLY:
        return Quantity(int(Fraction(quantity.amount, 12)), quantity.unit, Per.MONTH)
    return quantity


def _numbers(fields: Fields) -> tuple[int, ...]:
    value = fields.values.get("answers")
    numbers = value if isinstance(value, list) else [value] if value is not None else []
    if any(isinstance(each, bool) or not isinstance(each, int) for each in numbers):
        raise fields.fail("answers", "dit moet een lijst met nummers zijn")
    return tuple(numbers)


def _paid(word: str) -> tuple[Paid | None, tuple[str, ...]]:
    if not word or word in MONTHLY:
        return None, ()
    if word in AHEAD:
        return Paid.AHEAD, ()
    return (Paid.ARREARS, ()) if word in ARREARS else (None, (f"wanneer het wordt betaald: “{word}”",))


def _taken_off(fields: Fields, *, of_child: bool) -> Iterator[str]:
    """What is taken off what he gets, other than the statutory contribution and income that he declared.

    The Jeugdwet has no contribution since 2016.
    """
    for key in (each for each in CONTRIBUTIONS if fields.has(each)):
        text = fields.text(key).casefold()
        paid = key in OWN and (of_child or not BY_LAW.fullmatch(text))
        if paid or HIS_OWN.search(text):
            yield f"eigen betaling: {fields.text(key)}"
    lent = fields.text("grant") in {"loan", "advance", "lening", "voorschot"}
    for key in (each for each in fields.values if PAID_BACK.search(each) and fields.has(each) and not lent):
        yield f"terugbetalen: {fields.text(key)}"
    for key in SET_OFF:
        text = fields.text(key).casefold()
        if fields.has(key) and (UNDECLARED.search(text) or not DECLARED.search(text)):
            yield f"inhouding: {fields.text(key)}"


def _no_days(fields: Fields) -> Iterator[str]:
    """A first or last day in words; that it never ends may be said."""
    for key in ("from", "until"):
        text = fields.text(key)
        if text and as_day(text) is None and not (key == "until" and LASTING.search(text.casefold())):
            yield f"“{key}: {text}”"


def _said_otherwise(fields: Fields, quantity: Quantity | None) -> Iterator[str]:
    """Words of extent that say less than the amount, or that make it unsure."""
    text = fields.text("extent_words")
    said = extent(text)
    if said and quantity and said.unit is quantity.unit and said.yearly < quantity.yearly:
        yield f"de omvang in woorden: “{text}”"
    often = fields.text("frequency").casefold()
    if quantity and often and amounts.PERIODS.get(often.removeprefix("per ")) != (quantity.per, quantity.parts):
        yield f"hoe vaak: “{often}”"
    lower = quantity and not TIMES.search(text.casefold()) and any(_is_below(each, quantity) for each in figures(text))
    if quantity and (lower or AT_TIMES.search(text.casefold())):
        yield f"de omvang in woorden: “{text}”"
    unsure = UNSURE.search(text.casefold()) or EXCEPT.search(text.casefold())
    if quantity and not said and (unsure or re.search(things.LEFT_OUT, text.casefold())):
        yield f"de omvang in woorden: “{text}”"


def _is_below(figure: Figure, quantity: Quantity) -> bool:
    """Whether another figure for the same period is lower: “in juli 2 uur”."""
    return figure.unit is quantity.unit and figure.per in {None, quantity.per} and figure.amount < quantity.amount


def _unknown(others: dict[str, object]) -> Iterable[str]:
    return (f"“{key}: {value}”" for key, value in others.items())
