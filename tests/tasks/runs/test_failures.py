"""An error leaves as a code and a case number."""

import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st
from postgres import Database
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from rules.errors import CaseUnknown, FactInvalid, KeyMissing, NumberInvalid, Redacted
from store.upkeep.schema import migrate
from tasks.runs.failures import check_number, failure_log, note, redact, unquoted

NUMBER = "WMO-2026-0001"
CANARY = "Kanariewinkel"


def quote(word: str = CANARY) -> None:
    raise ValueError(word)


async def caught(work: object, *arguments: object) -> Redacted:
    with pytest.raises(Redacted) as found:
        await unquoted(NUMBER, work, *arguments)  # type: ignore[arg-type]
    return found.value


def everything(error: BaseException) -> str:
    """All that Prefect could keep of an error."""
    return f"{error!r} {error} {vars(error)} {pickle.dumps(error)!r} {''.join(traceback.format_exception(error))}"


async def test_an_error_leaves_without_its_text_its_cause_and_its_context(home) -> None:
    failure = await caught(quote)
    assert CANARY not in everything(failure)
    assert failure.__cause__ is None
    assert failure.__context__ is None
    assert (failure.code, failure.number) == ("ValueError", NUMBER)


async def test_raised_inside_the_except_block_the_error_would_have_come_along(home) -> None:
    async def naive() -> None:
        try:
            quote()
        except ValueError as error:
            raise redact(error, NUMBER)  # noqa: B904

    with pytest.raises(Redacted) as found:
        await naive()
    assert CANARY in "".join(traceback.format_exception(found.value))


@given(st.text(min_size=12))
def test_the_log_tells_where_and_never_what(tmp_path_factory, word: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("log")
        patch.setattr("tasks.runs.failures.failure_log", lambda: home / "failures.log")
        try:
            quote(word)
        except ValueError as error:
            note(error, word)
        line = (home / "failures.log").read_text()
    assert word not in line
    assert "ValueError" in line
    assert "zaak onbekend" in line


def test_the_log_names_the_case_and_every_class_in_the_chain(home) -> None:
    try:
        try:
            quote()
        except ValueError as cause:
            raise KeyError(CANARY) from cause
    except KeyError as error:
        note(error, NUMBER)
    line = failure_log().read_text()
    assert CANARY not in line
    assert f"{NUMBER}  builtins.KeyError < builtins.ValueError" in line


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (CaseUnknown(NUMBER), "Wij kennen geen zaak"),
        (KeyMissing("k1"), "De sleutel k1 ontbreekt"),
        (FactInvalid({"reason": CANARY}), "Deze stap is niet gelukt (FactInvalid)"),
        (ValueError(CANARY), "Deze stap is niet gelukt (ValueError)"),
    ],
    ids=["our-own-number", "our-own-name", "what-someone-typed", "anything-else"],
)
def test_only_sentences_of_our_own_words_are_told(home, error: Exception, told: str) -> None:
    failure = redact(error, NUMBER)
    assert failure.message_nl.startswith(told)
    assert CANARY not in failure.message_nl


def test_a_busy_database_passes_and_a_bug_does_not(home) -> None:
    assert redact(OperationalError("", {}, Exception()), NUMBER).passing
    assert redact(OSError("disk full"), NUMBER).passing
    assert not redact(TypeError(), NUMBER).passing
    assert not redact(CaseUnknown(NUMBER), NUMBER).passing


async def test_a_log_that_cannot_be_written_does_not_let_the_error_out(home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(error: BaseException, number: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tasks.runs.failures.note", full)
    failure = await caught(quote)
    assert failure.code == "ValueError"
    assert CANARY not in everything(failure)


def test_a_redacted_error_is_not_redacted_again(home) -> None:
    failure = redact(ValueError(), NUMBER)
    assert redact(failure, "WMO-2026-0002") is failure


@pytest.mark.parametrize("given_number", ["999990019", "WMO-2026-1; DROP", "Kanariewinkel", "", "WMO-2026-0001\n"])
def test_what_is_no_case_number_is_refused_and_not_quoted(given_number: str) -> None:
    with pytest.raises(NumberInvalid) as refused:
        check_number(given_number)
    assert given_number.strip() == "" or given_number.strip() not in str(refused.value)


async def test_a_failing_row_of_postgresql_stays_in_the_database(home, postgres: Database) -> None:
    migrate(postgres.owner_url)
    plain = create_engine(postgres.owner_url, hide_parameters=True)

    def violate() -> None:
        with plain.begin() as connection:
            connection.execute(
                text("INSERT INTO citizen (household_id, initials, family_name) VALUES (NULL, 'A.', :name)"),
                {"name": CANARY},
            )

    # The control: hiding the parameters is not enough.
    with pytest.raises(IntegrityError) as control:
        violate()
    assert CANARY in str(control.value)
    assert CANARY not in everything(await caught(violate))
    plain.dispose()
