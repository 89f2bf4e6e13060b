"""A report is a report: whatever fits is read, the rest is named to a person and kept as it came."""

from datetime import date, timedelta

import pytest
from posts import PDF, file, post
from sqlalchemy import select

from config.forms import forms
from letters.bundles.envelope import Address, address_of
from rules.errors import ReportRefused
from rules.facts import Application
from rules.facts.arrival.misfit import Misfit
from store import record
from store.engine import session
from store.files import by_digest
from store.models import Attachment, Citizen, Member
from tasks import clock
from tasks.answers.kept_answers import HELD
from tasks.intake.form_answers import UNREAD_ADDRESS
from tasks.intake.form_posts import read_line
from tasks.intake.incoming_report import Incoming
from tasks.intake.intake import receive
from tasks.parties.people import own_address

NOTED = ["registration_timestamp"]
ABROAD = {"straat": "Meir", "huisnummer": 1, "postcode": "2000", "plaats": "Antwerpen", "land": "België"}
HELPER = {"naam": "R. Voorbeeld", "relatie": "buurman", "machtiging_op": "2026-09-01"}


def taken(**changes: object) -> Incoming:
    return read_line(post(**changes))


@pytest.mark.parametrize("answer", ["nee", False, "false", 0, "0", {"ja": False, "nee": True}], ids=repr)
def test_no_is_no_so_the_letters_go_to_the_citizen(answer: object) -> None:
    found = taken(gemachtigde=HELPER, brieven_naar_gemachtigde=answer)
    assert not found.letters_to_representative
    assert (found.misfits, found.answers) == ((), ())


@pytest.mark.parametrize("answer", ["ja", True, "true", 1, "1", {"ja": True, "nee": False}], ids=repr)
def test_yes_is_yes_so_they_go_to_the_representative(answer: object) -> None:
    assert taken(gemachtigde=HELPER, brieven_naar_gemachtigde=answer).letters_to_representative


@pytest.mark.parametrize("answer", ["liever wel", "on", {"ja": True, "nee": True}, ["ja", "nee"], 2], ids=repr)
def test_what_is_neither_is_asked_and_meanwhile_they_go_to_the_citizen(answer: object) -> None:
    found = taken(gemachtigde=HELPER, brieven_naar_gemachtigde=answer)
    assert not found.letters_to_representative
    assert [name for name, _ in found.misfits] == ["brieven_naar_gemachtigde"]
    assert all(name.startswith("brieven_naar_gemachtigde") for name, _ in found.answers)


@pytest.mark.parametrize(
    "option",
    [
        {"value": "1", "label": "Naar mijzelf"},
        {"value": "ja", "label": "Niet naar mijn gemachtigde"},
        {"value": True, "label": "Ja, maar niet de brieven over geld"},
    ],
    ids=lambda option: option["label"],
)
def test_what_the_label_says_otherwise_is_asked_and_kept(option: dict[str, object]) -> None:
    found = taken(gemachtigde=HELPER, brieven_naar_gemachtigde=option)
    assert not found.letters_to_representative
    assert [name for name, _ in found.misfits] == ["brieven_naar_gemachtigde"]
    assert ("brieven_naar_gemachtigde, label", option["label"]) in found.answers


def test_what_a_label_says_besides_is_kept() -> None:
    falls, reads = "Ja, ik val elke dag van de trap", "Ja, naar mijn buurman"
    option = {"value": "ja", "label": reads}
    found = taken(spoed={"value": "ja", "label": falls}, gemachtigde=HELPER, brieven_naar_gemachtigde=option)
    assert (found.urgent, found.letters_to_representative, found.misfits) == (True, True, ())
    assert set(found.answers) == {("spoed, label", falls), ("brieven_naar_gemachtigde, label", reads)}
    assert taken(tolk={"value": "nee", "label": "Nee."}).answers == ()


def test_letters_to_a_representative_who_is_not_there_go_to_the_citizen() -> None:
    found = taken(gemachtigde=None, brieven_naar_gemachtigde="ja")
    assert not found.letters_to_representative
    assert [name for name, _ in found.misfits] == ["brieven_naar_gemachtigde"]


