"""Every letter, made from its sample and read back from the PDF."""

import re
from functools import cache

import pytest
from specimens import all_samples

from letters.language.readability import GOOD_SCORE, GOOD_WORDS, readability
from letters.making.render import document, preview, render
from letters.writing.required import demands, flat, missing, shown
from letters.writing.samples import PLAIN, sample, sample_names
from letters.writing.template import front_matter, letter_names
from rules.errors import TemplateMissing

LETTERS = letter_names()
SAMPLES = all_samples()
every_sample = pytest.mark.parametrize(("letter", "name"), SAMPLES)
# Of the Wmo and of the general phase of the Awb; L34 is our own, for Awb 4:15 lid 3.
PROMISED = {f"L{number:02}" for number in (*range(1, 18), 22, 26, 29, 30)}
MOST_PAGES = 2
# What refuses tells all about objecting; what gives as well has the parts of both.
LONGER = ("wmo/onderzoeksverslag", "sample"), ("wmo/afwijzing", "sample-"), ("parkeerkaart/minder", "sample-")
ADVERSE = [letter for letter in LETTERS if front_matter(letter).adverse]


@pytest.fixture(scope="module")
def paper(read):
    """Each sample made and read once."""
    return cache(lambda letter, name: (made := render(letter, sample(letter, name)), read(made.pdf)))


def as_read(text):
    """The reference block stands as label over value on paper; the patterns know a colon."""
    return re.sub(r"(Afdeling|Datum|Ons kenmerk|Zaaknummer|Uw contactpersoon) (?=\S)", r"\1: ", text)


def test_there_is_a_letter_for_each_step_of_the_wmo_and_the_general_phase():
    fronts = [front_matter(letter) for letter in LETTERS]
    assert {one for front in fronts for one in (front.letter_id, *front.also)} >= PROMISED


def test_every_letter_has_a_sample_for_a_representative_and_its_own_variants():
    assert all("sample-gemachtigde" in sample_names(letter) for letter in LETTERS)
    assert sample_names("wmo/afwijzing")[0] == PLAIN
    assert {"sample-niet-bereikt", "sample-advies"} <= set(sample_names("wmo/afwijzing"))
    assert all("sample-niet-bereikt" in sample_names(letter) for letter in ADVERSE)


def test_a_variant_says_only_what_differs():
    plain, variant = sample("wmo/afwijzing"), sample("wmo/afwijzing", "sample-niet-bereikt")
    assert "gesprek" not in variant
    assert variant["uitzondering"]["pogingen"]
    assert variant["voorzieningen"] == plain["voorzieningen"]
    assert sample("wmo/uitnodiging-gesprek", "sample-zonder-tolk")["gesprek"]["tijd"] == "10.00"


@pytest.mark.parametrize("name", ["sample-weg", "../../../etc/passwd", "../wmo/afwijzing/sample", ""])
def test_an_unknown_sample_is_refused_and_reads_no_file(name):
    with pytest.raises(TemplateMissing):
        sample("wmo/afwijzing", name)


@every_sample
def test_a_letter_says_on_paper_all_that_the_law_asks(letter, name, paper):
    values = sample(letter, name)
    made, text = paper(letter, name)
    assert missing(front_matter(letter).of(values), as_read(text)) == ()
    assert shown(front_matter(letter), as_read(text)) == ()
    longer = any(letter == one and name.startswith(start) for one, start in LONGER)
    assert made.pages <= MOST_PAGES + longer
    signer = values.get("ondertekenaar", values["consulent"])
    for named in (values["consulent"]["naam"], values["consulent"]["telefoon"]):
        assert named in text
    assert (
        f"namens het college van burgemeester en wethouders van Veldhaven {signer['naam']} {signer['functie']}" in text
    )
    assert "Gemeente Veldhaven, Postbus 100, 4090 AA Veldhaven" in text
    assert " ".join(values["client"]["adres"]).replace("  ", " ") in text


@every_sample
def test_every_demand_finds_its_own_words(letter, name):
    """Take the words away that a demand finds, and the demand is missed: no pattern matches just anything."""
    front, text = front_matter(letter), flat(" ".join(document(letter, sample(letter, name)).text))
    for demand, pattern in demands(front).items():
        left = re.sub(pattern, "", text, flags=re.IGNORECASE)
        assert demand in missing(front, left), demand


@every_sample
def test_all_text_reaches_the_paper_and_nothing_else(letter, name, paper):
    made = document(letter, sample(letter, name))
    text = re.sub(r"\s", "", paper(letter, name)[1])
    for paragraph in made.body:
        # A paragraph may run over a page, past the footer.
        words = re.sub(r"\s", "", paragraph)
        assert words in text or (words[:20] in text and words[-20:] in text), paragraph


