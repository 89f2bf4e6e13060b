"""A review of what runs, walked from its first fact to its last letter: by commands on both engines, and by Prefect."""

import asyncio
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from plays import MONDAY
from postgres import APPLICATION
from slips import closed, held, slipped
from sqlalchemy import select
from stack import PATIENCE, Stack
from tamper import Tamper
from typer.testing import CliRunner
from walks import Walk, counted, form_line, letters_of, words

from cli.main import app
from config.law import law
from config.settings import settings
from rules.errors import CallMissing, FactInvalid, FactUntimely
from store.engine import session
from store.models import Case, DutyRow
from store.upkeep.schema import migrate
from tasks import clock
from tasks.cases.duties import ADVANCE as NEXT
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive
from tasks.runs import flow_runs

TOLD, GOES_ON, LESS, ADVANCE = "zwaluw/ontvangst", "zwaluw/voortzetting", "zwaluw/minder", "zwaluw/voorschot"
STOPS, ON_AGAIN = "zwaluw/opschorting", "zwaluw/hervatting"
FORMER = {
    "kind": "partner",
    "name": "De heer R. Vink",
    "phone": "06 12345678",
    "address": ["Kade 3", "4091 AC  VELDHAVEN"],
}
NEST, QUAY = "Lindelaan", "Kade 3"
BSN = "999993653"
WEIGHED = {"hardship": "U houdt genoeg over voor de huur.", "alternatives": "Het spreekuur over geld is elke dinsdag."}
MOVED = "In september tekende u de huur van een huis in Duinrand, en daar staat u nu ingeschreven."
GONE = "Uw zoon is nu achttien en werkt. Hij betaalt zijn eigen nest, zei u toen ik ernaar vroeg."
SAME = "Uw nieuwe huis kost evenveel als het oude, zagen wij in het huurcontract dat u meenam."


def allowance(cents: int, party: int = 1) -> dict[str, Any]:
    """An allowance that runs without an end."""
    return {
        "words": f"Zwaluwtoelage, {cents // 100} euro per maand.",
        "product": "swallow_allowance",
        "form": "uitkering",
        "quantity": {"amount": cents, "unit": "cent", "per": "month"},
        "from_on": "2026-01-01",
        "party": party,
    }


def pays(cents: int, answers: int = 1, **changes: Any) -> dict[str, Any]:
    """A provision that pays this for each month."""
    return {
        "name": "zwaluwtoelage",
        "grant": "uitkering",
        "answers": [answers],
        "product": "swallow_allowance",
        "quantity": {"amount": cents, "unit": "cent", "per": "month"},
        "reason_title": "U woont nu alleen.",
        "reason": f"Sinds oktober woont ieder van u in een eigen huis, zei u. Dit gaat over {'ab'[answers - 1] * 4}.",
        "source": "ons gesprek",
        "result": "u houdt uw nest",
        "from_on": "2026-12-01",
    } | changes


def stops(
    answers: int = 1, why: str = "U woont nu in een andere gemeente, zo las u ons voor uit de brief."
) -> dict[str, Any]:
    """A provision that gives nothing any more."""
    return {
        "name": "zwaluwtoelage",
        "grant": "niets",
        "answers": [answers],
        "reason_title": "U woont hier niet meer.",
        "reason": why,
        "source": "ons gesprek",
    }


def advance(walk: Walk, cents: int, word: str) -> str:
    """An advance until the decision."""
    paid = pays(cents) | {
        "name": "een voorschot",
        "grant": "voorschot",
        "answers": [],
        "product": "swallow_advance",
        "quantity": {"amount": cents, "unit": "cent", "per": "once"},
        "reason": f"De huur van deze maand moet betaald worden, en wij weten nog niet genoeg. Het is {word}.",
        "offset": "uw zwaluwtoelage",
        "from_on": str(clock.local(walk.now).date()),
        "until_on": str(clock.local(walk.now).date() + timedelta(days=27)),
    }
    return walk.put("voornemen", provisions=[paid], temporary=True)


def call(walk: Walk, party: int, decision: int) -> str:
    """A call with one of the two."""
    walk.now += timedelta(hours=1)
    return walk.put(
        "belpoging",
        decision=decision,
        party=party,
        at=walk.now.isoformat(),
        outcome="geinformeerd_niet_akkoord",
        minutes=9,
        spoke_with="mevrouw Vink",
        identity_checked=True,
        summary="U vindt dat het te snel gaat.",
        response="Daarom begint het pas in december.",
    )


