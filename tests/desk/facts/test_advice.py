"""Advice of an expert: a kind of fact with no page of its own, and what the desk makes of the class alone."""

import pytest
from plays import Play
from visits import Visit, at_desk, fields, text

from rules.facts.advice import Advice
from store import record
from store.engine import session

PATH = "deskundig-advies"
GIVEN = {"adviser": "S. Blom, arts", "advice": "Tillen kan niet, ook niet met hulpmiddelen."}


def recorded(play: Play) -> list[Advice]:
    with session(readonly=True) as db:
        entries = record.entries(db, record.find_case(db, play.number))
    return [entry.fact for entry in entries if isinstance(entry.fact, Advice)]


async def test_the_case_offers_it_and_its_form_asks_what_the_kind_asks(play: Play, sanne: Visit) -> None:
    assert f'href="/zaak/{play.number}/{PATH}"' in (await sanne.get(f"/zaak/{play.number}")).text
    page = await sanne.get(f"/zaak/{play.number}/{PATH}")
    assert "Naam en functie, bijvoorbeeld: S. Blom, arts." in text(page)
    asked = fields(page, f"/zaak/{play.number}/{PATH}")
    assert asked["received_on"] == play.today().isoformat()
    assert {"adviser", "advice"} <= set(asked)


async def test_it_is_recorded_and_told_on_the_timeline(play: Play, sanne: Visit) -> None:
    assert (await sanne.send(f"/zaak/{play.number}/{PATH}", **GIVEN)).status_code == 303
    assert recorded(play) == [Advice(received_on=play.today(), **GIVEN)]
    page = text(await sanne.get(f"/zaak/{play.number}"))
    for told in ("Advies ontvangen", *GIVEN.values()):
        assert told in page
    # Nothing in the course waits for it.
    assert play.case().waits_for == "telefoongesprek"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        pytest.param("adviser", " ", "Vul in wie het advies gaf.", id="nobody"),
        pytest.param("advice", "", "Schrijf op wat het advies is.", id="nothing"),
        pytest.param("received_on", "2031-01-01", "in de toekomst", id="tomorrow"),
    ],
)
async def test_what_is_missing_is_named_and_what_was_typed_stays(
    play: Play, sanne: Visit, field: str, value: str, said: str
) -> None:
    page = await sanne.send(f"/zaak/{play.number}/{PATH}", **(GIVEN | {field: value}))
    assert page.status_code == 422
    assert said in text(page)
    kept = fields(page, f"/zaak/{play.number}/{PATH}")
    assert all(kept[name] == typed for name, typed in GIVEN.items() if name != field)
    assert recorded(play) == []


async def test_who_may_record_a_kind_is_who_gets_its_page(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Advice, "recorded_by", ("administratie",))
    for name, found in (("els", 200), ("sanne", 403)):
        async with at_desk(name) as visit:
            assert (f'/{PATH}"' in (await visit.get(f"/zaak/{play.number}")).text) is (found == 200)
            assert (await visit.get(f"/zaak/{play.number}/{PATH}")).status_code == found
