"""Where a letter shows its address: in the window of the municipality's envelope, with the sender above it."""

import re
import subprocess

import pytest

from config.municipality import municipality
from config.municipality.house_style import Window
from letters.making import render as rendering
from letters.making.render import render
from letters.writing.samples import sample

LETTER = "wmo/afwijzing"
MM = 72 / 25.4
RIGHT = {"links": 115, "boven": 50, "breedte": 85, "hoogte": 32}
# Where the column beside the window begins, in millimetres.
LEFT_COLUMN = 120
SENDER = "Retouradres: Postbus 100, 4090 AA Veldhaven"


@pytest.fixture
def window(monkeypatch):
    """Give the municipality another envelope."""

    def choose(**measures):
        house = municipality()
        style = house.huisstijl.model_copy(update={"venster": Window(**measures)})
        monkeypatch.setattr(rendering, "municipality", lambda: house.model_copy(update={"huisstijl": style}))

    return choose


@pytest.fixture
def words(tmp_path, pdftotext):
    """The words above the body of the first page, with their left, top and right in millimetres."""

    def read(pdf):
        (tmp_path / "brief.pdf").write_bytes(pdf)
        command = [pdftotext, "-l", "1", "-bbox", str(tmp_path / "brief.pdf"), "-"]
        shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]*)<', shown)
        placed = [(*(float(at) / MM for at in where), word) for *where, word in found]
        return [one for one in placed if 35 < one[1] < 82]

    return read


def inside(words, measures):
    """The words in the window, in the order of the page."""
    # A box of pdftotext begins above the ink.
    left, top, right = measures["links"], measures["boven"] - 2, measures["links"] + measures["breedte"]
    bottom = measures["boven"] + measures["hoogte"]
    return [word for start, y, end, word in words if left <= start + 0.5 and end <= right and top <= y <= bottom]


def lines_of(values):
    return " ".join(values["client"]["adres"]).split()


@pytest.mark.parametrize("links", [25, 40, 85, 115])
def test_the_window_holds_the_address_and_nothing_else(window, words, links):
    measures = RIGHT | {"links": links}
    window(**measures)
    values = sample(LETTER)
    shown = words(render(LETTER, values).pdf)
    assert inside(shown, measures) == lines_of(values)
    assert "Sociaal" in [word for *_, word in shown]


def test_without_room_beside_the_window_the_column_shows_in_it(window, words, monkeypatch):
    """The guard off: a window between the two places, which the file refuses."""
    house = municipality()
    between = house.huisstijl.venster.model_copy(update=RIGHT | {"links": 70})
    style = house.huisstijl.model_copy(update={"venster": between})
    monkeypatch.setattr(rendering, "municipality", lambda: house.model_copy(update={"huisstijl": style}))
    values = sample(LETTER)
    assert len(inside(words(render(LETTER, values).pdf), RIGHT | {"links": 70})) > len(lines_of(values))


@pytest.mark.parametrize(
    "name",
    [
        ["Mevrouw W. van der Meer tot Oosterwijk-van den Bergh van Brandsenburg"],
        ["Mevrouw A.B.C.D.E. Schimmelpenninck van der Oye-Nieuwenhuyzen"],
        ["Bewindvoering en Inkomensbeheer Rivierenland B.V., mevrouw T. Ponsen"],
        ["De hoogwelgeboren heer", "A.B. baron van den Aedel-van Nieuwenhuyzen tot Oosterwijk"],
    ],
)
def test_a_long_name_takes_a_second_line(words, name):
    address = [*name, "Laan 1", "4099 ZX  VELDHAVEN"]
    values = sample(LETTER)
    values["client"]["adres"] = address
    tops = {}
    for start, top, _, word in words(render(LETTER, values).pdf):
        if start < LEFT_COLUMN:
            tops.setdefault(round(top), []).append(word)
    assert len(tops) == len(address) + 1
    assert "".join(word for line in tops.values() for word in line) == "".join("".join(address).split())


def test_the_sender_stands_small_above_the_address_in_the_window(window, words, vera, tmp_path):
    window(**RIGHT, retouradres=SENDER)
    values = sample(LETTER)
    values["client"]["adres"] = ["Mevrouw A. Jansen", "p/a Kantoor", "Gebouw B", "Laan 1", "4099 ZX  VELDHAVEN", "BEL"]
    pdf = render(LETTER, values).pdf
    assert inside(words(pdf), RIGHT) == [*SENDER.split(), *lines_of(values)]
    file = tmp_path / "venster.pdf"
    file.write_bytes(pdf)
    assert vera([file]) == {file: []}


def test_without_a_sender_nothing_stands_above_the_address(window, words):
    window(**RIGHT)
    assert "Retouradres:" not in [word for *_, word in words(render(LETTER, sample(LETTER)).pdf)]
