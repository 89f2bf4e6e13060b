"""The talks of a row: what was agreed, made precise or taken back, with whom, how and when."""

from __future__ import annotations

import re
from dataclasses import replace

from cli.comparing import amounts, people, things
from cli.comparing.fields import Fields, as_day, moment
from cli.comparing.measures import Asking
from rules.asked.answers import COUNTLESS
from rules.asked.items import Item, Withdrawal
from rules.asked.parties import Party, PartyKind
from rules.asked.talks import Talk, TalkKind, Terms
from rules.calls import Channel

KINDS = {"agreement": TalkKind.AGREEMENT, "made_precise": TalkKind.MADE_PRECISE}
WITHDRAWALS = {"withdrawal", "withdrawn", "end_request", "own_request", "stop_request", "request_to_end"}
CHANNELS = {
    **dict.fromkeys(("phone", "telefoon", "telefonisch", "telephone", "call"), Channel.PHONE),
    **dict.fromkeys(
        (
            "visit",
            "home_visit",
            "home visit",
            "huisbezoek",
            "home",
            "thuis",
            "keukentafel",
            "in_person",
            "face_to_face",
        ),
        Channel.VISIT,
    ),
    **dict.fromkeys(("desk", "counter", "balie", "office", "kantoor", "spreekuur"), Channel.COUNTER),
    **dict.fromkeys(("video", "videocall", "video_call", "beeldbellen", "videobellen", "teams"), Channel.VIDEO),
}
WRITTEN = {"letter", "brief", "form", "mail", "email", "written", "schriftelijk", "hearing", "hoorzitting"}
KEYS = (
    *("kind", "on", "recorded_on", "channel", "item", "items", "agreed", "words", "told_it_is_less", "read_back"),
    *("with", "note", "interpreter", "minutes", "number", "confirmed_on", "letter", "recorded_by", "told_may_insist"),
    *("final_after", "revoked", "written", "confirmed", "told_he_may_insist", "may_insist", "present", "consultant"),
)
NEEDED = ("interpreter_needed", "needs_interpreter")
# What a row says of his language, so that he needs one.
FOREIGN = re.compile(r"^(interpreter|tolk|language|taal|speaks|spreekt)\b(?!.*\b(nederlands|dutch|aanwezig|present)\b)")
# Where one of these is said not to be so, it was no such talk.
TOLD = (
    *("told_may_insist", "told_he_may_insist", "may_insist", "told_may_object", "confirmed"),
    *("interpreter_present", "interpreter_used"),
)
# That one of these is not so, is good.
DOUBTS = ("pressure", "under_pressure", "doubt", "doubts", "revoked")
# An interpreter who is family is no interpreter.
FAMILY = ("zoon", "dochter", "kind", "buur", "familie", "nicht", "neef", "zus", "broer", "partner", "moeder", "vader")
AGREED = ("what", "form", "amount", "unit", "per", "from", "until", "conditions", "condition", "without", "note")


def talks(
    asking: Asking, parts: list[Fields], items: tuple[Item, ...], parties: tuple[Party, ...]
) -> tuple[tuple[Talk, ...], tuple[Party, ...]]:
    """Every talk of the row, and who spoke in one beside the parties of the case."""
    found: list[Talk] = []
    speakers = {party.name: party for party in parties}
    for minute, part in enumerate(parts):
        heard = people.named(part.text("with"), known=parties)
        for party in heard:
            if party.represents:
                written = party.kind is PartyKind.AUTHORISED and people.is_authorised(asking.context)
                speakers.setdefault(party.name, replace(party, power=party.power or written))
        if part.text("kind") not in WITHDRAWALS:
            names = tuple(party.name for party in heard)
            found += [_talk(asking, part, minute, item, names) for item in _about(part, items)]
    return tuple(found), tuple(speakers.values())


