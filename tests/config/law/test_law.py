"""The law as shipped is complete, dated and sourced."""

from collections import Counter
from dataclasses import fields
from datetime import date

import pytest

from config.law import FOLDER, law
from rules.clock.lengths import Unit
from rules.clock.suspension import GroundId
from rules.errors import NoTermVersion, UnknownTerm

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "terms"),
    [("wmo", 12), ("jw", 5), ("pw", 16), ("wgs", 8), ("babw", 2), ("local", 1), ("awb", 26)],
)
def test_every_law_brings_its_terms(name, terms):
    assert Counter(term.law for term in law().terms)[name] == terms


def test_every_term_has_an_article_a_source_and_a_dutch_name():
    for term in law().terms:
        assert term.article, term.id
        assert term.source, term.id
        assert term.name, term.id
        assert term.trigger, term.id


def test_what_rests_on_practice_alone_is_marked_unconfirmed():
    unconfirmed = {term.id for term in law().terms if not term.confirmed}
    assert unconfirmed == {"llv_beschikking", "awb_betaling_geldschuld", "awb_klacht"}


def test_every_term_valid_today_is_found():
    for term in law().terms:
        assert law().term(term.id, on=TODAY) is term


@pytest.mark.parametrize(
    ("rule", "length", "unit", "atw"),
    [
        *(("wmo_onderzoek", 6, "weeks", True), ("wmo_beschikking", 2, "weeks", True)),
        *(("jw_beschikking", 8, "weeks", True), ("pw_beschikking", 8, "weeks", True)),
        *(("pw_zoektermijn", 4, "weeks", False), ("wgs_bedreigend", 3, "working_days", False)),
        *(("wgs_beschikking", 8, "weeks", True), ("awb_bob", 6, "weeks", True)),
        *(("awb_bob_commissie", 12, "weeks", True), ("awb_verdagen", 6, "weeks", False)),
        *(("awb_notificatie_48u", 48, "hours", False), ("pw_ingangsdatum", 3, "months", False)),
        ("wmo_bewaren", 15, "years", False),
    ],
)
def test_a_term_has_the_length_of_its_article(rule, length, unit, atw):
    term = law().term(rule, on=TODAY)
    assert (term.length, term.unit, term.atw) == (length, Unit(unit), atw)


def test_only_decision_terms_can_stand_still():
    assert {term.id for term in law().terms if term.suspendable} == {
        *("wmo_beschikking", "jw_beschikking", "pw_beschikking", "pw_bijz_bijstand_beschikking"),
        *("pw_iit_beschikking", "wgs_beschikking", "gpk_beschikking", "llv_beschikking"),
        *("awb_redelijke_termijn", "awb_mededeling_4_14_3", "awb_bob", "awb_bob_commissie"),
    }


def test_an_extension_under_4_14_lid_1_leaves_the_penalty_where_it_was():
    kept = {term.id for term in law().terms if term.extendable and not term.extendable.moves_default}
    assert kept == {"wmo_beschikking", "wgs_beschikking"}


def test_an_unknown_rule_is_refused():
    with pytest.raises(UnknownTerm) as refusal:
        law().term("wmo_onbekend", on=TODAY)
    assert refusal.value.term_id == "wmo_onbekend"


@pytest.mark.parametrize(("day", "valid"), [(date(2014, 12, 31), False), (date(2015, 1, 1), True)])
def test_the_version_of_the_start_day_counts(day, valid):
    if valid:
        assert law().term("wmo_onderzoek", on=day).length == 6
        return
    with pytest.raises(NoTermVersion) as refusal:
        law().term("wmo_onderzoek", on=day)
    assert (refusal.value.term_id, refusal.value.on) == ("wmo_onderzoek", day)


def test_every_ground_is_there():
    assert set(law().grounds) == set(GroundId)


def test_the_law_is_read_once():
    assert law() is law()


def test_the_unsure_readings_are_listed_for_a_lawyer():
    listed = (FOLDER.parents[1] / "docs" / "law.md").read_text(encoding="utf-8")
    missing = [term.id for term in law().terms if not term.confirmed and term.id not in listed]
    assert missing == []


def test_two_laws_with_the_same_data_are_equal():
    again = type(law())(**{f.name: getattr(law(), f.name) for f in fields(law()) if f.init})
    assert again == law()
