"""A template shows values and does nothing else; a broken one says where."""

import pickle
import re

import pytest

from config.municipality import municipality
from letters.making import render as rendering
from letters.making.render import document, render
from letters.writing import templating
from letters.writing import texts as names
from letters.writing.blocks import skeleton
from letters.writing.required import missing
from letters.writing.samples import sample
from letters.writing.slots import dutch_date, euro
from letters.writing.template import front_matter, letter_names, template_version
from letters.writing.texts import RETIRED, file_of, in_folder
from rules import errors
from rules.errors import (
    AddressUnfit,
    CallUnmentioned,
    ClaimUnfounded,
    ContactUnfit,
    ContentsForbidden,
    ContentsMissing,
    FontsMissing,
    LetterError,
    LetterTooLong,
    MandateMissing,
    RefusalMisplaced,
    SignApart,
    SignUnprintable,
    TemplateBroken,
    TemplateMissing,
    TemplateTooCostly,
    TypesettingFailed,
    ValueMissing,
    ValueUnfit,
)

LETTER = "wmo/ontvangstbevestiging-melding"
SHIPPED = (names.HERE / LETTER / "brief.md.j2").read_text("utf-8")


@pytest.fixture
def own_text(tmp_path):
    """A municipality's own text in place of the shipped one."""

    def write(text, name=f"{LETTER}/brief.md.j2"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return in_folder(tmp_path)

    return write


def test_a_municipality_replaces_a_letter_by_a_file_of_the_same_name(own_text):
    folder = own_text(SHIPPED.replace("gaan ermee aan de slag", "beginnen vandaag nog"))
    assert any("beginnen vandaag nog" in line for line in document(LETTER, sample(LETTER), texts=folder).body)
    assert not any("beginnen vandaag nog" in line for line in document(LETTER, sample(LETTER)).body)


def test_a_municipality_replaces_a_shared_clause_in_every_letter(own_text):
    folder = own_text("# Hulp\n\nEen cliëntondersteuner helpt u gratis.\n", "shared/_clientondersteuning.md.j2")
    assert "Een cliëntondersteuner helpt u gratis." in document(LETTER, sample(LETTER), texts=folder).body
    assert template_version(LETTER, folder) != template_version(LETTER)


def test_an_edited_text_shows_at_the_next_preview(own_text):
    folder = own_text(SHIPPED)
    before = document(LETTER, sample(LETTER), texts=folder).body
    folder = own_text(SHIPPED.replace("# Wat gaan wij doen?", "# Dit gaan wij doen"))
    after = document(LETTER, sample(LETTER), texts=folder).body
    assert "Wat gaan wij doen?" in before
    assert "Dit gaan wij doen" in after


def test_an_own_text_that_leaves_out_what_the_law_asks_is_refused(own_text):
    folder = own_text(SHIPPED.replace('{% include "shared/_clientondersteuning.md.j2" %}', ""))
    with pytest.raises(ContentsMissing) as refused:
        document(LETTER, sample(LETTER), texts=folder)
    assert refused.value.missing == ("gratis_clientondersteuning",)
    assert "gratis clientondersteuning" in refused.value.message_nl


def test_a_decision_without_its_remedy_is_refused(own_text):
    folder = own_text("Bel ons.", "shared/_bezwaar.md.j2")
    with pytest.raises(ContentsMissing) as refused:
        document("wmo/afwijzing", sample("wmo/afwijzing"), texts=folder)
    assert "voorlopige_voorziening" in refused.value.missing


def test_a_letter_to_call_back_never_shows_a_rejection(own_text):
    name = "shared/niet-bereikt"
    text = (names.HERE / name / "brief.md.j2").read_text("utf-8")
    folder = own_text(
        text.replace("# Liever niet", "Wij wijzen uw aanvraag af.\n\n# Liever niet"), f"{name}/brief.md.j2"
    )
    with pytest.raises(ContentsForbidden):
        document(name, sample(name), texts=folder)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("{% set x %}{{ zaak.nummer }}{% endset %}{{ x }}", 2),
        ("{% set x = 1 %}", 2),
        ("{% macro x() %}{{ zaak.nummer }}{% endmacro %}", 2),
        ("{% import 'shared/_contact.md.j2' as x %}", 2),
        ("{{ zaak.nummer.upper() }}", 2),
        ("{{ zaak.nummer ~ zaak.nummer }}", 2),
        ("{{ zaak.nummer | upper }}", 2),
        ("{{ 7 * 7 }}", 2),
        ("{% if zaak is mapping %}x{% endif %}", 2),
        ("{{ zaak.nummer", 2),
        ("{% if zaak %}", 2),
        ("{% filter datum %}{{ zaak.nummer }}{% endfilter %}", 2),
        ("{% call x() %}{% endcall %}", 2),
        ("{% for x in zaak %}{% else %}{% endwrong %}", 2),
    ],
)
def test_a_template_that_does_more_than_show_values_is_refused_with_its_line(own_text, code, line):
    folder = own_text(f"Beste\n{code}\n")
    with pytest.raises(TemplateBroken) as refused:
        document(LETTER, sample(LETTER), texts=folder)
    assert refused.value.line == line
    assert f"op regel {line}" in refused.value.message_nl