def test_a_radio_button_answers_each_question_of_yes_and_no() -> None:
    relative = {"naam": "Mehmet", "woont_elders": "nee", "mantelzorger": "ja"}
    found = taken(spoed="ja", tolk="nee", grote_letters="1", huisgenoten=[relative])
    assert (found.urgent, found.person.interpreter, found.person.large_print) == (True, False, True)
    assert [(one.elsewhere, one.carer) for one in found.household] == [(False, True)]


FITS = {
    "an empty group is none": ({"gemachtigde": {"naam": "", "grote_letters": False, "adres": {"straat": ""}}}, {}),
    "an empty housemate is none": ({"huisgenoten": [{"naam": "", "woont_elders": False}]}, {}),
    "one housemate is a list of one": ({"huisgenoten": {"naam": "Mehmet"}}, {"household.0.name": "Mehmet"}),
    "one representative may be a list": ({"gemachtigde": [HELPER]}, {"representative.name": "R. Voorbeeld"}),
    "a number is a text": ({"huisnummer": 12}, {"person.number": "12"}),
    "a round number is a text": ({"huisnummer": 12.0}, {"person.number": "12"}),
    "nobody has to have initials": ({"voorletters": "", "achternaam": "Ali bin"}, {"person.family_name": "Ali bin"}),
    "a prefix with an apostrophe": ({"tussenvoegsel": "d'"}, {"person.prefix": "d'"}),
    "a number with a slash": ({"huisnummer": "12/A"}, {"person.number": "12/A"}),
    "a number with brackets": ({"huisnummer": "12 (achter)"}, {"person.number": "12 (achter)"}),
    "a floor": ({"huisnummer": "12 1e verd."}, {"person.number": "12 1e verd."}),
    "a number of more parts": ({"huisnummer": "12 A 3"}, {"person.number": "12 A 3"}),
    "a year": ({"geboortedatum": "1941"}, {"person.born_known": "1941", "person.born_on": None}),
    "a year as a number": ({"geboortedatum": 1941}, {"person.born_known": "1941"}),
    "a month": ({"geboortedatum": "1941-06"}, {"person.born_known": "1941-06"}),
    "noughts for what is not known": ({"geboortedatum": "00-00-1941"}, {"person.born_known": "1941"}),
    "noughts at the end": ({"geboortedatum": "1941-06-00"}, {"person.born_known": "1941-06"}),
    "a day as people write it": ({"geboortedatum": "2-6-1941"}, {"person.born_on": date(1941, 6, 2)}),
    "a day with midnight": ({"geboortedatum": "1941-06-02T00:00:00"}, {"person.born_on": date(1941, 6, 2)}),
    "a short form of address": ({"aanspreekvorm": "Dhr."}, {"person.salutation": "de heer"}),
    "a woman": ({"aanspreekvorm": "vrouw"}, {"person.salutation": "mevrouw"}),
    "a box that is ticked": (
        {"aanspreekvorm": {"mevrouw": True, "de heer": False}},
        {"person.salutation": "mevrouw"},
    ),
    "a bsn with points": ({"bsn": "9999.90.019"}, {"person.bsn": "999990019"}),
    "a bsn as a number": ({"bsn": 999990019}, {"person.bsn": "999990019"}),
    "a country": (
        {"land": "België", "postcode": "2000", "plaats": "Antwerpen"},
        {"person.country": "België", "person.postcode": "2000"},
    ),
    "a country by its code": ({"land": "BE", "postcode": "2000"}, {"person.country": "België"}),
    "our own country": ({"land": "Nederland"}, {"person.country": "", "person.postcode": "4091 AB"}),
    "a helper abroad": (
        {"gemachtigde": HELPER | {"adres": ABROAD}},
        {"representative.country": "België", "representative.postcode": "2000"},
    ),
    "a title of nobility": ({"adellijke_titel": "Barones"}, {"person.title": "barones"}),
    "the name of a partner": (
        {"partner_tussenvoegsel": "de", "partner_achternaam": "Boer", "naamgebruik": "V", "ex_partner": "nee"},
        {"person.partner_prefix": "de", "person.partner_family_name": "Boer", "person.name_use": "V"},
    ),
    "a choice of name in words": ({"naamgebruik": "Eigen naam - naam partner"}, {"person.name_use": "N"}),
    "the name of the partner alone": ({"naamgebruik": "De naam van mijn partner"}, {"person.name_use": "P"}),
    "a house number with a nought": ({"huisnummer": "12", "onderwerp": 1.5}, {"subject": "1.5"}),
    "a single file": ({"bijlagen": file()}, {"files.0.content": PDF}),
    "no address, and a telephone": ({"straat": "", "huisnummer": "", "postcode": "", "plaats": ""}, None),
}


