"""The writing aid below the fields that go into a letter."""

from plays import Play
from visits import Visit, fields, text

HARD = "In verband met uw ziekte wordt de hulp verstrekt."


async def test_the_aid_follows_one_field_of_a_form(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/besluit"
    values = fields(await sanne.get(path), path) | {"hardship": HARD, "veld": "hardship"}
    part = await sanne.post("/schrijfhulp", values)
    assert part.status_code == 200
    assert "<html" not in part.text
    assert "<mark>In verband met</mark> <em>[liever: door, omdat of voor]</em>" in part.text
    assert "schrijf wie het doet" in text(part)
    assert 'aria-live="polite"' in part.text


async def test_without_javascript_it_stands_there_after_a_look_at_the_letter(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/besluit"
    assert "In verband met" not in (await sanne.get(path)).text
    shown = await sanne.send(path, voorbeeld="1", hardship=HARD)
    assert shown.status_code == 200
    assert "<mark>In verband met</mark>" in shown.text


async def test_it_advises_and_never_blocks(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/besluit"
    assert (await sanne.send(path, alternatives=HARD)).status_code == 303


async def test_what_is_typed_comes_back_as_text(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/besluit"
    values = fields(await sanne.get(path), path) | {
        "hardship": "indien <script>alert(1)</script> &",
        "veld": "hardship",
    }
    part = await sanne.post("/schrijfhulp", values)
    assert "<script>" not in part.text
    assert "&lt;script&gt;" in part.text


async def test_a_field_with_little_in_it_gets_no_advice(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/besluit"
    values = fields(await sanne.get(path), path) | {"hardship": "Nee.", "veld": "hardship"}
    assert "Schrijfhulp" not in text(await sanne.post("/schrijfhulp", values))


async def test_every_field_that_goes_into_a_letter_has_the_aid(play: Play, sanne: Visit) -> None:
    for page, names in {
        "bel": ("summary", "response", "new_facts", "motivation"),
        "besluit": ("p.0.reason", "hardship", "alternatives"),
        "onderzoek": ("need", "personal_plan", "budget", "contribution", "conclusion", "findings.a"),
        "termijn?doe=verlengen": ("reason",),
    }.items():
        shown = (await sanne.get(f"/zaak/{play.number}/{page}")).text
        for name in names:
            assert f"""hx-vals='{{"veld": "{name}"}}'""" in shown, (page, name)
