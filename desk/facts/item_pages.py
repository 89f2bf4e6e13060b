"""The pages about what the citizen asks: more of it, made precise, less of it, taken back, withdrawn, or running."""

from __future__ import annotations

from desk.facts import filled_in, items
from desk.facts.plain_form import Page
from rules.facts import AgreementEnded, ItemKept, ItemsAsked, ItemWithdrawn, LessAgreed, MadePrecise, RunningHelp
from rules.facts.asking.items import MEASURES
from rules.facts.suspension import HelpResumed

TALK = ("item", "on", "channel", "party", "spoke_with")

ITEM_PAGES = (
    Page(
        "lopende-hulp",
        RunningHelp,
        "Wat loopt er?",
        "Neem over wat er is gegeven in het besluit waarmee dit loopt: alles, en zo lang. Het kan een besluit zijn van "
        "een zaak hier, of van een ander.",
        "Leg vast wat er loopt",
        group=items.GROUP,
        link="Vastleggen wat er loopt",
    ),
    Page(
        "einde-opschorting-van-hulp",
        HelpResumed,
        "Hef de opschorting op",
        "Alles loopt weer door. De inwoner krijgt alsnog wat er sinds de eerste dag niet is gegeven. Kreeg de inwoner "
        "de brief over de opschorting? Dan komt er ook hierover een brief.",
        "Hef de opschorting op",
        start=filled_in.today(HelpResumed),
        link="De opschorting opheffen",
    ),
    Page(
        "vraag-erbij",
        ItemsAsked,
        "De inwoner vraagt iets erbij, of iets anders",
        "Elke vraag krijgt een antwoord in het besluit. Een vraag die in plaats komt van een eerdere, vervangt die.",
        "Leg vast wat de inwoner vraagt",
        group=items.GROUP,
        start=filled_in.received_today,
        link="Vastleggen dat de inwoner iets erbij vraagt",
    ),
    Page(
        "vraag-precies-gemaakt",
        MadePrecise,
        "Maak de vraag precies",
        "Vraag de inwoner waar het om gaat, hoeveel en hoe vaak. Vul alleen in wat de inwoner nog niet noemde.",
        "Leg vast wat de inwoner zei",
        (*TALK, "words", *MEASURES, "read_back"),
        start=items.only_item,
        link="Een vraag precies maken",
        linked=("item",),
    ),
    Page(
        "akkoord-met-minder",
        LessAgreed,
        "De inwoner is akkoord met minder",
        "Vul precies in waarmee de inwoner akkoord is. De inwoner krijgt dit ook per brief, en kan erop terugkomen.",
        "Leg het akkoord vast",
        (*TALK, "words", *MEASURES, "read_back", "told_less"),
        start=items.only_item,
        link="Akkoord met minder vastleggen",
        linked=("item", *MEASURES),
    ),
    Page(
        "akkoord-teruggenomen",
        AgreementEnded,
        "De inwoner neemt een akkoord terug",
        "Of de inwoner twijfelt. Daarna geldt weer wat de inwoner vroeg.",
        start=items.only_item,
        link="Akkoord terugnemen",
        linked=("item",),
    ),
    Page(
        "vraag-intrekken",
        ItemWithdrawn,
        "De inwoner trekt één vraag in",
        "De inwoner krijgt een bevestiging en kan er {reaction_days} dagen op terugkomen. Daarna vervalt deze vraag. "
        "Over de andere vragen beslist u gewoon.",
        "Leg de intrekking vast",
        start=items.only_item,
        link="Eén vraag intrekken",
        linked=("item",),
    ),
    Page(
        "vraag-toch-houden",
        ItemKept,
        "De inwoner trekt een vraag toch niet in",
        "Daarna beslist u weer over deze vraag.",
        "Leg vast dat de vraag blijft",
        start=items.withdrawn_item,
        link="Vraag toch niet intrekken",
        linked=("item",),
    ),
)
