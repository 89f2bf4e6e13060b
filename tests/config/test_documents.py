"""The lists of what may be asked: whole, dated, in words that a letter can print, and closed to all else."""

from datetime import date

import pytest

from config.documents.lists import FOLDER, Ask, listed, may_ask, not_asked, of_course
from config.law.file import LawDataError
from config.reading import phrases

TODAY = date(2026, 12, 1)
ONE = """
course = "klein"
valid_from = 2026-01-01

[[document]]
id = "klein-01"
ask = "yes"
noun = "Een kopie van uw pas"
why = "Om te zien wie u bent"
article = "Awb 4:2"
source = "praktijk"
confirmed = false
"""


@pytest.fixture
def read(tmp_path):
    """What a folder with one file lists."""

    def listed_in(text):
        (tmp_path / "klein.toml").write_text(text)
        return listed(TODAY, tmp_path)

    yield listed_in
    listed.cache_clear()


def test_all_of_the_lists_is_there():
    assert len(listed(TODAY)) == 86
    assert sum(one.ask.may for one in listed(TODAY)) == 64
    assert listed(date(2025, 12, 31)) == ()


@pytest.mark.parametrize("one", [pytest.param(one, id=one.id) for one in listed(TODAY)])
def test_what_may_be_asked_fits_in_a_letter_and_what_may_not_says_where_it_is(one):
    if one.ask.may:
        assert phrases().fault(one.noun) == phrases().fault(one.why) == ""
        assert one.elsewhere == ""
    else:
        assert one.why == ""
        assert one.elsewhere.endswith(".")
    assert one.article
    assert one.source


@pytest.mark.parametrize(
    ("id_", "course", "may"),
    [
        pytest.param("wmo-07", "wmo", True, id="a lease"),
        pytest.param("alle-03", "wmo", True, id="an authorisation, in any course"),
        pytest.param("wmo-16", "wmo", False, id="an income"),
        pytest.param("alle-05", "wmo", False, id="what is in the register"),
        pytest.param("alle-07", "wmo", False, id="a medical file"),
        pytest.param("wmo-13", "wmo", False, id="an advice that we order"),
        pytest.param("bijstand-06", "wmo", False, id="of another course"),
        pytest.param("wmo-99", "wmo", False, id="of no list"),
    ],
)
def test_a_course_asks_only_for_what_is_on_its_list(id_, course, may):
    assert (may_ask(id_, course, on=TODAY) is not None) == may


@pytest.mark.parametrize(
    ("words", "course", "id_"),
    [
        pytest.param("kopie van uw BRP-uittreksel", "wmo", "alle-05", id="the register of people"),
        pytest.param("een uittreksel uit de BRP", "schuldhulp", "alle-05", id="in any course"),
        pytest.param("uw medisch dossier", "bijstand", "alle-07", id="a medical file"),
        pytest.param("diagnose van uw arts", "wmo", "alle-07", id="a diagnosis"),
        pytest.param("MEDISCHE GEGEVENS", "parkeerkaart", "parkeerkaart-03", id="in capitals"),
        pytest.param("kopie van ons besluit", "bezwaar", "bezwaar-02", id="our own decision"),
        pytest.param("inschrijving als werkzoekende", "bijstand", "bijstand-01", id="what is with UWV"),
        pytest.param("loonstroken van mei", "bijstand", "bijstand-02", id="wages, in the register of insurance"),
        pytest.param("gegevens van uw vorige uitkering", "bijstand", "bijstand-03", id="our own file"),
        pytest.param("kentekenbewijs van uw auto", "bijstand", "bijstand-04", id="vehicles"),
        pytest.param("eigendomsakte", "bijstand", "bijstand-05", id="the land register"),
        pytest.param("verklaring over uw gezondheid", "bijstand", "bijstand-15", id="health"),
        pytest.param("bewijs van medische noodzaak", "bijzonder", "bijzonder-04", id="what is needed medically"),
        pytest.param("medisch advies", "bijzonder", "bijzonder-11", id="an advice that we order"),
        pytest.param("bewijs van gezag", "jeugd", "jeugd-01", id="custody"),
        pytest.param("testuitslag van Sem", "jeugd", "jeugd-07", id="a test of a child"),
        pytest.param("inkomensverklaring van beide ouders", "jeugd", "jeugd-12", id="an income that does not count"),
        pytest.param("BKR-overzicht", "schuldhulp", "schuldhulp-02", id="debts in a register"),
        pytest.param("informatie over uw verslaving", "schuldhulp", "schuldhulp-07", id="an addiction"),
        pytest.param("gezondheid van uw man", "wmo", "wmo-06", id="the health of somebody else"),
        pytest.param("advies van de ergotherapeut", "wmo", "wmo-13", id="an advice, of a therapist"),
        pytest.param("loonstrook van oktober", "wmo", "wmo-16", id="an income, in the Wmo"),
        pytest.param("verslag ergotherapeut, zonder diagnose", "wmo", None, id="without the diagnosis"),
        pytest.param("loonstrook van oktober", "bijzonder", None, id="where an income counts"),
        pytest.param("kopie van het besluit van UWV", "bezwaar", None, id="a decision of somebody else"),
        pytest.param("kopie van uw huurcontract", "wmo", None, id="a lease"),
    ],
)
def test_what_a_course_does_not_ask_is_known_by_its_name(words, course, id_):
    found = not_asked(words, course, on=TODAY)
    assert (found and found.id) == id_


