"""What a fact must say before it goes on the record."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from plays import ASKED, LESS, application, at_once, intention, item, provision

from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import CallOutcome, Channel, ExemptionReason
from rules.clock.suspension import GroundId
from rules.facts import (
    AgreementEnded,
    Application,
    Appointment,
    Approval,
    Call,
    DataReceived,
    DataRequest,
    Document,
    EditableCopy,
    Exemption,
    ExemptionRefusal,
    Fact,
    Finding,
    Intention,
    Investigation,
    ItemsAsked,
    LessAgreed,
    MadePrecise,
    Note,
    Outcome,
    Report,
    Resumption,
    Return,
    Speaker,
    TermExtended,
    TermSuspended,
    ViewsInvited,
    Withdrawal,
)
from rules.facts.asking.talks import NOTHING_AGREED
from rules.facts.decision import AT_ONCE, WHOLE
from rules.facts.kind import SENTENCE_MIN
from rules.facts.laws.parkeerkaart import CardGone, Loss
from rules.facts.remedies.dispute import Dispute, DisputeEnd, DisputeEnded, DisputeKind
from rules.facts.remedies.lateness import DefaultReply
from rules.wording import day_nl

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
CALL = Call(
    decision=1,
    at=NOW,
    outcome=CallOutcome.INFORMED_AGREES,
    minutes=5,
    spoke_with="mevrouw Bakker",
    identity_checked=True,
    summary="Mevrouw begrijpt het besluit.",
)
INVESTIGATION = Investigation(
    visited_on=TODAY,
    present=("mevrouw Bakker",),
    need="Hulp",
    findings=(Finding(part="a", text="Goed"),),
    conclusion="Ja",
)
SAID = {"on": TODAY, "channel": Channel.PHONE, "spoke_with": Speaker.APPLICANT, "words": "Ja.", "read_back": True}
AGREED = LessAgreed(item=1, quantity=LESS, told_less=True, **SAID)
NIL = Quantity(0, Unit.MINUTE, Per.WEEK)
COMPLETE = [
    Report(question="Wie helpt mij?", received_on=TODAY),
    Appointment(on=TODAY, at=time(10), place="thuis"),
    INVESTIGATION,
    application(TODAY),
    ItemsAsked(received_on=TODAY, items=(item(),)),
    AGREED,
    MadePrecise(item=1, quantity=ASKED, **SAID),
    AgreementEnded(item=1, on=TODAY, words="Toch liever vier uur."),
    DataRequest(documents=(Document(name="Huurcontract", why="Om te zien wie er woont"),), due_on=TOMORROW),
    DataReceived(received_on=TODAY, what="Huurcontract"),
    intention(),
    pytest.param(intention(Outcome.GRANTED), id="Intention-to-grant"),
    CALL,
    Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="Er is vorige week gedreigd."),
    ExemptionRefusal(exemption=3, remark="Bel samen."),
    Approval(decision=1),
    Return(decision=1, remark="De reden ontbreekt."),
    Withdrawal(received_on=TODAY, reason="Mijn zoon helpt."),
    Resumption(received_on=TODAY),
    Dispute(kind=DisputeKind.OBJECTION, received_on=TODAY, decided_on=TODAY),
    DisputeEnded(dispute=9, how=DisputeEnd.DECIDED, on=TODAY),
    Note(text="Belt liever in de middag."),
    EditableCopy(letter=1, reason="De rechtbank vraagt om de tekst."),
]


NAMES = [
    "mevrouw Van Buren",
    "De heer De Vriend",
    "meneer Kennis",
    "mevrouw Bakker, haar dochter luisterde mee",
    "mevrouw Bakker, met haar buurvrouw erbij",
    "mevrouw Bakker en haar vriend",
    "mevrouw Bakker, via de tolk",
    "mevrouw De Man",
    "mw. Partner-Vrouwe",
]
NOBODY = ["-", "…", "nvt", "n.v.t.", "onbekend", "haar man", "Zijn vrouw", "echtgenote", "de tolk", "een begeleider"]
NOBODY += ["mw. Bakker via haar zoon", "partner", "de mantelzorger"]


@pytest.mark.parametrize("name", NAMES)
def test_who_has_the_name_of_somebody_else_is_heard(name: str) -> None:
    assert replace(CALL, spoke_with=name).problems(now=NOW, today=TODAY) == {}


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_and_somebody_else_are_not_heard(name: str) -> None:
    assert set(replace(CALL, spoke_with=name).problems(now=NOW, today=TODAY)) == {"spoke_with"}


@pytest.mark.parametrize("field", ["summary", "response"])
def test_a_mark_says_nothing_of_what_was_said(field: str) -> None:
    said = {"summary": "Zij begrijpt het niet.", "response": "Wij blijven erbij."} | {field: " - "}
    disagrees = replace(CALL, outcome=CallOutcome.INFORMED_DISAGREES, **said)
    assert set(disagrees.problems(now=NOW, today=TODAY)) == {field}


def test_a_child_who_is_in_the_case_or_may_speak_is_heard() -> None:
    for changes in ({"party": 2}, {"authorised": True}):
        assert replace(CALL, spoke_with="de zoon", **changes).problems(now=NOW, today=TODAY) == {}


@pytest.mark.parametrize("fact", COMPLETE, ids=lambda fact: type(fact).__name__)
def test_a_complete_fact_has_no_problems(fact: Fact) -> None:
    assert fact.problems(now=NOW, today=TODAY) == {}


@pytest.mark.parametrize(
    ("fact", "field", "said"),
    [
        pytest.param(
            Report(question="  ", received_on=TODAY),
            "question",
            "Schrijf op wat de inwoner vraagt, in eigen woorden.",
            id="a-report-without-a-question",
        ),
        pytest.param(
            Report(question="Hulp", received_on=TOMORROW),
            "received_on",
            "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.",
            id="a-report-from-tomorrow",
        ),
        pytest.param(
            Report(question="Hulp", received_on=date(1926, 1, 1)),
            "received_on",
            "Deze datum ligt meer dan tien jaar terug. Controleer het jaar.",
            id="a-report-of-a-century-ago",
        ),
        pytest.param(
            Appointment(on=date(2026, 11, 22), at=time(9), place="thuis"),
            "on",
            "Deze dag is al voorbij. Kies een dag vanaf vandaag.",
            id="a-talk-yesterday",
        ),
        pytest.param(
            Appointment(on=TODAY, at=time(9), place=""), "place", "Vul in waar het gesprek is.", id="a-talk-nowhere"
        ),
        pytest.param(
            replace(INVESTIGATION, findings=()),
            "findings",
            "Schrijf bij elk onderdeel op wat u hebt gevonden.",
            id="an-investigation-without-findings",
        ),
        pytest.param(
            replace(INVESTIGATION, findings=(Finding(part="a", text=" "),)),
            "findings",
            "Schrijf bij elk onderdeel op wat u hebt gevonden.",
            id="an-empty-finding",
        ),
        pytest.param(
            replace(INVESTIGATION, visited_on=TOMORROW),
            "visited_on",
            "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.",
            id="a-visit-tomorrow",
        ),
        pytest.param(
            replace(INVESTIGATION, conclusion=""),
            "conclusion",
            "Schrijf op wat de uitkomst van het onderzoek is.",
            id="an-investigation-without-an-outcome",
        ),
        pytest.param(
            application(TOMORROW),
            "received_on",
            "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.",
            id="an-application-from-tomorrow",
        ),
        pytest.param(
            DataRequest(documents=(), due_on=TOMORROW),
            "documents",
            "Noem elk stuk dat nog nodig is, en waarom.",
            id="a-request-for-nothing",
        ),
        pytest.param(
            DataRequest(documents=(Document(name="Huurcontract", why=""),), due_on=TOMORROW),
            "documents",
            "Noem elk stuk dat nog nodig is, en waarom.",
            id="a-document-without-a-why",
        ),
        pytest.param(
            DataRequest(documents=(Document(name="a", why="b"),), due_on=TODAY),
            "due_on",
            "Kies een dag na vandaag: de inwoner heeft tijd nodig om te antwoorden.",
            id="a-term-without-time",
        ),
        pytest.param(
            DataReceived(received_on=TODAY, what=""),
            "what",
            "Schrijf op wat u hebt ontvangen.",
            id="data-that-is-nothing",
        ),
        pytest.param(
            Intention(provisions=()),
            "provisions",
            "Noem minstens één voorziening waarover u besluit.",
            id="an-intention-about-nothing",
        ),
        pytest.param(
            Application(received_on=TODAY),
            "items",
            "Schrijf op wat de inwoner vraagt: minstens één vraag, in eigen woorden.",
            id="an-application-for-nothing",
        ),
        pytest.param(
            application(TODAY, items=(item(), item(" "))),
            "items.1.words",
            "Schrijf op wat de inwoner vraagt, in eigen woorden.",
            id="an-item-without-words",
        ),
        pytest.param(
            application(TODAY, items=(item(quantity=Quantity(0, Unit.MINUTE, Per.WEEK)),)),
            "items.0.quantity",
            "Vul in hoeveel: meer dan niets.",
            id="an-item-of-nothing",
        ),
        pytest.param(
            application(TODAY, items=(item(form=Grant.NONE),)),
            "items.0.form",
            "Kies een vorm.",
            id="an-item-in-no-form",
        ),
        pytest.param(
            application(TODAY, items=(item(until_on=date(2026, 11, 30)),)),
            "items.0.until_on",
            "De einddatum ligt voor de begindatum. Kies een latere dag.",
            id="an-item-that-ends-before-it-begins",
        ),
        pytest.param(
            application(TODAY, items=(item(lasting=True, until_on=date(2027, 1, 1)),)),
            "items.0.lasting",
            "Kies een einddatum, of blijvend. Allebei kan niet.",
            id="an-item-that-ends-and-does-not",
        ),
        pytest.param(
            ItemsAsked(received_on=TOMORROW, items=(item(),)),
            "received_on",
            "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.",
            id="an-item-from-tomorrow",
        ),
        pytest.param(
            replace(CALL, channel=Channel.EMAIL),
            "channel",
            "Een e-mail is geen gesprek. Bel de inwoner, of spreek elkaar.",
            id="a-call-by-mail",
        ),
        pytest.param(
            replace(CALL, spoke_with="de buurvrouw"),
            "spoke_with",
            "Dit is iemand anders. Spreek de inwoner zelf, of wie namens de inwoner mag spreken.",
            id="a-call-with-the-neighbour",
        ),
        pytest.param(
            replace(CALL, spoke_with="mevrouw Jansen, de buurvrouw"),
            "spoke_with",
            "Dit is iemand anders. Spreek de inwoner zelf, of wie namens de inwoner mag spreken.",
            id="a-call-with-a-neighbour-by-name",
        ),
        pytest.param(
            replace(CALL, spoke_with="Met de buurvrouw, mevrouw Bakker sliep"),
            "spoke_with",
            "Dit is iemand anders. Spreek de inwoner zelf, of wie namens de inwoner mag spreken.",
            id="a-call-with-whoever-was-there",
        ),
        pytest.param(
            replace(CALL, spoke_with="BUURVROUW"),
            "spoke_with",
            "Dit is iemand anders. Spreek de inwoner zelf, of wie namens de inwoner mag spreken.",
            id="a-call-with-the-neighbour-in-capitals",
        ),
        pytest.param(
            replace(CALL, spoke_with="Haar dochter Elif"),
            "spoke_with",
            "Dit is iemand anders. Spreek de inwoner zelf, of wie namens de inwoner mag spreken.",
            id="a-call-with-the-daughter",
        ),
        pytest.param(
            replace(AGREED, channel=Channel.EMAIL),
            "channel",
            "Een e-mail is geen gesprek. Bel de inwoner, of spreek elkaar.",
            id="an-agreement-by-mail",
        ),
        pytest.param(
            replace(AGREED, read_back=False),
            "read_back",
            "Lees uw verslag voor aan de inwoner, en vraag of het klopt.",
            id="an-agreement-not-read-back",
        ),
        pytest.param(
            replace(AGREED, told_less=False),
            "told_less",
            "Vertel de inwoner dat dit minder is dan gevraagd, en dat een besluit over alles kan.",
            id="an-agreement-of-who-did-not-know",
        ),
        pytest.param(
            replace(AGREED, quantity=None),
            "quantity",
            "Vul in waarmee de inwoner akkoord is: hoeveel, hoe lang of in welke vorm.",
            id="an-agreement-to-whatever-you-think",
        ),
        pytest.param(replace(AGREED, quantity=NIL), "quantity", NOTHING_AGREED, id="an-agreement-to-nothing"),
        pytest.param(
            replace(AGREED, words=""), "words", "Schrijf op wat de inwoner zei.", id="an-agreement-without-his-words"
        ),
        pytest.param(
            MadePrecise(item=1, **SAID),
            "quantity",
            "Vul in waar het om gaat, hoeveel en hoe vaak.",
            id="an-item-made-precise-by-nothing",
        ),
        pytest.param(
            AgreementEnded(item=1, on=TODAY, words=" "),
            "words",
            "Schrijf op wat de inwoner zei.",
            id="an-agreement-that-ended-in-silence",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, reason=""),)),
            "provisions.0.reason",
            "Waarom geldt dit voor deze inwoner? Schrijf een eigen reden op.",
            id="a-grant-without-a-reason",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, provider=""),)),
            "provisions.0.provider",
            "Noem de aanbieder die de hulp geeft.",
            id="help-from-nobody",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, grant=Grant.BUDGET, amount=1, per=Per.ONCE),)),
            "provisions.0.calculation",
            "Schrijf op hoe het bedrag van het pgb is berekend.",
            id="a-budget-nobody-worked-out",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, grant=Grant.BUDGET, calculation="Twaalf weken."),)),
            "provisions.0.amount",
            "Vul het bedrag van het pgb in.",
            id="a-budget-without-an-amount",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, from_on=None),)),
            "provisions.0.from_on",
            "Vul in vanaf welke dag de hulp begint.",
            id="help-from-no-day",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, until_on=date(2020, 1, 1)),)),
            "provisions.0.until_on",
            "De einddatum ligt voor de begindatum. Kies een latere dag.",
            id="help-that-ends-before-it-begins",
        ),
        pytest.param(
            replace(CALL, at=NOW + timedelta(minutes=1)),
            "at",
            "Dit tijdstip is nog niet geweest. Vul in wanneer u belde.",
            id="a-call-in-the-future",
        ),
        pytest.param(
            replace(CALL, summary=""),
            "summary",
            "Schrijf op wat de inwoner zei. Dit komt in het dossier.",
            id="a-talk-without-words",
        ),
        pytest.param(replace(CALL, spoke_with=""), "spoke_with", "Vul in met wie u sprak.", id="a-talk-with-nobody"),
        pytest.param(
            replace(CALL, identity_checked=False),
            "identity_checked",
            "Controleer eerst of u de juiste persoon spreekt: vraag de geboortedatum en de postcode.",
            id="a-talk-with-anybody",
        ),
        pytest.param(
            replace(CALL, minutes=0), "minutes", "Vul in hoeveel minuten het gesprek duurde.", id="a-talk-of-no-minutes"
        ),
        pytest.param(
            replace(CALL, outcome=CallOutcome.INFORMED_DISAGREES),
            "response",
            "Schrijf op wat de inwoner van het voornemen vindt, en wat u daarmee doet.",
            id="a-disagreement-without-a-response",
        ),
        pytest.param(
            replace(CALL, outcome=CallOutcome.NEW_FACTS),
            "new_facts",
            "Schrijf op welke nieuwe informatie de inwoner gaf.",
            id="new-facts-that-are-none",
        ),
        pytest.param(
            replace(CALL, outcome=CallOutcome.DELAY_ASKED),
            "follow_up_on",
            "Spreek af wanneer u weer belt en vul die dag in.",
            id="a-delay-without-a-day",
        ),
        pytest.param(
            replace(CALL, follow_up_on=date(2026, 11, 1)),
            "follow_up_on",
            "Deze dag is al voorbij. Kies een dag vanaf vandaag.",
            id="a-follow-up-in-the-past",
        ),
        pytest.param(
            Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="Lastig."),
            "motivation",
            "Leg in een hele zin uit waarom u deze inwoner niet kunt spreken.",
            id="a-thin-motivation",
        ),
        pytest.param(
            ExemptionRefusal(exemption=1, remark=""),
            "remark",
            "Schrijf op wat er anders moet, dan kan uw collega verder.",
            id="a-refusal-without-a-word",
        ),
        pytest.param(
            Return(decision=1, remark=""),
            "remark",
            "Schrijf op wat er anders moet, dan kan uw collega verder.",
            id="a-return-without-a-word",
        ),
        pytest.param(
            Withdrawal(received_on=TODAY, reason=""),
            "reason",
            "Schrijf op waarom de inwoner intrekt.",
            id="a-withdrawal-without-a-reason",
        ),
        pytest.param(
            Withdrawal(received_on=TODAY, reason="Moet.", free_choice=False),
            "free_choice",
            "Intrekken mag alleen als de inwoner dat zelf wil. Bespreek dit eerst.",
            id="a-withdrawal-under-pressure",
        ),
        pytest.param(
            Dispute(kind=DisputeKind.APPEAL, received_on=TOMORROW, decided_on=TODAY),
            "received_on",
            "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.",
            id="an-appeal-from-tomorrow",
        ),
        pytest.param(
            Dispute(kind=DisputeKind.OBJECTION, received_on=TODAY, decided_on=TOMORROW),
            "decided_on",
            "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.",
            id="an-objection-to-a-decision-of-tomorrow",
        ),
        pytest.param(
            Dispute(kind=DisputeKind.OBJECTION, received_on=date(2026, 11, 2), decided_on=TODAY),
            "received_on",
            "Deze dag ligt voor het besluit. Controleer beide datums.",
            id="an-objection-before-the-decision",
        ),
        pytest.param(
            DisputeEnded(dispute=9, how=DisputeEnd.WITHDRAWN, on=TOMORROW),
            "on",
            "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.",
            id="an-objection-that-ends-tomorrow",
        ),
        pytest.param(
            Resumption(received_on=TOMORROW),
            "received_on",
            "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde.",
            id="a-resumption-from-tomorrow",
        ),
        pytest.param(Note(text=""), "text", "Schrijf een korte notitie.", id="an-empty-note"),
        pytest.param(
            EditableCopy(letter=1, reason="zomaar"),
            "reason",
            "Schrijf in een hele zin waarvoor u deze kopie nodig hebt. De pdf blijft de brief.",
            id="a-copy-without-a-reason",
        ),
    ],
)
def test_an_incomplete_fact_names_its_field_and_says_what_to_do(fact: Fact, field: str, said: str) -> None:
    assert fact.problems(now=NOW, today=TODAY) == {field: said}


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"name": " "}, "name", "Noem de voorziening."),
        ({"reason_title": ""}, "reason_title", "Zet de reden in één korte zin."),
        ({"reason": ""}, "reason", "Waarom geldt dit voor deze inwoner? Schrijf een eigen reden op."),
        ({"source": ""}, "source", "Waar komt deze reden vandaan: een gesprek, het verslag of een advies?"),
    ],
)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_provision_says_what_it_is_and_why(
    outcome: Outcome, changes: dict[str, str], field: str, said: str
) -> None:
    made = replace(intention(), provisions=(provision(Outcome.REJECTED), provision(outcome, **changes)))
    found = made.problems(now=NOW, today=TODAY)
    assert found == {f"provisions.1.{field}": said}


GIVEN_NL = {
    "product": "Kies waar het om gaat.",
    "quantity": "Vul in hoeveel de inwoner krijgt: meer dan niets. Krijgt de inwoner niets? Wijs dan af.",
    "result": "Schrijf op waar de hulp toe leidt.",
    "provider": "Noem de aanbieder die de hulp geeft.",
    "from_on": "Vul in vanaf welke dag de hulp begint.",
}
NOTHING: dict[str, object] = {"product": "", "quantity": None, "result": "", "provider": "", "from_on": None}


@pytest.mark.parametrize(
    ("outcome", "changes", "asked"),
    [
        pytest.param(Outcome.GRANTED, {}, tuple(GIVEN_NL), id="help-in-kind-names-all-of-it"),
        pytest.param(Outcome.PARTIAL, {}, tuple(GIVEN_NL), id="also-where-less-is-given"),
        pytest.param(
            Outcome.GRANTED,
            {"grant": Grant.BUDGET, "amount": 345_00, "per": Per.ONCE, "calculation": "12 weken van € 28,75"},
            ("product", "quantity", "result", "from_on"),
            id="a-budget-no-one",
        ),
        pytest.param(Outcome.GRANTED, {"quantity": NIL}, tuple(GIVEN_NL), id="no-hours-are-nothing"),
        pytest.param(Outcome.REJECTED, {}, (), id="a-refusal-nothing-of-it"),
        pytest.param(Outcome.NOT_PROCESSED, {}, (), id="nor-what-is-not-processed"),
    ],
)
def test_who_gets_help_is_told_how_much_and_from_whom(
    outcome: Outcome, changes: dict[str, object], asked: tuple[str, ...]
) -> None:
    made = replace(intention(), provisions=(provision(outcome, **(NOTHING | changes)),))
    assert made.problems(now=NOW, today=TODAY) == {f"provisions.0.{name}": GIVEN_NL[name] for name in asked}


@pytest.mark.parametrize(
    ("fact", "fields"),
    [
        pytest.param(
            Intention(provisions=(provision(name=""), provision(source=""))),
            {"provisions.0.name", "provisions.1.source"},
            id="an-intention",
        ),
        pytest.param(
            Intention(provisions=(provision(), provision(Outcome.GRANTED, name="")), unprocessed=True),
            {"provisions", "provisions.1.name"},
            id="an-intention-that-is-mixed",
        ),
        pytest.param(
            Call(decision=1, at=NOW + timedelta(days=1), outcome=CallOutcome.INFORMED_DISAGREES),
            {"at", "spoke_with", "summary", "identity_checked", "response", "minutes"},
            id="a-talk-with-who-disagrees",
        ),
        pytest.param(
            Call(decision=1, at=NOW, outcome=CallOutcome.NEW_FACTS),
            {"spoke_with", "summary", "identity_checked", "new_facts", "minutes"},
            id="a-talk-with-new-facts",
        ),
        pytest.param(
            Call(decision=1, at=NOW, outcome=CallOutcome.DELAY_ASKED),
            {"spoke_with", "summary", "identity_checked", "follow_up_on", "minutes"},
            id="a-talk-that-was-put-off",
        ),
    ],
)
def test_everything_that_is_wrong_is_said_at_once(fact: Fact, fields: set[str]) -> None:
    assert set(fact.problems(now=NOW, today=TODAY)) == fields


@pytest.mark.parametrize("field", ["from_on", "until_on"])
def test_a_day_past_all_measure_is_a_slip(field: str) -> None:
    for day, wrong in (
        (date(1900, 1, 1), True), (date(1949, 12, 31), True), (date(1950, 1, 1), False),
        (date(2149, 12, 31), False), (date(2150, 1, 1), True), (date(2900, 1, 1), True),
    ):  # fmt: skip
        named = {"from_on": None, field: day}
        asked = application(TODAY, items=(item(**named),)).problems(now=NOW, today=TODAY)
        given = provision(Outcome.REJECTED, **named).problems()
        assert (f"items.0.{field}" in asked, field in given) == (wrong, wrong)


EXTENDED = TermExtended(to_on=TOMORROW, reason="Wij wachten op een arts.", notified_on=TODAY)
ABROAD = TermSuspended(ground=GroundId.FOREIGN, from_on=TOMORROW, to_on=TOMORROW, reason="onze vraag aan België")
ASKED_BACK = replace(CALL, outcome=CallOutcome.DELAY_ASKED, follow_up_on=TOMORROW)


@pytest.mark.parametrize(
    ("fact", "field", "last_on"),
    [
        pytest.param(EXTENDED, "to_on", date(2028, 11, 23), id="a-term-extended"),
        pytest.param(replace(ABROAD, to_on=date(2028, 11, 23)), "to_on", date(2028, 11, 23), id="a-term-that-waits"),
        pytest.param(DefaultReply(notice=3, decide_on=TODAY), "decide_on", date(2028, 11, 23), id="a-promise"),
        pytest.param(
            DataRequest(documents=(Document(name="a", why="b"),), due_on=TOMORROW), "due_on", date(2027, 5, 24),
            id="data-to-send",
        ),
        pytest.param(
            ViewsInvited(differs="Het wijkteam helpt.", due_on=TOMORROW), "due_on", date(2027, 5, 24), id="a-reaction"
        ),
        pytest.param(Appointment(on=TODAY, at=time(9), place="thuis"), "on", date(2027, 5, 24), id="a-talk"),
        pytest.param(ASKED_BACK, "follow_up_on", date(2027, 5, 24), id="a-second-call"),
        pytest.param(
            CardGone(how=Loss("verloren"), gone_on=TODAY, valid_until=TODAY, declaration="Aangifte van vandaag."),
            "valid_until", date(2031, 11, 24), id="a-card-that-was-lost",
        ),
    ],
)  # fmt: skip
def test_nobody_waits_for_a_day_that_is_too_far_off(fact: Fact, field: str, last_on: date) -> None:
    assert replace(fact, **{field: last_on}).problems(now=NOW, today=TODAY) == {}
    far = f"Deze dag is te ver weg. Kies een dag tot en met {day_nl(last_on)}."
    for day in (last_on + timedelta(days=1), date.max):
        assert replace(fact, **{field: day}).problems(now=NOW, today=TODAY) == {field: far}


def test_a_term_does_not_begin_to_wait_in_a_far_year() -> None:
    assert replace(ABROAD, from_on=date.max, to_on=date.max).problems(now=NOW, today=TODAY).keys() == {
        "from_on",
        "to_on",
    }


def test_an_answer_names_each_item_once() -> None:
    assert set(provision(Outcome.GRANTED, answers=(1, 1)).problems()) == {"answers"}
    assert not provision(Outcome.GRANTED, answers=(1, 2)).problems()


def test_the_first_words_replace_no_others() -> None:
    newer = item(instead_of=1)
    assert set(application(TODAY, items=(item(), newer)).problems(now=NOW, today=TODAY)) == {"items.1.instead_of"}
    assert not ItemsAsked(received_on=TODAY, items=(newer,)).problems(now=NOW, today=TODAY)


def test_help_may_last_one_day() -> None:
    made = Intention(provisions=(provision(Outcome.GRANTED, until_on=date(2026, 12, 1)),))
    assert made.problems(now=NOW, today=TODAY) == {}


def test_leaving_an_application_is_for_all_of_it() -> None:
    assert intention(Outcome.NOT_PROCESSED, Outcome.NOT_PROCESSED).problems(now=NOW, today=TODAY) == {}
    mixed = intention(Outcome.NOT_PROCESSED, Outcome.GRANTED)
    assert mixed.problems(now=NOW, today=TODAY) == {"provisions": WHOLE}
    assert WHOLE == "Niet verder behandelen geldt voor de hele aanvraag. Geef dan niets."


def test_help_at_once_refuses_nothing() -> None:
    assert at_once().problems(now=NOW, today=TODAY) == {}
    answering = replace(intention(Outcome.GRANTED), temporary=True)
    assert answering.problems(now=NOW, today=TODAY) == {"provisions": AT_ONCE}
    found = replace(intention(), temporary=True).problems(now=NOW, today=TODAY)
    assert found == {
        "provisions": "Tijdelijke hulp wijst niets af. Geef wat nu nodig is, en beslis later over de aanvraag."
    }


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        pytest.param(ViewsInvited(differs="Wij weten iets anders.", due_on=TOMORROW), {}, id="a-day-to-answer"),
        pytest.param(
            ViewsInvited(differs=" ", due_on=TODAY),
            {
                "differs": "Schrijf op wat wij anders weten dan de inwoner. Deze tekst komt in de brief.",
                "due_on": "Kies een dag na vandaag: de inwoner heeft tijd nodig om te reageren.",
            },
            id="no-words-and-no-time",
        ),
        pytest.param(replace(CALL, follow_up_on=TODAY), {}, id="calling-back-today"),
        pytest.param(replace(CALL, minutes=1), {}, id="a-minute-on-the-phone"),
        pytest.param(
            replace(CALL, channel=Channel.PHONE, outcome=CallOutcome.NOT_REACHED, minutes=0), {}, id="no-talk"
        ),
        pytest.param(
            replace(CALL, outcome=CallOutcome.DELAY_ASKED, follow_up_on=TOMORROW), {}, id="a-delay-with-its-day"
        ),
        pytest.param(
            Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="x" * SENTENCE_MIN), {}, id="just-enough"
        ),
        pytest.param(EditableCopy(letter=1, reason="x" * SENTENCE_MIN), {}, id="just-enough-for-a-copy"),
        pytest.param(
            replace(INVESTIGATION, need=""), {"need": "Schrijf op welke hulp de inwoner nodig heeft."}, id="no-need"
        ),
        pytest.param(
            DataRequest(documents=(Document(name=" ", why="Om te zien wie er woont"),), due_on=TOMORROW),
            {"documents": "Noem elk stuk dat nog nodig is, en waarom."},
            id="a-document-without-a-name",
        ),
        pytest.param(
            DataReceived(received_on=TOMORROW, what="Huur"),
            {"received_on": "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde."},
            id="data-from-tomorrow",
        ),
        pytest.param(
            Withdrawal(received_on=TOMORROW, reason="Mijn zoon helpt."),
            {"received_on": "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde."},
            id="withdrawn-tomorrow",
        ),
    ],
)
def test_where_enough_ends(fact: Fact, told: dict[str, str]) -> None:
    assert fact.problems(now=NOW, today=TODAY) == told


def test_an_attempt_without_contact_needs_no_words() -> None:
    attempt = Call(decision=1, at=NOW, outcome=CallOutcome.NOT_REACHED)
    assert attempt.problems(now=NOW, today=TODAY) == {}


def test_a_visit_has_no_minutes() -> None:
    visit = replace(CALL, channel=Channel.VISIT, minutes=0)
    assert visit.problems(now=NOW, today=TODAY) == {}
