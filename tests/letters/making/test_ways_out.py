"""Every other way a letter goes out says what the PDF says, to the letter."""

import re
from base64 import b64encode
from hashlib import sha256
from itertools import chain, pairwise

import pytest
from webpage import Seen

from letters.making import web_page
from letters.making.plain_text import BLANK, as_text
from letters.making.render import document, render
from letters.making.web_page import as_page
from letters.writing.document import Document
from letters.writing.document import plain as flat_text
from letters.writing.samples import sample
from letters.writing.template import letter_names

LETTERS = letter_names()
ATTACK = "<script>alert(1)</script> \"onload='x' &amp; <b>vet</b> - **x** {{ 7 * 7 }}"


def words(text):
    return re.sub(r"\s+", " ", text).strip()


def made(letter):
    return document(letter, sample(letter))


def attacked():
    values = sample("wmo/afwijzing", "sample-deels")
    values["client"]["aanhef"] = ATTACK
    values["voorzieningen"][0]["naam"] = ATTACK
    values["voorzieningen"][0]["omvang"] = ATTACK
    values["gesprek"]["inbreng"] = f"{ATTACK}\n# Kop\n\n- {ATTACK}"
    return document("wmo/afwijzing", values)


@pytest.mark.parametrize("letter", LETTERS)
def test_plain_text_says_all_of_the_letter_in_its_order(letter):
    said, text = made(letter), words(as_text(made(letter)))
    place = text.index(said.head["titel"])
    for block in said.blocks:
        # A row reads as pairs, so its headings come again.
        rows = [list(chain(*zip(block["h"], row, strict=True))) for row in block.get("r", ())]
        runs = chain(*(map(flat_text, row) for row in rows)) if rows else Document(said.head, [block]).body
        for run in runs:
            place = text.index(words(run), place)
    assert text.index(words(" ".join(said.head["groet"])), place)
    for part in ("adres", "groet"):
        assert words(" ".join(said.head[part])) in text


@pytest.mark.parametrize("letter", LETTERS)
def test_plain_text_says_nothing_but_the_letter(letter):
    said = made(letter)
    left = words(as_text(said))
    head = said.head
    known = [*said.body, *head["groet"], *head["adres"], *head["afzender"]["postadres"], head["titel"]]
    known += [f"{label}: {value}" for label, value in (*head["gegevens"], *head["contact"])]
    known += [head["afzender"]["naam"], f"Afdeling: {head['afzender']['afdeling']}"]
    for run in sorted(map(words, known), key=len, reverse=True):
        left = left.replace(run, "") if run else left
    assert re.sub(rf"[\s,:-]|\d\.|{re.escape(BLANK)}", "", left) == ""


@pytest.mark.parametrize("letter", LETTERS)
def test_a_web_page_says_all_of_the_letter_and_nothing_else(letter):
    said, page = made(letter), Seen(as_page(made(letter)).html)
    seen = words(" ".join(page.text))
    title = said.head["titel"]
    assert seen.startswith(words(f"{said.head['afzender']['naam']} {' '.join(said.head['adres'])} Datum"))
    text = [*said.body, *said.head["groet"], said.head["afzender"]["naam"]]
    assert seen.split(title, 1)[1].strip().startswith(words(" ".join(text)))


@pytest.mark.parametrize("letter", LETTERS)
def test_a_web_page_can_be_found_and_heard(letter):
    page = Seen(as_page(made(letter)).html)
    assert page.named("html") == [{"lang": "nl-NL"}]
    assert len(page.named("h1")) == len(page.named("main")) == 1
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(cell["scope"] == "col" for cell in page.named("th"))
    assert len(page.named("thead")) == len(page.named("table"))
    assert all(image["alt"] and image["src"].startswith("data:image/svg+xml;base64,") for image in page.named("img"))


def test_a_table_of_a_letter_is_a_table_on_the_web():
    page = Seen(as_page(made("shared/verzoek-aanvulling")).html)
    assert len(page.named("th")) == 2
    assert "Wat missen wij?" in page.text


def test_a_table_reads_as_pairs_in_plain_text():
    text = as_text(made("shared/verzoek-aanvulling"))
    assert (
        "Wat missen wij? De brief van uw ziekenhuis over de operatie\nWaarom hebben wij dit nodig? Om te weten" in text
    )


def test_a_cell_to_fill_in_shows_its_room_in_plain_text():
    said = document(LETTERS[0], sample(LETTERS[0]))
    form = {"t": "tb", "a": ["left", "right"], "h": [["Wat"], ["Uw antwoord"]], "r": [[["Naam"], []]]}
    assert f"Wat: Naam\nUw antwoord: {BLANK}\n" in as_text(Document(said.head, [form]))
    assert '<td class="right"></td>' in as_page(Document(said.head, [form])).html


def test_a_list_in_a_list_stands_under_its_item():
    inner = {"t": "ul", "i": [[{"t": "p", "c": ["binnen"]}]]}
    outer = {"t": "ol", "i": [[{"t": "p", "c": ["een ", {"i": ["schuin"]}, {"br": 1}, "regel"]}, inner]]}
    said = Document(made(LETTERS[0]).head, [outer])
    assert "1. een schuin\n   regel\n   - binnen\n" in as_text(said)
    assert "<ol><li><p>een <em>schuin</em><br>regel</p>\n<ul><li>binnen</li></ul>\n</li></ol>" in as_page(said).html


def test_a_web_page_fetches_nothing_and_runs_nothing():
    page = as_page(attacked())
    assert [attrs.get("src", "data:")[:5] for attrs in Seen(page.html).named("img")] == ["data:"]
    assert not Seen(page.html).named("script", "link", "iframe", "object", "form", "base")
    assert not re.search(r"""<[^>]*\s(on\w+|style|href)=""", page.html)


def test_the_policy_knows_the_style_of_the_page_and_no_other():
    page = as_page(made(LETTERS[0]))
    style = re.search("<style>(.*)</style>", page.html, re.DOTALL)[1]
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in page.policy
    assert page.policy.startswith("default-src 'none'")
    assert f'content="{page.policy}"' in page.html


def test_a_value_stays_text_in_every_way_out():
    said = attacked()
    page = Seen(as_page(said).html)
    assert not page.named("script", "b")
    assert page.text.count(words(ATTACK)) == 1
    assert words(f"Beste {ATTACK},") in page.text
    assert f"Beste {ATTACK}," in as_text(said)


def test_a_page_that_does_not_escape_lets_a_script_in(monkeypatch):
    """The guard off."""
    monkeypatch.setattr(web_page, "escape", str)
    assert Seen(as_page(attacked()).html).named("script")


def test_a_letter_that_was_kept_says_the_same_again():
    for letter in LETTERS:
        said = made(letter)
        again = Document.of(said.kept())
        assert (as_text(again), as_page(again)) == (as_text(said), as_page(said))
        assert again.inputs == said.inputs
    assert render(LETTERS[0], sample(LETTERS[0])).document.kept() == made(LETTERS[0]).kept()