def at(report: Incoming, path: str) -> object:
    found: object = report.model_dump()
    for step in path.split("."):
        found = found[int(step)] if step.isdigit() else found[step]  # type: ignore[index]
    return found


@pytest.mark.parametrize(("changes", "expected"), FITS.values(), ids=FITS)
def test_what_people_and_programs_write_is_understood(
    changes: dict[str, object], expected: dict[str, object] | None
) -> None:
    found = taken(**changes)
    for path, value in (expected or {}).items():
        assert at(found, path) == value
    if expected is not None:
        assert (found.misfits, found.answers) == ((), ())


MISFITS = {
    "a bsn that fails the eleven test": ({"bsn": "123456789"}, "bsn", {"person.bsn": ""}),
    "no name": ({"achternaam": ""}, "achternaam", {}),
    "an emoji in a name": ({"achternaam": "Jansen 😀"}, "achternaam", {"person.family_name": "Jansen"}),
    "a nul in a name": ({"achternaam": "Jan\x00sen"}, "achternaam", {}),
    "half a sign in a name": ({"achternaam": "Jan\ud83dsen"}, "achternaam", {}),
    "a name without end": ({"achternaam": "x" * 121}, "achternaam", {"person.family_name": "x" * 120}),
    "a postcode that is none": ({"postcode": "0123 AB"}, "postcode", {"person.postcode": "0123 AB"}),
    "born in the future": ({"geboortedatum": "2045-05-05"}, "geboortedatum", {"person.born_on": None}),
    "born before anybody": ({"geboortedatum": "1841"}, "geboortedatum", {"person.born_known": ""}),
    "a day that is no date": ({"geboortedatum": "5 mei"}, "geboortedatum", {"person.born_on": None}),
    "a day that does not exist": ({"geboortedatum": "31-02-1941"}, "geboortedatum", {"person.born_on": None}),
    "a number that would be a moment": ({"geboortedatum": 86400}, "geboortedatum", {"person.born_on": None}),
    "no question": ({"hulpvraag": ""}, "hulpvraag", {"question": "Vervoer"}),
    "no question at all": ({"hulpvraag": "", "onderwerp": ""}, "hulpvraag", {}),
    "a question without end": ({"hulpvraag": "x" * 20_001}, "hulpvraag", {"question": "x" * 20_000}),
    "a nul in a question": ({"hulpvraag": "Help\x00mij"}, "hulpvraag", {"question": "Help\\u0000mij"}),
    "perhaps urgent": ({"spoed": "misschien"}, "spoed", {"urgent": False}),
    "no email address": ({"email": "geen adres"}, "email", {"person.email": ""}),
    "a dash for a number": ({"telefoon": "-"}, "telefoon", {"person.phone": ""}),
    "a nought for a number": ({"telefoon": 0}, "telefoon", {"person.phone": ""}),
    "brackets for a number": ({"telefoon": "()"}, "telefoon", {"person.phone": ""}),
    "the beginning of a number": ({"telefoon": "+31 6"}, "telefoon", {"person.phone": ""}),
    "no phone number": ({"telefoon": "bel maar"}, "telefoon", {"person.phone": ""}),
    "an unknown form of address": ({"aanspreekvorm": "X"}, "aanspreekvorm", {"person.salutation": ""}),
    "two forms of address": ({"aanspreekvorm": {"a": True, "b": True}}, "aanspreekvorm", {"person.salutation": ""}),
    "an object for a name": ({"achternaam": {"nu": "Jansen", "toen": "Pieters"}}, "achternaam", {}),
    "a broken file": ({"bijlagen": [{"file_name": "a.pdf", "content": "###"}]}, "bijlagen 1", {"files": ()}),
    "an empty file": ({"bijlagen": [{"file_name": "a.pdf", "content": " "}]}, "bijlagen 1", {"files": ()}),
    "a file that stayed behind": ({"foto": {"originalName": "a.jpg", "data": {"url": "x"}}}, "foto", {"files": ()}),
    "a file that is a name": ({"bijlagen": "a.pdf"}, "bijlagen", {"files": ()}),
    "a picture of a telephone": (
        {"bijlagen": [file(b"\0\0\0\x18ftypheic", "IMG.HEIC")]},
        "bijlagen 1",
        {"files.0.media_type": "image/heic"},
    ),
    "a program as a file": (
        {"bijlagen": [file(b"MZ\x90", "brief.pdf")]},
        "bijlagen 1",
        {"files.0.media_type": "application/octet-stream"},
    ),
    "a file over 10 MB": ({"bijlagen": [file(PDF + b"x" * 10_500_000)]}, "bijlagen 1", {"files.0.field": "bijlagen 1"}),
    "a housemate who is a word": ({"huisgenoten": ["Mehmet"]}, "huisgenoten 1", {"household": ()}),
    "a day of birth of a housemate": (
        {"huisgenoten": [{"naam": "Mehmet", "geboortedatum": "ooit"}]},
        "huisgenoten 1, geboortedatum",
        {"household.0.name": "Mehmet"},
    ),
    "a telephone number with a nul": ({"telefoon": "06\x0012345678"}, "telefoon", {"person.phone": ""}),
    "an address for mail without end": ({"email": f"{'a' * 120}@x.example"}, "email", {"person.email": ""}),
    "an address for mail in another script": ({"email": "李@例え.example"}, "email", {"person.email": ""}),
    "a dash for a prefix": ({"tussenvoegsel": "-"}, "tussenvoegsel", {"person.prefix": ""}),
    "no first name": ({"voornaam": "n.v.t."}, "voornaam", {"person.first_name": ""}),
    "no country": ({"land": "n.v.t."}, "land", {"person.country": "", "person.postcode": "4091 AB"}),
    "a name that is none": ({"achternaam": "Onbekend"}, "achternaam", {"person.family_name": ""}),
    "a title that is none": ({"adellijke_titel": "koning"}, "adellijke_titel", {"person.title": ""}),
    "two names at once": ({"naamgebruik": "allebei"}, "naamgebruik", {"person.name_use": "E"}),
    "a representative who is a word": ({"gemachtigde": "mijn dochter"}, "gemachtigde", {"representative": None}),
    "a representative without a name": (
        {"gemachtigde": {"telefoon": "06 00 00 00 09"}},
        "gemachtigde, naam",
        {"representative": None},
    ),
    "two representatives": (
        {"gemachtigde": [HELPER, HELPER | {"naam": "S. Voorbeeld"}]},
        "gemachtigde",
        {"representative": None},
    ),
    "an authorisation from the future": (
        {"gemachtigde": HELPER | {"machtiging_op": "2999-01-01"}},
        "gemachtigde, machtiging_op",
        {"representative.authorised_on": None},
    ),
}