def withdrawn(parts: list[Fields], items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, with what a talk says that was taken back or ended at his own request."""
    taken = {}
    for part in parts:
        day = part.day("on")
        if part.text("kind") in WITHDRAWALS and day:
            for item in _about(part, items):
                taken[item.number] = Withdrawal(
                    by=tuple(party.name for party in people.named(part.text("with") or people.APPLICANT)),
                    said_on=day,
                    letter_on=part.day("letter") or part.day("confirmed_on"),
                    final_after=part.day("final_after"),
                    revoked=part.has("revoked"),
                    written=part.has("written") or part.text("channel").casefold() in WRITTEN,
                )
    return tuple(replace(item, withdrawn=item.withdrawn or taken.get(item.number)) for item in items)


def known(asking: Asking, parts: list[Fields], items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, with what the list knows of a thing that only a talk made precise: its forms, its term, its norm."""
    found = {item.number: item for item in items}
    for part in parts:
        agreed = part.values.get("agreed")
        precise = part.text("kind") == "made_precise" and isinstance(agreed, dict)
        words = part.part("agreed").text("what") if precise else ""
        product = asking.named(words).product if words else None
        if product is None:
            continue
        usual = things.usual(product, asking.row, asking.settings, asking.context)
        fixed = product.fixed or {*product.forms} <= COUNTLESS
        for item in (each for each in _about(part, items) if each.thing is None):
            forms = product.forms or item.forms
            found[item.number] = replace(item, forms=forms, usual=usual, fixed=item.fixed or fixed)
    return tuple(found.values())


def _about(part: Fields, items: tuple[Item, ...]) -> list[Item]:
    """The items that a talk is about; a doubt that names none is about all."""
    value = part.values.get("items", part.values.get("item"))
    if value is None and part.text("kind") not in {*KINDS, *WITHDRAWALS}:
        return list(items)
    numbers = value if isinstance(value, list) else [value]
    return [item for item in items if item.number in numbers]


def _talk(asking: Asking, part: Fields, minute: int, item: Item, heard: tuple[str, ...]) -> Talk:
    held_on = part.day("on")
    recorded_on = part.day("recorded_on")
    if held_on is None and "on" not in part.values:
        raise part.fail("on", "de dag van het gesprek ontbreekt")
    # A talk of which nobody knows the day was not before the decision.
    held_on = held_on or asking.decided_on
    return Talk(
        # Whatever else was said about the item, doubts what was agreed before.
        kind=KINDS.get(part.text("kind"), TalkKind.TAKEN_BACK),
        item=item.number,
        heard=heard,
        held_at=moment(held_on, minute=minute),
        # What was never recorded is not on record before the decision.
        recorded_at=moment(recorded_on or asking.decided_on, minute=minute),
        channel=CHANNELS.get(part.text("channel").casefold()),
        terms=_terms(asking, part.part("agreed"), item) if isinstance(part.values.get("agreed"), dict) else None,
        words=part.text("words"),
        told_it_is_less=part.says("told_it_is_less"),
        read_back=part.says("read_back"),
        understood=_is_understood(part, asking.context),
    )


def _is_understood(part: Fields, context: Fields) -> bool:
    """Whether nothing in the talk says that he was not: no interpreter, pressure, or a field that nobody knows."""
    interpreter = part.values.get("interpreter")
    has = interpreter not in (None, False) and not _is_no_interpreter(str(interpreter))
    has = has or part.has("interpreter_present") or part.has("interpreter_used")
    needs = any(fields.has(key) for fields in (part, context) for key in NEEDED)
    said = (f"{key} {value}".casefold() for key, value in context.values.items() if context.has(key))
    needs = needs or any(FOREIGN.search(each) for each in said)
    if (needs or interpreter is not None) and not has:
        return False
    if any(part.values.get(key) is False for key in TOLD):
        return False
    return not part.beside((*KEYS, *NEEDED, *TOLD)) and not any(
        value is False for key, value in part.values.items() if key not in (*KEYS, *NEEDED, *DOUBTS)
    )


def _is_no_interpreter(text: str) -> bool:
    word = text.casefold()
    return word in {"none", "geen", "needed", "nodig", "absent"} or any(each in word for each in FAMILY)


def _terms(asking: Asking, agreed: Fields, item: Item) -> Terms:
    known = asking.named(agreed.text("what"))
    form, _ = things.form(agreed.text("form"))
    quantity, _ = amounts.quantity(agreed, known.product, form or item.form, like=item.quantity)
    return Terms(
        thing=known.thing,
        form=form,
        quantity=quantity if quantity and quantity.amount else None,
        from_on=as_day(agreed.values.get("from")),
        until_on=as_day(agreed.values.get("until")),
        hand=things.hands(agreed, agreed.beside(AGREED)),
        conditions=(*agreed.texts("conditions"), *agreed.texts("condition")),
        without=(*agreed.texts("without"), *things.left_out(agreed.text("what"))),
    )
