"""Which sentences are marked for whoever typed them, and which are not: others refuse, and a citizen cannot."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.law.file import LawDataError
from config.reading import REFUSALS, lexicon, refusals
from rules.refusals import Refusals, sentences
from tools.refusals import letters, lines

RULE = refusals()
# Measured on 30 November 2026; a later rule finds no fewer, and marks no more. Of the half that was held out, a part.
DEV_FOUND, DEV_ALARMS, DEV_MARKED = 4019, 118, 0.021
HELD_FOUND, HELD_MARKED = 155 / 200, 7 / 100


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
        pytest.param("Als u dit leest, is uw aanvraag afgewezen.", id="behind a condition"),
        pytest.param("Volgens u is dat anders, maar wij wijzen uw traplift af.", id="behind what another says"),
        pytest.param("Your application is denied.", id="in English"),
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


def test_a_question_that_says_that_it_is_so_is_none():
    assert RULE.marked("Wist u dat wij uw aanvraag afwijzen?") != ()


@given(st.text())
def test_any_text_is_read_and_each_mark_is_a_sentence_of_it(text):
    assert set(RULE.marked(text)) <= set(sentences(text))


@given(st.sampled_from(lines("dev", "refusing")), st.sampled_from("\u00ad\u200b\u200d\u2060"), st.integers(0, 200))
def test_a_sign_that_shows_nothing_hides_nothing(sentence, sign, place):
    hidden = sentence[:place] + sign + sentence[place:]
    assert bool(RULE.marked(hidden)) == bool(RULE.marked(sentence))


def test_why_a_sentence_is_marked_can_be_said():
    reasons = RULE.reasons("Wij verlagen uw uitkering.")
    assert reasons["refuses: we take plainly"] > 0
    assert sum(reasons.values()) > RULE.bound


def test_without_its_lexicon_a_refusal_is_no_longer_known():
    bare = replace(RULE, lexicon=replace(RULE.lexicon, kinds={}, turns={}, known={}))
    assert found(bare, "refusing") < DEV_FOUND <= found(RULE, "refusing")


def test_most_refusals_are_found_and_hardly_anything_else():
    assert found(RULE, "harmless") <= DEV_ALARMS
    whole = letters("dev")
    assert sum(any(map(RULE.marked, letter)) for letter in whole) <= len(whole) * DEV_MARKED
    # Nobody has to have set one apart.
    held, apart = lines("held", "refusing"), letters("held")
    assert found(RULE, "refusing", "held") >= len(held) * HELD_FOUND
    assert sum(any(map(RULE.marked, letter)) for letter in apart) <= len(apart) * HELD_MARKED


def test_the_lexicon_names_no_kind_that_is_not_there(tmp_path):
    broken = tmp_path / "refusing.toml"
    broken.write_text(REFUSALS.read_text("utf-8").replace('has = ["taking"]', 'has = ["nemen"]'), "utf-8")
    with pytest.raises(LawDataError, match="een teken noemt wat er niet is: nemen"):
        lexicon(broken)


def test_a_weight_is_a_number(tmp_path):
    broken = tmp_path / "refusing.tsv"
    broken.write_text("marked from\t1.00\nword: niet\tveel\n", "utf-8")
    with pytest.raises(LawDataError, match=r"refusing\.tsv:2"):
        refusals(weights=broken)


def found(rule, name, half="dev"):
    return sum(bool(rule.marked(one)) for one in lines(half, name))