@pytest.mark.parametrize(("changes", "field", "expected"), MISFITS.values(), ids=MISFITS)
def test_what_does_not_fit_is_named_and_the_report_is_taken(
    changes: dict[str, object], field: str, expected: dict[str, object]
) -> None:
    found = taken(**changes)
    assert [name for name, _ in found.misfits] == [field]
    assert all(why.endswith(".") for _, why in found.misfits)
    for path, value in expected.items():
        assert at(found, path) == value


@pytest.mark.parametrize(
    ("changes", "answers"),
    [
        pytest.param({"bsn": "123456789"}, {("bsn", HELD.format(shown="•••••789", name="bsn.txt"))}, id="a-number"),
        pytest.param({"achternaam": "Jansen 😀"}, {("achternaam", "Jansen 😀")}, id="a-name"),
        pytest.param({"email": "geen adres"}, {("email", "geen adres")}, id="no-address"),
        pytest.param({"huisgenoten": ["Mehmet"]}, {("huisgenoten 1", "Mehmet")}, id="a-row-that-is-a-word"),
        pytest.param(
            {"bijlagen": [{"file_name": "a.pdf", "content": "###"}]},
            {("bijlagen 1, file_name", "a.pdf"), ("bijlagen 1, content", "###")},
            id="a-broken-file",
        ),
        pytest.param(
            {"gemachtigde": {"telefoon": "06 00 00 00 09", "adres": {"plaats": "Gent"}}},
            {("gemachtigde, telefoon", "06 00 00 00 09"), ("gemachtigde, adres, plaats", "Gent")},
            id="somebody-without-a-name",
        ),
    ],
)
def test_what_does_not_fit_is_kept_as_it_came(changes: dict[str, object], answers: set[tuple[str, str]]) -> None:
    assert set(taken(**changes).answers) == answers


