"""Which conditions take nothing away, which reasons refuse, and which words are no agreement."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from config.standards import standards
from tools.refusals import measured

CONDITIONS = yaml.safe_load((Path(__file__).parent / "conditions.yaml").read_text("utf-8"))


@pytest.fixture
def phrases():
    return standards(date(2027, 3, 1)).phrases


@pytest.mark.parametrize(
    "condition",
    [
        "Wijzigingen melden (2.3.8)",
        "U geeft veranderingen binnen twee weken door",
        "Geef het door als er iets verandert",
        "Meld het ons als u verhuist",
        "Evaluatie na 6 maanden, de hulp loopt door",
        "De hulp loopt gewoon door tijdens de evaluatie",
        "U hebt een inlichtingenplicht",
        "De wettelijke eigen bijdrage, het CAK int die",
        "U verantwoordt het pgb aan de SVB",
        "U krijgt de traplift in bruikleen",
        "Veranderingen in uw situatie geeft u binnen 4 weken aan ons door",
        "Inlichtingenplicht (artikel 17 Pw)",
        "Jaarlijkse evaluatie, de ondersteuning gaat door",
        "U betaalt de wettelijke bijdrage (2.1.4 Wmo)",
        "De parkeerkaart legt u zichtbaar achter de voorruit",
        "U gaat zorgvuldig om met de rolstoel",
        "U werkt mee aan een onderzoek",
        "Verrekening van inkomen dat u zelf hebt opgegeven",
        "Arbeidsverplichting (Pw 9)",
        "Medewerking aan onderzoek (2.3.8)",
        "Een verhuizing of opname in het ziekenhuis meldt u",
        "Evaluatie na 6 maanden, de behandeling loopt door",
        "U bent verplicht mee te werken aan een onderzoek (2.3.8)",
        "Inkomsten die u meldt worden verrekend",
        "U moet werk zoeken (artikel 9)",
        "Heronderzoek na 2 jaar, de hulp loopt ondertussen door",
        "U meldt het als u langer dan 4 weken weg bent",
    ],
)
def test_a_duty_of_the_law_takes_nothing_away(phrases, condition):
    assert phrases.is_neutral(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "U belt een dag van tevoren af",
        "u belt een dag van tevoren af als u er niet bent.",
        "U zegt de hulp op tijd af als u niet thuis bent",
        "U tekent de urenbriefjes",
        "U ondertekent elke maand de urenlijst",
        "U bewaart de bonnetjes",
        "U bewaart de rekeningen en laat ze zien als wij daarom vragen",
        "U zorgt dat de hulp naar binnen kan",
        "U laat de monteur binnen voor onderhoud",
        "U spreekt met de aanbieder een vaste dag af",
        "U laadt de accu elke nacht op",
        "U levert de kaart in als u hem niet meer nodig hebt",
        "U levert elke maand uw loonstrook in",
        "Tegenprestatie (9 lid 1 onder c Pw)",
        "U werkt mee aan de schuldregeling (artikel 7 Wgs)",
        "U zoekt werk (arbeidsplicht, artikel 9)",
        "Uw opgegeven inkomsten worden verrekend",
    ],
)
def test_what_is_asked_of_anybody_takes_nothing_away(phrases, condition):
    assert phrases.is_neutral(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "U belt een dag van tevoren af, anders vervalt de hulp",
        "U belt een dag van tevoren als u hulp wilt",
        "U belt zelf een aanbieder die plaats heeft",
        "U belt af bij ziekte van de hulp",
        "U zegt uw particuliere hulp af",
        "U zegt de dagbesteding af op vrijdag",
        "U tekent de urenbriefjes, anders betalen wij niet",
        "U tekent voor afstand van de overige uren",
        "U tekent het contract met de aanbieder, daarna begint de hulp",
        "U bewaart de helft van het budget",
        "U zorgt dat uw zoon de ramen doet",
        "U spreekt met de aanbieder af hoeveel uur u krijgt",
        "U laat de hulp alleen beneden schoonmaken",
        "U levert uw auto in",
        "Tegenprestatie van 20 uur per week",
        "U werkt mee aan de schuldregeling zonder CJIB",
        "U zoekt zelf een aanbieder",
        "Uw verzwegen inkomsten worden verrekend",
    ],
)
def test_what_begins_like_it_and_takes_something_away_is_less(phrases, condition):
    assert not phrases.is_neutral(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "zodra er plaats is",
        "mits uw zoon de was doet",
        "Stopt na 6 maanden, tenzij de evaluatie goed is",
        "Evaluatie na 6 maanden, de hulp loopt door tot die dag",
        "Evaluatie na 6 maanden; daarna beslissen wij opnieuw",
        "Wijzigingen melden, anders vervalt de hulp",
        "U krijgt de hulp als u wijzigingen meldt",
        "Het eerste half jaar op proef",
        "U volgt eerst een training",
        "Verrekening van een boete",
        "Op voorwaarde dat de huisbaas het goed vindt",
        "De hulp start als de aanbieder personeel heeft",
        "naar behoefte",
        "Meld wijzigingen. Uw zoon doet de was.",
        "Goed gebruik: u deelt de scootmobiel met uw buurvrouw",
        "Wettelijke eigen bijdrage en 10 euro per uur aan de aanbieder",
        "Na tien gesprekken kijken wij of het nog nodig is",
        "U werkt mee aan het herstelplan van de aanbieder",
        "Evaluatie na 6 maanden",
        "U machtigt ons uw post te openen",
        "Inkomsten die u verzweeg worden verrekend",
    ],
)
def test_what_hangs_on_an_event_or_stands_on_no_list_is_less(phrases, condition):
    assert not phrases.is_neutral(condition)


@pytest.mark.parametrize("condition", CONDITIONS["tuning"]["neutral"])
def test_a_condition_that_takes_nothing_away_is_neutral(phrases, condition):
    assert phrases.is_neutral(condition)


def test_three_in_four_duties_that_nobody_thought_of_are_neutral(phrases):
    neutral = CONDITIONS["held_out"]["neutral"]

    assert sum(map(phrases.is_neutral, neutral)) * 4 >= len(neutral) * 3


@pytest.mark.parametrize("condition", [one for half in CONDITIONS.values() for one in half["adverse"]])
def test_a_condition_that_ends_delays_or_lowers_is_not(phrases, condition):
    assert not phrases.is_neutral(condition)


def test_without_what_it_may_not_say_an_evaluation_would_cover_an_end(phrases):
    condition = "Na de evaluatie loopt de hulp door"
    open_ended = tuple(replace(duty, but_not=()) for duty in phrases.duties)

    assert not phrases.is_neutral(condition)
    assert replace(phrases, duties=open_ended).is_neutral(condition)


def test_without_the_list_of_words_a_duty_would_cover_a_demand(phrases):
    condition = "U meldt wijzigingen en volgt een training"
    wordless = tuple(replace(duty, words=(re.compile(r"[\w-]+"),)) for duty in phrases.duties)

    assert not phrases.is_neutral(condition)
    assert replace(phrases, duties=wordless).is_neutral(condition)


def test_each_clause_of_a_condition_has_to_be_neutral(phrases):
    assert phrases.is_neutral("U meldt wijzigingen en u werkt mee aan onderzoek. De rolstoel is in bruikleen.")
    assert not phrases.is_neutral("U meldt wijzigingen en u wacht op een plek. De rolstoel is in bruikleen.")


@pytest.mark.parametrize(
    "reason",
    [
        "U hebt geen recht op een traplift.",
        "Wij wijzen die aanvraag af.",
        "De rest is afgewezen.",
        "Een bad krijgt u niet.",
        "U krijgt geen vergoeding voor de taxi.",
        "U komt daarvoor niet in aanmerking.",
        "Per 1 juni wordt dit 2 uur.",
        "Daarna is het nog maar een uur.",
        "De reiskosten vergoeden wij niet.",
        "Een verhuiskostenvergoeding is niet mogelijk.",
        "Een scootmobiel past niet in uw situatie.",
        "Voor vervoer bent u aangewezen op uw eigen netwerk.",
        "De gemeente kent geen vergoeding voor een stofzuiger.",
        "Een elektrische fiets kunt u zelf aanschaffen.",
        "Wij zien af van een traplift.",
        "Wij hebben besloten de traplift niet te plaatsen.",
        "Voor de tuin verlenen wij geen hulp.",
        "De dwangsom zijn wij niet verschuldigd.",
        "Een kaart als bestuurder kunt u niet krijgen.",
        "U krijgt geen hulp omdat u een partner hebt.",
        "Uw uitkering wordt beëindigd.",
        "Voor logeeropvang bestaat geen indicatie.",
        "Er is geen indicatie voor begeleiding in een groep.",
        "Een parkeerplaats voor uw deur is niet mogelijk.",
        "Extra ritten zijn in uw geval niet mogelijk.",
        "Dat is helaas niet mogelijk.",
        "Wij vinden dat u geen bestuurderskaart nodig hebt.",
        "Volgens ons is er geen nachtopvang nodig.",
        "U hebt geen tweede rolstoel nodig.",
        "De ramen doet u zelf.",
        "De boodschappen regelt u voortaan zelf.",
        "Uw tuin onderhoudt u zelf of uw zoon.",
        "De ramen kunt u zelf lappen.",
        "U hebt geen recht op WW en geen recht op bijstand.",
        "U hebt geen recht op bijstand zolang u WW krijgt.",
        "Hulp was niet nodig.",
    ],
)
def test_a_reason_that_refuses_is_noticed(phrases, reason):
    assert phrases.is_refusing(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "U kunt zelf niet meer stofzuigen. Uw dochter kan dat niet overnemen.",
        "Wij wijzen u erop dat u op tijd contact opneemt.",
        "In overleg met u vastgesteld op 3 uur.",
        "Dit is genoeg voor een schoon huis.",
        "Wij hebben besloten u 3 uur hulp te geven.",
        "U bent aangewezen op een rolstoel.",
        "Met dit bedrag kunt u zelf een bril kopen.",
        "Opstaan zonder tillift is niet mogelijk.",
        "De kosten zijn nodig en u kunt ze niet zelf betalen.",
        "U krijgt een scootmobiel omdat u niet ver kunt lopen.",
        "Uw bezwaar is gegrond: wij hadden dit niet mogen weigeren.",
        "Het UWV heeft uw uitkering beëindigd.",
        "Uw contract is niet verlengd.",
        "Een medisch onderzoek was niet nodig.",
        "Nader onderzoek was daarom niet nodig.",
        "Een huisbezoek bleek niet nodig.",
        "U hebt geen recht op WW. Daarom krijgt u bijstand.",
        "Op een WIA-uitkering hebt u geen recht.",
        "U komt niet in aanmerking voor de Wlz.",
        "U hebt geen Wlz-indicatie.",
        "Er is geen indicatie dat u spaargeld verzwijgt.",
        "De trap lopen is voor u niet mogelijk.",
        "Een eind fietsen is niet mogelijk.",
        "Een operatie is niet mogelijk.",
        "Koken doet u nog zelf.",
        "De was doet u zelf, maar bukken lukt niet.",
        "De ramen kunt u niet zelf lappen.",
        "U hebt hiervoor geen afspraak nodig.",
        "De afspraak kunt u zelf regelen.",
        "U had eerder geen hulp nodig.",
        "Uw moeder komt bij u wonen. Daarom hebt u geen hulp meer nodig.",
        "Wij zeggen hiermee niet dat u geen hulp nodig hebt.",
        "Daar is geen medisch advies voor nodig.",
        "Met deze hulp hebt u geen opname nodig.",
        "Uw dochter heeft geen hulp nodig.",
    ],
)
def test_a_reason_that_explains_refuses_nothing(phrases, reason):
    assert not phrases.is_refusing(reason)


@pytest.mark.parametrize(
    "words",
    [
        "Doet u maar wat u denkt",
        "Als het niet anders kan, drie",
        "Nou, dan maar drie",
        "Ik heb geen keus",
        "Dan hoeft het niet",
        "Nee.",
        "Ik ga niet akkoord met drie uur.",
        "Ik ben het er niet mee eens",
        "Drie uur is te weinig, maar goed.",
        "Beslist u het maar",
        "Dat moet dan maar",
        "Het is niet anders",
        "Ik ga akkoord onder protest",
        "Ik blijf bij vier uur",
        "Drie is goed, als mijn dochter de was blijft doen",
        "U beslist",
        "Het zal wel moeten",
        "Wat moet ik anders?",
        "Liever vier, maar goed",
        "Ik leg me erbij neer",
        "Mijn dochter vindt het goed",
        "Dan neem ik dat maar",
        "Ik zal het wel moeten redden met drie",
        "Ja, denk ik",
        "Het is best, maar eigenlijk heb ik vier uur nodig",
        # A yes that is denied, or asked.
        "Dat kan niet.",
        "Dat lukt me niet met drie uur.",
        "Met drie red ik het niet.",
        "Natuurlijk niet.",
        "Nee, minder is niet nodig.",
        "Dat is geen goede oplossing.",
        "Best weinig.",
        "Ik red het nooit met drie.",
        "Ik kan daar niet mee leven.",
        "Is dat goed voor u?",
        "Ik bel morgen terug, goed?",
        "Drie, dat kan niet.",
        "Dat bespreek ik nog eens met mijn zoon.",
        "Ik moet er nog eens over slapen.",
        "Mij best, als u het zo wilt.",
        "Ja ja, dat zal wel.",
        "Jammer.",
        "Jammer, maar goed.",
        "Jammer maar helaas, goed dan.",
        "Jammer, maar dan moet het maar goed zijn.",
        "Jammer, drie uur is goed bedoeld maar niet genoeg.",
        "Jammer, vier was goed geweest.",
        # No yes at all.
        "Ik teken wel",
        "Hmm",
        "Ik heb het gehoord",
        "U hebt er verstand van",
        "Ja, ik luister.",
        "Ja, ik heb het begrepen.",
        "Ja dat snap ik.",
        # Said, and not meant.
        "Fijn hoor.",
        "Nou, mooi is dat.",
        "Doet u maar.",
        "Doet u maar, drie uur.",
        "Dan doen we dat maar.",
        "Wat doen we eraan?",
        "Dat doe ik niet.",
        "Dat doen we liever niet.",
        "Zeker niet.",
        "Mooi is anders.",
    ],
)
def test_who_gives_in_agrees_to_nothing(phrases, words):
    assert phrases.is_unwilling(words)


@pytest.mark.parametrize(
    "words",
    [
        "Drie uur is goed, mijn zus doet de was.",
        "Dat is genoeg",
        "Akkoord, tot 1 juni",
        "Ja, drie uur is goed. Vier heb ik niet meer nodig.",
        "Nee hoor, drie is prima",
        "Ik kom met drie ook goed uit",
        "Goed, dan red ik het",
        "Een uur.",
        "Met drie uur kom ik rond",
        "Ik slaap liever beneden dan met een traplift",
        "Vier heb ik eigenlijk niet nodig",
        "Daar kan ik mee leven",
        "De groep lijkt me gezellig",
        "Dat kan ik zelf niet meer, maar met drie uur red ik het.",
        "Vier hoeft van mij niet, drie is genoeg.",
        "Niet erg, drie is goed.",
        "Nee, vier is niet nodig, drie is goed.",
        "Hoeveel? Drie? Ja, drie is prima.",
        "Jammer dat het niet eerder kan, maar goed zo",
        "Jammer, maar drie uur is goed.",
        "Jammer van dat ene uur, maar drie is genoeg voor mij.",
        "Wel jammer, maar ik red het met drie uur.",
        "Ik vind het jammer, maar ik ben het ermee eens.",
        "Jammer, ik had vier gevraagd, maar drie is genoeg.",
        "Ja, ik begrijp het, dat is goed.",
        "Ja, ik heb genoeg aan drie uur.",
        "Ja, zo doen we het.",
        "Doen we, drie uur.",
        "Doe ik.",
        "Dat doen we.",
        "Zeker, drie uur.",
        "Drie uur, deal.",
        "Daar gaan we voor, drie uur.",
        "Ik hou het op drie uur.",
    ],
)
def test_who_says_yes_agrees(phrases, words):
    assert not phrases.is_unwilling(words)


def test_a_yes_that_hangs_on_something_is_one_where_that_is_on_record(phrases):
    words = "Drie is goed, als u na een half jaar belt"

    assert phrases.is_unwilling(words)
    assert not phrases.is_unwilling(words, with_condition=True)
    assert phrases.is_unwilling("Als het niet anders kan", with_condition=True)


def test_without_the_list_of_yes_whatever_is_no_no_would_be_one(phrases):
    assert phrases.is_unwilling("Ik teken wel")
    assert not replace(phrases, willing=()).is_unwilling("Ik teken wel")


def test_the_sentences_that_the_patterns_were_made_on_are_told_apart():
    missed, alarms, count = measured("tuning")

    assert (missed, alarms) == ([], [])
    assert count == 36


def test_three_in_four_refusals_that_nobody_thought_of_are_found_and_nothing_else():
    missed, alarms, count = measured("held_out")

    assert len(missed) <= count // 4
    assert alarms == []


def test_without_the_patterns_no_refusal_is_found(phrases):
    bare = replace(phrases, refusing=())

    assert bare.refusal("Daar hebt u geen recht op.") == ""


def test_of_a_text_the_sentence_that_refuses_is_named(phrases):
    text = "U krijgt drie uur. Een traplift? Dat doen wij niet. Bel ons als er iets verandert."

    assert phrases.refusal(text) == "Dat doen wij niet."
    assert phrases.refusal("Krijgt u geen brief? Bel ons dan.") == ""


def test_what_our_own_letters_say_is_spared_word_by_word(phrases):
    assert not phrases.is_refusing("De hulp stopt na de einddatum vanzelf.")
    assert phrases.is_refusing("De hulp stopt na een maand vanzelf.")


HIDDEN = {
    "a soft hyphen": "U krijgt geen trap\u00adlift.",
    "a soft hyphen in the verb": "U krijgt ge\u00aden traplift.",
    "a joiner that shows nothing": "U krijgt ge\u200cen traplift.",
    "a mark of direction": "U krijgt g\u200eeen traplift.",
    "a hyphen of a web page": "U krijgt ge&shy;en traplift.",
    "wide letters": "U krijgt \uff47\uff45\uff45\uff4e traplift.",
    "letters of another alphabet": "U krijgt g\u0435\u0435n traplift.",
    "one sign for two letters": "Wĳ wĳzen de traplift af.",
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_a_refusal_is_read_as_somebody_sees_it(phrases, text):
    assert phrases.is_refusing(text)
