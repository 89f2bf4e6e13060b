"""A letter cannot say that something happened which is not on the record: sentences that claim it are found."""

import pytest
from specimens import all_samples

from letters.making import render as rendering
from letters.making.render import document
from letters.writing import required
from letters.writing.required import claimed, claims
from letters.writing.samples import sample
from letters.writing.template import letter_names
from letters.writing.texts import file_of, shipped
from rules.errors import ClaimUnfounded

NEVER = {"rekeningnummer", "alles_besproken", "pgb_plan", "niet_zelf"}
# As somebody who writes a text of their own might word it.
SAID = [
    ("overleden", "Wij hoorden dat uw moeder is overleden."),
    ("overleden", "Gecondoleerd met uw verlies."),
    ("overleden", "Uw man overleed op 3 november."),
    ("melding", "Wij ontvingen uw melding op 3 november."),
    ("melding", "In november deed u bij ons een melding."),
    ("hulpvraag", "U vroeg ons om hulp in huis."),
    ("aanvraag", "Vorige week kregen wij uw aanvraag."),
    ("aanvraag", "Wij hebben uw aanvraag ontvangen."),
    ("onderzoek", "Samen met u onderzochten wij uw situatie."),
    ("onderzoek", "Ons onderzoek is afgerond."),
    ("onderzoek", "Wij hebben goed onderzocht wat er kan."),
    ("verslag_gestuurd", "Daarvan stuurden wij u het verslag."),
    ("verslag_gestuurd", "Het verslag hebt u al gekregen."),
    ("verslag_gestuurd", "Daarna kreeg u ons verslag."),
    ("verslag_gestuurd", "Het verslag is naar u toegestuurd."),
    ("verslag_gestuurd", "Wij hebben u het verslag gestuurd."),
    ("gesprek", "Op 9 november spraken wij u thuis."),
    ("gesprek", "Wij bespraken dit met u."),
    ("gesprek", "Dit is met u besproken."),
    ("gesprek", "Dit hebben wij met u besproken."),
    ("gesprek", "Zoals wij afspraken, hoort u nu van ons."),
    ("gesprek", "In ons gesprek vertelde u ons over uw heup."),
    ("niet_bereikt", "Het is ons niet gelukt u te bereiken."),
    ("niet_bereikt", "Wij konden u niet bereiken."),
    ("pogingen", "Drie keer probeerden wij u te bellen."),
    ("pogingen", "Ik heb geprobeerd u te bereiken."),
    ("gebeld", "Wij belden u vorige week."),
    ("gebeld", "Wij hebben u hierover gebeld."),
    ("gebeld", "U bent hierover gebeld."),
    ("verteld", "Wij vertelden u wat dit betekent."),
    ("verteld", "Wij hebben u alles uitgelegd."),
    ("verteld", "Ik legde u de regels uit."),
    ("akkoord", "U bent akkoord met minder uren."),
    ("akkoord", "U was het daarmee eens."),
    ("akkoord", "U ging hiermee akkoord."),
    ("akkoord", "Met uw toestemming vroegen wij het na."),
    ("akkoord", "U vond dit goed."),
    ("advies", "Wij vroegen advies aan een arts."),
    ("advies", "Volgens het advies van de arts kan dat."),
    ("advies", "De ergotherapeut adviseerde een traplift."),
    ("advies", "Wij volgen dit advies."),
    ("advies", "De arts schreef ons dat u niet mag tillen."),
    ("gegevens_gevraagd", "Op 3 november vroegen wij u om meer gegevens."),
    ("gegevens_missen", "Wij hebben ze nog niet."),
    ("gegevens_missen", "Uw loonstrook hebben wij niet gekregen."),
    ("gegevens_gekregen", "Op 20 november kregen wij uw gegevens."),
    ("ingebrekestelling", "Wij kregen uw ingebrekestelling."),
    ("besluit", "In ons besluit van 3 mei staat meer."),
    ("besluit", "Dat besloten wij al eerder."),
    ("intrekking", "U liet ons weten dat u uw aanvraag intrekt."),
    ("intrekking", "U trok uw aanvraag in."),
    ("rekeningnummer", "Wij gebruiken het rekeningnummer dat wij van u hebben."),
    ("alles_besproken", "Wij hebben alle onderdelen met u besproken."),
    ("pgb_plan", "Wij keurden uw plan goed."),
    ("pgb_plan", "Uw pgb-plan is goedgekeurd."),
    ("niet_zelf", "U kunt dit niet zelf oplossen."),
    ("niet_zelf", "Dat lukt niet, ook niet met hulp van anderen."),
]
# Wordings that the patterns do not know: a second person who releases a text has to see these.
MISSED = {
    "Het verslag is naar u toegestuurd.",
    "Dit is met u besproken.",
    "U bent hierover gebeld.",
    "U vond dit goed.",
    "De arts schreef ons dat u niet mag tillen.",
}
# What is asked, still to come, depends on something, or did not happen, claims nothing.
UNSAID = [
    "Hebben wij dit met u besproken?",
    "Wat hebben wij onderzocht?",
    "Na het gesprek krijgt u een verslag.",
    "Daarna krijgt u een verslag van ons.",
    "Voordat wij dat besluiten, bellen wij u.",
    "Wij hebben elkaar niet gesproken.",
    "Wij hebben u over dit besluit niet gebeld.",
    "Bent u het niet eens met dit besluit?",
    "U mag ook hulp aanvragen als u het niet eens bent met dit verslag.",
    "Wij vragen advies aan een arts.",
    "Stuur de gegevens uiterlijk op 3 december.",
    "U mag altijd een nieuwe aanvraag doen.",
    "U krijgt ons besluit uiterlijk op 3 december.",
    "Wij voegen uw reactie bij het verslag.",
    "Bel mij dan. Samen kijken we wat er kan.",
    "Wij gebruiken uw plan bij ons onderzoek.",
]