KADE = {"straat": "Kade", "huisnummer": "1", "postcode": "4091AB", "plaats": "Veldhaven"}


@pytest.mark.parametrize(
    ("lives", "kept"),
    [
        pytest.param({"adres": "Meir 1, 2000 Antwerpen"}, "Meir 1, 2000 Antwerpen", id="in-one-line"),
        pytest.param({"adres": {"straatnaam": "Kade", "nr": "1", "pc": "4091AB"}}, "Kade", id="under-other-names"),
        pytest.param({"adres": [KADE]}, "Kade", id="in-a-list"),
        pytest.param({"adres": ["Kade 1", "4091AB Veldhaven"]}, "Kade 1", id="in-lines"),
        pytest.param({"woonplaats": "Veldhaven"}, "Veldhaven", id="beside-it"),
        pytest.param({"adres": {"straat": {"naam": "Kade"}}}, "Kade", id="deeper"),
    ],
)
@pytest.mark.parametrize("listed", [False, True])
def test_where_the_address_of_a_representative_was_not_read_it_is_asked(
    lives: dict[str, object], kept: str, *, listed: bool
) -> None:
    someone = HELPER | lives
    found = taken(gemachtigde=[someone] if listed else someone, brieven_naar_gemachtigde="ja")
    assert not found.letters_to_representative
    assert ("gemachtigde", UNREAD_ADDRESS) in found.misfits
    assert kept in dict(map(reversed, found.answers))  # type: ignore[call-overload]
    assert ("brieven_naar_gemachtigde", "ja") in found.answers
    # Without letters there is nothing to send anywhere.
    assert UNREAD_ADDRESS not in dict(taken(gemachtigde=someone, brieven_naar_gemachtigde="nee").misfits).values()


def test_an_address_of_a_representative_elsewhere_on_the_form_is_asked() -> None:
    found = taken(gemachtigde=HELPER, adres_gemachtigde="Kade 1, Veldhaven", brieven_naar_gemachtigde="ja")
    assert (found.letters_to_representative, found.misfits) == (False, (("gemachtigde", UNREAD_ADDRESS),))


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"adres": KADE, "straatnaam": "Kade"}, id="an-address-and-more"),
        pytest.param({"adres": {"straat": "", "huisnummer": "n.v.t."}}, id="nothing-to-say"),
        pytest.param({"mail": "r@post.example", "mobiel": "06 00 00 00 09", "akkoord": True}, id="ways-to-be-reached"),
        pytest.param({"bewijs": [file()]}, id="a-file"),
        pytest.param({"machtiging_op": "ooit"}, id="another-answer-that-does-not-fit"),
    ],
)
def test_a_representative_without_another_address_gets_the_letters(more: dict[str, object]) -> None:
    found = taken(gemachtigde=HELPER | more, brieven_naar_gemachtigde="ja")
    assert found.letters_to_representative
    assert UNREAD_ADDRESS not in dict(found.misfits).values()


