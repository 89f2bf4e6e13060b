"""The asked side of a row as items, with the day, the term and the amount that the law gives where he named none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from cli.comparing import amounts, people, things
from cli.comparing.days import told_on
from cli.comparing.fields import Fields, as_day, moment
from cli.comparing.measures import OBJECTION, PAPERS, Asking, first_decision, measured
from config.products import Product, length
from rules.asked.grants import Grant
from rules.asked.items import Item, Withdrawal

KEYS = (
    *("n", "words", "what", "form", "amount", "unit", "per", "from", "until", "by", "named", *PAPERS),
    *("instead_of", "withdrawn", "moved", "running", "alternatives", "alternative", "or", "alternative_to", "note"),
    *("reason", "source", "signed", "remark", "purpose", "via", "received", "handwriting", "printed"),
    *("said", "said_on", "asked_on", "provisional", "urgent", "contribution", "no_contribution", "said_in", "channel"),
)
WITHDRAWAL_KEYS = (
    *("said", "said_on", "on", "letter", "final_after", "revoked", "by", "with", "free", "free_choice", "written"),
    *("note", "words", "channel", "confirmed"),
)
LASTING = re.compile(
    r"\b(onbepaalde?|blijvende?|voor altijd|voorgoed|levenslang|permanent|indefinite|for ever|"
    r"zonder eind(e|datum)?|zolang ik leef|rest van mijn leven)\b"
)
AT_ONCE = re.compile(r"\b(per direct|direct|meteen|onmiddellijk|vandaag|zo (snel|spoedig) mogelijk|at once|now)\b")
# Newer words that are not his own.
OTHERS_TYPED = re.compile(r"consulent|gemeente|medewerker|collega|getypt|typed|consultant|staff")
# Words that say that it was no free choice.
ADVISED = re.compile(r"\b(advies|geadviseerd|aangeraden|afgeraden|onder druk|gedwongen|advised|pressure)\b")
SPARED = re.compile(r"\b(zonder|geen|vrijstelling van( de)?) (eigen )?bijdrage\b")


def items(asking: Asking, parts: list[Fields]) -> tuple[Item, ...]:
    """Every item of the row, with those that he named as alternatives of each other."""
    found = {item.number: item for item in (_item(asking, part, n) for n, part in enumerate(parts, start=1))}
    if len(found) < len(parts):
        raise asking.row.fail("asked", "twee onderdelen hebben hetzelfde nummer")
    for number, part in zip(tuple(found), parts, strict=True):
        for key in ("alternative_to", "or"):
            other = part.values.get(key)
            if isinstance(other, int) and other in found:
                first, second = found[number], found[other]
                found[number] = replace(first, alternatives=(*first.alternatives, replace(second, alternatives=())))
                found[other] = replace(second, alternatives=(*second.alternatives, replace(first, alternatives=())))
    typed = {number: _came(part) for number, part in zip(found, parts, strict=True)}
    return tuple(_instead(item, found, asking, typed) for item in found.values())


def _came(fields: Fields) -> str:
    return " ".join(fields.text(key) for key in ("via", "source", "said_in", "channel")).casefold()


def _instead(item: Item, found: dict[int, Item], asking: Asking, typed: dict[int, str]) -> Item:
    """What he asks instead of running help may start when that ends; what somebody else put down replaces no more."""
    old = found.get(item.instead_of or 0)
    if old and not old.running and OTHERS_TYPED.search(typed.get(item.number, "")):
        item = replace(item, before=(old, *old.before))
    if old is None or not old.running or old.until_on is None:
        return item
    ordinary = asking.decided_on + timedelta(days=asking.start_days)
    return replace(item, start_by=max(ordinary, old.until_on + timedelta(days=1)))


def _item(asking: Asking, fields: Fields, place: int) -> Item:
    what = fields.values.get("what")
    names = (
        [str(each) for each in what or [""]] if isinstance(what, list) else re.split(r"\s+of\s+", fields.text("what"))
    )
    known = asking.named(names[0])
    form, strange = things.form(fields.text("form"))
    quantity, unread = amounts.quantity(fields, known.product, form)
    others = [Fields({"what": name}) for name in names[1:]] + _alternatives(fields)
    item = Item(
        number=fields.whole("n") or place,
        words=fields.text("words"),
        thing=known.thing,
        by=_by(fields, known.product, asking),
        said_at=moment(_newest_words(fields, asking), minute=24 * 60 - 1),
        form=form,
        forms=known.forms,
        quantity=quantity if quantity and quantity.amount else None,
        hand=things.hands(fields, fields.beside(KEYS)),
        instead_of=fields.whole("instead_of"),
        withdrawn=_withdrawal(fields),
        moved=_is_moved(fields, asking.decided_on),
        running=fields.flag("running"),
        provisional=_is_provisional(fields, form, known.product),
        beside=known.is_beside,
        spared=bool(SPARED.search(fields.text("words").casefold())) or _is_spared(fields),
        unread=(*strange, *unread),
    )
    item = measured(_timed(item, fields, known.product, asking), fields, known.product, asking)
    found = (_alternative(item, each, asking) for each in (*others, *_said_after_or(item, asking)))
    return replace(item, alternatives=tuple(found))


def _by(fields: Fields, product: Product | None, asking: Asking) -> tuple[str, ...]:
    """Who asks it: assistance is asked by partners together (Participatiewet, art. 11 lid 4), whoever wrote it."""
    asked = people.named(fields.text("by") or people.APPLICANT)
    names = tuple(party.represents or party.name for party in asked) or (people.APPLICANT,)
    joint = (
        product is not None and product.course == "bijstand" and people.PARTNER in str(asking.row.values.get("parties"))
    )
    return (people.APPLICANT, people.PARTNER) if joint and people.APPLICANT in names else names


def _timed(item: Item, fields: Fields, product: Product | None, asking: Asking) -> Item:
    """From and until when: as he named them, or as the law or the usual term has it."""
    words, until = item.words.casefold(), fields.text("until").casefold()
    from_on, from_text = as_day(fields.values.get("from")), fields.text("from").casefold()
    unread = list(item.unread)
    if from_on is None and (AT_ONCE.search(from_text) or (not item.running and AT_ONCE.search(words))):
        from_on = _said_on(fields, asking)
    elif from_on is None and from_text:
        unread.append(f"de eerste dag: “{from_text}”")
    elif from_on is None and not item.running:
        from_on = _law_day(item, product, asking)
    lasting = bool(LASTING.search(until) or (not until and not item.running and LASTING.search(words)))
    until_on, usual = (
        as_day(fields.values.get("until")),
        things.usual(product, asking.row, asking.settings, asking.context, asking.named(fields.text("what")).course),
    )
    if until and until_on is None and not lasting:
        usual = length(until.upper())
        if usual is None:
            unread.append(f"de laatste dag: “{until}”")
    return replace(item, from_on=from_on, until_on=until_on, lasting=lasting, usual=usual, unread=tuple(unread))


def _law_day(item: Item, product: Product | None, asking: Asking) -> date | None:
    """The first day where he named none and a law has one: the report (Pw 44), the decision that he objects to."""
    if asking.course == "bijstand" and not item.provisional and not item.beside:
        return asking.context.day("reported") or asking.applied_on
    if asking.course == OBJECTION and not (product and product.course == OBJECTION):
        return first_decision(asking)[2]
    return None


def _alternatives(fields: Fields) -> list[Fields]:
    found = []
    for key in ("alternatives", "alternative", "or"):
        value = fields.values.get(key)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                found.append(Fields(each))
            elif isinstance(each, str):
                found.append(Fields({"what": each}))
    return found


def _said_after_or(item: Item, asking: Asking) -> list[Fields]:
    """Other products that his own words name after "of"."""
    words = item.words.casefold()
    if re.search(r"\b(geen|niet)\b", words) or " of " not in words or item.thing is None:
        return []
    parts = [asking.named(part) for part in words.split(" of ")]
    keys = {each.product.key for each in parts if each.product and each.product.course == asking.course}
    if item.thing.key not in keys:
        return []
    return [
        Fields({"what": each.product.name}) for each in parts if each.product and each.product.key != item.thing.key
    ]


def _alternative(item: Item, fields: Fields, asking: Asking) -> Item:
    known = asking.named(fields.text("what")) if fields.has("what") else None
    form, _ = things.form(fields.text("form"))
    product = known.product if known else None
    quantity, unread = amounts.quantity(fields, product, form or item.form, like=item.quantity)
    return replace(
        item,
        thing=known.thing if known else item.thing,
        form=form or item.form,
        forms=known.forms if known else item.forms,
        quantity=quantity or item.quantity,
        hand=things.hands(fields, fields.beside(KEYS)) or item.hand,
        unread=(*item.unread, *unread),
        alternatives=(),
    )


def _said_on(fields: Fields, asking: Asking) -> date:
    return fields.day("said") or fields.day("said_on") or fields.day("asked_on") or asking.applied_on


def _newest_words(fields: Fields, asking: Asking) -> date:
    """When he last said it, also where a day stands in his words: “brief 25 februari: vier uur”."""
    between = {"after": asking.applied_on, "by": asking.decided_on}
    told = (told_on(fields.text(key), **between) for key in ("words", "received"))
    return max(filter(None, (*told, _said_on(fields, asking))))


def _withdrawal(fields: Fields) -> Withdrawal | None:
    if not isinstance(fields.values.get("withdrawn"), dict):
        return None
    taken = fields.part("withdrawn")
    said_on = taken.day("said") or taken.day("said_on") or taken.day("on")
    by = people.named(taken.text("by") or taken.text("with") or fields.text("by") or people.APPLICANT)
    if said_on is None:
        return None
    doubts = taken.beside(WITHDRAWAL_KEYS) or ADVISED.search(f"{taken.text('words')} {taken.text('note')}".casefold())
    return Withdrawal(
        by=tuple(party.name for party in by),
        said_on=said_on,
        letter_on=taken.day("letter"),
        final_after=taken.day("final_after"),
        revoked=bool(taken.values.get("revoked")),
        free=taken.flag("free", default=True) and taken.flag("free_choice", default=True) and not doubts,
        written=taken.flag("written") or taken.text("channel") in {"letter", "brief", "hearing", "hoorzitting"},
    )


def _is_moved(fields: Fields, decided_on: date) -> bool:
    """Whether it went to a case of its own, and he was told before the decision."""
    if not isinstance(fields.values.get("moved"), dict):
        return False
    moved = fields.part("moved")
    told = next((moved.values[key] for key in ("told", "told_on", "letter", "letter_on") if moved.has(key)), None)
    day = as_day(told)
    return told is True or (day is not None and day <= decided_on)


def _is_provisional(fields: Fields, form: Grant | None, product: Product | None) -> bool:
    advance = form is Grant.ADVANCE or (product is not None and product.forms == (Grant.ADVANCE,))
    now = bool(things.FOR_NOW.search(fields.text("what").casefold()))
    return advance or now or fields.has("provisional") or fields.has("urgent")


def _is_spared(fields: Fields) -> bool:
    asked = fields.values.get("contribution")
    return fields.has("no_contribution") or (
        "contribution" in fields.values and asked in (0, False, "none", "geen", "0")
    )