def test_a_block_that_keeps_text_would_print_a_number(monkeypatch, own_text):
    """The guard off: a kept block is put in a slot once more, and its value is lost."""
    folder = own_text("{% set x %}{{ zaak.nummer }}{% endset %}" + SHIPPED.split("---\n", 2)[2] + "{{ x }}")
    monkeypatch.setattr(templating, "check_source", lambda *_: None)
    body = document(LETTER, sample(LETTER), texts=folder).body
    assert not any("WMO-2026-0412" in line for line in body[-1:])


def test_a_template_may_not_reach_into_python(own_text):
    folder = own_text(SHIPPED + "\n{{ zaak.__class__ }}\n")
    with pytest.raises(TemplateBroken, match="__"):
        document(LETTER, sample(LETTER), texts=folder)


def test_the_line_counts_from_the_top_of_the_file_with_its_front_matter(own_text):
    lines = SHIPPED.splitlines()
    lines[30] = "{% set x = 1 %}"
    with pytest.raises(TemplateBroken) as refused:
        document(LETTER, sample(LETTER), texts=own_text("\n".join(lines)))
    assert refused.value.line == 31


def test_a_missing_clause_and_a_file_that_is_no_text_are_refused(own_text):
    with pytest.raises(TemplateBroken, match="niet gevonden"):
        document(LETTER, sample(LETTER), texts=own_text('{% include "shared/_weg.md.j2" %}'))
    with pytest.raises(TemplateBroken, match="UTF-8"):
        document(LETTER, sample(LETTER), texts=own_text(b"\xff\xfe\x00"))


def test_a_value_of_the_wrong_shape_is_refused(own_text):
    values = sample("shared/verzoek-aanvulling")
    values["stukken"] = 7
    with pytest.raises(ValueUnfit, match="lijst"):
        document("shared/verzoek-aanvulling", values)
    values = sample("wmo/afwijzing") | {"gevraagd": 7}
    with pytest.raises(TemplateBroken):
        document("wmo/afwijzing", values)


@pytest.mark.parametrize("letter", letter_names())
def test_each_value_of_a_sample_is_needed(letter):
    """A name the template prints and the values lack is an error that names it."""
    values = sample(letter)
    # What a letter asks for before it shows it may be left out; of a call and an exception one must be there.
    optional = {name for text in names.used(letter, {}).values() for name in re.findall(r"\b(\w+) is defined", text)}
    for name in set(values) - {"gemeente", "ondertekenaar", "feiten"} - (optional - {"gesprek"}):
        with pytest.raises((ValueMissing, CallUnmentioned)) as refused:
            document(letter, {key: value for key, value in values.items() if key != name})
        assert refused.value.field.split(".")[0] == name


