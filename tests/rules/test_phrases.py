"""A phrase is a few words about a thing; a sentence is none, however short it is or with which signs it is hidden."""

import pytest

from config.reading import phrases
from rules.phrases import DENIES, LONGEST, REFUSES, SENTENCE, STOPS, TOO_LONG, UNSEEN, Phrases
from tools.refusals import lines

RULE = phrases()
# Measured on 30 November 2026; the bar of a later rule is never lower.
HELD_REFUSED, HELD_PASSED = 6, 8


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("een kopie van uw huurcontract", id="a paper"),
        pytest.param("afwijzing van de zorgverzekeraar voor het hoog-laagbed", id="somebody else refused"),
        pytest.param("verklaring van het LBIO dat er geen alimentatie wordt geïnd", id="a paper that denies"),
        pytest.param("bankafschriften, niet ouder dan drie maanden", id="how old a paper may be"),
        pytest.param("hoe vaak uw zoon naar de opvang gaat", id="a question that stands for a phrase"),
        pytest.param("handtekening van Daan zelf (hij is 13)", id="an aside in brackets"),
        pytest.param("om te zien wie er woont", id="a purpose"),
        pytest.param("machtiging voor uw zoon om namens u te bellen", id="“u” who does nothing"),
        pytest.param("het zaaknr.", id="a full stop of a short word"),
    ],
)
def test_a_phrase_is_one(text):
    assert RULE.fault(text) == ""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("Wij wijzen uw aanvraag af", SENTENCE, id="the municipality refuses"),
        pytest.param("de leverancier neemt contact met u op", SENTENCE, id="a finite verb"),
        pytest.param("WIJ WIJZEN UW AANVRAAG AF", SENTENCE, id="in capitals"),
        pytest.param("De Gemeente Weigert Uw Aanvraag", SENTENCE, id="a capital to each word"),
        pytest.param(
            "\uff57\uff49\uff4a \uff57\uff49\uff4a\uff5a\uff45\uff4e uw aanvraag af", SENTENCE, id="in wide letters"
        ),
        pytest.param("w\u0456\u0458 wijzen uw aanvraag af", SENTENCE, id="in letters that only look like ours"),
        pytest.param("vul in wat u niet kunt", SENTENCE, id="an order"),
        pytest.param("waar is de rest?", SENTENCE, id="a question"),
        pytest.param("nieuwe afspraak maken", SENTENCE, id="an order without a verb of its own"),
        pytest.param("geen vergoeding voor de bril", DENIES, id="a denial"),
        pytest.param("bezwaar ongegrond", REFUSES, id="a refusal without a verb"),
        pytest.param("stopzetting van uw uitkering", REFUSES, id="a noun that refuses"),
        pytest.param("brief dat u geen hulp krijgt", DENIES, id="a refusal inside a paper"),
        pytest.param("uw verhuizing.", STOPS, id="a full stop"),
        pytest.param("paspoort\u200b", UNSEEN, id="a sign of no width"),
        pytest.param("paspoort\u2800", UNSEEN, id="a sign that looks blank"),
        pytest.param("p" * (LONGEST + 1), TOO_LONG, id="too long"),
        pytest.param(" ", SENTENCE, id="nothing"),
    ],
)
def test_anything_else_is_none(text, fault):
    assert RULE.fault(text) == fault
    # Without the words that tell, only its signs and its length are seen.
    assert Phrases().fault(text) in {"", STOPS, UNSEEN, TOO_LONG, SENTENCE}


def test_without_its_words_a_sentence_would_pass():
    assert Phrases().fault("Wij wijzen uw aanvraag af") == ""


@pytest.mark.parametrize(
    ("name", "right"),
    [
        pytest.param("mevrouw De Wit", True, id="a name"),
        pytest.param("u en uw dochter Fatma", True, id="you and yours"),
        pytest.param("wij geven u geen hulp", False, id="a sentence"),
        pytest.param("Wil de Wit\u200d", False, id="a sign that nobody sees"),
        pytest.param("n" * (LONGEST + 1), False, id="too long"),
    ],
)
def test_a_name_says_nothing_else(name, right):
    assert (RULE.no_name(name) == "") == right


def test_phrases_are_let_through_and_sentences_are_not():
    assert [one for one in lines("dev", "phrases") if RULE.fault(one)] == []
    assert [one for one in lines("dev", "sentences") if not RULE.fault(one)] == []
    assert sum(bool(RULE.fault(one)) for one in lines("held", "phrases")) <= HELD_REFUSED
    assert sum(not RULE.fault(one) for one in lines("held", "sentences")) <= HELD_PASSED