@pytest.mark.parametrize("course", sorted({path.stem for path in FOLDER.glob("*.toml")}))
def test_nothing_on_its_list_is_refused_by_its_name(course):
    may = [one.noun for one in of_course(course, on=TODAY) if one.ask.may]
    assert [noun for noun in may if not_asked(noun, course, on=TODAY)] == []


def test_almost_all_that_is_not_asked_has_a_name():
    nameless = {one.id for one in listed(TODAY) if not one.ask.may and not one.named}
    # What is not needed, and what is in our own file, can be anything.
    assert nameless == {"alle-09", "schuldhulp-03"}


@pytest.mark.parametrize(
    ("id_", "age"),
    [
        ("bijstand-06", "niet ouder dan drie maanden"),
        ("bijzonder-02", "niet ouder dan een maand"),
        ("jeugd-04", "niet ouder dan negen maanden"),
        ("schuldhulp-06", "niet ouder dan twee jaar"),
        ("parkeerkaart-02", "geldig"),
        ("bijstand-13", "van dit kalenderjaar"),
        ("wmo-07", ""),
        ("wmo-16", ""),
    ],
)
def test_a_paper_may_be_so_old(id_, age):
    assert next(one for one in listed(TODAY) if one.id == id_).age == age


def test_a_list_is_that_of_a_course_and_then_of_all():
    courses = [one.course for one in of_course("parkeerkaart", on=TODAY)]
    assert courses == ["parkeerkaart"] * 5 + ["alle"] * 9
    assert {path.stem for path in FOLDER.glob("*.toml")} >= {"wmo", "parkeerkaart"}


def test_the_newest_words_count(read):
    newer = ONE.partition("[[document]]")[2].replace("uw pas", "uw nieuwe pas") + "valid_from = 2026-06-01\n"
    (one,) = read(f"{ONE}\n[[document]]{newer}")
    assert (one.noun, one.ask) == ("Een kopie van uw nieuwe pas", Ask.YES)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param("Een kopie van uw pas", "Wij wijzen uw aanvraag af", id="a sentence for a noun"),
        pytest.param("Om te zien wie u bent", "U krijgt geen hulp", id="a sentence for a ground"),
        pytest.param('ask = "yes"', 'ask = "perhaps"', id="an unknown answer"),
        pytest.param('ask = "yes"', 'ask = "no"', id="not asked, and nothing about where it is"),
        pytest.param('course = "klein"', 'course = "groot"', id="another course than its file"),
        pytest.param('course = "klein"', 'course = "klein"\ncolour = "red"', id="an unknown field above"),
        pytest.param('source = "praktijk"', 'sauce = "praktijk"', id="an unknown field"),
    ],
)
def test_a_list_that_is_wrong_is_refused(read, right, wrong):
    assert right in ONE
    with pytest.raises(LawDataError):
        read(ONE.replace(right, wrong))
