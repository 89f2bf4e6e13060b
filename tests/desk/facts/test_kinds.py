"""The words of a page are those of its course, where the course has any."""

from dataclasses import replace

import pytest
from plays import Play, report_case
from visits import Visit, at_desk

from config.municipality import OfLaw, Ordinance, Support, municipality
from config.process import process, processes
from config.process_file import DeskTexts, PageText, WithdrawalPolicy
from desk.app import create_app
from desk.facts.kinds import OWN, PAGES, check
from desk.facts.plain_form import Page
from rules.errors import ProcessIncomplete
from rules.facts import Application, Report, Withdrawal
from rules.wording import short_day


def say(patch: pytest.MonkeyPatch, **changes: object) -> None:
    """Let the Wmo say something else about itself."""
    patch.setitem(processes(), "wmo", process("wmo").model_copy(update=changes))


PLACES = [
    ("aanvraag", "Met het ondertekende verslag doet de inwoner de aanvraag."),
    ("aanvraag-zonder-onderzoek", "(Wmo artikel 2.3.2 lid 9)"),
    ("tijdelijke-hulp", "(Wmo artikel 2.3.3)"),
    ("onderzoek", "(Wmo 2015, artikel 2.3.2 lid 4)"),
    ("besluit", "het doel van de wet: meedoen en zelfstandig wonen?"),
]


@pytest.mark.parametrize(("path", "words"), PLACES)
async def test_a_page_says_what_belongs_to_the_wmo_in_a_case_of_the_wmo_alone(
    play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch, path: str, words: str
) -> None:
    assert words in (await sanne.get(f"/zaak/{play.number}/{path}")).text
    say(monkeypatch, desk=DeskTexts())
    page = await sanne.get(f"/zaak/{play.number}/{path}")
    assert page.status_code == 200
    assert "Wmo" not in page.text.replace("consulent Wmo", "")
    assert words not in page.text


async def test_a_page_that_a_course_does_not_word_says_what_the_kind_says(
    play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, desk=DeskTexts(pages={"intrekken": PageText(link="Aanvraag intrekken")}))
    assert "Aanvraag ontvangen</h1>" in (await sanne.get(f"/zaak/{play.number}/aanvraag")).text
    assert ">Aanvraag intrekken<" in (await sanne.get(f"/zaak/{play.number}")).text
    assert "De inwoner trekt in</h1>" in (await sanne.get(f"/zaak/{play.number}/intrekken")).text


async def test_a_course_without_findings_has_its_forms(
    play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, findings=())
    for path in ("intrekken", "gegevens-vragen", "onderzoek"):
        page = await sanne.get(f"/zaak/{play.number}/{path}")
        assert page.status_code == 200
        assert "findings.a" not in page.text


def test_every_page_that_a_course_words_is_one_of_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in processes().values():
        check(one)
        assert one.desk.pages.keys() <= PAGES.keys()
    say(monkeypatch, desk=DeskTexts(pages={"verslag": PageText(title="Verslag"), "aanvraag": PageText()}))
    with pytest.raises(ProcessIncomplete) as refused:
        create_app()
    assert refused.value.message_nl == (
        "Het procesbestand wmo.toml is niet af: [desk.pages] kent de pagina “verslag” niet."
    )


async def test_a_case_names_the_ordinance_and_the_support_of_its_law(
    play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = OfLaw(
        verordening=Ordinance(naam="Verordening Wmo", hardheid="artikel 12"),
        clientondersteuning=Support(naam="Wij steunen", telefoon="085 1"),
    )
    house = municipality().model_copy(update={"wet": {"wmo": own, "jeugd": OfLaw()}})
    for module in ("desk.decisions.decision", "desk.decisions.call", "tasks.letters.addressee"):
        monkeypatch.setattr(f"{module}.municipality", lambda: house)
    assert "(Verordening Wmo, artikel 12)" in (await sanne.get(f"/zaak/{play.number}/besluit")).text
    assert "Wij steunen: 085 1" in (await sanne.get(f"/zaak/{play.number}/bel")).text
    play.days(1).do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))
    said = play.letter("bevestiging-intrekking").content["gemeente"]
    assert (said["verordening"]["naam"], said["clientondersteuning"]["naam"]) == ("Verordening Wmo", "Wij steunen")


async def test_the_days_to_come_back_on_a_withdrawal_are_those_of_the_course(
    play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "kan er 14 dagen op terugkomen" in (await sanne.get(f"/zaak/{play.number}/intrekken")).text
    say(monkeypatch, withdrawal=WithdrawalPolicy(reaction_days=7))
    assert "kan er 7 dagen op terugkomen" in (await sanne.get(f"/zaak/{play.number}/intrekken")).text


async def test_an_application_brings_a_report_back_only_where_there_is_one(
    play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = short_day(
        next(entry.fact.received_on for entry in play.look().record if isinstance(entry.fact, Application))
    )
    assert f"Verslag ondertekend terug op {received}" in (await sanne.get(f"/zaak/{play.number}")).text
    say(monkeypatch, findings=())
    page = (await sanne.get(f"/zaak/{play.number}")).text
    assert "Verslag ondertekend" not in page
    assert f"Ontvangen op {received}" in page


def test_what_is_withdrawn_before_the_application_is_what_the_case_opened_with(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Report, "label", "signaal")
    other = report_case()
    other.days(2).do(Withdrawal(received_on=other.today(), reason="Mijn zoon helpt."))
    assert other.letter("bevestiging-intrekking").content["intrekking"]["wat"] == "signaal"
    play.days(1).do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))
    assert play.letter("bevestiging-intrekking").content["intrekking"]["wat"] == "aanvraag"


async def opens(visit: Visit, play: Play, found: Page) -> bool:
    """Whether the address of a page is that of its form, and of no other page of the desk."""
    shown = await visit.get(f"/zaak/{play.number}/{found.path}")
    return f">{found.worded(process('wmo')).title}</h1>" in shown.text


async def test_no_page_of_a_kind_stands_behind_another_page_of_the_desk(play: Play) -> None:
    # A team leader may record all of them.
    async with at_desk("jeroen") as jeroen:
        assert [path for path, found in PAGES.items() if not await opens(jeroen, play, found)] == []


@pytest.mark.parametrize("path", ["besluit", "bel", "een/twee"])
async def test_a_page_that_would_stand_behind_another_would_be_found(
    play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    hidden = replace(PAGES["deskundig-advies"], path=path)
    monkeypatch.setitem(PAGES, path, hidden)
    assert not await opens(sanne, play, hidden)


def test_no_default_page_takes_the_place_of_one_with_texts_of_its_own() -> None:
    assert all(PAGES[page.path] is page for page in OWN)
