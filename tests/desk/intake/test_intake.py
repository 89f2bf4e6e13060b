"""Taking in a report at the desk, part by part."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from courses import alone, beside, like_the_wmo
from visits import Visit, at_desk, fields, text

from config.process import processes
from config.settings import settings
from desk.intake import drafts
from desk.intake.answers import given_by
from desk.intake.drafts import DraftMissing
from desk.web.sessions import Visitor
from rules.facts import Report
from store.engine import session
from store.models import Case
from tasks.cases.courses import COURSES
from tasks.cases.open_case import OpenCase

pytestmark = pytest.mark.usefixtures("record")
BSN = "999990019"
PERSON = {
    "person__bsn": BSN,
    "person__salutation": "mevrouw",
    "person__initials": "F.",
    "person__family_name": "Yıldız-Demir",
    "person__born_on": "1952-03-14",
    "person__street": "Esdoornstraat",
    "person__number": "27",
    "person__postcode": "4099zx",
}
QUESTION = {"question": "Ik kom de trap niet meer op. Wie helpt mij?", "subject": "Traplift", "channel": "telefoon"}
REACH = {"person__phone": "06 00 00 04 12", "person__language": "Turks", "person__interpreter": "on"}
HOME = {
    "household__0__name": "Mehmet Yıldız",
    "household__0__relation": "echtgenoot",
    "representative__name": "Elif Yıldız",
    "representative__authorised_on": "2026-09-01",
}
VISITOR = Visitor("sanne", "Sanne de Wit", "consulent", "Oost", frozenset({"consulent"}), "", "")
# With one law nobody is asked which it is, and the answer counts for nothing.
PARTS = {"persoon": PERSON, "vraag": QUESTION | {"process": "wmo"}, "bereikbaar": REACH, "huishouden": HOME}


@pytest.fixture
def one_law(tmp_path: Path) -> Iterator[None]:
    """A desk that works with the Wmo alone."""
    with alone(tmp_path):
        yield


async def begun(visit: Visit) -> str:
    """The address of a new draft."""
    start = await visit.send("/melding", "/melding/nieuw")
    return start.headers["location"].rsplit("/", 1)[0]


async def filled(visit: Visit) -> str:
    """A draft with every part filled in."""
    draft = await begun(visit)
    for part, given in PARTS.items():
        saved = await visit.send(f"{draft}/{part}", "", **given)
        assert saved.status_code == 303, text(saved)
    return draft


async def test_a_report_becomes_a_case_with_its_acknowledgement() -> None:
    async with at_desk("sanne") as visit:
        draft = await filled(visit)
        check = await visit.get(f"{draft}/controle")
        assert "trap niet meer op" in text(check)
        saved = await visit.send(f"{draft}/controle", "")
        assert saved.status_code == 303
        page = text(await visit.get(saved.headers["location"]))
        assert "Mw. F. Yıldız-Demir" in page
        assert "Melding ontvangen (telefoon)" in page
        assert "Schriftelijk gemachtigd op 1 september 2026" in page
        assert "klaar" in page
        with pytest.raises(DraftMissing):
            drafts.load(draft.rsplit("/", 1)[1], "sanne")


@pytest.mark.usefixtures("one_law")
async def test_with_one_process_nobody_is_asked_which() -> None:
    async with at_desk("sanne") as visit:
        draft = await begun(visit)
        assert 'name="process"' not in (await visit.get(f"{draft}/vraag")).text
        await visit.send(f"{await filled(visit)}/controle", "")
    with session(readonly=True) as db:
        assert db.query(Case).one().process == "wmo"


async def test_with_several_the_consultant_chooses_and_none_is_taken_because_it_sorts_first(tmp_path: Path) -> None:
    with beside(tmp_path, "aanvulling", like_the_wmo("aanvulling", "AV")):
        assert next(iter(processes())) == "aanvulling"
        async with at_desk("sanne") as visit:
            draft = await begun(visit)
            asked = await visit.get(f"{draft}/vraag")
            assert fields(asked, "")["process"] == ""
            refused = await visit.send(f"{draft}/vraag", "", **QUESTION)
            assert refused.status_code == 422
            assert "Kies over welke wet het gaat." in text(refused)
            assert 'id="process-fault"' in refused.text
            for part, given in (PARTS | {"vraag": QUESTION | {"process": "bestaat-niet"}}).items():
                await visit.send(f"{draft}/{part}", "", **given)
            last = await visit.send(f"{draft}/controle", "")
            assert last.status_code == 422
            assert f'href="{draft}/vraag#process"' in last.text
            await visit.send(f"{draft}/vraag", "", **(QUESTION | {"process": "wmo"}))
            assert "Wet Wmo 2015 Vraag" in text(await visit.get(f"{draft}/controle"))
            assert (await visit.send(f"{draft}/controle", "")).status_code == 303
    with session(readonly=True) as db:
        assert db.query(Case).one().process == "wmo"


SPOKEN = {
    "/melding": ("Nieuw signaal", "Begin een signaal", "U neemt het signaal op in vier stappen."),
    "persoon": ("Nieuw signaal", "Wie heeft hulp nodig?, nieuw signaal", "Onderdelen van het signaal"),
    "vraag": ("Hoe kwam het signaal?",),
    "controle": ("Leg het signaal vast", "Kijk eerst of dit signaal daarbij hoort."),
    "/vandaag": ("Neem een signaal op,",),
}


@pytest.mark.usefixtures("one_law")
async def test_what_comes_in_has_the_name_that_the_law_gives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Report, "label", "signaal")
    monkeypatch.setattr(Report, "article", "het")
    async with at_desk("sanne") as visit:
        await visit.send(f"{await filled(visit)}/controle", "")
        draft = await filled(visit)
        for path, words in SPOKEN.items():
            page = await visit.get(path if path.startswith("/") else f"{draft}/{path}")
            assert [told for told in words if told not in page.text] == []
            assert "melding " not in page.text
        assert "maak een nieuw signaal." in text(await visit.send("/zaken", "/zaken", q="999990172"))
        drafts.drop(draft.rsplit("/", 1)[1], "sanne")
        assert "Misschien is het signaal al vastgelegd." in (await visit.get(f"{draft}/persoon")).text


async def test_where_laws_open_with_something_else_a_case_comes_in_and_each_law_has_its_hints(tmp_path: Path) -> None:
    text_of = like_the_wmo("aanvulling", "AV").replace('opens_with = "Report"', 'opens_with = "Application"')
    text_of = text_of.replace("Denk aan Wmo 2015, artikel 2.3.3.", "").replace("Het onderzoek duurt ten hoogste", "Na")
    with beside(tmp_path, "aanvulling", text_of):
        async with at_desk("sanne") as visit:
            draft = await begun(visit)
            for part, given in PARTS.items():
                await visit.send(f"{draft}/{part}", "", **given)
            assert "Nieuwe zaak" in (await visit.get(f"{draft}/vraag")).text
            # As long as no law is chosen, none of them has a say.
            for law, hint in (("", False), ("aanvulling", False), ("wmo", True)):
                await visit.send(f"{draft}/vraag", "", **(QUESTION | {"process": law}))
                assert ("artikel 2.3.3" in (await visit.get(f"{draft}/vraag")).text) is hint
                told = (await visit.get(f"{draft}/controle")).text
                assert ("Het onderzoek duurt ten hoogste zes weken." in told) is hint


def no_steps(case: OpenCase) -> None:
    """The steps of the Wmo begin with a report."""


async def test_where_an_application_opens_a_case_what_is_asked_is_chosen_at_the_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_of = like_the_wmo("aanvulling", "AV").replace('opens_with = "Report"', 'opens_with = "Application"')
    text_of = text_of[: text_of.index("[[findings]]")] + text_of[text_of.index("[desk]") :]
    with beside(tmp_path, "aanvulling", text_of):
        monkeypatch.setitem(COURSES, "aanvulling", no_steps)
        async with at_desk("sanne") as visit:
            draft = await begun(visit)
            asked = QUESTION | {"process": "aanvulling", "product": "aanvulling.stair_lift", "until_on": "2031-12-31"}
            for part, given in (PARTS | {"vraag": asked | {"product": "aanvulling.lift"}}).items():
                await visit.send(f"{draft}/{part}", "", **given)
            wrong = await visit.send(f"{draft}/vraag", "", **(asked | {"product": "aanvulling.lift"}))
            assert "Wat vraagt de inwoner aan: dit staat niet op de lijst" in text(wrong)
            await visit.send(f"{draft}/vraag", "", **asked)
            assert fields(await visit.get(f"{draft}/vraag"), "")["product"] == "aanvulling.stair_lift"
            assert "Wat Traplift, tot en met 31 december 2031" in text(await visit.get(f"{draft}/controle"))
            saved = await visit.send(f"{draft}/controle", "")
            case = text(await visit.get(saved.headers["location"]))
    assert "Aanvraag ontvangen (telefoon)" in case
    assert "Ik kom de trap niet meer op. Wie helpt mij? (Traplift, tot en met 31 december 2031)" in case


async def test_what_was_chosen_for_another_law_counts_for_nothing(tmp_path: Path) -> None:
    text_of = like_the_wmo("aanvulling", "AV").replace('opens_with = "Report"', 'opens_with = "Application"')
    chosen = QUESTION | {"process": "wmo", "product": "aanvulling.stair_lift", "until_on": "2031-12-31"}
    with beside(tmp_path, "aanvulling", text_of):
        assert "product" not in given_by(chosen, VISITOR, "a")
        assert given_by(chosen | {"process": "aanvulling"}, VISITOR, "a")["product"] == "stair_lift"


@pytest.mark.usefixtures("one_law")
async def test_with_reports_alone_nobody_is_asked_for_a_product() -> None:
    async with at_desk("sanne") as visit:
        assert 'name="product"' not in (await visit.get(f"{await begun(visit)}/vraag")).text


async def test_each_part_is_kept_even_when_it_is_wrong() -> None:
    async with at_desk("sanne") as visit:
        draft = await begun(visit)
        page = await visit.send(f"{draft}/persoon", "", **(PERSON | {"person__bsn": "999990018"}))
        assert page.status_code == 422
        assert "Dit BSN klopt niet" in page.text
        assert 'href="#person.bsn"' in page.text
        again = await visit.get(f"{draft}/persoon")
        assert fields(again, "")["person.bsn"] == "999990018"
        assert fields(again, "")["person.family_name"] == "Yıldız-Demir"


async def test_what_is_missing_is_told_at_the_check_with_a_way_to_it() -> None:
    async with at_desk("sanne") as visit:
        draft = await begun(visit)
        page = await visit.get(f"{draft}/controle")
        assert f'href="{draft}/vraag#question"' in page.text
        refused = await visit.send(f"{draft}/controle", "")
        assert refused.status_code == 422
        with session(readonly=True) as db:
            assert db.query(Case).count() == 0


async def test_how_it_came_in_is_chosen_by_whoever_takes_it_in() -> None:
    async with at_desk("sanne") as visit:
        draft = await begun(visit)
        page = await visit.get(f"{draft}/vraag")
        assert fields(page, "")["channel"] == ""
        unsaid = await visit.post(f"{draft}/vraag", fields(page, "") | QUESTION | {"channel": ""})
        assert unsaid.status_code == 422
        assert "Kies hoe dit binnenkwam." in text(unsaid)
        assert 'href="#channel"' in unsaid.text


@pytest.mark.usefixtures("one_law")
async def test_sending_the_last_page_twice_makes_one_case() -> None:
    async with at_desk("sanne") as visit:
        draft = await filled(visit)
        page = await visit.get(f"{draft}/controle")
        first = await visit.send(f"{draft}/controle", "", page=page)
        second = await visit.send(f"{draft}/controle", "", page=page)
        assert first.status_code == 303
        assert second.status_code == 404
        assert "Misschien is de melding al vastgelegd" in second.text
        with session(readonly=True) as db:
            assert db.query(Case).count() == 1


async def test_a_citizen_with_a_case_is_noticed_by_bsn_and_by_name_and_birth() -> None:
    async with at_desk("sanne") as visit:
        await visit.send(f"{await filled(visit)}/controle", "")
        assert "heeft al een zaak" in text(await visit.get(f"{await filled(visit)}/controle"))
        draft = await begun(visit)
        await visit.send(f"{draft}/persoon", "", **(PERSON | {"person__bsn": ""}))
        assert "heeft al een zaak" in text(await visit.get(f"{draft}/controle"))


async def test_a_draft_is_found_again_and_can_be_thrown_away() -> None:
    async with at_desk("sanne") as visit:
        draft = await begun(visit)
        await visit.send(f"{draft}/persoon", "", **PERSON)
        page = await visit.get("/melding")
        assert "F. Yıldız-Demir" in page.text
        await visit.send("/melding", f"{draft}/weg", page=page)
        assert "Yıldız" not in (await visit.get("/melding")).text


async def test_a_draft_is_somebodys_own() -> None:
    async with at_desk("sanne") as visit:
        draft = await begun(visit)
        await visit.send(f"{draft}/persoon", "", **PERSON)
    async with at_desk("mo") as visit:
        assert (await visit.get(f"{draft}/persoon")).status_code == 404
        assert "Yıldız" not in (await visit.get("/melding")).text


def test_a_draft_lies_sealed_on_the_disk() -> None:
    name = drafts.begin("sanne")
    drafts.save(name, "sanne", {"person.bsn": BSN, "person.family_name": "Yıldız-Demir"})
    kept: Path = settings().home / "drafts" / name
    assert BSN.encode() not in kept.read_bytes()
    assert "Yıldız".encode() not in kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_bytes(kept.read_bytes()[:-1] + b"\x00")
    with pytest.raises(DraftMissing):
        drafts.load(kept.name, "sanne")


async def test_a_draft_cannot_be_asked_for_by_a_path() -> None:
    with pytest.raises(DraftMissing):
        drafts.load("../keys/keys.json", "sanne")


async def test_filling_in_saves_along_the_way() -> None:
    async with at_desk("sanne") as visit:
        draft = await begun(visit)
        page = await visit.get(f"{draft}/persoon")
        values = fields(page, "") | {"person.family_name": "Half"}
        saved = await visit.client.post(
            f"{draft}/persoon", data=values, headers={"HX-Request": "true", "Sec-Fetch-Site": "same-origin"}
        )
        assert saved.status_code == 204
        assert fields(await visit.get(f"{draft}/persoon"), "")["person.family_name"] == "Half"


async def test_an_emoji_in_a_name_is_refused_at_its_field() -> None:
    async with at_desk("sanne") as visit:
        draft = await begun(visit)
        page = await visit.send(f"{draft}/persoon", "", **(PERSON | {"person__family_name": "Jansen 😀"}))
        assert page.status_code == 422
        assert 'href="#person.family_name"' in page.text
        assert "Achternaam: hier staat een teken in dat niet in een brief kan" in text(page)
