"""Who reads the letters of a case: by which name, with which greeting, and as what."""

from datetime import date, timedelta

import pytest

from config.municipality import municipality
from letters.making.render import document
from letters.writing.samples import sample
from rules.facts import APPLICANT
from store.models import Case, Citizen, Member
from tasks import clock
from tasks.letters.addressee import client_values
from tasks.parties import people

HOME = {"street": "Kade", "number": "3", "postcode": "4091 AB", "city": "Veldhaven"}


def case(member=None, **citizen):
    told = {"salutation": "mevrouw", "initials": "R.", "prefix": "", "family_name": "Aalbers", "first_name": ""}
    told |= {"title": "", "name_use": "E", "partner_family_name": "", "partner_prefix": "", "partner_title": ""}
    flags = {"country": "", "phone": "", "language": "Nederlands", "reachable": "", "born_on": None}
    return Case(citizen=Citizen(**HOME | flags | told | citizen), representative=member)


def somebody(name="De heer T. Ponsen", relation=""):
    return Member(name=name, relation=relation, address=[], large_print=0)


def read_by(relation, born_on=None):
    return people.reader(case(somebody(relation=relation), born_on=born_on), (), APPLICANT)


@pytest.mark.parametrize(
    ("relation", "role"),
    [
        ("bewindvoerder", "bewindvoerder"),
        ("Mijn bewindvoerster", "bewindvoerder"),
        ("Curator", "curator"),
        ("mentor van mijn broer", "mentor"),
        ("voogd", "voogd"),
        ("advocaat", "advocaat"),
        ("erfgenaam", "erfgenaam"),
        ("dochter", "gemachtigde"),
        ("moeder", "gemachtigde"),
        ("", "gemachtigde"),
    ],
)
def test_only_who_is_authorised_is_called_so(relation, role):
    reader = read_by(relation)
    assert (reader.role, reader.stands_in, reader.speaks_for) == (role, "mevrouw R. Aalbers", "mevrouw R. Aalbers")


def test_a_parent_acts_for_a_child_until_it_is_eighteen():
    today = clock.today()
    eighteen = date(today.year - people.ADULT, today.month, today.day)
    assert read_by("vader", eighteen + timedelta(days=1)).role == "ouder"
    assert read_by("vader", eighteen).role == "gemachtigde"
    assert read_by("zus", eighteen + timedelta(days=1)).role == "gemachtigde"


@pytest.mark.parametrize(
    ("citizen", "called", "greeting", "window"),
    [
        ({}, "mevrouw Aalbers", "Beste mevrouw Aalbers", "Mevrouw R. Aalbers"),
        (
            {"prefix": "d'", "family_name": "Ancona"},
            "mevrouw D'Ancona",
            "Beste mevrouw D'Ancona",
            "Mevrouw R. d'Ancona",
        ),
        ({"salutation": ""}, "R. Aalbers", "Beste R. Aalbers", "R. Aalbers"),
        ({"initials": "", "first_name": "Rosa"}, "mevrouw Aalbers", "Beste mevrouw Aalbers", "Mevrouw Rosa Aalbers"),
        ({"initials": "", "salutation": ""}, "Aalbers", "Beste Aalbers", "Aalbers"),
    ],
)
def test_a_citizen_has_a_name_for_each_place(citizen, called, greeting, window):
    reader = people.reader(case(**citizen), (), APPLICANT)
    assert (reader.called, reader.greeting, reader.window) == (called, greeting, (window,))


def test_a_title_has_a_line_of_its_own_in_the_window():
    noble = {"salutation": "de heer", "prefix": "van den", "family_name": "Aedel", "title": "jonkheer"}
    reader = people.reader(case(**noble), (), APPLICANT)
    assert client_values(reader) == {
        "naam": "Jonkheer van den Aedel",
        "aanhef": "jonkheer van den Aedel",
        "aanspraak": "Hoogwelgeboren heer",
        "adres": ["De hoogwelgeboren heer", "Jonkheer R. van den Aedel", "Kade 3", "4091 AB  VELDHAVEN"],
    }


def test_whoever_reads_for_another_is_greeted_themselves():
    reader = people.reader(case(somebody("Bewindvoering Rivierenland, de heer T. Ponsen")), (), APPLICANT)
    assert client_values(reader) == {
        "naam": "Mevrouw R. Aalbers",
        "aanhef": "meneer Ponsen",
        "aanspraak": "",
        "adres": ["Bewindvoering Rivierenland, de heer T. Ponsen", "Kade 3", "4091 AB  VELDHAVEN"],
    }


def test_a_municipality_chooses_how_its_letters_begin(monkeypatch):
    formal = municipality().model_copy(update={"aanhef": "Geachte"})
    monkeypatch.setattr(people, "municipality", lambda: formal)
    reader = people.reader(case(), (), APPLICANT)
    assert (reader.greeting, client_values(reader)["aanhef"]) == ("Geachte mevrouw Aalbers", "mevrouw Aalbers")
    values = sample("shared/niet-bereikt")
    values["gemeente"]["aanhef"] = "Geachte"
    assert "Geachte mevrouw Yıldız-Demir," in document("shared/niet-bereikt", values).body
    assert "Beste mevrouw Yıldız-Demir," in document("shared/niet-bereikt", sample("shared/niet-bereikt")).body


@pytest.mark.parametrize(
    ("called", "governed"),
    [("Gemeente Veldhaven", "Veldhaven"), ("gemeente Maas en Waal", "Maas en Waal")],
)
def test_a_letter_is_on_behalf_of_the_municipality_and_not_of_its_seat(called, governed):
    values = sample("shared/niet-bereikt")
    values["gemeente"] |= {"naam": called, "plaats": "Zetel"}
    greeting = document("shared/niet-bereikt", values).head["groet"]
    assert greeting[1] == f"namens het college van burgemeester en wethouders van {governed}"


def test_reasons_are_about_what_was_asked_as_in_a_sentence():
    values = sample("wmo/afwijzing")
    values["voorzieningen"][0] |= {"naam": "Hulp bij het huishouden", "over": "hulp bij het huishouden"}
    assert "Over hulp bij het huishouden" in document("wmo/afwijzing", values).body
