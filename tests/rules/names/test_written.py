"""A name as somebody typed it on one line: of a person, several people, or an organisation."""

import pytest

from rules.names.forms import DEAR, FORMAL
from rules.names.written import greeted, in_sentence

PEOPLE = {
    "De heer T. Demir": ("de heer T. Demir", "Beste meneer Demir"),
    "mevrouw R. Aalbers": ("mevrouw R. Aalbers", "Beste mevrouw Aalbers"),
    "MEVR. R. van den Berg": ("mevrouw R. van den Berg", "Beste mevrouw Van den Berg"),
    "Dhr. Th.M. IJsbrandy": ("de heer Th.M. IJsbrandy", "Beste meneer IJsbrandy"),
    "mw. F Demir": ("mevrouw F Demir", "Beste mevrouw Demir"),
    "Mevrouw mr. A.B. d' Ancona": ("mevrouw mr. A.B. d'Ancona", "Beste mevrouw D'Ancona"),
    "Mevrouw F. Demir (dochter)": ("mevrouw F. Demir (dochter)", "Beste mevrouw Demir"),
    "Mr. P. Advies": ("mr. P. Advies", "Beste P. Advies"),
    "Fatma Demir": ("Fatma Demir", "Beste Fatma Demir"),
    "J. de Vries": ("J. de Vries", "Beste J. de Vries"),
    "Kim Zorg": ("Kim Zorg", "Beste Kim Zorg"),
    "M. van der Groep": ("M. van der Groep", "Beste M. van der Groep"),
    "Mevrouwtje Jansen": ("Mevrouwtje Jansen", "Beste Mevrouwtje Jansen"),
    "Familie Jansen": ("de familie Jansen", "Beste familie Jansen"),
    "Jan van de Groep": ("Jan van de Groep", "Beste Jan van de Groep"),
    "Kees Dienst": ("Kees Dienst", "Beste Kees Dienst"),
    "Anna Partners": ("Anna Partners", "Beste Anna Partners"),
    "Piet van Huiskantoor": ("Piet van Huiskantoor", "Beste Piet van Huiskantoor"),
    "Dienst, K.": ("Dienst, K.", "Beste Dienst, K."),
    "Hr Jansen": ("de heer Jansen", "Beste meneer Jansen"),
    "Heer J. Jansen": ("de heer J. Jansen", "Beste meneer Jansen"),
    "mijnheer Jansen": ("de heer Jansen", "Beste meneer Jansen"),
    "Mw.Jansen": ("mevrouw Jansen", "Beste mevrouw Jansen"),
    "dhr.J.Th.van der Berg": ("de heer J.Th. van der Berg", "Beste meneer Van der Berg"),
    "Hrvoje Horvat": ("Hrvoje Horvat", "Beste Hrvoje Horvat"),
    "Dhr. J. en mw. P. Jansen": ("de heer J. en mevrouw P. Jansen", "Beste meneer en mevrouw Jansen"),
    "Mw. P en dhr. J de Wit": ("mevrouw P en de heer J de Wit", "Beste meneer en mevrouw De Wit"),
    "Dhr. J. en dhr. P. Vos": ("de heer J. en de heer P. Vos", "Beste de heer J. en de heer P. Vos"),
    "Dhr. J. Vos en mw. P. Wit": ("de heer J. Vos en mevrouw P. Wit", "Beste de heer J. Vos en mevrouw P. Wit"),
    "Dhr. en mevr. A. Jansen": ("de heer en mevrouw A. Jansen", "Beste meneer en mevrouw Jansen"),
}
ORGANISATIONS = {
    "Stichting De Brug": "Beste medewerkers van Stichting De Brug",
    "Rivierenland Bewind B.V.": "Beste medewerkers van Rivierenland Bewind B.V.",
    "Van Dijk Advocaten": "Beste medewerkers van Van Dijk Advocaten",
    "Thuiszorg Oost": "Beste medewerkers van Thuiszorg Oost",
    "Gemeente Veldhaven": "Beste medewerkers van Gemeente Veldhaven",
    "De Zorggroep": "Beste medewerkers van De Zorggroep",
    "Jansen Dienstverlening B.V.": "Beste medewerkers van Jansen Dienstverlening B.V.",
    "St. Jozef": "Beste medewerkers van St. Jozef",
}
BOTH = (
    "Bewindvoering Rivierenland, de heer T. Ponsen",
    "De heer T. Ponsen, Bewindvoering Rivierenland",
    "Bewindvoering Rivierenland t.a.v. dhr. T. Ponsen",
)


@pytest.mark.parametrize(("written", "forms"), PEOPLE.items(), ids=PEOPLE)
def test_a_person_is_greeted_by_name_and_has_no_capital_in_a_sentence(written, forms):
    assert (in_sentence(written), greeted(written, DEAR)) == forms


@pytest.mark.parametrize(("written", "greeting"), ORGANISATIONS.items(), ids=ORGANISATIONS)
def test_an_organisation_is_greeted_as_who_work_there(written, greeting):
    assert (in_sentence(written), greeted(written, DEAR)) == (written, greeting)


@pytest.mark.parametrize("written", BOTH)
def test_whoever_works_there_is_greeted_where_they_are_named(written):
    assert in_sentence(written) == "de heer T. Ponsen van Bewindvoering Rivierenland"
    assert greeted(written, DEAR) == "Beste meneer Ponsen"


def test_two_people_of_an_organisation_are_greeted_as_two():
    written = "Bewindvoering Rivierenland, dhr. J. en mw. P. Jansen"
    assert in_sentence(written) == "de heer J. en mevrouw P. Jansen van Bewindvoering Rivierenland"
    assert greeted(written, FORMAL) == "Geachte heer en mevrouw Jansen"


def test_a_municipality_may_be_formal():
    assert greeted("De heer T. Demir", FORMAL) == "Geachte heer Demir"
    assert greeted("Dhr. en mw. Jansen", FORMAL) == "Geachte heer en mevrouw Jansen"
    assert greeted("Stichting De Brug", FORMAL) == "Geachte medewerkers van Stichting De Brug"
