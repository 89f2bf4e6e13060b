"""A refusal says in Dutch what to do, and holds the facts as values."""

from datetime import date

import pytest

from rules import errors

DAY, LATER = date(2026, 3, 30), date(2026, 4, 28)


@pytest.mark.parametrize(
    ("kind", "values", "text"),
    [
        (
            errors.UnknownTerm,
            ("x",),
            "Wij kennen de regel “x” niet. Controleer de naam, bijvoorbeeld wmo_onderzoek.",
        ),
        (
            errors.NoTermVersion,
            ("x", DAY),
            "De regel “x” gold niet op maandag 30 maart 2026. Kies een andere dag.",
        ),
        (
            errors.TermWithoutLength,
            ("x",),
            "De wet noemt bij “x” geen vaste termijn. Er is dus geen laatste dag.",
        ),
        (
            errors.MomentMissing,
            ("2026-03-29T02:30",),
            "Het tijdstip 2026-03-29T02:30 bestaat niet: de klok ging toen vooruit. Kies een ander tijdstip.",
        ),
        (
            errors.SuspensionRefused,
            ("x", "y"),
            "De termijn “x” kan niet stilstaan op de grond “y”. Kies een andere grond, of laat de termijn doorlopen.",
        ),
        (
            errors.SetTermMissing,
            ("y",),
            (
                "Bij “y” staat de termijn alleen stil als u een termijn hebt gesteld. "
                "Geef de dag van uw verzoek (sent) en de laatste dag (last)."
            ),
        ),
        (
            errors.PeriodReversed,
            (LATER, DAY),
            (
                "Deze periode klopt niet: van dinsdag 28 april 2026 tot maandag 30 maart 2026. "
                "Kies een laatste dag na de eerste."
            ),
        ),
        (errors.NotExtendable, ("x",), "De wet geeft voor “x” geen verlenging."),
        (
            errors.ExtensionTooLong,
            ("x", LATER),
            (
                "Zo lang kan “x” niet worden verlengd. De laatste dag is dinsdag 28 april 2026. "
                "Later kan alleen als alle betrokkenen schriftelijk instemmen."
            ),
        ),
        (
            errors.ExtensionTooLate,
            ("x", DAY),
            "Een bericht over verlenging van “x” moet in de termijn vallen: uiterlijk op maandag 30 maart 2026.",
        ),
        (
            errors.ExtensionTooEarly,
            ("x", DAY),
            "De nieuwe datum moet later zijn dan maandag 30 maart 2026: dan eindigt “x” nu.",
        ),
        (
            errors.ReminderUnsound,
            ("wmo.toml", "voorschot", "de termijn bestaat niet"),
            "Het procesbestand wmo.toml klopt niet. Herinnering “voorschot”: de termijn bestaat niet.",
        ),
        (
            errors.ProcessIncomplete,
            ("wmo.toml", ("de termijn “decision” ontbreekt", "de brief “rejected” ontbreekt")),
            ("Het procesbestand wmo.toml is niet af: de termijn “decision” ontbreekt; de brief “rejected” ontbreekt."),
        ),
        (errors.OutsideCalendar, (DAY,), "Voor maandag 30 maart 2026 staat er geen tarief in onze gegevens."),
    ],
)
def test_a_refusal_says_what_to_do(kind, values, text):
    refusal = kind(*values)
    assert refusal.message_nl == text
    assert isinstance(refusal, errors.LawError)
    assert str(refusal)


@pytest.mark.parametrize(
    ("kind", "values", "log"),
    [
        (errors.UnknownTerm, ("x",), "unknown term x"),
        (errors.NoTermVersion, ("x", DAY), "no version of x in force on 2026-03-30"),
        (errors.TermWithoutLength, ("x",), "x has no length"),
        (errors.MomentMissing, ("t",), "no such moment t"),
        (errors.SuspensionRefused, ("x", "y"), "x cannot be suspended on y"),
        (errors.SetTermMissing, ("y",), "y needs a set term"),
        (errors.PeriodReversed, (LATER, DAY), "period from 2026-04-28 to 2026-03-30"),
        (errors.NotExtendable, ("x",), "x cannot be extended so"),
        (errors.ReminderUnsound, ("wmo.toml", "voorschot", "no term"), "wmo.toml: voorschot: no term"),
        (errors.ProcessIncomplete, ("wmo.toml", ("a", "b")), "wmo.toml is incomplete: a; b"),
        (errors.OutsideCalendar, (DAY,), "outside the dated law data: 2026-03-30"),
    ],
)
def test_a_refusal_names_the_fact_for_the_log(kind, values, log):
    assert str(kind(*values)) == log


def test_a_refusal_keeps_the_rule_and_the_day():
    assert errors.UnknownTerm("x").term_id == "x"
    version = errors.NoTermVersion("x", DAY)
    assert (version.term_id, version.on) == ("x", DAY)
    unsound = errors.ReminderUnsound("wmo.toml", "voorschot", "no term")
    assert (unsound.file, unsound.reminder) == ("wmo.toml", "voorschot")
    incomplete = errors.ProcessIncomplete("wmo.toml", ("a", "b"))
    assert (incomplete.file, incomplete.problems) == ("wmo.toml", ("a", "b"))
