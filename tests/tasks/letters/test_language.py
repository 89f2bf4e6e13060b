"""The language on record decides which line a letter has; a municipality has its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from plays import Play, report_case

import config.municipality as municipalities
from config.municipality import municipality
from config.municipality.file import MunicipalityUnfit
from config.settings import settings
from rules.asked.parties import PartyKind
from rules.facts import PartyJoined, Withdrawal
from tasks.safekeeping.release import letter_kinds

TIGRINYA = "ትግርኛ {telefoon}"


@pytest.fixture
def line() -> str:
    """The line that this other municipality has."""
    return "Ez nameyeke girîng e. Telefonî {telefoon} bikin."


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> Iterator[None]:
    """A second municipality, Aardhuis, which has a line for one language that the sample has not."""
    here = Path(municipalities.__file__).parent
    before, _, after = (here / "veldhaven.toml").read_text("utf-8").partition("[[talen]]")
    own = f'[[talen]]\ncode = "ku"\nnaam = "Koerdisch"\nzin = "{line}"\n\n'
    (tmp_path / "aardhuis.toml").write_text(before + own + after[after.index("[huisstijl]") :], "utf-8")
    (tmp_path / "logo.svg").write_bytes((here / "logo.svg").read_bytes())
    monkeypatch.setenv("MAATWERK_MUNICIPALITY", str(tmp_path / "aardhuis"))
    settings.cache_clear()
    municipality.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()
    municipality.cache_clear()


def lines_of(play: Play, name: str = "ontvangstbevestiging-melding") -> dict[str, str]:
    found: dict[str, str] = (play.letter(name).document or {})["head"]["taal"]
    return found


@pytest.mark.usefixtures("record", "other")
def test_a_letter_has_the_line_of_this_municipality_for_this_citizen(line: str) -> None:
    kurdish, turkish = report_case(language="Koerdisch (Kurmanci)"), report_case(language="Turks")
    assert lines_of(kurdish)["zin"] == line.format(telefoon="085\u00a0000\u00a004\u00a000")
    assert lines_of(turkish) == {}


@pytest.mark.usefixtures("record")
def test_who_reads_the_letter_decides_in_which_language_the_line_is() -> None:
    play = report_case(language="Turks")
    assert lines_of(play)["code"] == "tr"
    mentor = PartyJoined(kind=PartyKind.GUARDIAN, name="De heer A. Nowak", represents=1, language="Pools")
    play.do(mentor)
    play.days(1).do(Withdrawal(received_on=play.today(), reason="Het gaat weer."))
    assert lines_of(play, "bevestiging-intrekking")["code"] == "pl"


@pytest.mark.usefixtures("record")
def test_who_speaks_dutch_has_no_line() -> None:
    assert lines_of(report_case()) == {}


@pytest.mark.usefixtures("other")
@pytest.mark.parametrize("line", [TIGRINYA, "مترجمًا {telefoon}"])
def test_a_line_in_signs_that_no_letter_can_show_stops_the_start(line: str) -> None:
    with pytest.raises(MunicipalityUnfit, match="Koerdisch heeft tekens die niet goed in een brief komen"):
        letter_kinds()


@pytest.mark.usefixtures("other")
def test_without_such_signs_it_starts() -> None:
    assert letter_kinds()