@every_sample
def test_a_letter_reads_easily(letter, name):
    found = readability(document(letter, sample(letter, name)).body)
    assert found.score >= GOOD_SCORE
    assert found.mean_words <= GOOD_WORDS
    assert found.long_sentences == ()


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_names_its_subject_between_its_case_and_its_reader(letter, paper):
    number = sample(letter)["zaak"]["nummer"]
    assert f"{number} {front_matter(letter).title} Beste" in paper(letter, PLAIN)[1]


def test_a_long_e_mail_address_stays_on_the_paper(read, reach):
    values = sample("shared/niet-bereikt")
    values["consulent"]["email"] = "annemarie.vanderberg-oosterwijk.wijkteam-noord@sociaaldomein.veldhaven.example"
    made = render("shared/niet-bereikt", values).pdf
    assert reach(made) < 530
    column = read(made).split("Datum")[0]
    assert values["consulent"]["email"] in column.replace(" ", "")


@pytest.mark.parametrize("letter", LETTERS)
def test_a_representative_reads_on_whose_behalf(letter, paper):
    text = paper(letter, "sample-gemachtigde")[1]
    assert "Beste meneer Demir, U ontvangt deze brief als gemachtigde van mevrouw F. Yıldız-Demir" in text
    assert "Beste mevrouw" not in text


def test_a_clerk_without_e_mail_is_reached_by_phone(read):
    values = sample("shared/niet-bereikt")
    values["consulent"]["email"] = ""
    text = read(render("shared/niet-bereikt", values).pdf)
    assert "mail" not in text.split("Hebt u vragen?")[1]
    assert "E-mail" not in text


@pytest.mark.parametrize("letter", ADVERSE)
def test_a_rejection_tells_of_the_call_in_the_citizens_own_words(letter, paper):
    values = sample(letter)
    text = paper(letter, PLAIN)[1]
    assert values["gesprek"]["inbreng"] in text
    assert values["gesprek"]["reactie"] in text


def test_a_penalty_shared_by_applicants_tells_each_their_share(paper):
    assert "Ieder krijgt een gelijk deel" not in paper("shared/dwangsombesluit", PLAIN)[1]
    text = paper("shared/dwangsombesluit", "sample-aanvragers")[1]
    assert "U krijgt daarom € 480,67 van ons." in text
    assert "Samen € 1.442,00. Er zijn 3 aanvragers. Ieder krijgt een gelijk deel. Uw deel is € 480,67." in text


@pytest.mark.parametrize("letter", ADVERSE)
def test_a_rejection_without_a_call_tells_why_and_what_was_tried(letter, paper):
    values = sample(letter, "sample-niet-bereikt")
    text = paper(letter, "sample-niet-bereikt")[1]
    assert "Wij hebben elkaar niet gesproken" in text
    assert values["uitzondering"]["tekst"] in text
    assert "9.30 uur: wij belden u, niemand nam op" in text
    assert text.count("wij belden u") == len(values["uitzondering"]["pogingen"])


@pytest.mark.parametrize("letter", ADVERSE)
def test_each_reason_in_a_rejection_names_where_it_comes_from(letter, paper):
    values = sample(letter)
    text = paper(letter, PLAIN)[1]
    # A refused penalty has no provisions: its one reason is the letter itself.
    for provision in values.get("voorzieningen", ()):
        if provision["uitkomst"] != "toe":
            assert f"{provision['reden']} Dit weten wij uit: {provision['bron']}." in text


def test_a_mixed_decision_gives_each_provision_its_own_outcome(read):
    values, other = (sample("wmo/afwijzing", name) for name in ("sample-deels", "sample-deels-pgb"))
    values["voorzieningen"] += other["voorzieningen"]
    text = read(render("wmo/afwijzing", values).pdf)
    given, refused = text.split("Dit krijgt u niet", 1)
    assert "U krijgt: hulp bij het huishouden" in given
    assert "U krijgt: hulp bij het eten" in given
    assert "U krijgt: hulp bij de boodschappen" not in given
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
    assert made.text[-2] == (sample(letter).get("ondertekenaar") or sample(letter)["consulent"])["functie"]
    assert made.text[-1] == "Deze brief is automatisch gemaakt. Daarom staat er geen handtekening onder."


def test_a_report_after_the_application_asks_for_no_other(paper):
    text = paper("wmo/onderzoeksverslag", "sample-na-aanvraag")[1]
    assert "Op 20 november 2026 kregen wij uw aanvraag. U hoeft dus niets meer aan te vragen." in text
    assert "Wilt u hulp aanvragen?" not in text
    assert "Wilt u hulp aanvragen?" in paper("wmo/onderzoeksverslag", PLAIN)[1]
