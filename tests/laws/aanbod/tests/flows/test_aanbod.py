"""Help after a signal, walked from its first fact to its last letter: by commands on both engines, and by Prefect."""

import asyncio
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from plays import MONDAY, intended
from postgres import APPLICATION
from slips import closed, held, slipped
from stack import PATIENCE, Stack
from tamper import Tamper
from typer.testing import CliRunner
from walks import Walk, counted, form_line, letters_of, words

from cli.main import app
from config.law import law
from config.settings import settings
from rules.calls import CallOutcome
from rules.errors import CallMissing, FactInvalid, FactUntimely
from store.upkeep.schema import migrate
from tasks import clock
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive
from tasks.runs import flow_runs

OFFER, ACCEPTED, WITHDRAWN = "aanbod/aanbod", "aanbod/bevestiging", "aanbod/intrekking"
GIVEN, LESS, ENDED = "aanbod/toekenning", "aanbod/minder", "aanbod/einde"
BUDDY = {
    "name": "een geldmaatje",
    "grant": "natura",
    "answers": [1],
    "product": "money_coach",
    "quantity": {"amount": 120, "unit": "minute", "per": "week"},
    "reason_title": "Samen lukt het wel.",
    "reason": "Sinds uw scheiding blijft de post liggen. Samen openen lukt wel, vertelde u ons aan tafel.",
    "source": "ons gesprek",
    "result": "u weet welke rekeningen er liggen",
    "provider": "Stichting De Stapel",
    "from_on": "2026-11-02",
}
NO_BUDDY = {
    "name": "een geldmaatje",
    "grant": "niets",
    "answers": [1],
    "reason_title": "Uw rekeningen zijn betaald.",
    "reason": "U liet ons uw bank zien. De huur van mei en juni is betaald en er ligt niets meer open.",
    "source": "ons gesprek",
}
ASKED = {
    "words": "Iemand die mijn post samen met mij opent, twee uur per week.",
    "product": "money_coach",
    "quantity": {"amount": 120, "unit": "minute", "per": "week"},
    "from_on": "2026-11-02",
}
WISH = {"wish": "U wilt weten wat er ligt.", "items": [ASKED]}
IN_KIND = WISH | {"items": [ASKED | {"form": "natura"}]}
COURSE = {
    "words": "Een cursus over geld van acht keer.",
    "product": "money_course",
    "form": "natura",
    "quantity": {"amount": 8, "unit": "session", "per": "once"},
    "from_on": "2026-11-02",
}
BUDGET = BUDDY | {
    "grant": "pgb",
    "provider": "",
    "reason": "Uw buurman kent uw brieven al, en hij wil u verder helpen. U wilt hem graag betalen, zei u.",
    "amount": 48_00,
    "per": "week",
    "calculation": "2 uur x € 24,00 = € 48,00",
}
NO_COURSE = {
    "name": "een cursus over geld",
    "grant": "niets",
    "answers": [2],
    "reason_title": "De cursus is er niet meer.",
    "reason": "Deze cursus stopte in juni. U leert met uw buurman hetzelfde, en in uw eigen tempo, zei u.",
    "source": "ons gesprek",
}
LEFT = {"hardship": "Er ligt niets meer open.", "alternatives": "Het spreekuur over geld is elke dinsdag."}


def signal(at: datetime, family_name: str) -> str:
    """What a landlord sends."""
    told = {"soort": "Achterstand met de huur", "toelichting": "De huur van mei en juni is niet betaald."}
    return form_line("aanbod-signaal", at, **told, achternaam=family_name)


