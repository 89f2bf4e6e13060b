"""Hostile text along the whole way: from every form, over the record and every page, into every letter."""

import re
from datetime import timedelta

import pytest
from visits import Visit, at_desk, fields
from webpage import Seen

from store import queries, record
from store.engine import session
from store.models import Letter
from tasks import clock

# Of every language that reads along: HTML, Jinja, Typst, Markdown, SQL, JSON, and the name of a field.
MARKUP = (
    '<script>alert(1)</script><b>v</b> {{ 7411*7 }}{% x %} #eval("1") $x$ **x** _y_ | a | '
    "'); DROP TABLE letter;-- \\ <einde>"
)
# What fits the window of an envelope.
SHORT = "<b>{{7411*7}}#x()*"
OWN = {
    "bsn",
    "initials",
    "prefix",
    "born_on",
    "postcode",
    "country",
    "place",
    "interpreter",
    "remark",
    "phone",
    "email",
    "minutes",
    "amount",
    "quantity",
    "number",
    "at_day",
    "at_time",
    "csrf",
}
NAMED = ("family_name", "street", "city", "first_name")
TEXT_FIELD = re.compile(r'<textarea[^>]* name="([^"]+)"|<input[^>]* type="text"[^>]* name="([^"]+)"')

pytestmark = pytest.mark.usefixtures("record")


async def hostile(visit: Visit, path: str, action: str = "", **fixed: str) -> list[str]:
    """Send a form with hostile text in every field that takes text; returns what was put in."""
    page = await visit.get(path)
    assert_harmless(page.text)
    sent: dict[str, str] = {}
    form = fields(page, action or path)
    for found in TEXT_FIELD.finditer(page.text):
        name = found[1] or found[2]
        last = name.rpartition(".")[2]
        if name in form and last not in OWN:
            sent[name] = SHORT if last in NAMED else f"Dit zei u zelf over {name}: {MARKUP}"
    # A household row without a name is no row.
    saved = await visit.post(action or path, form | sent | {name.replace("__", "."): fixed[name] for name in fixed})
    assert saved.status_code == 303, saved.text
    return list(sent.values())


def assert_harmless(html: str) -> None:
    """Nothing that was typed became an element, and no value was worked out."""
    page = Seen(html)
    assert all(attrs.get("src", "").startswith("/static/") for attrs in page.named("script"))
    assert "alert(1)</script>" not in html
    assert not [text for text in page.text if "51877" in text]


def letters(number: str) -> list[Letter]:
    with session(readonly=True) as db:
        return queries.letters_of(db, record.find_case(db, number))


async def test_what_was_typed_in_any_form_is_text_on_every_page_and_in_every_letter() -> None:
    async with at_desk("sanne") as sanne, at_desk("karin") as karin:
        number = await _report(sanne)
        start = f"/zaak/{number}"
        on = (clock.today() + timedelta(days=5)).isoformat()
        await hostile(sanne, f"{start}/afspraak", on=on)
        await hostile(sanne, f"{start}/onderzoek")
        await hostile(sanne, f"{start}/aanvraag", channel="telefoon")
        rows = {f"documents__{row}__{part}": "" for row in range(3) for part in ("name", "why")}
        asked = {"documents__0__name": "een kopie van uw <b>pas</b>", "documents__0__why": "om {{ 7 * 7 }} te tellen"}
        await hostile(sanne, f"{start}/gegevens-vragen", **rows | asked)
        await hostile(sanne, f"{start}/gegevens-ontvangen")
        said = {"item": "1", "channel": "telefoon", "spoke_with": "aanvrager", "read_back": "on"}
        amount = {"product": "household_help", "quantity": "4 uur per week"}
        await hostile(sanne, f"{start}/vraag-precies-gemaakt", **said, **amount, provider="")
        yes = {"words": f"Ja, dat is goed. {MARKUP}", "quantity": "2 uur per week", "told_less": "on"}
        await hostile(sanne, f"{start}/akkoord-met-minder", **said, **yes)
        reasons = await hostile(sanne, f"{start}/besluit", p__0__choice="refuse")
        await hostile(sanne, f"{start}/bel", outcome="geinformeerd_niet_akkoord", minutes="9", identity_checked="on")
        await hostile(sanne, start, f"{start}/notitie")
        assert_harmless((await karin.get(f"{start}/akkoord")).text)
        await hostile(karin, f"{start}/akkoord", keuze="ja")
        for path in (start, "/vandaag", "/zaken?q=eval", f"{start}?tijdlijn=contact"):
            assert_harmless((await sanne.get(path)).text)
        made = letters(number)
        assert [letter.held_because for letter in made if letter.status == "held"] == []
        assert {letter.name.split("/")[1] for letter in made} >= {
            *("ontvangstbevestiging-melding", "uitnodiging-gesprek", "onderzoeksverslag"),
            *("verzoek-aanvulling", "afwijzing"),
        }
        for letter in made:
            text = (await sanne.get(f"/brief/{letter.id}.txt")).text
            page = Seen((await sanne.get(f"/brief/{letter.id}.html")).text)
            assert not page.named("script", "b")
            assert SHORT in text
            assert SHORT in " ".join(page.text)
            assert (await sanne.get(f"/brief/{letter.id}.pdf")).content.startswith(b"%PDF")
        refusal = " ".join((await sanne.get(f"/brief/{made[-1].id}.txt")).text.split())
        shown = [reason for reason in reasons if f"{reason}"[:40] in refusal]
        assert len(shown) >= 4
        assert all(reason in refusal for reason in shown)


async def _report(visit: Visit) -> str:
    begun = await visit.send("/melding", "/melding/nieuw")
    draft = begun.headers["location"].rsplit("/", 1)[0]
    await hostile(
        visit,
        f"{draft}/persoon",
        person__postcode="4099 ZX",
        person__number="27",
        person__initials="F.",
        person__salutation="mevrouw",
    )
    await hostile(visit, f"{draft}/vraag", process="wmo", channel="telefoon", subject="<i>Hulp</i> {{ 7411*7 }}")
    plain = {"person__reachable": SHORT, "person__language": SHORT, "person__large_print": "on"}
    await hostile(visit, f"{draft}/bereikbaar", **plain)
    home = {f"household__{row}__{name}": SHORT for row in (0, 1) for name in ("name", "relation")}
    home |= {f"representative__{name}": SHORT for name in ("name", "relation", "street", "number", "postcode", "city")}
    await hostile(visit, f"{draft}/huishouden", **home)
    assert_harmless((await visit.get(f"{draft}/controle")).text)
    saved = await visit.send(f"{draft}/controle", "")
    assert saved.status_code == 303, saved.text
    return saved.headers["location"].split("/zaak/")[1].split("?")[0]


def test_a_page_that_does_not_escape_is_noticed() -> None:
    """The guard off."""
    with pytest.raises(AssertionError):
        assert_harmless(f"<p>{MARKUP}</p>")