@pytest.mark.parametrize("empty", ["", "   ", None])
def test_an_empty_value_is_as_good_as_missing(empty):
    values = sample(LETTER)
    values["melding"]["vraag"] = empty
    with pytest.raises(ValueMissing) as refused:
        document(LETTER, values)
    assert refused.value.field == "melding.vraag"
    assert refused.value.message_nl.startswith("In deze brief ontbreekt de hulpvraag.")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("melding.datum", "20-11-2026"),
        ("melding.datum", 20261120),
        ("melding.datum", ""),
        ("brief.datum", "morgen"),
        ("brief.kenmerk", ""),
        ("brief.kenmerk", 7),
        ("client.adres", "Straat 1"),
        ("client.adres", ["Naam", ["x"], "Plaats"]),
        ("consulent.telefoon", None),
    ],
)
def test_a_value_that_is_no_date_or_text_is_refused(path, value):
    values = sample(LETTER)
    group, name = path.split(".")
    values[group][name] = value
    with pytest.raises((ValueUnfit, ValueMissing)) as refused:
        document(LETTER, values)
    assert refused.value.field in {path, "datum"}


@pytest.mark.parametrize("value", ["12,50", "", 12.5, True])
def test_an_amount_is_in_whole_cents(value):
    values = sample("wmo/toekenning", "sample-pgb")
    values["voorzieningen"][0]["bedrag"] = value
    with pytest.raises((ValueUnfit, ValueMissing)):
        document("wmo/toekenning", values)


def test_a_printed_value_is_a_text_or_a_whole_number():
    values = sample(LETTER)
    values["consulent"]["werkdagen"] = {"maandag": 1}
    with pytest.raises(ValueUnfit):
        document(LETTER, values)


@pytest.mark.parametrize(
    ("cents", "printed"),
    [(0, "€ 0,00"), (5, "€ 0,05"), (702_000, "€ 7.020,00"), (123_456_789, "€ 1.234.567,89"), (-250, "€ -2,50")],
)
def test_an_amount_is_printed_as_the_dutch_write_it(cents, printed):
    assert euro(cents).replace("\u00a0", " ") == printed


def test_a_date_is_printed_in_words():
    assert dutch_date("2028-02-29").replace("\u00a0", " ") == "29 februari 2028"


def test_an_investigation_report_treats_all_seven_parts():
    letter, values = "wmo/onderzoeksverslag", sample("wmo/onderzoeksverslag")
    del values["verslag"]["onderdelen"][3]
    with pytest.raises(ValueUnfit) as refused:
        document(letter, values)
    assert refused.value.message_nl.startswith("Het onderzoek in het verslag telt 6 delen; de wet vraagt er 7.")
    values["verslag"]["onderdelen"] = "alles"
    with pytest.raises(ValueUnfit, match="lijst"):
        document(letter, values)


@pytest.mark.parametrize("letter", [letter for letter in letter_names() if front_matter(letter).adverse])
def test_a_rejection_tells_of_the_call_or_of_the_exception_and_never_of_both(letter):
    values = sample(letter)
    both = {**values, "uitzondering": {"tekst": "Wij bereikten u niet.", "pogingen": []}}
    neither = {key: value for key, value in values.items() if key != "gesprek"}
    for wrong in (both, neither):
        with pytest.raises(CallUnmentioned):
            document(letter, wrong)


@pytest.mark.parametrize(
    ("letter", "outcome"),
    [("wmo/toekenning", "af"), ("wmo/toekenning", "deels"), ("wmo/afwijzing", "tijdelijk")],
)
def test_an_outcome_that_belongs_in_another_letter_is_refused(letter, outcome):
    values = sample(letter)
    values["voorzieningen"].append({**values["voorzieningen"][0], "uitkomst": outcome})
    with pytest.raises(ValueUnfit) as refused:
        document(letter, values)
    assert refused.value.field == "voorzieningen"