@pytest.mark.parametrize("typed", ["n.v.t.", "-", "geen", "nvt", "x", "Onbekend", "NEE", "…", "niet van toepassing"])
def test_who_is_called_nobody_is_no_representative(typed: str) -> None:
    found = taken(gemachtigde=HELPER | {"naam": typed}, brieven_naar_gemachtigde="ja")
    assert (found.representative, found.letters_to_representative) == (None, False)
    assert [name for name, _ in found.misfits] == ["gemachtigde, naam", "brieven_naar_gemachtigde"]
    assert ("gemachtigde, naam", typed) in found.answers
    assert ("gemachtigde, relatie", "buurman") in found.answers


def test_a_name_that_only_begins_so_is_a_name() -> None:
    assert taken(gemachtigde=HELPER | {"naam": "X. Geenen"}).representative.name == "X. Geenen"
    assert taken(voorletters="X.").person.initials == "X."


NOWHERE = {"achternaam": "", "straat": "", "huisnummer": "", "postcode": "", "plaats": "", "telefoon": "", "email": ""}


@pytest.mark.parametrize(
    "way",
    [
        pytest.param({"gemachtigde": {"naam": "n.v.t.", "telefoon": "06 00 00 00 09"}}, id="a-helper-without-a-name"),
        pytest.param({"gemachtigde": [HELPER, HELPER | {"telefoon": "0600000009"}]}, id="two-helpers"),
        pytest.param({"huisgenoten": [{"naam": "Elif", "mobiel": "0031 6 00 00 00 09"}]}, id="a-housemate"),
        pytest.param({"hulpvraag": "Bel mij op +31 (0)6 00 00 00 09."}, id="in-the-question"),
        pytest.param({"gemachtigde": HELPER | {"mail": "elif@post.example"}}, id="a-field-of-no-mapping"),
    ],
)
def test_whoever_can_be_reached_in_some_way_is_not_refused(way: dict[str, object]) -> None:
    assert taken(**NOWHERE | way).reference


@pytest.mark.parametrize(
    "way",
    [{"hulpvraag": "Ik ben van 02-06-1941."}, {"gemachtigde": HELPER}, *({"telefoon": one} for one in ("-", "0", "+"))],
)
def test_whoever_cannot_be_reached_at_all_is(way: dict[str, object]) -> None:
    with pytest.raises(ReportRefused):
        taken(**NOWHERE | way)


def test_a_report_with_everything_wrong_at_once_is_still_a_report() -> None:
    wrong = {key: value for changes, _, _ in MISFITS.values() for key, value in changes.items()}
    found = taken(**wrong | {"telefoon": "nul zes: 06 00 00 00 01, na vieren"})
    assert len(found.misfits) > 10
    assert found.reference


def test_fields_that_a_form_asks_apart_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    known = next(one for one in forms() if one.process == "wmo")
    joined = known.person | {"number": ("huisnummer", "huisletter", "toevoeging")}
    monkeypatch.setattr("tasks.intake.form_posts.form", lambda *_: known.model_copy(update={"person": joined}))
    found = taken(huisnummer=12, huisletter="A", toevoeging="")
    assert (found.person.number, found.answers) == ("12 A", ())
    assert taken(huisnummer="12", huisletter="", toevoeging="bis").person.number == "12 bis"


