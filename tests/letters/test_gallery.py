"""All letters at one sitting: every sample, and for each demand the sentence that meets it."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from specimens import all_samples

from letters import gallery
from letters.gallery import HEAD, SIGNATURE
from letters.making.render import document, render
from letters.writing.required import demands, flat, places
from letters.writing.samples import sample
from letters.writing.template import front_matter, letter_names


class Page(HTMLParser):
    """The elements of a page, and what it links to."""

    def __init__(self, file):
        super().__init__()
        self.tags, self.links, self.words = [], [], []
        self.feed(file.read_text("utf-8"))
        self.text = flat(" ".join(self.words))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gallery")
    return folder, gallery.write(folder)


def test_every_sample_is_there_as_the_citizen_gets_it(made):
    folder, shown = made
    assert len(list(folder.glob("*.pdf"))) == len(all_samples()) == sum(len(one.samples) for one in shown)
    assert {one.letter for one in shown} == set(letter_names())
    for letter, name in all_samples()[::9]:
        file = folder / f"{letter.replace('/', '-')}-{name}.pdf"
        assert file.read_bytes() == render(letter, sample(letter, name)).pdf


def test_every_page_stands_on_its_own_and_every_link_leads_somewhere(made):
    folder, shown = made
    files = sorted(folder.glob("*.html"))
    assert len(files) == len(shown) + 1
    for file in files:
        page = Page(file)
        assert ("html", {"lang": "nl"}) in page.tags
        assert [tag for tag, _ in page.tags].count("h1") == 1
        assert "script" not in dict(page.tags)
        assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")
        assert all((folder / link).is_file() for link in page.links), file.name
        assert not any("//" in link for link in page.links)
    reached = set(Page(folder / "index.html").links)
    assert {one.page for one in shown} | {each.file for one in shown for each in one.samples} <= reached
    assert "url(" not in (folder / "stijl.css").read_text("utf-8")


@pytest.mark.parametrize("letter", letter_names())
def test_a_page_quotes_each_demand_from_the_letter_under_its_heading(made, letter):
    folder, shown = made
    one = next(one for one in shown if one.letter == letter)
    page, text = Page(folder / one.page), flat(" ".join(document(letter, sample(letter)).text))
    assert front_matter(letter).article in page.text
    assert [demand.name for demand in one.demands] == [
        name.replace("_", " ") for name in demands(front_matter(letter).of(sample(letter)))
    ]
    for demand in one.demands:
        assert f"{demand.name} {demand.source} {demand.heading} {demand.quote}" in page.text
        assert all(part in text for part in demand.quote.split(" … ")), demand.name
        assert demand.heading in {HEAD, SIGNATURE, "Aanhef"} or demand.heading in text
    assert one.gaps == 0
    assert "niets" in page.text


def test_a_heading_is_the_one_above_the_words(made):
    one = next(one for one in made[1] if one.letter == "wmo/afwijzing")
    under = {demand.name: demand.heading for demand in one.demands}
    assert under["dictum"] == "Ons besluit"
    assert under["uiterlijke datum"] == "Bent u het niet eens met dit besluit?"
    assert under["voorlopige voorziening"] == "Wat gebeurt er na uw bezwaar?"
    assert under["mandaat 10 10"] == SIGNATURE
    assert under["zaaknummer"] == HEAD


def test_a_day_tells_how_it_was_counted(made):
    one = next(one for one in made[1] if one.letter == "wmo/afwijzing")
    (day,) = one.days
    assert flat(day.day) == "4 januari 2027"
    assert "Awb 6:7" in day.because
    assert "brief.datum" in day.because


def test_what_a_letter_lacks_is_shown_and_not_passed_over(monkeypatch, tmp_path):
    """The guard itself: a demand that nothing meets is counted, and named on both pages."""
    known = front_matter("shared/niet-bereikt")
    wanting = known.model_copy(update={"must": {**known.must, "iets_anders": "dit staat nergens"}})
    monkeypatch.setattr(gallery, "letter_names", lambda: ("shared/niet-bereikt",))
    monkeypatch.setattr(gallery, "front_matter", lambda _: wanting)
    (one,) = gallery.write(tmp_path)
    assert one.gaps == len(one.samples)
    assert "verplichte onderdelen ontbreken" in Page(tmp_path / "index.html").text
    assert "iets anders deze brief staat er niet" in Page(tmp_path / one.page).text


def test_a_place_is_whole_sentences_and_none_without_the_words():
    front = front_matter("shared/niet-bereikt").model_copy(
        update={"blocks": (), "must": {"twee": "vlak .*? ver", "niets": "zon"}}
    )
    found = places(front, ["Kop", "Het is vlak bij. İs het ver weg? Nee.", "Zo."])
    assert found["twee"].words == "Het is vlak bij. İs het ver weg?"
    assert found["twee"].paragraph == 1
    assert found["niets"] is None


def test_a_long_quote_is_cut_in_its_middle_between_words():
    words = " ".join(f"woord{number}" for number in range(90))
    cut = gallery._short(words)
    assert re.fullmatch(r"woord0 .* … .* woord89", cut)
    assert len(cut) <= gallery.LONGEST_QUOTE + 3
    assert gallery._short("kort") == "kort"


def test_a_municipality_that_does_not_fit_is_told_and_not_thrown(tmp_path, monkeypatch):
    file = tmp_path / "gemeente.toml"
    file.write_text("naam = 1\n")
    monkeypatch.setenv("MAATWERK_MUNICIPALITY", str(file))
    told = subprocess.run(
        [sys.executable, "-m", "letters.gallery", str(tmp_path / "uit")], capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert str(file) in told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "uit").exists()
