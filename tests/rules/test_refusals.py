"""Which sentences are marked for whoever typed them, and which are not: others refuse, and a citizen cannot."""

import pytest

from config.reading import refusals
from rules.refusals import Refusals, sentences
from tools.refusals import lines

RULE = refusals()
# Measured on 30 November 2026, of 100 and of 200; a later rule finds no fewer, and marks no more.
HELD_FOUND, HELD_ALARMS = 45, 2


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Wij wijzen uw aanvraag af.", id="plainly"),
        pytest.param("Uw verzoek om verlengde pleegzorg willigen wij niet in.", id="we do not give it"),
        pytest.param("U krijgt geen parkeerkaart als bestuurder.", id="you do not get it"),
        pytest.param("De proceskosten worden niet vergoed.", id="nobody is named"),
        pytest.param("Het budgetbeheer beëindigen wij op 28 februari.", id="we end it"),
        pytest.param("De uren voor Jayden gaan van tien naar zes.", id="from more to less"),
        pytest.param("U hebt daar geen recht op.", id="no right"),
        pytest.param("Voor de reiskosten is geen vergoeding beschikbaar.", id="there is none"),
        pytest.param("WIJ WIJ\u00adZEN UW A\u200bANVRAAG AF", id="with signs that show nothing"),
        pytest.param("Wij w\u0456jzen uw \u0430anvraag af.", id="with letters that only look like ours"),
    ],
)
def test_a_sentence_that_refuses_is_marked(sentence):
    assert RULE.marked(sentence) == (sentence,)
    assert Refusals().marked(sentence) == ()


def test_a_sign_at_its_end_makes_no_question_of_a_sentence():
    assert RULE.marked("Wij wijzen uw aanvraag af?") == ("Wij wijzen uw aanvraag af?",)
    glued = "Het is druk. Wij wijzen uw aanvraag af.U krijgt die niet, begrijpt u?"
    assert "Wij wijzen uw aanvraag af." in RULE.marked(glued)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Wijzen wij uw aanvraag af?", id="a question"),
        pytest.param("De zorgverzekeraar vergoedt de rollator niet.", id="another refuses"),
        pytest.param("U kunt niet meer traplopen.", id="what somebody cannot do"),
        pytest.param("U wilt geen hulp van uw dochter.", id="what somebody does not want"),
        pytest.param("U hebt geen recht op zorgtoeslag.", id="what another law gives"),
        pytest.param("Wij hebben geen traplift gezien.", id="what we saw"),
        pytest.param("U bent bang dat de hulp stopt.", id="what somebody fears"),
        pytest.param("Uw dochter zei dat wij geen hulp geven.", id="what somebody said"),
        pytest.param("Uw uitkering wordt niet verlaagd.", id="what is not taken away"),
        pytest.param("Wij trekken de boete in.", id="a burden that goes"),
        pytest.param("Vanaf vandaag is de looptijd vijf jaar in plaats van drie.", id="from less to more"),
    ],
)
def test_a_harmless_sentence_is_not(sentence):
    assert RULE.marked(sentence) == ()


def test_in_a_letter_about_a_talk_what_was_meant_is_told():
    told = "Wij zijn van plan uw aanvraag af te wijzen. Wij wijzen uw aanvraag af."
    assert RULE.marked(told, of_talk=True) == ("Wij wijzen uw aanvraag af.",)
    meant = "Wij vertelden dat wij van plan zijn uw hulp te stoppen, dat stoppen wij dus."
    assert RULE.marked(meant) == (meant,)
    assert RULE.marked(meant, of_talk=True) == ()


def test_a_text_is_read_sentence_by_sentence():
    text = "Dag.\nU belde ons. Dat vergoeden wij niet! Tot dan"
    assert list(sentences(text)) == ["Dag.", "U belde ons.", "Dat vergoeden wij niet!", "Tot dan"]
    assert RULE.marked(text) == ("Dat vergoeden wij niet!",)


def test_most_refusals_are_found_and_hardly_anything_else():
    assert sum(bool(RULE.marked(one)) for one in lines("dev", "refusing")) >= 97
    assert [one for one in lines("dev", "harmless") if RULE.marked(one)] == []
    assert sum(bool(RULE.marked(one)) for one in lines("held", "refusing")) >= HELD_FOUND
    assert sum(bool(RULE.marked(one)) for one in lines("held", "harmless")) <= HELD_ALARMS
