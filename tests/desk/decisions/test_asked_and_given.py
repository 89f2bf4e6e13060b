"""What was asked beside what is given: on the form of a decision, for whoever calls, and for who reads along."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta

import pytest
from plays import LESS, Play, intention, item, provision, report_case
from scenes import scene
from visits import Visit, at_desk, fields, text

from desk.decisions import shortfall
from desk.web import measures
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import Channel
from rules.facts import Application, Intention, ItemsAsked, ItemWithdrawn, LessAgreed, Outcome, Provision, Speaker
from rules.record.entries import latest
from rules.record.judgement import Judgement
from store import asked_rows
from store import record as records
from store.engine import session
from tasks import clock

WARNING = "Minder dan gevraagd: eerst bellen."
HALF = Quantity(30, Unit.MINUTE, Per.WEEK)
GIVE = {
    "p.0.choice": "give",
    "p.0.result": "Uw huis is schoon.",
    "p.0.provider": "Thuiszorg Veldhaven",
    "p.0.reason_title": "Dit lukt u niet meer.",
    "p.0.reason": "Sinds uw operatie kunt u niet bukken en tillen. Uw man werkt overdag en is ’s avonds moe.",
}
WEIGHED = {"hardship": "Wij keken of dit te zwaar is. Dat is niet zo.", "alternatives": "Eten in het wijkrestaurant."}


@pytest.fixture
def applied(record: str) -> Iterator[Play]:
    """A case in which the citizen asks for an hour and a half of help a week."""
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    play.days(1)
    with clock.at(play.now):
        yield play


@pytest.fixture
def path(applied: Play) -> str:
    return f"/zaak/{applied.number}/besluit"


@pytest.fixture
async def desk(applied: Play) -> AsyncIterator[Visit]:
    """The consultant of that case."""
    async with at_desk("sanne") as visit:
        yield visit


async def filled(desk: Visit, path: str, **changes: str) -> dict[str, str]:
    """The form as it opens, granting all, with these changes."""
    return fields(await desk.get(path), path) | GIVE | {name.replace("__", "."): text for name, text in changes.items()}


def given(play: Play) -> Provision:
    entry = latest(play.look().record, Intention)
    assert entry is not None
    return entry.fact.provisions[0]


async def test_who_grants_it_all_changes_nothing_and_need_not_call(applied: Play, desk: Visit, path: str) -> None:
    page = text(await desk.get(path))
    assert "Ik vraag hulp bij het huishouden, anderhalf uur per week." in page
    shown = await desk.post(f"{path}/voorbeeld", await filled(desk, path))
    assert WARNING not in text(shown)
    assert "Dat is tot en met 30 november 2031." in text(shown)
    assert (await desk.post(path, await filled(desk, path))).status_code == 303
    one = given(applied)
    assert (one.answers, one.product, one.grant) == ((1,), "household_help", Grant.IN_KIND)
    assert one.quantity == Quantity(90, Unit.MINUTE, Per.WEEK)
    assert (one.from_on, one.until_on) == (date(2026, 12, 1), date(2031, 11, 30))
    assert applied.letters()[-1] == ("toekenning", "rendered")


async def test_the_choice_itself_is_never_filled_in(desk: Visit, path: str) -> None:
    assert "p.0.choice" not in fields(await desk.get(path), path)


async def test_less_is_told_while_typing_with_the_three_ways_on(applied: Play, desk: Visit, path: str) -> None:
    values = await filled(desk, path, p__0__quantity="1 uur per week")
    shown = await desk.post(f"{path}/voorbeeld", values)
    assert 'id="minder-0" hx-swap-oob="innerHTML"' in shown.text
    for said in (WARNING, "is het minder dan de inwoner vroeg", "Geef alles", "Akkoord met minder", "bel eerst"):
        assert said in text(shown)
    assert "akkoord-met-minder?item=1&amp;quantity=1+uur+per+week" in shown.text
    assert (await desk.post(path, values | WEIGHED | {"bellen": "0"})).status_code == 303
    assert applied.case().waits_for == "telefoongesprek"


async def test_a_reason_that_refuses_is_told_and_no_agreement_can_bear_it(desk: Visit, path: str) -> None:
    refusing = await filled(desk, path, p__0__reason="U hebt geen recht op een traplift, want u slaapt beneden.")
    shown = await desk.post(f"{path}/voorbeeld", refusing)
    assert "De toelichting weigert iets" in text(shown)
    assert "Akkoord met minder" not in text(shown)
    page = await desk.post(path, refusing | WEIGHED)
    assert page.status_code == 422


async def test_a_warning_follows_from_the_comparison_alone(
    desk: Visit, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortfall, "judge", lambda *_: Judgement(Outcome.GRANTED, {}))
    shown = await desk.post(f"{path}/voorbeeld", await filled(desk, path, p__0__quantity="1 uur per week"))
    assert WARNING not in text(shown)


async def test_what_only_a_refusal_must_say_is_asked_with_all_that_is_missing(desk: Visit, path: str) -> None:
    values = await filled(desk, path, p__0__quantity="1 uur per week", p__0__reason_title="")
    page = await desk.post(path, values)
    assert page.status_code == 422
    for name in ("p.0.reason_title", "hardship", "alternatives"):
        assert f'href="#{name}"' in page.text


async def test_giving_all_fills_in_what_was_asked_and_keeps_the_rest(desk: Visit, path: str) -> None:
    lower = {"p__0__quantity": "1 uur per week", "p__0__term": "day", "p__0__until_on": "2026-12-31"}
    page = await desk.post(path, await filled(desk, path, **lower) | {"alles": "0"})
    assert page.status_code == 200
    form = fields(page, path)
    assert (form["p.0.quantity"], form["p.0.term"], form["p.0.until_on"]) == (
        "1 uur en 30 minuten per week",
        "usual",
        "",
    )
    assert form["p.0.reason"] == GIVE["p.0.reason"]
    assert WARNING not in text(page)


async def test_what_the_citizen_agreed_to_is_no_longer_less(applied: Play, desk: Visit, path: str) -> None:
    agreed = LessAgreed(
        item=1,
        on=applied.today(),
        channel=Channel.PHONE,
        spoke_with=Speaker.APPLICANT,
        words="Een uur in de week is genoeg, want mijn dochter helpt.",
        read_back=True,
        told_less=True,
        quantity=LESS,
    )
    values = await filled(desk, path, p__0__quantity="1 uur per week")
    assert WARNING in text(await desk.post(f"{path}/voorbeeld", values))
    applied.do(agreed)
    with clock.at(applied.now + timedelta(minutes=5)):
        # Whoever has the form open is told what is new, and loses nothing.
        page = await desk.post(path, values)
        assert page.status_code == 409
        assert "gesprek van 16 oktober 2026: 1 uur per week." in text(page)
        assert WARNING not in text(page)
        assert (await desk.post(path, fields(page, path))).status_code == 303
    assert applied.case().waits_for != "telefoongesprek"


async def test_of_a_vague_question_the_form_says_that_nobody_knows_how_much(record: str) -> None:
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply(item("Ik vraag hulp in huis.", quantity=None))
    with clock.at(play.now):
        async with at_desk("sanne") as desk:
            path = f"/zaak/{play.number}/besluit"
            page = await desk.get(path)
            link = f"/zaak/{play.number}/vraag-precies-gemaakt?item=1"
            assert "Niemand weet hoeveel." in text(page)
            assert f'href="{link}"' in page.text
            values = await filled(desk, path, p__0__quantity="1 uur per week")
            shown = await desk.post(f"{path}/voorbeeld", values)
            assert WARNING in text(shown)
            assert f'href="{link}"' in shown.text
            assert "akkoord-met-minder" not in shown.text


def test_amounts_are_added_up_only_where_they_are_of_one_sort() -> None:
    week, month = Quantity(30, Unit.MINUTE, Per.WEEK), Quantity(30, Unit.MINUTE, Per.MONTH)
    assert measures.total([week, week]) == Quantity(60, Unit.MINUTE, Per.WEEK)
    for amounts in ([week, month], [week, None], [None], []):
        assert measures.total(amounts) is None


@pytest.mark.parametrize("written", ["wat", "0 uur per week", "2"])
async def test_an_amount_that_cannot_be_read_is_named_and_kept(desk: Visit, path: str, written: str) -> None:
    page = await desk.post(path, await filled(desk, path, p__0__quantity=written))
    assert page.status_code == 422
    assert 'href="#p.0.quantity"' in page.text
    assert "Dit lezen wij niet als een hoeveelheid." in text(page)
    assert fields(page, path)["p.0.quantity"] == written


async def test_a_day_that_is_none_is_named_and_the_letter_marks_its_place(desk: Visit, path: str) -> None:
    values = await filled(desk, path, p__0__from_on="gisteren")
    page = await desk.post(path, values)
    assert page.status_code == 422
    assert 'href="#p.0.from_on"' in page.text
    assert "<img" in (await desk.post(f"{path}/voorbeeld", values)).text


async def test_a_last_day_moves_with_the_first_where_it_is_the_usual_one(applied: Play, desk: Visit, path: str) -> None:
    later = await filled(desk, path, p__0__from_on="2026-11-16")
    assert "Dat is tot en met 15 november 2031." in text(await desk.post(f"{path}/voorbeeld", later))
    endless = await filled(desk, path, p__0__term="endless")
    assert "Dat is zonder einddatum." in text(await desk.post(f"{path}/voorbeeld", endless))
    page = await desk.post(path, await filled(desk, path, p__0__term="day"))
    assert page.status_code == 422
    assert 'href="#p.0.until_on"' in page.text
    assert (await desk.post(path, later)).status_code == 303
    assert fields(await desk.get(path), path)["p.0.term"] == "usual"
    assert given(applied).until_on == date(2031, 11, 15)


async def test_help_that_nobody_asked_can_be_added_and_only_given(applied: Play, desk: Visit, path: str) -> None:
    page = await desk.post(path, await filled(desk, path) | {"meer": "1"})
    assert "Hier vroeg de inwoner niet om. U kunt het alleen toekennen." in text(page)
    assert fields(page, path)["p.1.choice"] == "give"
    assert 'id="p.1.choice.give"' not in page.text
    more = {name.replace("p.0.", "p.1."): value for name, value in GIVE.items()}
    more |= {"p.1.name": "Maaltijden", "p.1.product": "guidance", "p.1.quantity": "1 uur per week"}
    more |= {"p.1.from_on": "2026-12-01", "p.1.reason": "U eet slecht sinds uw operatie, dat vertelde uw dochter ons."}
    assert (await desk.post(path, fields(page, path) | more)).status_code == 303
    assert applied.case().waits_for != "telefoongesprek"
    refused = await desk.post(path, fields(page, path) | more | {"p.1.choice": "refuse"})
    assert refused.status_code in {409, 422}


async def test_one_question_can_have_two_answers(desk: Visit, path: str) -> None:
    half = await filled(desk, path, p__0__quantity="45 minuten per week")
    page = await desk.post(path, half | {"erbij": "1"})
    form = fields(page, path)
    assert (form["p.0.answers"], form["p.1.answers"]) == ("1", "1")
    assert "Haal voorziening 2 weg" in text(page)


async def test_questions_for_the_same_thing_can_have_one_answer(applied: Play, desk: Visit, path: str) -> None:
    more = (item("En een half uur voor de ramen.", quantity=HALF), item("Een traplift.", product="stair_lift"))
    applied.do(ItemsAsked(received_on=applied.today(), items=more))
    page = await desk.get(path)
    assert "Eén antwoord op deze vraag en vraag 2" in text(page)
    assert "vraag en vraag 3" not in text(page)
    page = await desk.post(path, await filled(desk, path) | {"samen": "0.2"})
    form = fields(page, path)
    assert (form["p.0.answers"], form["p.2.answers"]) == ("1 2", "3")
    assert "p.1.answers" not in form
    all_of_it = fields(await desk.post(path, form | {"alles": "0"}), path)
    assert all_of_it["p.0.quantity"] == "2 uur per week"
    for amount, warned in (("1,5 uur per week", True), ("2 uur per week", False)):
        shown = text(await desk.post(f"{path}/voorbeeld", form | {"p.0.quantity": amount, "p.2.choice": "refuse"}))
        assert (WARNING in shown) is warned


async def test_an_open_form_follows_newer_words_and_gets_a_row_for_what_is_asked_meanwhile(
    applied: Play, desk: Visit, path: str
) -> None:
    values = await filled(desk, path)
    newer = item("Nee, twee uur.", instead_of=1, quantity=Quantity(120, Unit.MINUTE, Per.WEEK))
    applied.do(ItemsAsked(received_on=applied.today(), items=(newer, item("En begeleiding.", product="guidance"))))
    page = await desk.post(path, values)
    assert page.status_code == 409
    assert WARNING in text(page)
    form = fields(page, path)
    assert (form["p.0.answers"], form["p.0.reason"]) == ("2", GIVE["p.0.reason"])
    assert (form["p.1.answers"], form["p.1.name"]) == ("3", "Begeleiding thuis")
    assert "Haal voorziening" not in text(page)


async def test_what_was_never_answered_is_named_when_no_row_does(desk: Visit, path: str) -> None:
    page = await desk.post(path, await filled(desk, path, p__0__answers=""))
    assert page.status_code == 422
    assert "Beslis ook over deze vraag" in text(page)
    assert fields(page, path)["p.1.answers"] == "1"


async def test_whoever_calls_and_reads_along_sees_what_was_asked(applied: Play, desk: Visit) -> None:
    applied.do(intention(Outcome.PARTIAL))
    call = text(await desk.get(f"/zaak/{applied.number}/bel"))
    assert "U geeft minder dan gevraagd." in call
    assert "u krijgt 1 uur per week. U vroeg 1 uur en 30 minuten per week." in call
    assert "Gevraagd: “Ik vraag hulp bij het huishouden, anderhalf uur per week.”" in call
    assert "Voornemen: deels toekennen" in text(await desk.get(f"/zaak/{applied.number}"))
    async with at_desk("karin") as karin:
        page = text(await karin.get(f"/zaak/{applied.number}/akkoord"))
    for said in ("Gevraagd en gegeven", "1 uur en 30 minuten per week", "Hulp bij het huishouden: deels", "Bel eerst"):
        assert said in page


@scene
def old_case(patch: pytest.MonkeyPatch) -> Play:
    """A case from before items were kept: its author named the outcome, and wrote the extent in words."""
    patch.setattr(asked_rows, "answers", lambda *_: ())
    play = report_case()
    play.days(10).investigate()
    old = {"quantity": None, "extent": "anderhalf uur in de week", "product": "", "answers": ()}
    facts = (
        Application(received_on=play.today()),
        Intention(
            provisions=(
                provision(Outcome.GRANTED, **old, labelled=Outcome.PARTIAL),
                provision(name="Traplift", answers=(), labelled=Outcome.REJECTED),
            ),
            hardship="Wij hebben dit bekeken.",
            alternatives="De buurvrouw helpt.",
        ),
    )
    for fact in facts:
        with session() as db:
            case = records.lock_case(db, play.number)
            outcome = Outcome.PARTIAL if isinstance(fact, Intention) else None
            records.add_fact(db, case, fact, by="sanne", at=play.now, outcome=outcome)
    play.run()
    return play


async def test_a_case_from_before_items_were_kept_is_shown_as_it_was(
    record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = old_case(monkeypatch)
    with clock.at(play.now):
        async with at_desk("sanne") as desk, at_desk("karin") as karin:
            page = text(await desk.get(f"/zaak/{play.number}"))
            assert "Voornemen: deels toekennen" in page
            assert "Hulp bij het huishouden: deels toekennen. Uw dochter doet de boodschappen." in page
            assert "Traplift: afwijzen." in page
            assert "Wat de inwoner vraagt" not in page
            call = text(await desk.get(f"/zaak/{play.number}/bel"))
            assert "Hulp bij het huishouden: u krijgt anderhalf uur in de week." in call
            assert "Traplift: dat willen wij niet toekennen." in call
            reading = await karin.get(f"/zaak/{play.number}/akkoord")
            assert "Traplift: afwijzen." in text(reading)
            assert "Gevraagd en gegeven" not in text(reading)
            form = await desk.get(f"/zaak/{play.number}/besluit")
    assert "In deze zaak staat nog niet wat de inwoner vraagt." in text(form)
    kept = fields(form, f"/zaak/{play.number}/besluit")
    assert (kept["p.0.name"], kept["p.1.name"]) == ("Hulp bij het huishouden", "Traplift")


async def test_a_question_that_was_withdrawn_says_that_it_may_wait(record: str) -> None:
    del record
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply(item(), item("En een toiletverhoger.", product="home_aid"))
    play.days(1).do(ItemWithdrawn(item=2, received_on=play.today(), reason="De beugels helpen genoeg."))
    path = f"/zaak/{play.number}/besluit"
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            sent = await visit.post(path, await filled(visit, path))
    assert sent.status_code == 422
    assert "De inwoner trok deze vraag in, en kan daar nog op terugkomen." in text(sent)
    assert "Kies wat u over deze voorziening besluit." not in text(sent)


async def test_giving_all_puts_no_end_to_what_had_none(desk: Visit, path: str) -> None:
    form = await filled(desk, path, p__0__quantity="1 uur per week", p__0__term="endless")
    assert fields(await desk.post(path, form | {"alles": "0"}), path)["p.0.term"] == "endless"
    usual = form | {"p.0.term": "day", "p.0.until_on": "2027-01-01"}
    assert fields(await desk.post(path, usual | {"alles": "0"}), path)["p.0.term"] == "usual"