CALLED = [name for name in letter_names() if front_matter(name).adverse and "gesprek" in sample(name)]


@pytest.mark.parametrize("letter", CALLED)
def test_where_a_call_is_to_come_is_shown_in_a_preview_and_never_posted(letter):
    values = sample(letter)
    values["gesprek"] |= {"datum": rendering.DAY_TO_COME, "tijd": "[tijd]", "met": "[wie u spreekt]"}
    said = " ".join(rendering.preview(letter, values).text)
    assert "Op [dag van het gesprek] om [tijd] uur spraken wij met [wie u spreekt] over dit besluit." in said
    assert not re.search(r"Op \d[^.]* spraken wij met", said)
    with pytest.raises(CallUnmentioned):
        rendering.render(letter, values)


@pytest.mark.parametrize("none", [[], "alles", None])
def test_a_decision_is_about_something(none):
    with pytest.raises(ValueMissing) as refused:
        document("wmo/afwijzing", {**sample("wmo/afwijzing"), "voorzieningen": none})
    assert refused.value.field == "voorzieningen"


def test_without_that_check_a_refusal_slips_into_a_grant(monkeypatch):
    """The guard off: a letter that needs no call says what the citizen does not get, by silence."""
    letter, values = "wmo/toekenning", sample("wmo/toekenning")
    values["voorzieningen"].append({**values["voorzieningen"][0], "naam": "vervoer", "uitkomst": "af"})
    monkeypatch.setattr(rendering, "front_matter", lambda name: front_matter(name).model_copy(update={"outcomes": ()}))
    body = document(letter, values).body
    assert not any("vervoer" in line for line in body)


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["Mevrouw W. " + "van der Meer tot Oosterwijk " * 4, "Laan 1", "4099 ZX  VELDHAVEN"], 1),
        (["Mevrouw " + "W" * 40, "Laan 1", "4099 ZX  VELDHAVEN"], 1),
        (["De hoogwelgeboren heer " + "van der Meer " * 3, "Laan 1", "4099 ZX  VELDHAVEN"], 1),
        (["Mevrouw A. Jansen", "Laan van Nieuwoostindië en van de Vereenigde Naties 1", "4099 ZX  VELDHAVEN"], 2),
        (["Mevrouw A. Jansen", "W" * 45, "4099 ZX  VELDHAVEN"], 2),
        (["Mevrouw A. Jansen", "4099 ZX  VELDHAVEN"], None),
        (["a", "b", "c", "d", "e", "f", "g"], None),
    ],
)
def test_an_address_that_does_not_fit_the_window_is_refused_and_never_clipped(lines, line):
    values = sample(LETTER)
    values["client"]["adres"] = lines
    with pytest.raises(AddressUnfit) as refused:
        render(LETTER, values)
    assert refused.value.line == line
    assert refused.value.field == "client.adres"
    assert "Kort het adres af" in refused.value.message_nl


def test_an_address_of_six_lines_fits(read):
    values = sample(LETTER)
    values["client"]["adres"] = [
        "Mevrouw A. Jansen",
        "p/a Kantoor",
        "Gebouw B",
        "Laan 1",
        "4099 ZX  VELDHAVEN",
        "BELGIË",
    ]
    assert "BELGIË" in read(render(LETTER, values).pdf)


def test_an_address_too_high_for_a_low_window_is_refused(monkeypatch):
    low = municipality()
    style = low.huisstijl.model_copy(update={"venster": low.huisstijl.venster.model_copy(update={"hoogte": 10})})
    monkeypatch.setattr(rendering, "municipality", lambda: low.model_copy(update={"huisstijl": style}))
    with pytest.raises(AddressUnfit) as refused:
        render(LETTER, sample(LETTER))
    assert refused.value.line is None