@pytest.mark.parametrize(
    ("given", "moment", "named"),
    [
        pytest.param("2026-09-28T10:00:00+02:00", "2026-09-28T10:00:00+02:00", [], id="with-a-zone"),
        pytest.param("2026-09-28T08:00:00Z", "2026-09-28T10:00:00+02:00", [], id="in-another-zone"),
        pytest.param("Mon, 28 Sep 2026 08:00:00 GMT", "2026-09-28T10:00:00+02:00", [], id="as-mail-has-it"),
        pytest.param("2026-09-28 10:00:00 +02:00", "2026-09-28T10:00:00+02:00", [], id="with-spaces"),
        pytest.param("2026-09-28T10:00:00", "2026-09-28T10:00:00+02:00", NOTED, id="without-a-zone"),
        pytest.param("2026-09-28 10:00", "2026-09-28T10:00:00+02:00", NOTED, id="without-seconds"),
        pytest.param("2026-01-28 10:00", "2026-01-28T10:00:00+01:00", NOTED, id="in-winter"),
        pytest.param("28-09-2026 10:00", "2026-09-28T10:00:00+02:00", NOTED, id="as-people-write-it"),
        pytest.param("28/9/2026 9.15 uur", "2026-09-28T09:15:00+02:00", NOTED, id="as-other-people-write-it"),
        pytest.param("2026-09-28", "2026-09-28T12:00:00+02:00", NOTED, id="a-day-alone"),
        pytest.param("20260928", "2026-09-28T12:00:00+02:00", NOTED, id="a-day-without-dashes"),
        pytest.param("28-9-2026", "2026-09-28T12:00:00+02:00", NOTED, id="a-dutch-day-alone"),
        pytest.param("Sun Sep 27 2026 22:30:00 GMT+0000 (UTC)", "2026-09-28T00:30:00+02:00", [], id="of-a-browser"),
        pytest.param("Sun Sep 27 2026 15:30:00 GMT-0700", "2026-09-28T00:30:00+02:00", [], id="far-to-the-west"),
        pytest.param("Sun, 27 Sep 2026 22:30:00 -0000", "2026-09-28T00:30:00+02:00", [], id="as-mail-has-utc"),
        pytest.param("2026-09-27 22:30:00 UTC", "2026-09-28T00:30:00+02:00", [], id="a-zone-in-words"),
        pytest.param("2026-09-28 10:00 CEST", "2026-09-28T10:00:00+02:00", [], id="our-zone-in-summer"),
        pytest.param("2026-01-28 10:00 CET", "2026-01-28T10:00:00+01:00", [], id="our-zone-in-winter"),
        pytest.param("28-09-2026 08:00 GMT", "2026-09-28T10:00:00+02:00", [], id="a-zone-behind-what-people-write"),
        pytest.param("2026-09-27T22:30:00+00:00[UTC]", "2026-09-28T00:30:00+02:00", [], id="a-zone-twice"),
        pytest.param("2026-09-28T10:00[Europe/Amsterdam]", "2026-09-28T10:00:00+02:00", [], id="a-zone-by-its-city"),
        pytest.param("20260928100000", "2026-09-28T10:00:00+02:00", NOTED, id="without-any-sign"),
        pytest.param("20260928080000Z", "2026-09-28T10:00:00+02:00", [], id="without-any-sign-but-its-zone"),
        pytest.param("202609281000", "2026-09-28T10:00:00+02:00", NOTED, id="without-signs-and-seconds"),
        pytest.param("2026-9-2", "2026-09-02T12:00:00+02:00", NOTED, id="a-day-without-noughts"),
        pytest.param("2026-9-2 9:05", "2026-09-02T09:05:00+02:00", NOTED, id="a-moment-without-noughts"),
        pytest.param("2026/09/28 10:00", "2026-09-28T10:00:00+02:00", NOTED, id="with-slashes"),
        pytest.param("Monday, September 28, 2026 1:05:00 PM", "2026-09-28T13:05:00+02:00", NOTED, id="twelve-hours"),
        pytest.param("2026-09-28 12:15 AM", "2026-09-28T00:15:00+02:00", NOTED, id="just-after-midnight"),
        pytest.param(1790582400, "2026-09-28T10:00:00+02:00", NOTED, id="seconds"),
        pytest.param(1790582400000, "2026-09-28T10:00:00+02:00", NOTED, id="thousandths"),
        pytest.param("1790582400.25", "2026-09-28T10:00:00+02:00", NOTED, id="seconds-as-a-text"),
    ],
)
def test_a_report_came_when_its_server_says(given: str | int, moment: str, named: list[str]) -> None:
    found = read_line(post(metadata={"registration_timestamp": given}))
    assert clock.local(found.received_at).isoformat() == moment
    assert [name for name, _ in found.misfits] == named
    # What was read as a moment is kept as it came.
    assert found.answers == tuple((name, str(given)) for name in named)


@pytest.mark.parametrize("given", ["27-09-26 22:30", "27-09-26", "09/27/2026 10:00", "2026-09", "2026-9-31", "2026134"])
def test_a_moment_that_may_be_another_is_refused(given: str) -> None:
    with pytest.raises(ReportRefused):
        read_line(post(metadata={"registration_timestamp": given}))