def suspension(walk: Walk, word: str, *items: int, **changes: Any) -> dict[str, Any]:
    """Nothing for eight weeks from next week, and two weeks to repair."""
    from_on = clock.local(walk.now).date() + timedelta(days=7)
    return {
        "items": items or (1,),
        "from_on": str(from_on),
        "until_on": str(from_on + timedelta(days=55)),
        "repair_by": str(from_on + timedelta(days=13)),
        "missing": "Een kopie van uw huurcontract.",
        "reason": f"Ik vroeg aan de balie twee keer om uw huurcontract, en schreef u daarna. U stuurde {word}.",
        "hardship": "U hebt spaargeld voor twee maanden, zei u.",
    } | changes


def change(at: datetime, family_name: str, **known: str) -> str:
    """What a citizen sends."""
    told = {"soort": "Verhuisd", "toelichting": "Wij wonen niet meer samen.", "achternaam": family_name}
    return form_line("zwaluw-wijziging", at, **told | known)


ELSEWHERE = {
    "changes_on": "2026-12-01",
    "made_by": "de gemeente Duinrand",
    "decided_on": "2025-12-10",
    "gave": "Een toelage voor ieder van u.",
}


@pytest.fixture
def alone(owned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record without a Prefect: nothing listens there, and the commands go on by themselves."""
    migrate(owned, retention=law().retention, role=APPLICATION)
    monkeypatch.setenv("MAATWERK_PREFECT_API_URL", "http://127.0.0.1:9/api")
    settings.cache_clear()


def lowered(walk: Walk) -> None:
    """Two who live apart, a decision made elsewhere, an advance every four weeks, and less for one of them."""
    assert walk.case().waits_for == "wat er loopt"
    walk.put("persoon bij de zaak", **FORMER)
    nothing = walk.refused("lopende hulp", items=[allowance(400_00)], changes_on="2026-12-01")
    assert isinstance(nothing, FactInvalid)
    assert "case" in nothing.problems
    assert walk.put("lopende hulp", items=[allowance(400_00), allowance(300_00, 2)], **ELSEWHERE) == "voornemen"

    assert not asks_for_advance(walk)
    walk.days(21)
    walk.on()
    assert asks_for_advance(walk)
    assert advance(walk, 665_00, "oktober") == "voornemen"
    assert walk.left() == "voornemen"
    walk.days(20)
    assert walk.on() == "voornemen"
    assert not asks_for_advance(walk)
    intended = {"provisions": [pays(400_00), pays(100_00, 2)], **WEIGHED}
    assert walk.put("voornemen", **intended) == "telefoongesprek"
    assert call(walk, 1, 2) == "telefoongesprek"
    walk.days(8)
    assert advance(walk, 665_00, "november") == "telefoongesprek"
    assert walk.left() == "telefoongesprek"
    assert call(walk, 2, 2) == "akkoord tweede lezer"
    assert LESS not in walk.letters()
    assert walk.put("akkoord", "karin", decision=2) == "verzending van het besluit"
    assert walk.left() == "afgerond"
    assert walk.case().result == "verlaagd"
    assert walk.letters() == [TOLD, ADVANCE, ADVANCE, ADVANCE, ADVANCE, LESS, LESS]
    mine, theirs = letters_of(walk.number)[-2:]
    assert (mine.party, theirs.party) == (1, 2)
    assert NEST in words(mine)
    assert QUAY not in words(mine)
    assert QUAY in words(theirs)
    assert NEST not in words(theirs)
    assert "het besluit van de gemeente Duinrand" in words(mine)
    assert counted(walk.number) >= 3


def asks_for_advance(walk: Walk) -> bool:
    """Whether the case asks for one, besides its next step."""
    today = clock.local(walk.now).date()
    with session(readonly=True) as db:
        mine = select(DutyRow.from_on).join(Case, Case.id == DutyRow.case_id).where(Case.number == walk.number)
        return any(from_on <= today for from_on in db.scalars(mine.where(DutyRow.kind == NEXT.word)))


def ended(walk: Walk) -> None:
    """About the decision of another case, of which nothing goes on: nothing leaves before the call."""
    walk.put("persoon bij de zaak", **FORMER)
    under = {"case": "ZW-2026-0001", "version": 2, "changes_on": "2026-12-01"}
    unknown = walk.refused("lopende hulp", items=[allowance(400_00)], **(under | {"version": 9}))
    assert isinstance(unknown, FactInvalid)
    advance_only = walk.refused("lopende hulp", items=[allowance(400_00)], **(under | {"version": 1}))
    assert isinstance(advance_only, FactInvalid)
    less = walk.refused("lopende hulp", items=[allowance(400_00), allowance(90_00, 2)], **under)
    assert isinstance(less, FactInvalid)
    assert "items" in less.problems
    assert walk.put("lopende hulp", items=[allowance(400_00), allowance(100_00, 2)], **under) == "voornemen"
    assert (
        walk.put(
            "voornemen",
            provisions=[stops(), stops(2, "Uw kind is nu bij u weg, en u zei dat het zo genoeg is.")],
            **WEIGHED,
        )
        == "telefoongesprek"
    )
    assert isinstance(walk.refused("akkoord", "karin", decision=1), CallMissing)
    call(walk, 1, 1)
    assert call(walk, 2, 1) == "akkoord tweede lezer"
    assert walk.put("akkoord", "karin", decision=1) == "verzending van het besluit"
    assert walk.left() == "afgerond"
    assert walk.case().result == "beëindigd"
    assert walk.letters() == [TOLD, LESS, LESS]
    assert "besluit in zaak ZW-2026-0001" in words(letters_of(walk.number)[-1])


def suspended(walk: Walk) -> None:
    """Nothing for eight weeks after a call with each of the two; then it is ended, after calls about that."""
    walk.put("persoon bij de zaak", **FORMER)
    none = walk.refused("opschorting van hulp", **suspension(walk, "niets"))
    assert isinstance(none, FactUntimely)
    from_on = suspension(walk, "")["from_on"]
    under = ELSEWHERE | {"changes_on": from_on}
    assert walk.put("lopende hulp", items=[allowance(400_00), allowance(300_00, 2)], **under) == "voornemen"
    long = suspension(walk, "niets", 1, 2)
    too_long = walk.refused(
        "opschorting van hulp", **long | {"until_on": str(clock.local(walk.now).date() + timedelta(days=63))}
    )
    assert isinstance(too_long, FactInvalid)
    assert list(too_long.problems) == ["until_on"]
    assert walk.put("opschorting van hulp", **long) == "voornemen"
    assert asks_for(walk) == ["opschorting-bellen"]
    call(walk, 1, 1)
    assert isinstance(walk.refused("akkoord", "karin", decision=1), CallMissing)
    assert call(walk, 2, 1) == "voornemen"
    assert asks_for(walk) == ["opschorting-meelezen"]
    assert walk.letters() == [TOLD]
    assert walk.put("akkoord", "karin", decision=1) == "voornemen"
    assert walk.left() == "voornemen"
    assert walk.letters() == [TOLD, STOPS, STOPS]
    mine, theirs = letters_of(walk.number)[-2:]
    assert "zwaluwtoelage, € 400 per maand" in words(mine).replace("\xa0", " ")
    assert (NEST in words(mine), QUAY in words(mine), QUAY in words(theirs)) == (True, False, True)
    walk.days(22)
    walk.on()
    assert "opschorting-loopt" in asks_for(walk)
    gone = "Ook na onze brief kwam er geen huurcontract, en uw bel bleef stil toen wij {}."
    stopped = [stops(1, gone.format("langskwamen")), stops(2, gone.format("nog eens aanbelden"))]
    assert walk.put("voornemen", provisions=stopped, **WEIGHED) == "telefoongesprek"
    assert isinstance(walk.refused("akkoord", "karin", decision=2), CallMissing)
    call(walk, 1, 2)
    assert call(walk, 2, 2) == "akkoord tweede lezer"
    assert walk.put("akkoord", "karin", decision=2) == "verzending van het besluit"
    assert walk.left() == "afgerond"
    assert walk.case().result == "beëindigd"
    assert walk.letters() == [TOLD, STOPS, STOPS, LESS, LESS]


def resumed(walk: Walk) -> None:
    """What was missing comes after all: all of it runs again, and the decision is that it goes on."""
    assert walk.put("lopende hulp", items=[allowance(400_00)], **ELSEWHERE) == "voornemen"
    walk.put("opschorting van hulp", **suspension(walk, "een lege envelop"))
    call(walk, 1, 1)
    walk.put("akkoord", "karin", decision=1)
    assert walk.left() == "voornemen"
    walk.days(10)
    today = str(clock.local(walk.now).date())
    over = {"repaired_on": today, "reason": "de kopie van uw huurcontract"}
    assert walk.put("einde opschorting van hulp", **over) == "voornemen"
    assert walk.letters() == [TOLD, STOPS, ON_AGAIN]
    assert asks_for(walk) == []
    walk.put("opschorting van hulp", **suspension(walk, "een contract van een ander huis"))
    walk.put("einde opschorting van hulp", **over)
    same = "Uw huurcontract kwam, en daarin staat dat u nog in hetzelfde nest woont."
    intended = [pays(400_00, reason=same, from_on="2027-03-01")]
    assert walk.put("voornemen", provisions=intended) == "akkoord tweede lezer"
    walk.put("akkoord", "karin", decision=3)
    assert walk.left() == "afgerond"
    assert walk.case().result == "voortgezet"
    assert walk.letters() == [TOLD, STOPS, ON_AGAIN, GOES_ON]


def asks_for(walk: Walk) -> list[str]:
    """What the case asks about a suspension, besides its next step."""
    today = clock.local(walk.now).date()
    with session(readonly=True) as db:
        mine = select(DutyRow).join(Case, Case.id == DutyRow.case_id).where(Case.number == walk.number)
        found = [row for row in db.scalars(mine) if row.kind.startswith("opschorting")]
        return [row.kind for row in found if row.from_on <= today and (row.until_on is None or row.until_on >= today)]


def goes_on(walk: Walk) -> None:
    """What runs is given whole: nobody needs to be called, and a colleague reads what was decided elsewhere."""
    assert walk.put("lopende hulp", items=[allowance(400_00)], **ELSEWHERE) == "voornemen"
    runs = walk.refused(
        "vraag erbij", received_on=str(clock.local(walk.now).date()), items=[allowance(200_00) | {"instead_of": 1}]
    )
    assert isinstance(runs, FactInvalid)
    assert walk.put("voornemen", provisions=[pays(400_00, reason=SAME)]) == "akkoord tweede lezer"
    assert walk.letters() == [TOLD]
    assert walk.put("akkoord", "karin", decision=1) == "verzending van het besluit"
    assert walk.left() == "afgerond"
    assert walk.case().result == "voortgezet"
    assert walk.letters() == [TOLD, GOES_ON]


def test_from_change_to_letter_by_the_command_line(alone: None, tmp_path: Path, subtests: pytest.Subtests) -> None:
    for place, path in enumerate((lowered, ended, goes_on, suspended, resumed), 1):
        walk = Walk(f"ZW-2026-{place:04}", MONDAY + timedelta(days=30 * min(place - 1, 3)))
        # The second is about what was decided in the first, so that it must be of the same citizen.
        known = {"bsn": BSN} if path in {lowered, ended} else {}
        walk.take_in(tmp_path, change(walk.now, f"Vink-{place}", **known))
        with subtests.test(path.__name__):
            path(walk)
    with subtests.test("the whole record is as it should be"):
        assert "NIET IN ORDE" not in Walk("", MONDAY + timedelta(days=200)).say("verify")


def intended(folder: Path, place: int, *given: dict[str, Any]) -> Walk:
    """Two who live apart, and an intention about what runs."""
    walk = Walk(f"ZW-2026-{place:04}").take_in(folder, change(MONDAY, f"Vink-{place}"))
    walk.put("persoon bij de zaak", **FORMER)
    walk.put("lopende hulp", items=[allowance(400_00), allowance(300_00, 2)], **ELSEWHERE)
    walk.days(1)
    assert walk.put("voornemen", provisions=given, **WEIGHED) == "telefoongesprek"
    assert isinstance(walk.refused("akkoord", "karin", decision=1), CallMissing)
    assert call(walk, 1, 1) == "telefoongesprek"
    assert isinstance(walk.refused("akkoord", "karin", decision=1), CallMissing)
    return walk


def voided(walk: Walk, word: str) -> None:
    """An advance comes after the first call: it refuses nothing, needs no colleague, and takes no place."""
    assert advance(walk, 665_00, word) == "telefoongesprek"
    refusing = walk.refused("voornemen", provisions=[stops() | {"answers": []}], temporary=True)
    assert isinstance(refusing, FactInvalid)
    assert isinstance(walk.refused("akkoord", "karin", decision=2), FactUntimely)
    walk.now += timedelta(hours=1)


def test_nothing_of_what_runs_is_taken_past_the_gate(
    alone: None, tamper: Tamper, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    less = intended(tmp_path, 1, pays(400_00), pays(100_00, 2))
    end = intended(tmp_path, 2, stops(), stops(2, SAME))
    tried = {}
    for walk, result, word in ((less, "verlaagd", "oktober"), (end, "beëindigd", "november")):
        voided(walk, word)
        mark = walk.number, LESS, 1
        tried |= {
            f"{result}, and nobody called": slipped(*mark, at=walk.now),
            f"{result}, to the one, before the other was called": slipped(*mark, at=walk.now, call=(1, 1)),
            f"{result}, and the other was not called": slipped(*mark, at=walk.now, party=2),
            f"{result}, with the call of the other": slipped(*mark, at=walk.now, party=2, call=(1, 1)),
            f"{result}, and said to go on": slipped(walk.number, GOES_ON, 1, at=walk.now, call=(1, 1)),
            f"{result}, and said to be an advance": slipped(walk.number, ADVANCE, 1, at=walk.now),
            f"{result}, and closed before anybody knows": closed(walk.number, result, walk.now),
            f"{result}, and closed as if it goes on": closed(walk.number, "voortgezet", walk.now),
            f"{result}, and closed as an application": closed(walk.number, "afgewezen", walk.now),
        }
    both = intended(tmp_path, 3, stops(why=MOVED), stops(2, GONE))
    assert call(both, 2, 1) == "akkoord tweede lezer"
    both.now += timedelta(hours=1)
    tried["both called, and a letter with the call of the other"] = slipped(
        both.number, LESS, 1, at=both.now, party=2, call=(1, 1)
    )
    for place, word in ((4, "leeg"), (5, "verhuurd")):
        whole = pays(
            400_00, reason=f"Uw huur bleef gelijk, en in uw eigen nest kwam niemand wonen. Zaak {'abcde'[place - 1]}."
        )
        part = pays(90_00, 2, reason=f"Uw nest staat al twee maanden leeg, zei u zelf aan de telefoon: {word}.")
        tried |= _unheard(intended(tmp_path, place, whole, part), word, place)
    with subtests.test("with their own call it is taken"), session() as db:
        assert db.execute(slipped(both.number, LESS, 1, at=both.now, party=2, call=(1, 2))).rowcount != 0
        db.rollback()
    held(tried, tamper, subtests)


def _unheard(walk: Walk, word: str, place: int) -> dict[str, Any]:
    """A suspension beside an intention of which the citizen heard: nobody hears of it by another call."""
    walk.put("opschorting van hulp", **suspension(walk, word, 1, 2))
    about = walk.number, STOPS, 2
    if place == 4:
        walk.now += timedelta(hours=1)
        return {
            "suspended, and nobody called": slipped(*about, at=walk.now),
            "suspended, with the call about less": slipped(*about, at=walk.now, call=(1, 1)),
            "less, and nobody called, beside the suspension": slipped(walk.number, LESS, 1, at=walk.now),
        }
    call(walk, 1, 2)
    assert isinstance(walk.refused("akkoord", "karin", decision=1), CallMissing)
    walk.now += timedelta(hours=1)
    return {
        "suspended, and the other was not called": slipped(*about, at=walk.now, call=(2, 1)),
        "less, with the call about the suspension": slipped(walk.number, LESS, 1, at=walk.now, call=(2, 1)),
        "suspended, and the case closes so": closed(walk.number, "opgeschort", walk.now),
        "suspended, and the case ends": closed(walk.number, "beëindigd", walk.now),
    }


def run(stack: Stack, number: str) -> str:
    """The message of a run of the case; one that a starting worker loses is asked for again, as `recover` does."""
    for again in ("", "lost"):
        asked = flow_runs.advance_now(number, 1, "zwaluw", again=again)
        assert isinstance(asked, flow_runs.Started), asked
        status = asyncio.run(flow_runs.outcome(asked.run, seconds=PATIENCE / 2))
        if status.kind == "COMPLETED":
            break
    return status.message


def test_a_fact_starts_a_run_of_this_law_that_makes_its_letter(stack: Stack) -> None:
    number = receive(read_line(change(clock.now(), "Vink"))).number
    assert run(stack, number) == "wacht op: wat er loopt"
    runs = json.dumps({"items": [allowance(400_00)], **ELSEWHERE})
    told = CliRunner().invoke(app, ["record", number, "lopende hulp", "--file", "-", "--as", "sanne"], input=runs)
    assert told.output.strip().endswith(f"{number}: wacht op: voornemen")
    done = next(one for one in stack.runs_of(number) if one["state_type"] == "COMPLETED")
    assert done["name"] == number
    assert {"wet:zwaluw", "stap:voornemen", "team:Oost"} <= set(done["tags"])
    assert [(letter.name, letter.status) for letter in letters_of(number)] == [(TOLD, "rendered")]