def test_a_letter_of_more_than_ten_pages_is_refused():
    letter = "shared/bevestiging-gesprek"
    long = sample(letter)
    long["gesprek"]["besproken"] = long["gesprek"]["afspraken"] = "Wij spraken lang.\n\n" * 900
    with pytest.raises(LetterTooLong) as refused:
        render(letter, long)
    assert refused.value.pages > 10
    assert "ten hoogste 10" in refused.value.message_nl


def test_an_unknown_letter_is_refused_by_name_and_reads_no_file():
    for name in ("wmo/bestaat-niet", "../../etc/passwd", "shared/_contact.md.j2"):
        for ask in (front_matter, sample, template_version):
            with pytest.raises(TemplateMissing):
                ask(name)


@pytest.mark.parametrize("letter", letter_names())
def test_a_template_version_is_stable_and_its_own(letter):
    assert template_version(letter) == template_version(letter)
    assert len({template_version(other) for other in letter_names()}) == len(letter_names())
    assert front_matter(letter).article


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """Ship one letter alone, with this head."""
    folder = tmp_path / "wmo" / "nieuw"
    folder.mkdir(parents=True)
    caches = (names.names, names.shipped, letter_names, front_matter)
    monkeypatch.setattr(names, "HERE", tmp_path)
    for cached in caches:
        cached.cache_clear()
    yield lambda head: (folder / "brief.md.j2").write_text(f"{head}Beste", "utf-8")
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


@pytest.mark.parametrize("kop", ["", "---\nletter_id: L99\n---\n", "---\n: : :\n---\n", "---\n- x\n---\n"])
def test_a_shipped_letter_with_a_wrong_head_is_refused(shipped, kop):
    shipped(kop)
    with pytest.raises(TemplateBroken):
        front_matter("wmo/nieuw")


@pytest.mark.parametrize(
    ("number", "taken"), [("L01", True), ("L99", True), ("L100", True), ("L1", False), ("L1000", False), ("X10", False)]
)
def test_there_is_a_number_for_the_letters_of_many_laws(shipped, number, taken):
    shipped(SHIPPED.partition("# ")[0].replace("L01", number))
    if taken:
        assert front_matter("wmo/nieuw").letter_id == number
    else:
        with pytest.raises(TemplateBroken):
            front_matter("wmo/nieuw")


@pytest.mark.parametrize(
    ("basis", "named"),
    [
        ("artikel 2.3.5 van de Wet maatschappelijke ondersteuning 2015", True),
        ("artikel 49 van het Besluit administratieve bepalingen inzake het wegverkeer", True),
        ("artikel 1 van de Regeling gehandicaptenparkeerkaart", True),
        ("artikel 1 van onze afspraken", False),
    ],
)
def test_a_decision_rests_on_a_law_a_decree_or_an_ordinance(basis, named):
    front = front_matter("wmo/afwijzing")
    assert ("wettelijke_grondslag_3_47_2" not in missing(front, f"Dit besluit steunt op {basis}.")) is named


@pytest.mark.parametrize(("label", "taken"), [("deskundig advies", True), ("een gerucht", False)])
def test_a_letter_can_only_tell_of_facts_that_there_are(shipped, label, taken):
    shipped(SHIPPED.partition("# ")[0].replace("blocks:", f"facts: [{label}]\nblocks:"))
    if taken:
        assert front_matter("wmo/nieuw").facts == (label,)
    else:
        with pytest.raises(TemplateBroken):
            front_matter("wmo/nieuw")


def test_a_table_without_rows_is_refused():
    with pytest.raises(TemplateBroken):
        skeleton("| a | b |\n|---|---|\n")


def test_markdown_becomes_blocks():
    made = skeleton("# Kop\n\n1. een\n2. *twee*\\\nverder\n\n| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | **3** |\n")
    assert made == (
        '[{"t":"h","l":1,"c":["Kop"]},'
        '{"t":"ol","i":[[{"t":"p","c":["een"]}],[{"t":"p","c":[{"i":["twee"]},{"br":1},"verder"]}]]},'
        '{"t":"tb","a":["left","right","center"],"h":[["a"],["b"],["c"]],"r":[[["1"],["2"],[{"b":["3"]}]]]}]'
    )


