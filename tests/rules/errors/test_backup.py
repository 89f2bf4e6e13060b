"""A backup that cannot be made or put back says why."""

import pytest

from rules import errors


@pytest.mark.parametrize(
    ("made", "values", "log", "said"),
    [
        pytest.param(
            lambda: errors.BackupBroken("maatwerk.db is korter dan op de lijst"),
            {"what": "maatwerk.db is korter dan op de lijst"},
            "backup is not whole: maatwerk.db is korter dan op de lijst",
            (
                "Deze back-up is niet heel: maatwerk.db is korter dan op de lijst. Er is niets teruggezet. "
                "Gebruik een andere back-up."
            ),
            id="BackupBroken",
        ),
        pytest.param(
            lambda: errors.BackupUnfit("Hij is van PostgreSQL."),
            {},
            "this backup does not fit here",
            "Deze back-up past hier niet. Hij is van PostgreSQL.",
            id="BackupUnfit",
        ),
        pytest.param(
            lambda: errors.ProgramMissing("pg_dump"),
            {"name": "pg_dump"},
            "no program pg_dump",
            (
                "Het programma pg_dump staat niet op deze machine. Installeer de clientprogramma’s van "
                "PostgreSQL (Debian: apt-get install postgresql-client), in de versie van de server of "
                "nieuwer."
            ),
            id="ProgramMissing",
        ),
        pytest.param(
            lambda: errors.ProgramFailed("pg_dump", "connection refused"),
            {"name": "pg_dump"},
            "pg_dump failed",
            "Het programma pg_dump is niet goed afgelopen. Het zei: connection refused.",
            id="ProgramFailed-it-told-why",
        ),
        pytest.param(
            lambda: errors.ProgramFailed("pg_restore", ""),
            {"name": "pg_restore"},
            "pg_restore failed",
            "Het programma pg_restore is niet goed afgelopen. Kijk in het logboek van de databaseserver.",
            id="ProgramFailed-it-said-nothing",
        ),
    ],
)
def test_a_refusal_about_a_backup_says_what_to_do_and_keeps_its_values(made, values, log, said, tells):
    tells(made(), values, log, said)
