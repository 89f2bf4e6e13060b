"""What the citizen asks, at the desk: rows on the form of the application, and what talks make of it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from plays import Play, item, report_case
from visits import Visit, at_desk, fields, text

from config.process import process
from desk.web import measures
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.facts import Asking, Item, LessAgreed, MadePrecise
from rules.record import asked
from rules.record.entries import every
from tasks import clock
from tasks.intake.incoming_report import checked
from tasks.intake.intake import receive

FOUR = Quantity(240, Unit.MINUTE, Per.WEEK)
SAID = {
    "item": "1",
    "channel": "telefoon",
    "spoke_with": "aanvrager",
    "words": "Twee uur in de week is genoeg.",
    "read_back": "on",
}


@pytest.fixture
def reported(record: str) -> Iterator[Play]:
    """A case whose report comes back today."""
    play = report_case()
    play.days(10).investigate()
    play.days(7)
    with clock.at(play.now):
        yield play


@pytest.fixture
async def desk(reported: Play) -> AsyncIterator[Visit]:
    """The consultant of that case."""
    async with at_desk("sanne") as visit:
        yield visit


def items(play: Play) -> list[Item]:
    return [item for entry in every(play.look().record, Asking) for item in entry.fact.items]


def vague(play: Play) -> None:
    """The citizen asks for something without saying how much."""
    play.apply(item("Ik vraag hulp in huis.", quantity=None, form=None, from_on=None))


async def test_the_words_of_the_report_are_filled_in_and_need_no_more(reported: Play, desk: Visit) -> None:
    path = f"/zaak/{reported.number}/aanvraag"
    assert fields(await desk.get(path), path)["items.0.words"] == "Wie helpt mij met het zware werk in huis?"
    assert (await desk.send(path)).status_code == 303
    assert items(reported) == [Item(words="Wie helpt mij met het zware werk in huis?", product="household_help")]
    assert reported.case().waits_for == "voornemen"


async def test_how_much_the_report_names_is_filled_in(reported: Play, desk: Visit) -> None:
    person = {"initials": "A.", "family_name": "Bos", "street": "Iepenlaan", "number": "8", "city": "Veldhaven"}
    given = {"reference": "vier-uur", "process": "wmo", "team": "Oost", "channel": "balie", "subject": "Hulp in huis"}
    given |= {"question": "Ik wil graag 4 uur per week hulp.", "received_at": reported.now}
    play = Play(receive(checked(given | {"person": person | {"postcode": "4099 ZX"}})).number, now=reported.now)
    path = f"/zaak/{play.number}/aanvraag"
    assert fields(await desk.get(path), path)["items.0.quantity"] == "4 uur per week"


async def test_each_row_is_an_item_with_how_much_in_one_field(reported: Play, desk: Visit) -> None:
    path = f"/zaak/{reported.number}/aanvraag"
    first = {"items__0__words": "Hulp in huis.", "items__0__product": "household_help", "items__0__form": "natura"}
    added = await desk.send(path, meer="1", **first, items__0__quantity="4 uur per week")
    assert fields(added, path)["items.0.quantity"] == "4 uur per week"
    second = {"items__1__words": "En vervoer.", "items__1__quantity": "2500 km per jaar", "items__1__lasting": "on"}
    assert (await desk.send(path, page=added, **second)).status_code == 303
    assert items(reported) == [
        Item(words="Hulp in huis.", product="household_help", form=Grant.IN_KIND, quantity=FOUR),
        Item(words="En vervoer.", quantity=Quantity(2500, Unit.KILOMETRE, Per.YEAR), lasting=True),
    ]


async def test_an_empty_row_is_no_item_and_the_next_takes_its_place(reported: Play, desk: Visit) -> None:
    path = f"/zaak/{reported.number}/aanvraag"
    added = await desk.send(path, meer="1")
    rows = {"items__0__words": "", "items__0__product": "", "items__1__words": "Een traplift."}
    page = await desk.send(path, page=added, **rows, items__1__quantity="heel veel")
    assert fields(page, path)["items.0.words"] == "Een traplift."
    assert 'href="#items.0.quantity"' in page.text
    assert (await desk.send(path, page=page, items__0__quantity="1 stuk")).status_code == 303
    assert items(reported) == [Item(words="Een traplift.", quantity=Quantity(1, Unit.PIECE, Per.ONCE))]


@pytest.mark.parametrize("written", ["een beetje", "4", "2 of 3 uur per week", "0 uur per week"])
async def test_an_amount_that_cannot_be_read_is_told_and_loses_nothing(
    reported: Play, desk: Visit, written: str
) -> None:
    path = f"/zaak/{reported.number}/aanvraag"
    page = await desk.send(path, items__0__quantity=written, items__0__provider="Thuiszorg", remarks="Graag snel.")
    assert page.status_code == 422
    assert "Dit lezen wij niet als een hoeveelheid." in text(page)
    kept = fields(page, path)
    assert (kept["items.0.quantity"], kept["items.0.provider"], kept["remarks"]) == (
        written,
        "Thuiszorg",
        "Graag snel.",
    )
    assert items(reported) == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        pytest.param("words", "", "Schrijf op wat de inwoner vraagt, in eigen woorden.", id="no words"),
        pytest.param("until_on", "2026-01-01", "De einddatum ligt voor de begindatum.", id="ends before it begins"),
        pytest.param("from_on", "gisteren", "Vanaf:", id="no day"),
    ],
)
async def test_what_is_wrong_on_a_row_is_named_at_its_field(
    reported: Play, desk: Visit, field: str, value: str, said: str
) -> None:
    row = {"items__0__product": "household_help", "items__0__from_on": "2026-12-01", f"items__0__{field}": value}
    page = await desk.send(f"/zaak/{reported.number}/aanvraag", **row)
    assert page.status_code == 422
    assert f'href="#items.0.{field}"' in page.text
    assert said in text(page)


async def test_an_application_without_anything_asked_is_sent_back(reported: Play, desk: Visit) -> None:
    page = await desk.send(f"/zaak/{reported.number}/aanvraag", items__0__words="", items__0__product="")
    assert page.status_code == 422
    assert 'href="#items.0.words"' in page.text


def test_a_product_is_filled_in_only_where_one_alone_fits() -> None:
    wmo = process("wmo")
    assert measures.only_product(wmo, "Hulp bij het huishouden") == "household_help"
    assert measures.only_product(wmo, "Traplift") == "stair_lift"
    assert measures.only_product(wmo, "Iets anders", "Ik wil een traplift") == "stair_lift"
    assert measures.only_product(wmo, "Regiotaxi", "Ik wil een traplift") == ""
    assert measures.only_product(wmo, "Ik wil een uitkering, of een pgb.") == ""
    # It may be help with the household, and guidance.
    assert measures.only_product(wmo, "hulp in huis") == ""


async def test_a_question_comes_with_the_others_or_in_the_place_of_one(reported: Play, desk: Visit) -> None:
    reported.apply()
    path = f"/zaak/{reported.number}/vraag-erbij"
    assert f'href="{path}"' in (await desk.get(f"/zaak/{reported.number}")).text
    page = await desk.get(path)
    assert "Ik vraag hulp bij het huishouden, anderhalf uur per week." in text(page)
    new = {"items__0__words": "Nee, drie uur.", "items__0__instead_of": "1"}
    assert (await desk.send(path, page=page, **new)).status_code == 303
    assert (await desk.send(path, items__0__words="En een traplift.")).status_code == 303
    assert [one.item.words for one in asked.standing(reported.look().record)] == ["Nee, drie uur.", "En een traplift."]
    assert "In plaats van" not in text(await desk.get(f"/zaak/{reported.number}"))


async def test_the_case_says_what_is_asked_and_that_nobody_knows_how_much(reported: Play, desk: Visit) -> None:
    vague(reported)
    page = text(await desk.get(f"/zaak/{reported.number}"))
    for told in ("Wat de inwoner vraagt", "Ik vraag hulp in huis.", "Hulp in de huishouding", "Niemand weet hoeveel."):
        assert told in page


async def test_what_was_vague_is_made_precise_on_a_page_of_its_own(reported: Play, desk: Visit) -> None:
    vague(reported)
    path = f"/zaak/{reported.number}/vraag-precies-gemaakt"
    page = await desk.get(f"{path}?item=1&words=Getypt")
    assert fields(page, path)["words"] == ""
    assert (await desk.send(path, page=page, **SAID, quantity="2 uur per week")).status_code == 303
    (made,) = every(reported.look().record, MadePrecise)
    assert (made.fact.item, made.fact.quantity) == (1, Quantity(120, Unit.MINUTE, Per.WEEK))
    shown = text(await desk.get(f"/zaak/{reported.number}"))
    assert "Niemand weet hoeveel." not in shown
    assert "Precies gemaakt in het gesprek van 15 oktober 2026." in shown
    assert "Twee uur in de week is genoeg." in shown


async def test_a_link_fills_in_what_is_agreed_and_only_the_talk_is_left(reported: Play, desk: Visit) -> None:
    reported.apply()
    path = f"/zaak/{reported.number}/akkoord-met-minder"
    page = await desk.get(f"{path}?item=1&quantity=1+uur+per+week&read_back=on")
    assert fields(page, path)["quantity"] == "1 uur per week"
    assert "read_back" not in fields(page, path)
    assert "Ik vraag hulp bij het huishouden, anderhalf uur per week." in text(page)
    assert (await desk.send(path, page=page, **SAID)).status_code == 422
    assert (await desk.send(path, page=page, **SAID, told_less="on")).status_code == 303
    (agreed,) = every(reported.look().record, LessAgreed)
    assert agreed.fact.quantity == Quantity(60, Unit.MINUTE, Per.WEEK)
    told = "Akkoord met minder, gesprek van 15 oktober 2026: 1 uur per week."
    assert told in text(await desk.get(f"/zaak/{reported.number}"))
    back = f"/zaak/{reported.number}/akkoord-teruggenomen"
    assert (await desk.send(back, words="Toch niet.")).status_code == 303
    assert told not in text(await desk.get(f"/zaak/{reported.number}"))


async def test_temporary_help_says_what_and_how_much(reported: Play, desk: Visit) -> None:
    path = f"/zaak/{reported.number}/tijdelijke-hulp"
    given = {
        "product": "household_help",
        "result": "Uw huis is schoon.",
        "provider": "Thuiszorg Veldhaven",
        "reason_title": "U kunt niet wachten.",
        "reason": "U kwam gisteren uit het ziekenhuis en kunt nog niets tillen. Uw man is er niet.",
        "source": "gesprek",
    }
    page = await desk.send(path, **given, quantity="elke dag wat")
    assert page.status_code == 422
    assert "Dit lezen wij niet als een hoeveelheid." in text(page)
    assert (await desk.send(path, page=page, quantity="1 uur per dag")).status_code == 303
    assert "tijdelijke-toekenning" in dict(reported.letters())


async def test_one_question_is_withdrawn_and_kept_after_all(reported: Play, desk: Visit) -> None:
    reported.apply(item(), item("En begeleiding.", product="guidance"))
    case = f"/zaak/{reported.number}"
    page = await desk.get(f"{case}/vraag-intrekken?item=2")
    assert fields(page, f"{case}/vraag-intrekken")["item"] == "2"
    reason = {"reason": "Mijn zus doet dit al.", "free_choice": "on"}
    assert (await desk.send(f"{case}/vraag-intrekken", page=page, **reason)).status_code == 303
    told = "Ingetrokken op 15 oktober 2026. De inwoner kan daar nog op terugkomen."
    assert told in text(await desk.get(case))
    kept = await desk.get(f"{case}/vraag-toch-houden")
    assert fields(kept, f"{case}/vraag-toch-houden")["item"] == "2"
    assert (await desk.send(f"{case}/vraag-toch-houden", page=kept)).status_code == 303
    assert told not in text(await desk.get(case))


async def test_what_runs_is_put_down_in_words_of_its_own(reported: Play, desk: Visit) -> None:
    page = text(await desk.get(f"/zaak/{reported.number}/lopende-hulp"))
    assert "Wat krijgt de inwoner nu?" in page
    assert "Wat vraagt de inwoner?" not in page
    assert "Vanaf (niet verplicht)" not in page
    other = text(await desk.get(f"/zaak/{reported.number}/vraag-erbij"))
    assert "Wat vraagt de inwoner?" in other
    assert "Vanaf (niet verplicht)" in other
