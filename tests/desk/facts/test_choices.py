"""A form chooses nothing for whoever fills it in, but what is on the record, or is by far the usual choice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from plays import Play
from visits import Visit, text
from webpage import Seen

from desk.facts import term
from desk.facts.kinds import PAGES
from desk.facts.plain_form import CHOOSE, asked
from rules.clock.suspension import GroundId
from rules.facts import KINDS, TermSuspended

pytestmark = pytest.mark.usefixtures("record")
USUAL = {"MadePrecise": ["channel", "spoke_with"], "LessAgreed": ["channel", "spoke_with"]}
# Whose product the case is about, and those in which the form has one choice.
KNOWN = {"product"}


def chosen(html: str) -> dict[str, str]:
    """What a browser has chosen in each list of a form that has to be filled in, where there is something to choose."""
    found: dict[str, list[dict[str, str]]] = {}
    name = ""
    for tag, attrs in Seen(html).elements:
        if tag == "select":
            name = attrs["name"] if "aria-required" in attrs else ""
        elif tag == "option" and name:
            found.setdefault(name, []).append(attrs)
    return {
        name: next((one["value"] for one in options if "selected" in one), options[0]["value"])
        for name, options in found.items()
        if len(options) > 1
    }


def test_a_kind_says_which_choice_is_by_far_usual_and_no_other_is_made_beforehand() -> None:
    made = {
        kind.__name__: [one.name for one in asked(kind).values() if one.options and not (one.first or one.optional)]
        for kind in KINDS.values()
    }
    assert {kind: names for kind, names in made.items() if names} == USUAL


async def test_every_form_opens_with_nothing_chosen(play: Play, sanne: Visit) -> None:
    seen = 0
    pages = {path: kind.kind for path, kind in PAGES.items()}
    pages |= {f"termijn?doe={doe}": kind.kind for doe, kind in term.PAGES.items()}
    for path, kind in pages.items():
        page = await sanne.get(f"/zaak/{play.number}/{path}")
        if page.status_code != 200:
            continue
        seen += 1
        told = {name for name, value in chosen(page.text).items() if value}
        assert told <= {*USUAL.get(kind.__name__, []), *KNOWN}, path
    assert seen > 30


@pytest.mark.parametrize(
    ("path", "field", "label"),
    [
        ("bezwaar", "kind", "Wat kwam er binnen?"),
        ("bezwaar", "came_by", "Hoe kwam dit binnen?"),
        ("intrekken", "came_by", "Hoe kwam dit binnen?"),
        ("aanvraag-zonder-onderzoek", "channel", "Hoe kwam dit binnen?"),
        ("persoon", "kind", "Wie is dit in deze zaak?"),
    ],
)
async def test_whoever_chooses_nothing_is_told_so(play: Play, sanne: Visit, path: str, field: str, label: str) -> None:
    at = f"/zaak/{play.number}/{path}"
    assert chosen((await sanne.get(at)).text)[field] == ""
    refused = await sanne.send(at, **{field: ""})
    assert refused.status_code == 422
    assert f"{label}: vul dit in." in text(refused)


async def test_the_reason_why_the_time_stands_still_is_chosen_and_the_only_suspension_is_not(
    play: Play, sanne: Visit
) -> None:
    at = f"/zaak/{play.number}/termijn"
    assert chosen((await sanne.get(f"{at}?doe=stilstaan")).text) == {"ground": ""}
    for days in (2, 9):
        day = play.today() + timedelta(days=days)
        play.put(
            TermSuspended(
                ground=GroundId.CONSENT, from_on=day, to_on=day + timedelta(days=3), reason="uw vakantie",
                consented_on=play.today(),
            )
        )  # fmt: skip
        seen = chosen((await sanne.get(f"{at}?doe=hervatten")).text)
        assert seen == ({} if days == 2 else {"suspension": CHOOSE[0][0]})