def test_a_clock_that_is_hours_ahead_has_its_zone_wrong() -> None:
    ahead = clock.now() + timedelta(hours=2)
    found = read_line(post(metadata={"registration_timestamp": ahead.isoformat()}))
    assert found.received_at <= clock.now()
    assert [name for name, _ in found.misfits] == ["registration_timestamp"]


def test_another_version_of_a_known_form_is_taken_with_a_note() -> None:
    found = read_line(post(metadata={"form_version": "Versie 2"}))
    assert found.answers == (("formulierversie", "Versie 2"),)
    assert [name for name, _ in found.misfits] == ["formulierversie"]


@pytest.mark.parametrize("reference", ["OF\x00", "x" * 500, 12345], ids=["a-nul", "without-end", "a-number"])
def test_a_strange_reference_is_one_and_always_the_same(reference: object) -> None:
    first, again = (read_line(post(metadata={"public_reference": reference})) for _ in range(2))
    assert first.reference == again.reference
    assert 0 < len(first.reference) <= 100


def test_what_did_not_fit_is_on_the_record_after_what_opened_the_case(either_record: str) -> None:
    del either_record
    line = post(voorletters="", geboortedatum="1941-06", bsn="123456789", hulpvraag="x " * 15_000)
    with session(readonly=True) as db:
        case = record.find_case(db, receive(read_line(line)).number)
        opened, misfit = record.entries(db, case)
        citizen = db.get_one(Citizen, case.citizen_id)
        number, kept = db.scalars(select(Attachment).order_by(Attachment.id))
    assert by_digest.attachments().get(number.sha256) == b"123456789"
    assert isinstance(misfit.fact, Misfit)
    assert [name for name, _ in misfit.fact.fields] == ["bsn", "hulpvraag"]
    assert "123456789" not in str(misfit.fact.fields)
    assert ("bsn", HELD.format(shown="•••••789", name="bsn.txt")) in opened.fact.answers
    assert "123456789" not in str(opened.fact)
    assert (citizen.bsn_cipher, citizen.born_on, citizen.born_known) == (None, None, "1941-06")
    assert (kept.file_name, kept.media_type) == ("hulpvraag.txt", "text/plain")
    assert by_digest.attachments().get(kept.sha256).decode() == "x " * 15_000


def test_nobody_else_in_the_household_needs_a_name(either_record: str) -> None:
    del either_record
    receive(read_line(post(huisgenoten=[{"relatie": "zoon", "telefoon": "06 00 00 00 01"}])))
    with session(readonly=True) as db:
        assert db.execute(select(Member.name, Member.relation)).all() == [("", "zoon")]


def test_an_application_keeps_what_its_form_asked_besides(either_record: str) -> None:
    del either_record
    line = post(
        metadata={"form_id": "parkeerkaart-aanvraag", "form_name": ""}, soort_kaart="iets", toelichting="", lift="ja"
    )
    with session(readonly=True) as db:
        opened, _ = record.entries(db, record.find_case(db, receive(read_line(line)).number))
    assert isinstance(opened.fact, Application)
    assert ("lift", "ja") in opened.fact.answers


def test_an_address_abroad_ends_with_its_country_and_can_be_posted(either_record: str) -> None:
    del either_record
    lives = {"straat": "Meir", "huisnummer": "1", "postcode": "2000", "plaats": "Antwerpen", "land": "België"}
    line = post(**lives, gemachtigde=HELPER | {"adres": lives | {"land": "DE", "plaats": "Aken"}})
    number = receive(read_line(line)).number
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        member = db.scalars(select(Member)).one()
        address = own_address(case.citizen)
    assert address == ["Meir 1", "2000  ANTWERPEN", "BELGIË"]
    assert member.address == ["Meir 1", "2000  AKEN", "DUITSLAND"]
    assert address_of({"client": {"adres": ["Mevrouw A. Voorbeeld", *address]}}) == Address("", "", "", "BELGIË")


def test_a_postcode_of_abroad_needs_its_country() -> None:
    found = taken(postcode="2000", plaats="Antwerpen")
    assert [name for name, _ in found.misfits] == ["postcode"]
