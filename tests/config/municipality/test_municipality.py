"""One municipality as its letters name it, and what is said of a file that letters cannot use."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from cli import main as cli
from config import municipality as module
from config.municipality import house_style, load, municipality
from config.municipality.file import MunicipalityUnfit
from config.municipality.house_style import contrast_on_white
from config.process import processes
from config.settings import settings

VELDHAVEN = Path(module.__file__).parent / "veldhaven.toml"


@pytest.fixture
def own(tmp_path):
    """A copy of the sample municipality with one thing changed in its file."""

    def write(before="", after=""):
        text = VELDHAVEN.read_text("utf-8")
        assert before in text
        (tmp_path / "logo.svg").write_bytes((VELDHAVEN.parent / "logo.svg").read_bytes())
        (tmp_path / "eigen.toml").write_text(text.replace(before, after, 1), "utf-8")
        return tmp_path / "eigen.toml"

    return write


def problems(path):
    with pytest.raises(MunicipalityUnfit) as refused:
        load(path)
    assert str(path) in refused.value.message_nl
    return refused.value.problems


def test_the_sample_municipality_is_complete_and_plain_data():
    values = municipality().for_letters()
    assert values["naam"] == "Gemeente Veldhaven"
    assert json.loads(json.dumps(values)) == values
    assert "huisstijl" not in values


def test_a_copy_of_the_sample_municipality_can_be_used(own):
    """The control of every refusal below: the change alone is what is refused."""
    assert load(own()) == municipality()


OF_LAW = """
[wet.wmo.verordening]
naam = "Verordening Wmo"
hardheid = "artikel 12"
"""


def test_a_law_has_its_own_ordinance_and_the_rest_of_the_municipality(own):
    """Without anything of its own, a law has what the letters of the Wmo always had."""
    house = load(own("[huisstijl]\n", f"{OF_LAW}[huisstijl]\n"))
    assert house.under("wmo").verordening.naam == "Verordening Wmo"
    assert house.under("wmo").clientondersteuning == house.clientondersteuning
    assert house.under("jeugd") is house
    assert house.for_letters() == municipality().for_letters()


FEES = """
[[leges]]
proces = "wmo"
bedrag = 1250
vanaf = 2027-01-01

