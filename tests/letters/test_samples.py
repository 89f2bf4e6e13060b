"""Every letter, made from its sample and read back from the PDF."""

import re

import pytest

from letters.readability import GOOD_SCORE, GOOD_WORDS, readability
from letters.render import document, preview, render
from letters.required import blocks, missing, shown
from letters.template import front_matter, letter_names, sample

LETTERS = letter_names()
ADVERSE = [letter for letter in LETTERS if front_matter(letter).adverse]


def as_read(text):
    """The reference block stands as label over value on paper; the patterns know a colon."""
    return re.sub(r"(Afdeling|Datum|Ons kenmerk|Zaaknummer|Uw contactpersoon) (?=\S)", r"\1: ", text)


def test_there_is_a_letter_for_each_step_of_the_wmo():
    steps = {"L01", "L03", "L04", "L10", "L12", "L13", "L14", "L15", "L16", "L22"}
    assert steps <= {front_matter(letter).letter_id for letter in LETTERS}


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_says_on_paper_all_that_the_law_asks(letter, read):
    text = as_read(read(render(letter, sample(letter)).pdf))
    assert missing(front_matter(letter), text) == ()
    assert shown(front_matter(letter), text) == ()


@pytest.mark.parametrize("letter", LETTERS)
def test_every_demand_finds_its_own_words(letter):
    """Take the words away that a demand finds, and the demand is missed: no pattern matches just anything."""
    front, text = front_matter(letter), " ".join(" ".join(document(letter, sample(letter)).text).split())
    demands = dict(front.must)
    for block in front.blocks:
        demands.update(blocks()[block])
    for name, pattern in demands.items():
        left = re.sub(pattern, "", text, flags=re.IGNORECASE)
        assert name in missing(front, left), name


@pytest.mark.parametrize("letter", LETTERS)
def test_all_text_reaches_the_paper_and_nothing_else(letter, read):
    made = document(letter, sample(letter))
    paper = re.sub(r"\s", "", read(render(letter, sample(letter)).pdf))
    for paragraph in made.body:
        # A paragraph may run over a page, past the footer.
        words = re.sub(r"\s", "", paragraph)
        assert words in paper or (words[:20] in paper and words[-20:] in paper), paragraph


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_reads_easily(letter):
    found = readability(document(letter, sample(letter)).body)
    assert found.score >= GOOD_SCORE
    assert found.mean_words <= GOOD_WORDS
    assert found.long_sentences == ()


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_names_its_sender_and_its_mandate(letter, read):
    text = read(render(letter, sample(letter)).pdf)
    assert "Gemeente Veldhaven, Postbus 100, 4090 AA Veldhaven" in text
    assert "namens het college van burgemeester en wethouders van Veldhaven" in text


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_names_its_addressee_and_its_subject(letter, read):
    values = sample(letter)
    text = read(render(letter, values).pdf)
    assert " ".join(values["client"]["adres"]).replace("  ", " ") in text
    assert f"{values['zaak']['nummer']} {front_matter(letter).title} Beste" in text


def test_a_long_e_mail_address_stays_on_the_paper(read, reach):
    values = sample("shared/niet-bereikt")
    values["consulent"]["email"] = "annemarie.vanderberg-oosterwijk.wijkteam-noord@sociaaldomein.veldhaven.example"
    made = render("shared/niet-bereikt", values).pdf
    assert reach(made) < 530
    column = read(made).split("Datum")[0]
    assert values["consulent"]["email"] in column.replace(" ", "")


@pytest.mark.parametrize("letter", LETTERS)
def test_a_representative_reads_on_whose_behalf(letter, read):
    values = sample(letter)
    values["gemachtigde"] = values["client"]["naam"]
    values["client"]["aanhef"] = "de heer Demir"
    values["client"]["adres"] = ["De heer T. Demir", "Kade 3", "4091 AB  VELDHAVEN"]
    text = read(render(letter, values).pdf)
    assert "Beste de heer Demir, U ontvangt deze brief als gemachtigde van mevrouw F. Yıldız-Demir" in text
    assert "Beste mevrouw" not in text


def test_a_clerk_without_e_mail_is_reached_by_phone(read):
    values = sample("shared/niet-bereikt")
    values["consulent"]["email"] = ""
    text = read(render("shared/niet-bereikt", values).pdf)
    assert "mail" not in text.split("Hebt u vragen?")[1]
    assert "E-mail" not in text


@pytest.mark.parametrize("letter", ADVERSE)
def test_a_rejection_tells_of_the_call_in_the_citizens_own_words(letter, read):
    text = read(render(letter, sample(letter)).pdf)
    assert "U vertelde dat de boodschappendienst op dinsdag vol zit." in text
    assert "Op vrijdag is er plaats voor u." in text


@pytest.mark.parametrize("letter", ADVERSE)
def test_a_rejection_without_a_call_tells_why_and_what_was_tried(letter, read):
    values = sample(letter)
    del values["gesprek"]
    values["uitzondering"] = {
        "tekst": "Wij belden u vier keer en stuurden u een brief.",
        "pogingen": [{"datum": "2026-11-17", "tijd": "9.30", "wijze": "ik belde u, niemand nam op"}],
    }
    text = read(render(letter, values).pdf)
    assert "Wij hebben elkaar niet gesproken" in text
    assert "17 november 2026, 9.30 uur: ik belde u, niemand nam op" in text


def test_a_mixed_decision_gives_each_provision_its_own_outcome(read):
    text = read(render("wmo/gedeeltelijke-toekenning", sample("wmo/gedeeltelijke-toekenning")).pdf)
    given, refused = text.split("Dit krijgt u niet", 1)
    assert "U krijgt: hulp bij het huishouden" in given
    assert "U krijgt: hulp bij het eten" in given
    assert "boodschappen" not in given
    assert "Over hulp bij de boodschappen" in refused
    assert "hulp bij het eten: u krijgt minder dan u vroeg" in refused


def test_a_first_report_does_not_speak_of_an_earlier_one(read):
    values = sample("wmo/onderzoeksverslag")
    assert "komt in de plaats van het vorige verslag" in read(render("wmo/onderzoeksverslag", values).pdf)
    values["versie"] = 1
    assert "vorige verslag" not in read(render("wmo/onderzoeksverslag", values).pdf)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_preview_shows_every_page_and_reads_every_paragraph(letter):
    made, final = preview(letter, sample(letter)), render(letter, sample(letter))
    assert made.pdf == final.pdf
    assert len(made.pages_png) == final.pages
    assert all(page.startswith(b"\x89PNG") for page in made.pages_png)
    assert f"Beste {sample(letter)['client']['aanhef']}," in made.text
    assert made.text[-1] == (sample(letter).get("ondertekenaar") or sample(letter)["consulent"])["functie"]
