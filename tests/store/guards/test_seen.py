"""The rules and both engines see the same: every sign of Unicode, and texts of all kinds, on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from postgres import Cluster
from sqlalchemy import make_url
from unseen import UNSEEN

from rules.visible import blank, explains, shows
from store.guards.trigger_sql import worded

# A database holds no NUL and no half of a sign.
POINTS = [point for point in range(1, 0x110000) if not 0xD800 <= point < 0xE000]
TEXTS = [
    *UNSEEN.values(),
    "x",
    "x" * 20,
    "x" * 14 + "." * 30,
    "",
    " De zoon meldde het overlijden.\n",
    "\u0445" * 40,
    "x\u0301" * 15,
]
Ask = Callable[[str, list[str]], list[bool]]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Asks an engine for which of these texts `c` a condition holds."""
    if request.param == "sqlite":
        source = "json_each(?)"
        opened: Any = sqlite3.connect(":memory:")
    else:
        source = "jsonb_array_elements_text(%s::jsonb) WITH ORDINALITY j(value, key)"
        cluster: Cluster = request.getfixturevalue("postgres_cluster")
        url = make_url(cluster.create().owner_url)
        opened = psycopg.connect(host=str(url.query["host"]), dbname=url.database, user=url.username, autocommit=True)

    def holds(condition: str, texts: list[str]) -> list[bool]:
        sql = worded(condition, request.param)
        asked = f"SELECT COALESCE({sql}, FALSE) FROM (SELECT key, value AS c FROM {source}) t ORDER BY key"
        return [bool(row[0]) for row in opened.execute(asked, (json.dumps(texts),))]

    with closing(opened):
        yield holds


def test_every_sign_shows_to_the_engine_as_it_does_to_the_rules(ask: Ask) -> None:
    seen = ask("{shows c}", [chr(point) for point in POINTS])
    assert len(seen) == len(POINTS)
    assert [point for point, shown in zip(POINTS, seen, strict=True) if shown != shows(chr(point))] == []


def test_every_text_explains_to_the_engine_what_it_does_to_the_rules(ask: Ask) -> None:
    assert ask("{explains c 20}", TEXTS) == [explains(text, 20) for text in TEXTS]
    assert ask("{shows c}", TEXTS) == [not blank(text) for text in TEXTS]
    assert {explains(text, 20) for text in TEXTS} == {True, False}


def test_texts_at_random(ask: Ask) -> None:
    signs = st.sampled_from("aé7İ.\u200b\u0301 \n\u3164\u2800\u0445李\u00a0")

    @settings(max_examples=30)
    @given(st.lists(st.text(signs, max_size=45), min_size=1, max_size=40))
    def same(texts: list[str]) -> None:
        assert ask("{explains c 20}", texts) == [explains(text, 20) for text in texts]
        assert ask("{shows c}", texts) == [not blank(text) for text in texts]

    same()


def test_a_text_in_a_fact_is_read_as_json_says_it(ask: Ask) -> None:
    texts = [
        "De zoon.",
        "\u200b",
        "\n\t\r",
        '"',
        "\\\\n",
        'a"b',
        "é",
        "",
        "\u2028",
        '","other":"De zoon.',
        "\u0301",
        "\\",
    ]
    bodies = [
        json.dumps({"a": "x", "said": text, "z": "x"}, ensure_ascii=False, separators=(",", ":")) for text in texts
    ]
    assert ask("{shows {value c said}}", bodies) == [not blank(text.replace("\\\\n", "n")) for text in texts]
    # Written as nobody writes it: what is behind a number of a sign is not read.
    assert (
        ask("{shows {value c said}}", ['{"said":"\\u200b"}', '{"said":"\\u0061"}', '{"other":"x"}', "{}"])
        == [False] * 4
    )


def test_a_number_in_a_fact_is_no_longer_than_it_may_be(ask: Ask) -> None:
    fine, not_fine = ["0", "7", "42", "999"], ["1000", "1000000000", "1e9", "-1", "1.5", '"7"', "null", "true"]
    bodies = [f'{{"a":1,"n":{number},"z":2}}' for number in (*fine, *not_fine)]
    assert ask("{digits c n 3}", bodies) == [*(True for _ in fine), *(False for _ in not_fine)]
    assert ask("{digits c n 3}", ['{"a":1}', '{"n":12}']) == [True, True]
