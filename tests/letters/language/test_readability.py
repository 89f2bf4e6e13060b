"""How easy a text reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.language.readability import readability, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("huis", 1),
        ("gemeente", 3),
        ("aanvraag", 2),
        ("onderzoek", 3),
        ("cliëntondersteuning", 6),
        ("mooie", 2),
        ("ruïne", 3),
        ("eeuw", 1),
        ("4090", 1),
    ],
)
def test_syllables_are_counted_as_they_sound(word, count):
    assert syllables(word) == count


def test_the_score_follows_its_formula():
    found = readability(["Wij bellen u morgen."])
    # Four words, six syllables: wij, bel-len, u, mor-gen.
    assert found.score == pytest.approx(206.8 - 0.93 * 4 - 77 * 6 / 4, abs=0.1)
    assert found.mean_words == 4


def test_a_sentence_over_twenty_words_is_named():
    long = "Wij " + "lopen " * 20 + "door."
    assert readability([f"Kort. {long}"]).long_sentences == (long,)
    assert readability(["woord " * 20]).long_sentences == ()
    # What is quoted and what is said of it are two sentences.
    assert readability([f"“{'woord ' * 11}.” {'woord ' * 12}"]).long_sentences == ()


def test_officialese_scores_lower_than_plain_words():
    plain = readability(["Wij kijken of u hulp nodig hebt."])
    officialese = readability(
        ["Ingevolge de maatschappelijkeondersteuningsverordening is voorziening niet geïndiceerd."]
    )
    assert plain.score > 65 > officialese.score


def test_a_text_without_words_reads_easily():
    assert readability(["", "…"]).score == 100


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_text_has_a_score(paragraphs):
    found = readability(paragraphs)
    assert found.score <= 206.8
    assert found.mean_words >= 0
