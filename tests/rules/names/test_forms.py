"""A registered name on an envelope, in a sentence and in a salutation: the published cases of the BRP, and our own."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given as each
from hypothesis import strategies as st

from rules.names.forms import DEAR, envelope, in_full, in_text, salutation, surname
from rules.names.name import Name, NameUse, Surname, tight
from rules.names.nobility import MAN, TITLES, WOMAN

PUBLISHED = yaml.safe_load((Path(__file__).parent / "published.yaml").read_text("utf-8"))
BERG = Surname("Berg", "van den")


def read(row):
    own, partner = row["name"], row.get("partner", {})
    other = Surname(partner.get("family", ""), partner.get("prefix", ""), partner.get("title", ""))
    return Name(
        Surname(own.get("family", ""), own.get("prefix", ""), own.get("title", "")),
        own.get("given", ""),
        own.get("gender", ""),
        NameUse(own.get("use", "E")),
        other,
        partner.get("parted", False),
    )


def story(row):
    return " ".join(str(value) for part in (row["name"], row.get("partner", {})) for value in part.values())


@pytest.mark.parametrize("row", PUBLISHED, ids=map(story, PUBLISHED))
def test_each_published_name_has_its_forms(row):
    name, expected = read(row), row["expected"]

    found = {"in_text": in_text(name), "salutation": salutation(name), "envelope": list(envelope(name))}
    # Where the BRP has no form of address, an envelope of ours has “Mevrouw” or “De heer”.
    if len(found["envelope"]) == 1 and name.gender:
        found["envelope"] = [found["envelope"][0].removeprefix(f"{name.gender[:1].upper()}{name.gender[1:]} ")]
    assert {form: found[form] for form in expected} == expected


def test_the_table_has_every_case():
    assert len(PUBLISHED) == 291
    assert sum(len(row["expected"]) for row in PUBLISHED) == 351


OURS = {
    "a man": (MAN, "T.", "van den", "Berg", "De heer T. van den Berg", "Beste meneer Van den Berg"),
    "a woman": (WOMAN, "T.", "van den", "Berg", "Mevrouw T. van den Berg", "Beste mevrouw Van den Berg"),
    "no gender known": ("", "T.", "van den", "Berg", "T. van den Berg", "Beste T. van den Berg"),
    "nothing but a family": ("", "", "van den", "Berg", "Van den Berg", "Beste Van den Berg"),
    "a d with an apostrophe": (WOMAN, "H.", "d'", "Ancona", "Mevrouw H. d'Ancona", "Beste mevrouw D'Ancona"),
    "one with a curl": ("", "H.", "d’", "Ancona", "H. d’Ancona", "Beste H. d’Ancona"),
    "one in the family name": ("", "H.", "", "d' Ancona", "H. d'Ancona", "Beste H. d'Ancona"),
    "an article of Arabic": (MAN, "S.", "al-", "Masri", "De heer S. al-Masri", "Beste meneer Al-Masri"),
    "an apostrophe before a t": (MAN, "A.", "'t", "Hof", "De heer A. 't Hof", "Beste meneer 't Hof"),
    "ij without capitals": (WOMAN, "C.", "", "ijsbrandy", "Mevrouw C. ijsbrandy", "Beste mevrouw IJsbrandy"),
    "IJ": (WOMAN, "C.", "", "IJsbrandy", "Mevrouw C. IJsbrandy", "Beste mevrouw IJsbrandy"),
    "Ij that is two syllables": (MAN, "F.", "", "Ijaz", "De heer F. Ijaz", "Beste meneer Ijaz"),
    "one name": (MAN, "", "", "Ali bin Mohammed", "De heer Ali bin Mohammed", "Beste meneer Ali bin Mohammed"),
}


@pytest.mark.parametrize("told", OURS.values(), ids=OURS)
def test_an_envelope_and_a_salutation_are_two_forms(told):
    gender, given, prefix, family, line, greeting = told
    name = Name(Surname(family, prefix), given, gender)

    assert envelope(name) == (line,)
    assert salutation(name, DEAR) == greeting


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name(BERG, "T.", WOMAN), "mevrouw T. van den Berg"),
        (Name(BERG, "", WOMAN), "mevrouw Van den Berg"),
        (Name(BERG, "T."), "T. van den Berg"),
        (Name(Surname("Berg", "van den", "baron"), "T.", MAN), "baron van den Berg"),
    ],
)
def test_a_name_in_full_tells_people_of_one_family_apart(name, text):
    assert in_full(name) == text


def test_a_list_has_the_name_that_somebody_chose():
    married = Name(BERG, "T.", WOMAN, NameUse.PARTNER_FIRST, Surname("Boer", "de", "baron"))
    assert surname(married) == "de Boer-van den Berg"
    assert surname(Name(BERG, use=NameUse.PARTNER)) == "van den Berg"


WORDS = st.sampled_from(["Berg", "Ancona", "IJsbrandy", "Ali bin Mohammed", "ijssel", "Çelik", "Bonne Fooie"])
PREFIXES = st.sampled_from(["", "van den", "d'", "d’", "'t", "in 't", "al-", "De"])
NAMES = st.builds(
    Name,
    st.builds(Surname, WORDS, PREFIXES, st.sampled_from(["", *TITLES])),
    st.sampled_from(["", "T.", "A.B."]),
    st.sampled_from(["", MAN, WOMAN]),
    st.sampled_from(NameUse),
    st.builds(Surname, WORDS | st.just(""), PREFIXES, st.sampled_from(["", *TITLES])),
    st.booleans(),
)


@each(NAMES)
def test_a_name_has_no_space_too_many_and_begins_with_a_capital(name):
    alone = (*envelope(name), salutation(name))
    for text in (*alone, in_text(name), in_full(name), surname(name)):
        assert text == " ".join(text.split())
        assert not any(loose in text for loose in (" -", "- ", "d' ", "d’ "))
    assert not any(text[0].islower() for text in alone)


@each(NAMES)
def test_a_name_is_said_of_each_that_has_one(name):
    assert all((envelope(name), salutation(name), in_text(name), in_full(name), surname(name)))


def test_only_a_letter_that_belongs_to_the_name_loses_its_space():
    assert tight("O' Brien") == "O'Brien"
    assert tight("in 't Veld") == "in 't Veld"


@pytest.mark.parametrize(
    ("prefix", "family", "written"),
    [
        ("van der", "van der Meulen", "van der Meulen"),
        ("van der", "Van der Meulen", "van der Meulen"),
        ("d'", "d'Ancona", "d'Ancona"),
        ("de", "Deken", "de Deken"),
        ("", "van der Meulen", "van der Meulen"),
    ],
)
def test_a_prefix_that_was_filled_in_twice_is_written_once(prefix, family, written):
    assert Surname(family, prefix).after() == written
