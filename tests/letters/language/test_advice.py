"""The writing aid: officialese, passive chains and long sentences, each where it stands."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.language import advice, plainer
from letters.language.advice import advise, lines
from letters.language.passive import passives
from letters.language.plainer import officialese, pairs
from letters.making.render import document
from letters.writing.samples import sample
from letters.writing.template import letter_names

PAIRS = pairs()


def found(text, find=officialese):
    return [text[remark.start : remark.end] for remark in find(text)]


def test_the_list_has_at_least_150_pairs_and_no_form_twice():
    groups = tomllib.loads(Path(plainer.__file__).with_name("plainer.toml").read_text("utf-8"))
    rows = [row for group in groups.values() for row in group.items()]
    forms = [form.strip().casefold() for left, _ in rows for form in left.split("|")]
    assert len(rows) >= 150
    assert len(set(forms)) == len(forms)
    assert all(form and plain.strip() and plain.casefold() != form for form, plain in PAIRS.items())


def test_every_form_is_found_whole_whatever_its_capitals():
    lost = [
        text
        for form in PAIRS
        for text in (form, form.upper(), f"Wij doen dit {form}, en meer.")
        if form.casefold() not in [hit.casefold() for hit in found(text)]
    ]
    assert not lost, lost


def test_no_form_is_found_inside_another_word():
    inside = [form for form in PAIRS if form.casefold() in [hit.casefold() for hit in found(f"x{form}x on{form}")]]
    assert not inside, inside


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        pytest.param("In verband met uw ziekte.", ["In verband met"], id="three-words"),
        pytest.param("In verband, met uw ziekte.", [], id="a-comma-parts-a-phrase"),
        pytest.param("in  verband\nmet", ["in  verband\nmet"], id="any-space"),
        pytest.param("Voorliggende voorziening", ["Voorliggende voorziening"], id="the-longest-first"),
        pytest.param("Het zal geschieden.", ["geschieden"], id="a-verb"),
        pytest.param("Het geschiedt, de geschiedenis niet.", ["geschiedt"], id="inflected-and-not-inside"),
        pytest.param("Indiening en indienende", [], id="other-words"),
        pytest.param("cliëntondersteuner", [], id="a-compound"),
        pytest.param("Wij bellen u morgen.", [], id="plain"),
    ],
)
def test_officialese_is_found_where_it_stands(text, hits):
    assert found(text) == hits


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        pytest.param("De hulp wordt morgen gegeven.", ["wordt morgen gegeven"], id="wordt-gegeven"),
        pytest.param("Dit zal worden onderzocht.", ["zal worden onderzocht"], id="zal-worden"),
        pytest.param(
            "Dit zal door ons worden onderzocht.", ["zal door ons worden onderzocht"], id="with-words-between"
        ),
        pytest.param("Iets dat onderzocht zal worden.", ["onderzocht zal worden"], id="participle-first"),
        pytest.param("Omdat hulp toegekend wordt, bellen wij.", ["toegekend wordt"], id="subordinate-clause"),
        pytest.param("Het besluit werd genomen.", ["werd genomen"], id="past"),
        pytest.param("Dit wordt gebeld en dat wordt gemaild.", ["wordt gebeld", "wordt gemaild"], id="two"),
        pytest.param("U wordt 67.", [], id="to-become-a-number"),
        pytest.param("Het wordt beter.", [], id="to-become-better"),
        pytest.param("Wordt het besluit anders?", [], id="a-noun-with-be"),
        pytest.param("Dat wordt een gesprek, wij hebben gebeld.", [], id="another-clause"),
        pytest.param("Wij hebben u gebeld.", [], id="active"),
    ],
)
def test_passive_chains_are_found_from_end_to_end(text, hits):
    assert found(text, passives) == hits


def test_a_sentence_is_marked_in_its_place_and_read_back_whole():
    text = "Wij bellen u. In verband met uw ziekte wordt de hulp verstrekt. Dag."
    (sentence,) = advise([text]).sentences
    assert "".join(part.text for part in sentence.parts) == "In verband met uw ziekte wordt de hulp verstrekt."
    assert [part.text for part in sentence.parts if part.advice] == ["In verband met", "wordt de hulp verstrekt"]
    assert sentence.parts[0].advice == "liever: door, omdat of voor"


def test_a_long_sentence_is_told_with_its_number_of_words():
    (sentence,) = advise(["Wij " + "lopen " * 20 + "door."]).sentences
    assert sentence.too_long == 22


def test_it_says_in_words_how_a_text_reads():
    assert advise(["Wij bellen u morgen."]).verdict == advice.EASY_NL
    assert advise(["Ingevolge de verordening is de voorziening ontoereikend geïndiceerd."]).verdict == advice.HARD_NL
    assert advice.about("kort") is None
    assert advice.about("Wij bellen u morgen over uw vraag.").sentences == ()


@pytest.mark.parametrize("letter", letter_names())
def test_our_own_letters_hardly_need_the_advice(letter):
    told = advise(document(letter, sample(letter)).body)
    assert told.verdict == advice.EASY_NL
    assert not any(sentence.too_long for sentence in told.sentences)


words = st.sampled_from([*PAIRS, "worden", "wordt", "zal", "gegeven", "en", ",", ".", "’", "\n", "1,5", "\x00", "İ"])


@given(st.one_of(st.text(), st.lists(words, max_size=60).map(" ".join)))
def test_any_text_gets_advice_and_comes_back_whole(text):
    told = advise(lines(text))
    for sentence in told.sentences:
        whole = "".join(part.text for part in sentence.parts)
        assert whole
        assert whole in text
        assert all(part.text for part in sentence.parts)


class Counted(str):
    """A text that counts how often a piece of it is taken."""

    __slots__ = ()

    taken = 0

    def __getitem__(self, key):
        Counted.taken += 1
        return super().__getitem__(key)


@settings(max_examples=8)
@given(st.sampled_from(["in verband ", "worden ", "zal ", "in het kader ", "wordt de ", "ter beschikking gesteld "]))
def test_twice_the_text_takes_twice_the_looks(piece):
    """Linear, whatever stands in it: counted, not timed."""

    def looks(times):
        Counted.taken = 0
        text = Counted(piece * times)
        list(officialese(text))
        list(passives(text))
        return Counted.taken

    assert looks(2000) <= 2.1 * looks(1000) + 50
