"""Hostile and hard values, each with how it must read in a letter, or the sign for which it must be refused.

A value reads as written unless told otherwise here: composed signs (NFC), no unseen signs, one kind of line end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# The letters of the population register, in its order: those of Teletex (ISO/IEC 6937), capital and small.
TELETEX = (
    "ÀÁÂÃÄÅĀĂĄÆÇĆĈĊČĎĐÐÈÉÊËĒĖĘĚĜĞĠĢĤĦÌÍÎÏĨĪĮİĲĴĶĹĻĽĿŁÑŃŅŇŊÒÓÔÕÖŌŐØŒŔŖŘŚŜŞŠŢŤŦÞÙÚÛÜŨŪŬŮŰŲŴÝŶŸŹŻŽ",
    "àáâãäåāăąæçćĉċčďđðèéêëēėęěĝğġģĥħìíîïĩīįıĳĵķĸĺļľŀłñńņňŉŋòóôõöōőøœŕŗřśŝşšßţťŧþùúûüũūŭůűųŵýŷÿźżž",
)

PLAIN: dict[str, str] = {
    "capitals of the register": TELETEX[0],
    "small letters of the register": TELETEX[1],
    "a dutch name": "mr. J.P.M. van 't Hóff-d’Ancona",
    "a frisian name": "Sjoukje Ŷpma-Ûleman",
    "a turkish name": "İsmail Şahin-Çığıroğlu",
    "a polish name": "Małgorzata Łukasiewicz-Źdźbło",
    "a czech name": "Jiří Dvořák-Šťastný",
    "a romanian name": "Ștefania Țurcanu",
    "a vietnamese name": "Nguyễn Thị Hồng Hạnh",
    "an icelandic name": "Þórður Ægisson",
    "a latvian name": "Ģirts Ķēniņš-Šņore",
    "a hungarian name": "Gergő Dezsőfi-Űrhajós",
    "a maltese name": "Ġorġ Ħaż-Żebbuġ",
    "a welsh name": "Ŵyn Ŷrwyddfa",
    "a croatian name": "Đorđe Čović-Žižić",
    "an esperanto name": "Ĝĥĵŝŭ Ĉ",
    "a portuguese name": "João Simão d'Ávila e Cunha",
    "a greek name": "Γιώργος Παπαδόπουλος",
    "a russian name": "Жанна Ёлкина",
    "a surname of one letter": "Ó",
    "dots and hyphens": "J.-P. v.d. Berg-von-der-Tann",
    "apostrophes": "'t Hart d’Ancona o'Neill",
    "quotation marks": "“zo” ‘dan’ „laag” «dit» \"recht\" 'enkel'",
    "dashes and dots": "a-b – c — d … e · f • g",
    "money and measures": "€ 1.234,50 £ 3 ¥ 4 50 % 20 °C ½ m² × 3 ± 1 § 4",
    "signs of typst code": '#eval("1+1") #panic() #import "@preview/x:1.0.0"',
    "signs of typst markup": "*vet* _schuin_ $x^2$ `code` @verwijzing <einde> ~ \\ = Kop",
    "a typst label": "<einde>",
    "a typst comment": "// weg /* weg */ http://a.b",
    "the end of a typst string": '") #read("/etc/passwd") //',
    "a heading": "# Kop van een ander",
    "a heading by underline": "Kop van een ander =====",
    "a list": "- een",
    "a numbered list": "1. een",
    "a table": "| a | b |",
    "a table's line": "|---|---|",
    "strong and emphasis": "**vet** __ook__ *schuin* _ook_",
    "a link and a picture": "[klik](javascript:alert(1)) ![x](http://x.example/y.png) <http://x.example>",
    "code": "```typst #panic() ``` `x`",
    "a quotation": "> zei u",
    "a line across": "---",
    "a backslash at the end": "tot zover\\",
    "an escape": "\\* \\# \\[ \\u0041 \\n \\x41",
    "front matter": "--- adverse: false ---",
    "html": "<script>alert(1)</script> <b>vet</b> <img src=x onerror=alert(1)>",
    "html in words": "&lt;script&gt; &amp; &#39; &nbsp; &",
    "the end of a page": "</p></main></body></html><h1>Ander</h1>",
    "the end of a style": "</style><script>alert(1)</script>",
    "a comment of html": "<!-- weg --> ]]> <![CDATA[x]]>",
    "an attribute": '" onclick="alert(1)" x=\'',
    "a jinja value": "{{ gemeente.naam }} {{ 7 * 7 }}",
    "a jinja block": "{% include 'shared/_contact.md.j2' %} {# weg #} {% raw %}",
    "reaching into python": "{{ ''.__class__.__mro__ }} ${7*7} %s {0}",
    "json": '"}],"t":"h" {"b":["x"]} [1,2]',
    "a word processor's field": "{ MERGEFIELD naam } {{r x}} {%p if x %} <w:p/>",
    "xml": "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    "sql": "Robert'); DROP TABLE letter;--",
    "a formula": "=1+1|'cmd'!A0 @SUM(A1) +31 -1",
    "a slot in words": "U+E000 0 U+E001",
    "what the code calls nothing": "None null undefined NaN True",
    "an ordinary long word": "Arbeidsongeschiktheidsverzekeringsmaatschappij",
    "a word without end": "Xy" * 150,
    "a wide word without end": "Ŵ" * 120,
    "a web address": "https://www.voorbeeld.example/" + "pad/" * 30 + "?a=1&b=2#c",
    "a phone number": "085 000 04 12 of 06 00 00 04 12",
    "small capitals and sharp s": "Größe, Straße, ẞ",
    "accents without a letter": "\u00b4 ` ^ ~ \u00a8 \u00b8",
}
READS: dict[str, tuple[str, str]] = {
    "accents apart": ("Zoe\u0308 Rene\u0301 S\u0327ahin N\u0303ez", "Zoë René Şahin Ñez"),
    "vietnamese apart": ("Nguye\u0302\u0303n Thi\u0323", "Nguyễn Thị"),
    "an angstrom and an ohm": ("\u212b 5 \u2126", "Å 5 Ω"),
    "text turned around": ("Jan\u202enesnaJ\u202c de Wit", "JannesnaJ de Wit"),
    "isolates": ("\u2066Jan\u2069 \u2067de\u2069 Wit", "Jan de Wit"),
    "direction marks": ("\u200eJan\u200f de Wit\u061c", "Jan de Wit"),
    "zero width": ("Jan\u200bsen\ufeff Wit\u2060kamp", "Jansen Witkamp"),
    "soft hyphens": ("zieken\u00adhuis\u00adbed", "ziekenhuisbed"),
    "spaces of every width": ("a\u00a0b\u202fc\u2003d\u2009e", "a b c d e"),
    "tabs and many spaces": ("een\t\ttwee    drie", "een twee drie"),
    "windows line ends": ("een\r\ntwee\r\ndrie", "een twee drie"),
    "old line ends": ("een\rtwee\x85drie\u2028vier\u2029vijf\x0bzes\x0czeven", "een twee drie vier vijf zes zeven"),
    "lines that look like markup": ("een\n# Kop\n- lijst\n| a | b |\n***", "een # Kop - lijst | a | b | ***"),
    "spaces around": ("  \n naam \t ", "naam"),
    "bullets of a word processor": ("\uf0b7 melk \uf0a7 brood \uf0fc", "• melk • brood ✓"),
}
ARABIC = {
    "an arabic name": "محمد العربي",
    "a persian name": "علی رضایی",
    "arabic among latin": "de heer محمد El Amrani",
}
LONG = {
    "ten kilobytes of text": "Sinds mijn val lukt het niet meer. " * 290,
    "ten kilobytes of capitals": "DRINGEND HULP NODIG " * 500,
    "ten kilobytes of one word": "x" * 10_000,
}
REFUSED: dict[str, tuple[str, int]] = {
    "an emoji": ("Fatma 😀", 0x1F600),
    "a flag": ("🇳🇱 Jansen", 0x1F1F1),
    "a family of emoji": ("👩\u200d👧", 0x1F467),
    "a colour of skin": ("👍🏽", 0x1F3FD),
    "chinese": ("王小明", 0x5C0F),
    "japanese": ("ひらがな", 0x304C),
    "korean": ("한국어", 0xAD6D),
    "hebrew": ("דוד", 0x5D3),
    "thai": ("สมชาย", 0xE0A),
    "old signs": ("𒀀", 0x12000),
    "a nul": ("a\x00b", 0),
    "an escape": ("a\x1b[31mb", 0x1B),
    "a bell and a backspace": ("a\x07\x08b", 0x07),
    "a delete": ("a\x7fb", 0x7F),
    "a control of the second row": ("a\x9bb", 0x9B),
    "half a sign": ("a\ud83db", 0xD83D),
    "the other half": ("a\ude00b", 0xDE00),
    "a forged slot": ("\ue0000\ue001", 0xE000),
    "a forged slot in words": ("Beste \ue0001\ue001,", 0xE000),
    "the end of a slot": ("a\ue001b", 0xE001),
    "a private sign": ("x\uf8ff", 0xF8FF),
    "a sign of a private plane": ("x\U000f0000", 0xF0000),
    "no character": ("x\uffff", 0xFFFF),
    "a tag sign": ("x\U000e0041", 0xE0041),
    "a sign that was lost": ("x\ufffd", 0xFFFD),
    "a variation": ("x\ufe0f", 0xFE0F),
}
# What a letter prints: what goes in, and what must be read.
PRINTED: dict[str, tuple[str, str]] = {name: (text, text) for name, text in (PLAIN | ARABIC).items()} | READS

# What is not free text: its form is checked, it steers the template, or it is the house's own.
FORMED = {
    *("gemeente", "telefoon", "datum", "uitkomst", "vorm", "wat", "tijd", "kenmerk", "nummer", "adres", "met"),
    *("werkdagen", "rechtsgrond", "dwangsom", "per", "bijdrage"),
}


def free_texts(values: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The places in a letter's values where any text may stand."""
    if path and path[-1] in FORMED:
        return
    if isinstance(values, dict):
        for name, value in values.items():
            yield from free_texts(value, (*path, name))
    elif isinstance(values, list):
        for place, value in enumerate(values):
            yield from free_texts(value, (*path, place))
    elif isinstance(values, str) and values and not _day(values):
        yield path


def put(values: Any, path: tuple[str | int, ...], text: str) -> None:
    """Put a text in its place."""
    for step in path[:-1]:
        values = values[step]
    values[path[-1]] = text


def dotted(path: tuple[str | int, ...]) -> str:
    """A place as a refusal names it: `voorzieningen[1].naam`."""
    steps = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(steps).removeprefix(".")


def _day(text: str) -> bool:
    return len(text) == len("2026-11-23") and text[4] == text[7] == "-"
