"""A run or a start that does not go says what to do."""

import pytest

from rules import errors


@pytest.mark.parametrize(
    ("made", "values", "log", "said"),
    [
        pytest.param(
            lambda: errors.ProcessMismatch("WMO-2026-0001", "wmo"),
            {"number": "WMO-2026-0001", "process": "wmo"},
            "WMO-2026-0001 is a case of wmo",
            "Zaak WMO-2026-0001 hoort bij het proces “wmo”. Start dat proces.",
            id="ProcessMismatch",
        ),
        pytest.param(
            lambda: errors.Redacted("FileCorrupt", "WMO-2026-0001", "Het bestand is beschadigd."),
            {"code": "FileCorrupt", "number": "WMO-2026-0001", "passing": False},
            "FileCorrupt in WMO-2026-0001",
            "Het bestand is beschadigd.",
            id="Redacted-for-good",
        ),
        pytest.param(
            lambda: errors.Redacted("OperationalError", "WMO-2026-0001", "De database is er niet.", passing=True),
            {"code": "OperationalError", "number": "WMO-2026-0001", "passing": True},
            "OperationalError in WMO-2026-0001",
            "De database is er niet.",
            id="Redacted-in-passing",
        ),
        pytest.param(
            lambda: errors.PortTaken(4200, "MAATWERK_PORT"),
            {"port": 4200, "setting": "MAATWERK_PORT"},
            "port 4200 is taken",
            (
                "Poort 4200 is al in gebruik. Stop het programma dat daar draait, of kies een andere poort, "
                "bijvoorbeeld: MAATWERK_PORT=4201 maatwerk start."
            ),
            id="PortTaken",
        ),
        pytest.param(
            lambda: errors.AlreadyRunning("/srv/maatwerk"),
            {"home": "/srv/maatwerk"},
            "/srv/maatwerk is in use",
            (
                "Maatwerk draait al met de gegevens in /srv/maatwerk. Stop dat eerst, of kies een andere map "
                "met MAATWERK_HOME."
            ),
            id="AlreadyRunning",
        ),
        pytest.param(
            lambda: errors.NotReady("Prefect", "prefect.log"),
            {"name_nl": "Prefect", "log": "prefect.log"},
            "Prefect did not come up",
            "Prefect kwam niet op gang. Lees het logboek prefect.log en probeer het opnieuw.",
            id="NotReady",
        ),
    ],
)
def test_a_refusal_to_run_says_what_to_do_and_keeps_its_values(made, values, log, said, tells):
    tells(made(), values, log, said)