def test_every_refusal_survives_the_way_back_from_another_process_and_says_what_to_do():
    refusals = [
        TemplateMissing("x"),
        TemplateTooCostly("x"),
        TemplateBroken("x", 1, "fout"),
        ValueMissing("x"),
        ValueUnfit("x", "is fout"),
        SignUnprintable("x", 0x1F600),
        SignApart("x", "m\u0302", "Kam\u0302ari"),
        AddressUnfit("client.adres", 2),
        ContactUnfit("consulent"),
        LetterTooLong(11, 10),
        MandateMissing(),
        ContentsMissing("x", ("a_b",)),
        ContentsForbidden("x"),
        CallUnmentioned("x"),
        ClaimUnfounded("gesprek", "Wij spraken u."),
        RefusalMisplaced("x"),
        TypesettingFailed(1),
        FontsMissing(),
    ]
    assert {type(refusal) for refusal in refusals} == set(LetterError.__subclasses__())
    for refusal in refusals:
        back = pickle.loads(pickle.dumps(refusal))
        assert (type(back), back.args, back.message_nl) == (type(refusal), refusal.args, refusal.message_nl)
        assert str(back) == str(refusal)
        assert refusal.message_nl != errors.MaatwerkError.message_nl


def test_no_refusal_carries_the_citizens_words():
    """What reaches a log names fields, never what stands in them."""
    values = sample(LETTER)
    values["client"]["aanhef"] = "mevrouw Geheim 😀"
    with pytest.raises(SignUnprintable) as refused:
        render(LETTER, values)
    assert "Geheim" not in str(refused.value) + refused.value.message_nl
    # At the desk it says in which word, and in a log it does not.
    apart = SignApart("x", "m\u0302", "Geheim\u0302")
    assert ("Geheim" in apart.message_nl, "Geheim" in str(apart)) == (True, False)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("retired", RETIRED)
def test_a_letter_that_is_written_no_more_is_one_that_says_the_same(retired):
    assert retired not in letter_names()
    assert front_matter(retired) == front_matter(RETIRED[retired])
    assert template_version(retired) == template_version(RETIRED[retired])
    values = sample(RETIRED[retired])
    assert document(retired, values).text == document(RETIRED[retired], values).text


def test_a_letter_on_record_is_made_from_the_texts_that_were_kept_with_it():
    retired = "wmo/toekenning-pgb"
    kept = names.shipped("wmo/toekenning/brief.md.j2").replace("In deze brief leest u", "Hieronder leest u")
    body = document(retired, sample("wmo/toekenning"), texts={file_of(retired): kept}).body
    assert any("Hieronder leest u ons besluit" in line for line in body)


def test_what_is_given_is_asked_for_by_its_form(own_text):
    """A text that leaves out a part of a budget is refused where a budget is given, and nowhere else."""
    folder = own_text("- Wat u krijgt: {{ v.omvang }}\n", "shared/_gegeven-pgb.md.j2")
    assert document("wmo/toekenning", sample("wmo/toekenning"), texts=folder)
    with pytest.raises(ContentsMissing) as refused:
        document("wmo/toekenning", sample("wmo/toekenning", "sample-pgb"), texts=folder)
    assert {"hoogte", "berekening", "SVB_trekkingsrecht"} <= set(refused.value.missing)


def test_what_goes_with_help_is_asked_for_only_where_some_is_given(own_text):
    folder = own_text("Niets hierover.\n", "wmo/_plichten.md.j2")
    assert document("wmo/afwijzing", sample("wmo/afwijzing"), texts=folder)
    with pytest.raises(ContentsMissing) as refused:
        document("wmo/afwijzing", sample("wmo/afwijzing", "sample-deels"), texts=folder)
    assert "bijdrage_CAK_2_1_4a" in refused.value.missing
