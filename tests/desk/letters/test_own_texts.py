"""A municipality writes its own texts on the desk, and a second person releases them."""

from collections.abc import AsyncIterator

import pytest
from plays import MONDAY
from visits import Visit, at_desk, fields, text

from desk.letters import text_view
from letters.writing.template import letter_names
from letters.writing.texts import body, file_of, names, shipped
from store.engine import session
from store.models import TextRelease, TextVersion
from tasks import clock
from tasks.letters.own_texts import own_texts

LETTER = "wmo/ontvangstbevestiging-melding"
PATH = f"/teksten/{LETTER}"
OURS = body(shipped(file_of(LETTER)))
CHANGED = OURS.replace("gaan ermee aan de slag", "beginnen vandaag nog")


@pytest.fixture
async def fenna(record: str) -> AsyncIterator[Visit]:
    """The writer of texts at the desk."""
    with clock.at(MONDAY):
        async with at_desk("fenna") as visit:
            yield visit


@pytest.fixture
async def jeroen(fenna: Visit) -> AsyncIterator[Visit]:
    """The team leader, who releases."""
    async with at_desk("jeroen") as visit:
        yield visit


def current() -> dict[str, str]:
    with session(readonly=True) as db:
        return own_texts(db)


async def test_who_writes_texts_starts_at_the_list_of_texts(fenna: Visit) -> None:
    assert (await fenna.get("/")).headers["location"] == "/teksten"
    page = await fenna.get("/teksten")
    for name in names():
        assert f'href="{text_view.path_of(name)}"' in page.text
    assert "Zoek op naam" not in page.text


async def test_a_text_counts_only_after_a_second_person_released_it(fenna: Visit, jeroen: Visit) -> None:
    sent = await fenna.send(PATH, tekst=CHANGED)
    assert sent.headers["location"] == f"{PATH}?bericht=bewaard"
    assert current() == {}
    assert "wacht op vrijgave" in text(await fenna.get("/teksten"))
    released = await jeroen.send(PATH, f"{PATH}/vrijgeven")
    assert released.headers["location"] == f"{PATH}?bericht=vrijgegeven"
    assert current() == {file_of(LETTER): CHANGED}
    assert "eigen tekst" in text(await fenna.get("/teksten"))
    assert "Vrijgegeven" in text(await fenna.get(PATH))


async def test_who_wrote_it_does_not_release_it(fenna: Visit) -> None:
    await fenna.send(PATH, tekst=CHANGED)
    page = await fenna.get(PATH)
    assert "Vraag een collega" in text(page)
    refused = await fenna.post(f"{PATH}/vrijgeven", fields(page, PATH) | {"versie": "1"})
    assert refused.status_code == 409
    assert "Vraag een collega" in text(refused)
    assert current() == {}


async def test_who_releases_cannot_write(fenna: Visit, jeroen: Visit) -> None:
    page = await jeroen.get(PATH)
    assert "Bewaar als nieuwe versie" not in page.text
    assert (await jeroen.post(PATH, fields(page, PATH) | {"tekst": CHANGED})).status_code == 403


async def test_the_same_form_twice_is_one_version_and_an_old_page_is_told(fenna: Visit) -> None:
    page = await fenna.get(PATH)
    for _ in range(2):
        assert (await fenna.send(PATH, page=page, tekst=CHANGED)).status_code == 303
    other = await fenna.post(PATH, fields(page, PATH) | {"tekst": f"{CHANGED}\n\nDag.", "sleutel": "een andere"})
    assert other.status_code == 409
    assert "nieuwere versie" in text(other)
    assert "Dag." in fields(other, PATH)["tekst"]
    with session(readonly=True) as db:
        assert db.query(TextVersion).count() == 1


async def test_a_text_without_what_the_law_asks_is_kept_and_not_released(fenna: Visit, jeroen: Visit) -> None:
    without = OURS.replace('{% include "shared/_clientondersteuning.md.j2" %}', "")
    await fenna.send(PATH, tekst=without)
    shown = text(await fenna.get(PATH))
    assert "ontbreekt verplichte tekst: gratis clientondersteuning" in shown
    refused = await jeroen.send(PATH, f"{PATH}/vrijgeven")
    assert refused.status_code == 409
    assert "kan nog niet worden vrijgegeven" in text(refused)
    with session(readonly=True) as db:
        assert db.query(TextRelease).count() == 0


async def test_a_shared_part_is_held_to_every_letter_it_is_in(fenna: Visit, jeroen: Visit) -> None:
    path = "/teksten/shared/_bezwaar"
    await fenna.send(path, tekst="Bel ons.")
    assert (await jeroen.send(path, f"{path}/vrijgeven")).status_code == 409
    assert "voorlopige voorziening" in text(await jeroen.get(path))


async def test_the_letter_follows_the_text(fenna: Visit) -> None:
    values = fields(await fenna.get(PATH), PATH) | {"tekst": CHANGED}
    part = await fenna.post(f"{PATH}/voorbeeld", values)
    said = text(part)
    assert "<html" not in part.text
    assert "beginnen vandaag nog" in said
    assert "Alles wat in de brief moet staan, staat erin." in said
    assert "Schrijfhulp" in said
    assert "Nieuw:" in said
    assert "Weg:" in said
    picture = part.text.split('<img src="')[1].split('"')[0]
    assert (await fenna.get(picture)).content.startswith(b"\x89PNG")


