"""The values of a letter: those that its front matter names, each found by its name."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from plays import Play, intention, report_case

from letters.making.render import document
from letters.writing.takes import paths
from letters.writing.template import FrontMatter, front_matter, letter_names
from rules.asked.parties import PartyKind
from rules.calls import CallOutcome
from rules.errors import TemplateBroken, ValueMissing
from rules.facts import Appointment, DataRequest, Document, Fact, Outcome, Report, Withdrawal
from rules.facts.parties import PartyJoined
from rules.record.entries import Entry
from store import record
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.cases.decisions import decided
from tasks.cases.open_case import OpenCase
from tasks.letters import content
from tasks.letters.content import check_whole, named, values_for
from tasks.letters.values import registry
from tasks.letters.values.registry import VALUES, Writing, found, value
from tasks.safekeeping.release import letter_kinds

PLAIN = front_matter("shared/niet-bereikt")


def front(about: str = "melding", **values: Any) -> FrontMatter:
    """A front matter with these values; two underscores stand for a dot, and a capital for a list."""
    written = {name.replace("__", ".").replace("L", "[]"): kind for name, kind in values.items()}
    return FrontMatter.model_validate({**PLAIN.model_dump(), "about": [about], "values": written, "dates": {}})


@pytest.fixture
def play(record: str) -> Play:
    return report_case()


def told(play: Play, head: FrontMatter, kind: type[Fact] | None = None) -> Mapping[str, Any]:
    """What a letter with this front matter has about the newest fact, of this kind."""
    with clock.at(play.now), session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, play.number), dry=True)
        about = [entry for entry in case.record if kind is None or isinstance(entry.fact, kind)][-1]
        return named(Writing(case, Letter(number=9, dated_on=play.today()), about), head)


def test_a_letter_has_the_values_it_names_and_no_other(play: Play) -> None:
    letter = play.letter("ontvangstbevestiging-melding")
    own = {
        path
        for path in paths(letter.content)
        if path.partition(".")[0] in {"contact", "melding", "onderzoek", "ontvangst", "plan"}
    }
    assert own == set(front_matter(letter.name).values)
    assert letter.content["melding"] == {"datum": "2026-09-28", "vraag": "Wie helpt mij met het zware werk in huis?"}
    assert letter.content["zaak"]["nummer"] == play.number


def test_the_fact_itself_and_the_terms_that_have_begun_need_no_function(play: Play) -> None:
    head = front(
        melding__question="quotation",
        melding__received_on="day",
        melding__urgent="yes or no",
        termijnen__investigation__vanaf="day",
        termijnen__personal_plan__uiterlijk="day",
    )
    assert told(play, head) == {
        "melding": {
            "question": "Wie helpt mij met het zware werk in huis?",
            "received_on": "2026-09-28",
            "urgent": False,
        },
        "termijnen": {"investigation": {"vanaf": "2026-09-28"}, "personal_plan": {"uiterlijk": "2026-10-05"}},
    }


def test_a_time_is_printed_and_what_is_empty_is_left_empty(play: Play) -> None:
    play.do(Appointment(on=date(2026, 10, 5), at=time(9, 5), place="bij u thuis"))
    head = front("afspraak", afspraak__on="day", afspraak__at="time", afspraak__interpreter="optional phrase")
    assert told(play, head)["afspraak"] == {"on": "2026-10-05", "at": "09.05", "interpreter": ""}


def test_parts_of_a_fact_keep_their_names_under_the_words_of_its_label(play: Play) -> None:
    play.days(10).investigate()
    play.days(4).apply()
    letter = Document(name="De brief van uw ziekenhuis", why="Voor een goed beeld van uw herstel")
    play.days(1).do(DataRequest(documents=(letter,), due_on=play.today() + timedelta(days=14)))
    own = {"verzoek_om_gegevens__documentsL__name": "phrase", "termijnen__decision__uiterlijk": "day"}
    made = told(play, front("verzoek om gegevens", **own), DataRequest)
    assert made["verzoek_om_gegevens"]["documents"] == [{"name": letter.name, "why": letter.why, "listed": ""}]
    # The request is on the record already, so the term stands still.
    assert made["termijnen"]["decision"] == {"uiterlijk": "2026-11-09"}


def test_a_moment_is_a_day_and_a_time_and_a_choice_is_its_word(play: Play) -> None:
    play.days(10).investigate()
    play.days(4).apply()
    play.days(1).intend()
    play.days(1).call(CallOutcome.NEW_FACTS)
    own = {
        "belpoging__at__datum": "day",
        "belpoging__at__tijd": "time",
        "belpoging__outcome": "phrase",
        "belpoging__follow_up_on": "optional day",
    }
    assert told(play, front("belpoging", **own))["belpoging"] == {
        "at": {"datum": "2026-10-14", "tijd": "10.00"},
        "outcome": "nieuwe_feiten",
        "follow_up_on": "",
    }


def test_words_of_a_citizen_show_what_cannot_be_printed_wherever_a_fact_has_them(play: Play) -> None:
    with clock.at(play.now), session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, play.number), dry=True)
        fact = Report(question="Help 👍", received_on=play.today(), answers=(("Waarom?", "Het lukt niet. 👍"),))
        about = Entry(id=0, seq=9, fact=fact, by="systeem", at=play.now)
        made = named(Writing(case, Letter(dated_on=play.today()), about), front(melding__answersL="prose"))
    assert made == {"melding": {"answers": [["Waarom?", "Het lukt niet. [teken]"]]}}


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    "question", ["ሓገዝ የድልየኒ ኣሎ", "אני צריך עזרה", "我需要帮助"], ids=["Tigrinya", "Hebrew", "Chinese"]
)
def test_a_question_in_an_alphabet_that_cannot_be_printed_gets_its_receipt(question: str) -> None:
    play = report_case(question)
    assert play.letters() == [("ontvangstbevestiging-melding", "rendered")]
    assert play.letter("ontvangstbevestiging-melding").content["melding"]["vraag"] == "[teken]"


def test_the_letter_of_a_withdrawal_has_its_values_under_any_name(play: Play) -> None:
    play.do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))
    made = told(play, front_matter("shared/bevestiging-intrekking"))
    assert made["intrekking"] == {"datum": "2026-09-28", "wat": "melding", "reden": "Mijn zoon helpt."}
    assert made["herroepen"] == {"uiterlijk": "2026-10-12"}


def test_a_letter_may_call_a_value_otherwise(play: Play) -> None:
    assert told(play, front(dag={"type": "day", "value": "melding.datum"})) == {"dag": "2026-09-28"}


def test_what_cannot_be_found_is_left_out_and_holds_the_letter(play: Play) -> None:
    letter = "shared/bevestiging-intrekking"
    made = told(play, front_matter(letter))
    assert "intrekking" not in made
    with pytest.raises(ValueMissing) as refused:
        document(letter, play.letter("ontvangstbevestiging-melding").content | made)
    assert refused.value.message_nl.startswith("In deze brief ontbreekt de dag van de intrekking")


@pytest.mark.parametrize("status", ["held", "withdrawn"])
def test_only_a_report_that_still_comes_is_promised(play: Play, status: str) -> None:
    play.days(10).investigate()
    play.days(4).apply()
    with clock.at(play.now), session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, play.number), dry=True)
        case.letters |= {key: replace(one, status=status) for key, one in case.letters.items()}
        decision = decided(case, Entry(id=0, seq=9, fact=intention(Outcome.GRANTED), by="sanne", at=play.now), 1)
        letter = Letter(name=decision.letter, number=9, dated_on=play.today())
        said = " ".join(document(letter.name, values_for(case, letter, decision.intention, decision)).text)
    assert ("Het verslag krijgt u in een aparte brief." in said) == (status == "held")
    assert ("Daarvan maakten wij een verslag." in said) == (status == "withdrawn")


def test_who_withdrew_is_not_on_record_so_nobody_is_quoted(play: Play) -> None:
    play.put(PartyJoined(kind=PartyKind.AUTHORISED, name="De heer T. Demir", represents=1, authority=True))
    play.do(Withdrawal(received_on=play.today(), reason="Mijn zus wil het niet meer."))
    letter = play.letter("bevestiging-intrekking")
    said = " ".join(document(letter.name, letter.content).text).replace("\u00a0", " ")
    assert letter.content["client"]["adres"][0] == "De heer T. Demir"
    assert "Op 28 september 2026 hoorden wij dat u uw melding intrekt." in said
    assert "Dit is de reden die wij hoorden: Mijn zus wil het niet meer." in said
    assert not re.search("vertelde|liet u ons", said)


def test_a_plan_may_be_sent_for_seven_days_after_a_letter_that_went_out_late(play: Play) -> None:
    head = front_matter("wmo/ontvangstbevestiging-melding")
    assert told(play, head)["plan"]["uiterlijk"] == "2026-10-05"
    assert told(play.days(6), head)["plan"]["uiterlijk"] == "2026-10-05"
    assert told(play.days(1), head)["plan"]["uiterlijk"] == "2026-10-12"


@pytest.mark.parametrize("changed", [{}, {"findings": ()}])
def test_only_a_course_with_findings_tells_when_it_sent_its_report(play: Play, changed: dict[str, Any]) -> None:
    play.days(10).investigate()
    play.days(4).apply()
    with session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, play.number), dry=True)
        case.process = case.process.model_copy(update=changed)
        decision = decided(case, Entry(id=0, seq=9, fact=intention(Outcome.GRANTED), by="sanne", at=play.now), 1)
        letter = Letter(name=decision.letter, number=9, dated_on=play.today())
        made = values_for(case, letter, decision.intention, decision)
    assert ("verslag" in made) != bool(changed)
    assert made["aanvraag"]["datum"] == "2026-10-12"


@pytest.mark.parametrize(
    ("head", "says"),
    [
        pytest.param(
            front(melding__datun="day"), "“melding.datun” bestaat niet in een brief over “melding”", id="name"
        ),
        pytest.param(front(gesprek__plaats="phrase"), "“gesprek.plaats” bestaat niet", id="of another fact"),
        pytest.param(front(afspraak__on="day"), "“afspraak.on” bestaat niet", id="a field of another fact"),
        pytest.param(
            front(x={"type": "day", "value": "melding.dag"}), "“melding.dag” bestaat niet", id="by its own name"
        ),
        pytest.param(front("meldingen", melding__datum="day"), "het feit “meldingen” bestaat niet", id="no such fact"),
        pytest.param(front().model_copy(update={"about": ()}), "niet over welk feit", id="about nothing"),
        pytest.param(front(melding__datum="day"), "“pogingen” staat niet", id="a printed value"),
    ],
)
def test_a_letter_with_a_value_that_cannot_be_is_refused_when_the_system_starts(
    monkeypatch: pytest.MonkeyPatch, head: FrontMatter, says: str
) -> None:
    monkeypatch.setattr(content, "front_matter", lambda _: head)
    monkeypatch.setattr("tasks.safekeeping.release.letter_names", lambda: ("shared/niet-bereikt",))
    says = says.replace("“pogingen” staat niet", "de tekst gebruikt “pogingen”, maar die staat niet")
    with pytest.raises(TemplateBroken) as refused:
        letter_kinds()
    assert says in refused.value.message_nl
    assert "shared/niet-bereikt" in refused.value.message_nl


def test_every_letter_of_ours_is_whole_and_every_value_is_in_one() -> None:
    for letter in letter_names():
        check_whole(letter)
    heads = [front_matter(letter) for letter in letter_names()]
    sought = {taken.value or path.partition("[]")[0] for head in heads for path, taken in head.values.items()}
    # No law of ours suspends what runs; that of tests/laws/zwaluw prints these.
    suspended = {"opgeschort", "opgeschort.vanaf", "opgeschort.ging_in"}
    unused = {name for name in VALUES if not any(one == name or one.startswith(f"{name}.") for one in sought)}
    assert unused == suspended


def test_a_value_is_there_once_for_a_kind_of_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "VALUES", {})
    value("dag", Report)(lambda _: "melding")
    value("dag")(lambda _: "iets")
    with pytest.raises(TypeError):
        value("dag", Report)(lambda _: "nog een")
    by_kind = [found("dag.maand", kind) for kind in (Report, Appointment)]
    assert [(one[0], one[1](None)) for one in by_kind if one] == [("dag", "melding"), ("dag", "iets")]  # type: ignore[arg-type]
    assert found("jaar", Report) is None
