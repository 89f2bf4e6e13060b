"""Finding a case on name, number or BSN."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plays import Play
from visits import Visit, text

from desk.cases.search import digits, folded
from store.engine import session
from store.keys.encryption import seal_bsn
from store.models import Case

BSN = "999990019"


@pytest.fixture
def known(play: Play) -> Play:
    """The citizen of the play, with a BSN."""
    with session() as db:
        citizen = db.query(Case).filter(Case.number == play.number).one().citizen
        sealed = seal_bsn(BSN, citizen.id)
        citizen.bsn_cipher, citizen.bsn_index, citizen.bsn_tail = sealed.cipher, sealed.found_by, sealed.tail
    return play


@pytest.mark.parametrize("asked", ["yildiz", "Yıldız-Demir", "F. yildiz", "DEMIR"])
async def test_a_name_is_found_with_and_without_its_marks(play: Play, sanne: Visit, asked: str) -> None:
    found = await sanne.send("/vandaag", "/zaken", q=asked)
    assert found.status_code == 303
    assert play.number in (await sanne.get(found.headers["location"])).text


async def test_a_number_leads_straight_to_the_case(play: Play, sanne: Visit) -> None:
    found = await sanne.send("/vandaag", "/zaken", q=play.number.lower())
    assert found.headers["location"] == f"/zaak/{play.number}"


@pytest.mark.parametrize("asked", [BSN, "999 990 019", "9999.90.019"])
async def test_a_bsn_is_found_and_never_stands_in_an_address(known: Play, sanne: Visit, asked: str) -> None:
    found = await sanne.send("/vandaag", "/zaken", q=asked)
    assert BSN not in found.headers["location"].replace("%20", "").replace(".", "")
    page = await sanne.get(found.headers["location"])
    assert known.number in page.text
    assert BSN not in page.text


async def test_a_wrong_bsn_says_so_and_is_not_repeated_in_an_address(known: Play, sanne: Visit) -> None:
    found = await sanne.send("/vandaag", "/zaken", q="999990018")
    assert found.status_code == 422
    assert "Dit BSN klopt niet" in found.text


async def test_a_bsn_in_the_address_is_not_searched(known: Play, sanne: Visit) -> None:
    page = await sanne.get(f"/zaken?q={BSN}")
    assert "Zet een BSN niet in het adres" in page.text
    assert known.number not in page.text


async def test_the_case_shows_the_last_three_digits_of_a_bsn_only(known: Play, sanne: Visit) -> None:
    page = await sanne.get(f"/zaak/{known.number}")
    assert "•••••• 019" in page.text
    assert BSN not in page.text


async def test_nothing_found_says_what_to_try(play: Play, sanne: Visit) -> None:
    assert "Er is geen zaak gevonden" in text(await sanne.get("/zaken?q=onvindbaar"))


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_nine_digits_are_always_seen_as_a_bsn(number: str) -> None:
    assert digits(number) == number
    assert digits(f"{number[:3]} {number[3:6]} {number[6:]}") == number
