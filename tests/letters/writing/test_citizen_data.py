"""Citizen data stays data: literally on paper, or a clear refusal."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letters.making.render import document, render
from letters.writing import document as written
from letters.writing import templating
from letters.writing.samples import sample
from letters.writing.signs import printable
from rules.errors import LetterError, SignUnprintable, ValueUnfit

LETTER = "wmo/ontvangstbevestiging-melding"

LITERAL = {
    "typst code": '#eval("1+1") #panic() #import "x"',
    "typst markup": "*vet* _schuin_ $x^2$ `code` @verwijzing <einde> ~ \\ = Kop",
    "markdown": "**vet** __ook__ [link](x) ![beeld](y) # Kop",
    "html": "<script>alert(1)</script> &amp; <b>vet</b>",
    "jinja": "{{ gemeente.naam }} {% include 'x' %} {# weg #}",
    "table": "a | b | c",
    "list": "- een - twee 1. drie",
    "json": '"}],"t":"h" \\n \\u0041 \\',
    "names": "İsmail Şahin-Łukasiewicz Đorđević Þórður Ŵyn Ñuñez Ij ĳ",
    "greek and cyrillic": "Γιώργος Жанна",
    "quotes": "'t Hart d’Ancona “zo” ‘dan’ – — … €",
    "dots": "J.P. v.d. Berg",
}
REFUSED = {
    "emoji": ("Fatma 😀", 0x1F600),
    "flag": ("🇳🇱 Jansen", 0x1F1F1),
    "chinese": ("王小明", 0x5C0F),
    "hebrew": ("דוד", 0x5D3),
    "null": ("a\x00b", 0),
    "escape": ("a\x1bb", 0x1B),
    "half a sign": ("a\ud83db", 0xD83D),
    "forged slot": ("\ue0000\ue001", 0xE000),
    "forged slot in words": ("x\ue0001", 0xE000),
    "other private sign": ("x\uf8ff", 0xF8FF),
    "no character": ("x\uffff", 0xFFFF),
}


def bare(text):
    return re.sub(r"[\s\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def with_question(text, name="mevrouw Yıldız-Demir"):
    values = sample(LETTER)
    values["melding"]["vraag"] = text
    values["client"]["aanhef"] = name
    return values


@pytest.mark.parametrize("text", LITERAL.values(), ids=LITERAL.keys())
def test_a_value_comes_out_as_it_went_in(text, read):
    paper = read(render(LETTER, with_question(text, name=text)).pdf)
    assert f"Ditvroeguons:{bare(text)}Watgaanwijdoen?" in bare(paper)
    assert f"Beste{bare(text)}," in bare(paper)


def test_without_slots_a_value_is_read_as_markup(monkeypatch):
    """The guard off: what the slots keep out gets in."""
    attack = with_question("**vet** en\n\n# Kop van de aanvaller")
    guarded = document(LETTER, attack).blocks
    assert {"t": "p", "c": ["**vet** en"]} in guarded
    monkeypatch.setattr(templating, "keep", str)
    templating._environment.cache_clear()
    open_door = document(LETTER, attack).blocks
    assert {"t": "p", "c": [{"b": ["vet"]}, " en"]} in open_door
    assert {"t": "h", "l": 1, "c": ["Kop van de aanvaller"]} in open_door


@pytest.mark.parametrize(("text", "code_point"), REFUSED.values(), ids=REFUSED.keys())
def test_a_sign_that_cannot_be_printed_is_refused_with_its_field(text, code_point):
    with pytest.raises(SignUnprintable) as refused:
        render(LETTER, with_question("Hulp", name=text))
    assert refused.value.field == "client.aanhef"
    assert refused.value.code_point == code_point
    assert f"U+{code_point:04X}" in refused.value.message_nl
    assert refused.value.message_nl.startswith("In de achternaam van de inwoner staat een teken")
    assert "Haal het weg" in refused.value.message_nl


def test_arabic_comes_out_as_it_went_in(read):
    paper = read(render(LETTER, with_question("محمد العربي vraagt hulp")).pdf)
    assert "vraagt hulp" in paper
    # Extraction may give the shapes of the letters, and the words in the order of the page.
    assert sum(0x600 <= ord(sign) <= 0x6FF or 0xFB50 <= ord(sign) <= 0xFEFF for sign in paper) >= 10


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\ufeff", "\u00ad", "\u200b"])
def test_unseen_marks_that_turn_or_hide_text_are_taken_out(mark, read):
    paper = read(render(LETTER, with_question(f"hulp {mark}bij het huishouden")).pdf)
    assert "hulp bij het huishouden" in paper
    assert mark not in document(LETTER, with_question(f"hulp {mark}bij")).inputs["blokken"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b"])
def test_a_line_end_in_a_one_line_field_becomes_a_space(line_end, read):
    paper = read(render(LETTER, with_question("Hulp", name=f"mevrouw{line_end}Jansen")).pdf)
    assert "Beste mevrouw Jansen," in paper


def test_paragraphs_of_a_longer_text_stay_paragraphs():
    body = document(LETTER, with_question("Eerste regel\ntweede regel\n\nTweede alinea")).body
    assert "Eerste regel tweede regel" in body
    assert "Tweede alinea" in body


@pytest.mark.parametrize("length", [60, 400])
def test_a_word_too_long_for_the_line_stays_on_the_paper(length, read, reach):
    word = ("WMOabcdefghij" * 40)[:length]
    made = render(LETTER, with_question(word)).pdf
    assert word in bare(read(made))
    assert reach(made) < 530


def test_without_places_to_break_a_long_word_runs_off_the_paper(monkeypatch, reach):
    """The guard off: the word goes on past the edge, and every validator still passes."""
    monkeypatch.setattr(written, "for_paper", lambda text, _: text)
    assert reach(render(LETTER, with_question("WMOabcdefghij" * 30)).pdf) > 595


def test_a_pasted_bullet_becomes_a_printed_one(read):
    assert "• melk" in read(render(LETTER, with_question("\uf0b7 melk")).pdf)


def test_a_combined_sign_is_composed_first(read):
    assert "Zoë" in read(render(LETTER, with_question("Zoe\u0308")).pdf)


def test_a_value_of_another_kind_is_refused_with_its_place():
    values = sample("wmo/afwijzing")
    values["voorzieningen"][0]["naam"] = object()
    with pytest.raises(ValueUnfit) as refused:
        document("wmo/afwijzing", values)
    assert refused.value.field == "voorzieningen[1].naam"


def test_an_endless_text_is_refused():
    with pytest.raises(ValueUnfit) as refused:
        document(LETTER, with_question("a " * 20_000))
    assert refused.value.field == "melding.vraag"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_any_text_is_printed_or_refused_in_dutch(text, read):
    try:
        made = render(LETTER, with_question(text or "x"))
    except LetterError as refused:
        assert refused.message_nl.endswith(".")  # noqa: PT017 - either answer is right
    else:
        assert made.pages <= 2


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.sampled_from([chr(n) for n in range(0x21, 0x17F) if n in printable()]), min_size=1))
def test_any_latin_text_comes_out_as_it_went_in(text, read):
    paper = bare(read(render(LETTER, with_question(text)).pdf))
    assert f"Ditvroeguons:{bare(text)}Watgaanwijdoen?" in paper or len(text) > 500