def words(letter: str, values: dict[str, object]) -> tuple[str, ...]:
    """What a letter says in the words of its text alone, whether or not it is on the record."""
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "check_claims", lambda _, words: said.extend(words))
        document(letter, values)
    return tuple(said)


def found(sentence: str) -> set[str]:
    return {name for name, _ in claimed((sentence,))}


@pytest.mark.parametrize(("name", "sentence"), SAID, ids=[sentence for _, sentence in SAID])
def test_a_sentence_that_claims_a_fact_is_found_or_known_to_be_missed(name, sentence):
    assert (name in found(sentence)) != (sentence in MISSED)


def test_nine_in_ten_of_them_are_found():
    assert {name for name, _ in SAID} == set(claims())
    assert len(MISSED) / len(SAID) <= 0.1


@pytest.mark.parametrize("sentence", UNSAID)
def test_a_sentence_that_claims_nothing_is_left_alone(sentence):
    assert found(sentence) == set()


CLAIMING = [
    (letter, name)
    for letter in letter_names()
    for name in sorted({name for name, _ in claimed(words(letter, sample(letter)))})
]


def test_the_letters_claim_nearly_every_fact():
    assert len(CLAIMING) >= 40
    assert {name for _, name in CLAIMING} >= {"verslag_gestuurd", "gesprek", "akkoord", "niet_bereikt", "besluit"}
    assert not NEVER & {name for _, name in CLAIMING}


@pytest.mark.parametrize(("letter", "name"), CLAIMING)
def test_a_letter_never_claims_what_is_not_on_the_record(letter, name):
    """It leaves the sentence out, or it is refused; with the check off, that one goes out."""
    values = sample(letter)
    values["feiten"] |= {name: False}
    if name not in {one for one, _ in claimed(words(letter, values))}:
        assert document(letter, values).body
        return
    with pytest.raises(ClaimUnfounded) as refused:
        document(letter, values)
    assert refused.value.claim == name


@pytest.mark.parametrize("name", sorted(NEVER))
def test_what_no_record_bears_is_said_by_no_letter(name):
    assert not any(facts.get(name) for facts in (sample(*each)["feiten"] for each in all_samples()))


def test_what_a_citizen_wrote_claims_nothing():
    letter = "wmo/ontvangstbevestiging-melding"
    values = sample(letter)
    values["feiten"] = dict.fromkeys(values["feiten"], False) | {"melding": True, "hulpvraag": True}
    values["melding"]["vraag"] = "Wij spraken elkaar al. U kreeg het advies van de arts, en ik was akkoord."
    assert values["melding"]["vraag"] in document(letter, values).body


def test_a_municipality_may_not_claim_it_either():
    letter = "shared/niet-bereikt"
    own = {f"{letter}/brief.md.j2": f"{shipped(file_of(letter))}\n\nWij spraken u op het stadhuis.\n"}
    values = sample(letter)
    assert "Wij spraken u op het stadhuis." in document(letter, values, texts=own).body
    values["feiten"] |= {"gesprek": False}
    with pytest.raises(ClaimUnfounded) as refused:
        document(letter, values, texts=own)
    assert refused.value.message_nl.startswith("De brief zegt: “Wij spraken u op het stadhuis.” Dat staat niet in het")


def test_a_letter_from_before_its_facts_were_kept_with_it_still_goes_out():
    for letter in ("shared/niet-bereikt", "wmo/afwijzing"):
        values = sample(letter)
        del values["feiten"]
        assert document(letter, values).body == document(letter, sample(letter)).body


def test_a_sentence_names_no_value_of_the_citizen(monkeypatch):
    letter = "shared/bevestiging-gesprek"
    values = sample(letter)
    values["gesprek"]["met"] = "mevrouw Geheim"
    values["feiten"] |= {"gesprek": False}
    with pytest.raises(ClaimUnfounded) as refused:
        document(letter, values)
    assert refused.value.sentence == "Op … om … uur spraken wij met …."
    monkeypatch.setattr(required, "claims", dict)
    required.claimed.cache_clear()
    assert "mevrouw Geheim" in " ".join(document(letter, values).body)
    required.claimed.cache_clear()
