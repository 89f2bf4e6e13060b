"""A logo is a small drawing that runs nothing, fetches nothing and says nothing."""

import pytest

from config.municipality import logo
from config.municipality.logo import LARGEST, drawing

PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
PATH = '<path d="M0 0h9v9z" fill="{}"/>'


@pytest.fixture
def drawn(tmp_path):
    def read(content):
        path = tmp_path / "logo.svg"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return drawing(path)

    return read


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.format(PATH.format("#0f5a66")),
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' + PLAIN.format("<title>Logo</title>"),
        PLAIN.format('<defs><linearGradient id="a"/></defs><path fill="url(#a)" d="M0 0h9"/>'),
        PLAIN.format('<path id="b" d="M0 0h9"/><use x:href="#b"/><style>.c { fill: url("#a") }</style>'),
    ],
    ids=["paths", "declaration", "gradient", "use"],
)
def test_a_drawing_is_read_as_it_is(drawn, content):
    assert drawn(content) == content


REFUSED = {
    "script": ("<script>alert(1)</script>", "bevat <script>"),
    "event": ('<path onload="alert(1)" d="M0 0"/>', "bevat een opdracht (onload)"),
    "page": ("<foreignObject/>", "bevat <foreignObject>"),
    "other-names": ('<p xmlns="http://www.w3.org/1999/xhtml"/>', "bevat <p>"),
    "image": ('<image href="data:image/png;base64,AA"/>', "bevat <image>"),
    "link": ('<use href="https://example.org/a.svg#b"/>', "verwijst in href"),
    "old-link": ('<use x:href="file:///etc/passwd"/>', "verwijst in href"),
    "moved": ('<g xml:base="https://example.org/"/>', "verwijst in base"),
    "paint": (PATH.format("url(https://example.org/a)"), "verwijst in fill"),
    "escape": (PATH.format("u\\72l(https://example.org/a)"), "verwijst in fill"),
    "import": ('<style>@import "https://example.org/a.css"</style>', "verwijst in &lt;style&gt;"),
    "style-url": ("<style>a { fill: url( 'https://example.org/a' ) }</style>", "verwijst in <style>"),
    "text": ("<text>Veldhaven</text>", "bevat tekst"),
    "moving": ('<set attributeName="href" to="https://example.org"/>', "bevat <set>"),
}


@pytest.mark.parametrize(("inside", "said"), REFUSED.values(), ids=REFUSED)
def test_what_runs_fetches_or_speaks_is_refused(drawn, inside, said):
    with pytest.raises(ValueError, match=r"^logo\.svg ") as refused:
        drawn(PLAIN.format(inside))
    assert said.replace("&lt;", "<").replace("&gt;", ">") in str(refused.value)


@pytest.mark.parametrize("inside", [inside for inside, _ in REFUSED.values()], ids=REFUSED)
def test_without_the_look_at_each_part_it_is_let_in(drawn, monkeypatch, inside):
    monkeypatch.setattr(logo, "_check_part", lambda part: None)
    assert drawn(PLAIN.format(inside))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + PLAIN.format("<title>&a;</title>"), "bevat <!DOCTYPE"),
        ('<?xml-stylesheet href="https://example.org/a.css"?>' + PLAIN.format(""), "bevat <?"),
        ('<?xml version="1.0" encoding="ISO-2022-JP"?>' + PLAIN.format(""), "bevat <?"),
        ("<svg/>", "is geen SVG"),
        ("geen tekening", "is geen tekening die te lezen is"),
        (PLAIN.format("<g>"), "is geen tekening die te lezen is"),
        (PLAIN.format("<title>é</title>").encode("latin-1"), "is geen tekening die te lezen is"),
        (PLAIN.format(" " * LARGEST), "is groter dan 64 kB"),
    ],
    ids=["entity", "stylesheet", "encoding", "no-svg", "no-xml", "open", "latin", "large"],
)
def test_what_is_no_small_plain_svg_is_refused(drawn, content, said):
    with pytest.raises(ValueError, match=r"^logo\.svg ") as refused:
        drawn(content)
    assert said in str(refused.value)