[[leges]]
proces = "wmo"
bedrag = 0
vanaf = 2026-01-01
"""


def test_a_fee_is_that_of_the_day_and_nothing_is_said_of_what_has_none(own):
    house = load(own("[huisstijl]\n", f"{FEES}[huisstijl]\n"))
    days = date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 1)
    assert [house.fee("wmo", day) for day in days] == [None, 0, 1250]
    assert house.fee("jeugd", days[-1]) is None
    assert "leges" not in house.for_letters()


def test_a_fee_below_nothing_is_refused(own):
    assert problems(own("[huisstijl]\n", f"{FEES}[huisstijl]\n".replace("1250", "-1")))


def test_a_law_without_a_process_is_refused(own, monkeypatch):
    path = own("[huisstijl]\n", f"{OF_LAW.replace('wmo', 'jeugd')}[huisstijl]\n")
    monkeypatch.setattr(module, "municipality", lambda: load(path))
    processes.cache_clear()
    with pytest.raises(MunicipalityUnfit, match=r"wet\.jeugd: dit proces is er niet; kies uit: .*wmo"):
        processes()
    monkeypatch.setattr(module, "municipality", municipality)
    assert "wmo" in processes()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('naam = "Gemeente Veldhaven"', 'naam = " "', "naam: is leeg"),
        ('plaats = "Veldhaven"', "", "plaats: ontbreekt"),
        ('plaats = "Veldhaven"', "plaats = 4090", "plaats: moet een tekst zijn"),
        ('plaats = "Veldhaven"', 'plaats = "Veldhaven"\nplaatsnaam = 1', "plaatsnaam: is een onbekend veld"),
        ('postadres = ["Postbus 100", "4090 AA Veldhaven"]', "postadres = []", "postadres: is leeg"),
        ('["Postbus 100", "4090 AA Veldhaven"]', '["Postbus 100", 4]', "postadres.2: moet een tekst zijn"),
        ('["Postbus 100", "4090 AA Veldhaven"]', '"Postbus 100"', "postadres: moet een lijst van teksten zijn"),
        ("[verordening]", "[verordening.oud]", "verordening.naam: ontbreekt"),
        ("[clientondersteuning]", 'verordening = "ja"\n[clientondersteuning]', "regel"),
        ("[huisstijl]", '[wet.wmo]\nrechtbank = "x"\n[huisstijl]', "wet.wmo.rechtbank: is een onbekend veld"),
        ("links = 25", 'links = "links"', "huisstijl.venster.links: moet een getal zijn"),
        ("links = 25", "links = [25]", "huisstijl.venster.links: moet een getal zijn"),
        ("breedte = 85", "breedte = 20", "huisstijl.venster.breedte: is te klein; kies 60.0 of meer"),
        ("boven = 50", "boven = 200", "huisstijl.venster.boven: is te groot; kies 80.0 of minder"),
        ("boven = 50", "boven = 20", "huisstijl.venster.boven: is te klein"),
        ("links = 25", "links = 60", "huisstijl.venster: het venster loopt van 60 tot 145 mm"),
        ("links = 25", "links = 140", "huisstijl.venster: het venster loopt van 140 tot 225 mm"),
        ("hoogte = 32", f'hoogte = 32\nretouradres = "{"W" * 81}"', "huisstijl.venster.retouradres: is te lang"),
        ('"#0f5a66"', '"teal"', "huisstijl.kleur: moet een kleur zijn"),
        ('"#0f5a66"', '"#f2b544"', "huisstijl.kleur: #f2b544 heeft op wit een contrast van 1,8 op 1"),
        ('"#0f5a66"', '"#777777"', "huisstijl.kleur: #777777 heeft op wit een contrast van 4,4 op 1"),
        ('"logo.svg"', '"beeld.svg"', "huisstijl.logo: beeld.svg staat niet in dezelfde map"),
        ('"logo.svg"', '"../logo.svg"', "huisstijl.logo: moet de naam van een SVG-bestand in dezelfde map zijn"),
    ],
)
def test_a_file_that_letters_cannot_use_is_refused_by_its_field(own, before, after, said):
    assert any(said in problem for problem in problems(own(before, after)))


def test_a_part_that_is_no_block_is_refused(own):
    path = own("[verordening]", "[anders]")
    path.write_text(f'verordening = "ja"\n{path.read_text("utf-8")}', "utf-8")
    assert "verordening: moet een eigen blok zijn: [verordening] met de velden eronder" in problems(path)


def test_what_we_have_no_words_for_still_names_its_field(own, monkeypatch):
    monkeypatch.setattr("config.municipality.file._SAID", {})
    assert problems(own("links = 25", "links = 1")) == (
        "huisstijl.venster.links: klopt niet; kijk in veldhaven.toml hoe het moet",
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b'naam = "Veldhaven"\nplaats = Veldhaven\n', "regel 2 is geen geldige TOML"),
        (b'naam = "Veldhaven"\n[huisstijl', "de laatste regel is geen geldige TOML"),
        ('naam = "Curaçao"'.encode("latin-1"), "dit bestand is geen UTF-8"),
        (None, "dit bestand bestaat niet"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_dutch(tmp_path, written, said):
    path = tmp_path / "eigen.toml"
    if written is not None:
        path.write_bytes(written)
    (problem,) = problems(path)
    assert problem.startswith(said)


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21), ("#ffffff", 1), ("#ff0000", 4.0), ("#767676", 4.54), ("#0000ff", 8.59)]
)
def test_contrast_is_counted_as_wcag_does(colour, ratio):
    assert contrast_on_white(colour) == pytest.approx(ratio, abs=0.01)


def test_the_faintest_colour_that_can_be_read_is_allowed(own):
    assert load(own('"#0f5a66"', '"#767676"')).huisstijl.kleur == "#767676"


def test_without_the_demand_on_contrast_a_pale_colour_is_printed(own, monkeypatch):
    monkeypatch.setattr(house_style, "LEAST_CONTRAST", 1)
    assert load(own('"#0f5a66"', '"#f2b544"')).huisstijl.kleur == "#f2b544"


def test_a_start_with_an_unfit_municipality_is_one_dutch_message(monkeypatch, capsys):
    chosen = settings().model_copy(update={"municipality": "bestaat-niet"})
    monkeypatch.setattr(module, "settings", lambda: chosen)
    monkeypatch.setattr(sys, "argv", ["maatwerk", "start"])
    monkeypatch.setattr("signal.signal", lambda *_: None)
    municipality.cache_clear()
    with pytest.raises(SystemExit) as left:
        cli.main()
    municipality.cache_clear()
    shown = capsys.readouterr()
    assert left.value.code == 1
    assert "De gegevens van uw gemeente kloppen niet" in shown.out
    assert "Traceback" not in shown.out + shown.err
