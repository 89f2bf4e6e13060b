"""--suspend and --extend, from text to what the rules understand."""

from __future__ import annotations

from cli.arguments.pairs import AnswerInvalid, day, pairs, whole
from rules.clock.extension import Extension
from rules.clock.lengths import Unit
from rules.clock.suspension import GroundId, Reading, Suspension

SUSPEND_NAMES = ("ground", "sent", "last", "completed", "from", "to")
EXTEND_NAMES = ("to", "weeks", "days", "months", "sent", "consent")
UNITS = {"weeks": Unit.WEEKS, "days": Unit.DAYS, "months": Unit.MONTHS}
INVITATIONS = {
    GroundId.COMPLETION: Suspension.completion_request,
    GroundId.OBJECTION_REPAIR: Suspension.objection_repair,
}


def ground_id(text: str) -> GroundId:
    """A ground by its id (ops_aanvulling) or short (aanvulling)."""
    name = text if text.startswith("ops_") else f"ops_{text}"
    if name not in set(GroundId):
        known = ", ".join(ground.removeprefix("ops_") for ground in GroundId)
        raise AnswerInvalid(f"Wij kennen de grond “{text}” niet. Kies uit: {known}.")
    return GroundId(name)


def suspension(text: str, reading: Reading) -> Suspension:
    """One --suspend: an invitation (sent, last, completed) or a period (from, to)."""
    given = pairs(text, "--suspend", SUSPEND_NAMES)
    ground = ground_id(_needed(given, "ground"))
    days = {name: day(value, name) for name, value in given.items() if name != "ground"}
    if ground in INVITATIONS and "from" not in days and "to" not in days:
        sent_on = day(_needed(given, "sent"), "sent")
        return INVITATIONS[ground](sent_on, days.get("last"), days.get("completed"), reading)
    if "sent" not in days and "last" not in days and "completed" not in days:
        first_on, last_on = day(_needed(given, "from"), "from"), day(_needed(given, "to"), "to")
        return Suspension.period(ground, first_on, last_on)
    if ground is GroundId.FOREIGN and days.keys() == {"sent", "completed"}:
        return Suspension.foreign_information(days["sent"], days["completed"], reading)
    raise AnswerInvalid(
        "Bij --suspend horen óf sent, last en completed (bij aanvulling of bezwaar_verzuim), "
        "óf from en to (bij de andere gronden)."
    )


def extension(text: str) -> Extension:
    """One --extend: a day, or to=DAY / weeks=N, with sent=DAY (the notice) and consent=ja."""
    if "=" not in text:
        return Extension(to_on=day(text, "--extend"))
    given = pairs(text, "--extend", EXTEND_NAMES)
    lengths = [name for name in UNITS if name in given]
    if len(lengths) + ("to" in given) != 1:
        raise AnswerInvalid("Geef bij --extend één nieuwe datum (to) of één lengte (weeks).")
    if given.get("consent", "nee") not in ("ja", "nee"):
        raise AnswerInvalid("Schrijf bij --extend consent=ja of consent=nee.")
    return Extension(
        to_on=day(given["to"], "to") if "to" in given else None,
        length=whole(given[lengths[0]], lengths[0]) if lengths else 0,
        unit=UNITS[lengths[0]] if lengths else Unit.WEEKS,
        notified_on=day(given["sent"], "sent") if "sent" in given else None,
        consented=given.get("consent") == "ja",
    )


def _needed(given: dict[str, str], name: str) -> str:
    if name not in given:
        raise AnswerInvalid(f"Bij --suspend ontbreekt {name}. Schrijf bijvoorbeeld {name}=…")
    return given[name]