async def test_a_sample_is_chosen(fenna: Visit) -> None:
    page = await fenna.get(PATH)
    assert 'value="wmo/ontvangstbevestiging-melding|sample-gemachtigde"' in page.text
    values = fields(page, PATH) | {"voorbeeld_van": f"{LETTER}|sample-gemachtigde"}
    assert "als gemachtigde" in text(await fenna.post(f"{PATH}/voorbeeld", values))
    values["voorbeeld_van"] = "../../etc|passwd"
    assert (await fenna.post(f"{PATH}/voorbeeld", values)).status_code == 200


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("Beste\n{% if zaak %}", "Regel 2: u opent een if maar sluit hem niet"),
        ("Beste\n\n{{ klant.naam }}", "Regel 3: de brief kent geen waarde"),
        ("{{ ''.__class__ }}", "Regel 1: een naam met __ hoort niet in een brief"),
        ('#import "@preview/x"', "Regel 1: dit is een opdracht voor de opmaak"),
        ("{% include '../../geheim' %}", "Regel 1: achter include staat de vaste naam"),
        ("{{ zaak.nummer | upper }}", "Regel 1: hier mag alleen"),
    ],
)
async def test_a_fault_is_told_with_its_line_and_what_to_do(fenna: Visit, code: str, says: str) -> None:
    values = fields(await fenna.get(PATH), PATH) | {"tekst": code}
    assert says in text(await fenna.post(f"{PATH}/voorbeeld", values))


async def test_an_endless_text_leaves_the_desk_up(fenna: Visit) -> None:
    many = "[" + ",".join(["1"] * 9000) + "]"
    endless = "{% for a in M %}{% for b in M %}{% for c in M %}{% endfor %}{% endfor %}{% endfor %}".replace("M", many)
    values = fields(await fenna.get(PATH), PATH) | {"tekst": endless}
    assert "kost te veel tijd of geheugen" in text(await fenna.post(f"{PATH}/voorbeeld", values))
    assert (await fenna.get("/teksten")).status_code == 200


async def test_an_older_version_and_ours_can_come_back(fenna: Visit, jeroen: Visit) -> None:
    await fenna.send(PATH, tekst=CHANGED)
    await jeroen.send(PATH, f"{PATH}/vrijgeven")
    await fenna.send(PATH, terug="1")
    await jeroen.send(PATH, f"{PATH}/vrijgeven")
    assert current() == {file_of(LETTER): shipped(file_of(LETTER))}
    older = await fenna.get(f"{PATH}?versie=1")
    assert fields(older, PATH)["tekst"].strip() == CHANGED.strip()
    await fenna.send(PATH, page=older)
    await jeroen.send(PATH, f"{PATH}/vrijgeven")
    assert current() == {file_of(LETTER): CHANGED}


async def test_without_javascript_the_letter_is_shown_by_a_button(fenna: Visit) -> None:
    page = await fenna.send(PATH, voorbeeld="1", tekst=CHANGED)
    assert page.status_code == 200
    assert "beginnen vandaag nog" in text(page)
    assert fields(page, PATH)["tekst"].strip() == CHANGED.strip()


async def test_an_empty_text_is_sent_back(fenna: Visit) -> None:
    page = await fenna.send(PATH, tekst="  ")
    assert page.status_code == 422
    assert "Schrijf een tekst" in text(page)


async def test_a_text_that_does_not_exist_has_no_page(fenna: Visit) -> None:
    for path in ("/teksten/wmo/bestaat-niet", "/teksten/shared/_weg", "/teksten/layout/letter.typ"):
        assert (await fenna.get(path)).status_code == 404


async def test_what_is_typed_is_never_markup_of_the_page(fenna: Visit) -> None:
    values = fields(await fenna.get(PATH), PATH) | {"tekst": f"<script>alert(1)</script>\n{OURS}"}
    part = await fenna.post(f"{PATH}/voorbeeld", values)
    assert "<script>" not in part.text
    assert "&lt;script&gt;" in part.text


async def test_every_text_has_a_page_with_a_letter(fenna: Visit) -> None:
    for name in (
        "shared/_contact.md.j2",
        "shared/_gegeven-pgb.md.j2",
        *(file_of(letter) for letter in letter_names()[:2]),
    ):
        page = await fenna.get(text_view.path_of(name))
        assert page.status_code == 200
        assert "<img" in page.text, name


@pytest.mark.parametrize(
    ("ours", "theirs", "signs"),
    [("a\nb\n", "a\nb\n", []), ("a\nb\n", "a\nc\n", ["", "-", "+"]), ("a\n", "a\nb\n", ["", "+"])],
)
def test_a_difference_is_told_line_by_line(ours: str, theirs: str, signs: list[str]) -> None:
    changes = text_view.differences(ours, theirs)
    assert changes is not None
    assert [change.sign for change in changes] == signs


def test_too_long_a_text_is_not_compared() -> None:
    assert text_view.differences("a", "b\n" * 5000) is None