@pytest.fixture
def alone(owned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record without a Prefect: nothing listens there, and the commands go on by themselves.

    It has how long cases are kept, as released: that is where the database finds in which other ways a case ends.
    """
    migrate(owned, retention=law().retention, role=APPLICATION)
    monkeypatch.setenv("MAATWERK_PREFECT_API_URL", "http://127.0.0.1:9/api")
    settings.cache_clear()


def granted(walk: Walk) -> None:
    """An answer, a later day, what was missing, and help in kind."""
    assert walk.case().waits_for == "antwoord op het aanbod"
    assert walk.case().waits_by == date(2026, 11, 2)
    early = walk.refused("verlenging", to_on="2026-11-09", reason="Druk.", notified_on="2026-09-28")
    assert early.message_nl.endswith("Die begint bij de aanvaarding.")
    assert isinstance(walk.refused("onderzoek", **FOUND), FactUntimely)
    assert walk.letters() == [OFFER]

    today = walk.days(7)
    assert walk.put("aanvaarding", accepted_on=str(today), **IN_KIND) == "voornemen"
    assert walk.case().waits_by == date(2026, 10, 26)
    # What leaves later is written anew, and names the last day as it is then.
    assert walk.left() == "voornemen"
    today = walk.days(1)
    later = {"to_on": "2026-11-09", "reason": "De bank antwoordt pas over een week.", "notified_on": str(today)}
    assert walk.put("verlenging", **later) == "voornemen"
    assert isinstance(walk.refused("verlenging", **later), FactUntimely)
    asked = {
        "documents": [{"name": "De brief van de bank", "why": "Om te zien wat er ligt"}],
        "due_on": "2026-10-21",
    }
    walk.days(1)
    assert walk.put("verzoek om gegevens", **asked) == "aanvullende gegevens"
    today = walk.days(5)
    assert walk.put("gegevens ontvangen", received_on=str(today), what="De brief.") == "voornemen"

    money = BUDDY | {"grant": "uitkering", "quantity": {"amount": 345_50, "unit": "cent", "per": "month"}}
    wrong = walk.refused("voornemen", provisions=[money], **LEFT)
    assert isinstance(wrong, FactInvalid)
    assert list(wrong.problems) == ["provisions.0.grant"]
    assert walk.put("voornemen", provisions=[BUDDY]) == "verzending van het besluit"
    assert walk.left() == "afgerond"
    assert walk.case().result == "toegekend"
    assert walk.letters() == [
        OFFER, ACCEPTED, "shared/mededeling-verlenging", "shared/verzoek-aanvulling", GIVEN,
    ]  # fmt: skip
    assert counted(walk.number) == 7
    offered, _, _, _, decided = letters_of(walk.number)
    assert "De huur van mei en juni is niet betaald." in words(offered)
    assert "verslag" not in decided.content
    assert decided.content["aanvraag"] == {"datum": "2026-10-05"}


FOUND: dict[str, Any] = {
    "visited_on": "2026-09-28",
    "present": [],
    "need": "Hulp",
    "findings": [{"part": "a", "text": "Goed"}],
    "conclusion": "Ja",
}


def rejected(walk: Walk) -> None:
    """Nothing leaves before the call and a colleague."""
    today = walk.days(3)
    assert walk.put("aanvaarding", accepted_on=str(today), **WISH) == "voornemen"
    assert walk.put("voornemen", provisions=[NO_BUDDY], **LEFT) == "telefoongesprek"
    assert isinstance(walk.refused("akkoord", "karin", decision=1), CallMissing)
    walk.days(1)
    assert walk.on() == "telefoongesprek"
    assert walk.letters() == [OFFER, ACCEPTED]

    assert walk.put("belpoging", **called(walk)) == "akkoord tweede lezer"
    assert walk.letters() == [OFFER, ACCEPTED]
    assert walk.put("akkoord", "karin", decision=1) == "verzending van het besluit"
    assert walk.left() == "afgerond"
    assert walk.case().result == "afgewezen"
    assert walk.letters() == [OFFER, ACCEPTED, LESS]
    assert "U hebt nog vragen over de toeslagen." in words(letters_of(walk.number)[-1])


def called(walk: Walk) -> dict[str, Any]:
    """A call about the first version."""
    return {
        "decision": 1,
        "at": walk.now.isoformat(),
        "outcome": "geinformeerd_niet_akkoord",
        "minutes": 9,
        "spoke_with": "mevrouw Vink",
        "identity_checked": True,
        "summary": "U hebt nog vragen over de toeslagen.",
        "response": "Het spreekuur helpt u daarbij.",
    }


def budgeted(walk: Walk) -> None:
    """A budget that buys what was asked is whole, and one cent less is not: that would need a call."""
    today = walk.days(3)
    asked = WISH | {"items": [ASKED | {"form": "pgb"}]}
    assert walk.put("aanvaarding", accepted_on=str(today), **asked) == "voornemen"
    short = BUDGET | {"amount": 47_99, "calculation": "Wat er over is."}
    assert walk.put("voornemen", provisions=[short], **LEFT) == "telefoongesprek"
    walk.days(1)
    assert walk.put("voornemen", provisions=[BUDGET]) == "verzending van het besluit"
    assert walk.left() == "afgerond"
    assert walk.case().result == "toegekend"
    assert walk.letters() == [OFFER, ACCEPTED, GIVEN]
    assert "€ 48,00 per week" in words(letters_of(walk.number)[-1]).replace("\xa0", " ")


def partly(walk: Walk) -> None:
    """One of two things, after a call: what is given and what is not stand in one letter."""
    today = walk.days(3)
    asked = WISH | {"items": [ASKED | {"form": "pgb"}, COURSE]}
    assert walk.put("aanvaarding", accepted_on=str(today), **asked) == "voornemen"
    bought = BUDGET | {"reason": "Met uw buurman opende u al drie keer uw post. Dat ging goed, zag u zelf ook."}
    assert walk.put("voornemen", provisions=[bought, NO_COURSE], **LEFT) == "telefoongesprek"
    walk.days(1)
    assert walk.put("belpoging", **called(walk)) == "akkoord tweede lezer"
    assert walk.put("akkoord", "karin", decision=1) == "verzending van het besluit"
    assert walk.left() == "afgerond"
    assert walk.case().result == "deels toegekend"
    assert walk.letters() == [OFFER, ACCEPTED, LESS]
    letter = words(letters_of(walk.number)[-1])
    assert "Hoogte van uw pgb" in letter
    assert "De cursus is er niet meer." in letter


def withdrawn(walk: Walk) -> None:
    """Nobody has to accept; the case ends once the days to come back on it have passed."""
    today = walk.days(2)
    ended = {"received_on": str(today), "reason": "Uw broer helpt u."}
    assert walk.put("intrekking", **ended) == "verzending van de brief"
    assert walk.left() == "bedenktijd na intrekking"
    assert isinstance(walk.refused("aanvaarding", accepted_on=str(today), **WISH), FactUntimely)
    walk.days(21)
    assert walk.on() == "bedenktijd na intrekking"
    walk.days(1)
    assert walk.on() == "afgerond"
    assert walk.case().result == "ingetrokken"
    assert walk.letters() == [OFFER, WITHDRAWN]
    assert counted(walk.number) == 2


def paid(walk: Walk) -> None:
    """What the law ends without a decision ends so, once who asked was told; nothing else does."""
    today = walk.days(3)
    ended = {"end": "schuld betaald", "ended_on": str(today), "why": "het bericht van de verhuurder over de betaling"}
    early = walk.refused("einde zonder besluit", **ended)
    assert early.message_nl == "Dit kan pas als de aanvaarding is vastgelegd."
    assert walk.put("aanvaarding", accepted_on=str(today), **WISH) == "voornemen"
    other = walk.refused("einde zonder besluit", **ended | {"end": "geen zin"})
    assert "Kies uit: schuld betaald" in other.message_nl
    assert walk.put("einde zonder besluit", **ended) == "verzending van de brief"
    assert isinstance(walk.refused("intrekking", received_on=str(today), reason="Het hoeft niet meer."), FactUntimely)
    assert walk.left() == "afgerond"
    assert walk.case().result == "schuld betaald"
    assert walk.letters() == [OFFER, ACCEPTED, ENDED]


def test_from_signal_to_letter_by_the_command_line(alone: None, tmp_path: Path, subtests: pytest.Subtests) -> None:
    for place, path in enumerate((granted, rejected, budgeted, partly, withdrawn, paid), 1):
        walk = Walk(f"AB-2026-{place:04}").take_in(tmp_path, signal(MONDAY, f"Vink-{place}"))
        with subtests.test(path.__name__):
            path(walk)
    with subtests.test("the Wmo beside it"):
        beside = intended()
        beside.days(1).call(CallOutcome.INFORMED_DISAGREES)
        assert beside.approve().message == "afgerond"
        assert beside.letters()[-1] == ("afwijzing", "rendered")
    with subtests.test("the whole record is as it should be"):
        assert "NIET IN ORDE" not in Walk("", MONDAY + timedelta(days=90)).say("verify")


def test_nothing_is_refused_past_the_gate(
    alone: None, tamper: Tamper, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    both = WISH | {"items": [ASKED | {"form": "pgb"}, COURSE]}
    bought = BUDGET | {"reason": "Uw buurman hielp u in juni ook al. Dat beviel u goed, vertelde u ons aan tafel."}
    found = (
        (WISH, {"provisions": [NO_BUDDY], **LEFT}, "afgewezen"),
        (both, {"provisions": [bought, NO_COURSE], **LEFT}, "deels toegekend"),
    )
    tried = {}
    for place, (wish, meant, result) in enumerate(found, 1):
        walk = Walk(f"AB-2026-{place:04}").take_in(tmp_path, signal(MONDAY, f"Vink-{place}"))
        walk.put("aanvaarding", accepted_on=str(walk.days(1)), **wish)
        assert walk.put("voornemen", **meant) == "telefoongesprek"
        assert isinstance(walk.refused("akkoord", "karin", decision=1), CallMissing)
        walk.days(1)
        tried |= {
            f"{result}, and nobody called": slipped(walk.number, LESS, 1, at=walk.now),
            f"{result}, and said to be given": slipped(walk.number, GIVEN, 1, at=walk.now),
            f"{result}, in a letter of another law": slipped(walk.number, "wmo/afwijzing", 1, at=walk.now),
            f"{result}, and closed before anybody knows": closed(walk.number, result, walk.now),
            f"{result}, and closed as if all was given": closed(walk.number, "toegekend", walk.now),
            f"{result}, and closed as if it was paid": closed(walk.number, "schuld betaald", walk.now),
        }
    held(tried, tamper, subtests)


def run(stack: Stack, number: str) -> str:
    """The message of a run of the case; one that a starting worker loses is asked for again, as `recover` does."""
    for again in ("", "lost"):
        asked = flow_runs.advance_now(number, 1, "aanbod", again=again)
        assert isinstance(asked, flow_runs.Started), asked
        status = asyncio.run(flow_runs.outcome(asked.run, seconds=PATIENCE / 2))
        if status.kind == "COMPLETED":
            break
    return status.message


def test_a_fact_starts_a_run_of_this_law_that_makes_its_letter(stack: Stack) -> None:
    number = receive(read_line(signal(clock.now(), "Vink"))).number
    assert run(stack, number) == "wacht op: antwoord op het aanbod"
    assert [letter.status for letter in letters_of(number)] == ["rendered"]

    accepted = json.dumps({"accepted_on": clock.today().isoformat(), **WISH})
    told = CliRunner().invoke(app, ["record", number, "aanvaarding", "--file", "-", "--as", "sanne"], input=accepted)
    assert told.output.strip().endswith(f"{number}: wacht op: voornemen")
    done = next(one for one in stack.runs_of(number) if one["state_type"] == "COMPLETED")
    assert done["name"] == number
    assert {"wet:aanbod", "stap:voornemen", "team:Oost"} <= set(done["tags"])
    assert [(letter.name, letter.status) for letter in letters_of(number)] == [
        (OFFER, "rendered"),
        (ACCEPTED, "rendered"),
    ]
