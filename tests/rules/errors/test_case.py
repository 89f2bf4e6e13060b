"""What cannot be done with a case says so, and what can."""

import pytest

from rules import errors


@pytest.mark.parametrize(
    ("made", "values", "log", "said"),
    [
        pytest.param(
            lambda: errors.CaseUnknown("WMO-2026-0001"),
            {"number": "WMO-2026-0001"},
            "no case WMO-2026-0001",
            "Wij kennen geen zaak met nummer WMO-2026-0001. Controleer het nummer.",
            id="CaseUnknown",
        ),
        pytest.param(
            lambda: errors.ProcessUnknown("jeugd"),
            {"name": "jeugd"},
            "no process jeugd",
            "Het proces “jeugd” bestaat niet.",
            id="ProcessUnknown-nothing-to-choose",
        ),
        pytest.param(
            lambda: errors.ProcessUnknown("jeugd", ("wmo", "wonen")),
            {"name": "jeugd"},
            "no process jeugd",
            "Het proces “jeugd” bestaat niet. Kies uit: wmo, wonen.",
            id="ProcessUnknown-with-a-choice",
        ),
        pytest.param(
            lambda: errors.FactInvalid({"reason": "Noem de reden.", "due_on": "Kies een dag."}),
            {"problems": {"reason": "Noem de reden.", "due_on": "Kies een dag."}},
            "invalid fields: due_on, reason",
            "Noem de reden. Kies een dag.",
            id="FactInvalid",
        ),
        pytest.param(
            lambda: errors.FactUnknown("melding2", ("aanvraag", "melding")),
            {"kind": "melding2"},
            "no kind of fact melding2",
            "“melding2” is geen soort feit. Kies uit: aanvraag, melding.",
            id="FactUnknown",
        ),
        pytest.param(
            lambda: errors.FactUntimely("Leg eerst het onderzoek vast."),
            {},
            "this fact does not belong here yet",
            "Leg eerst het onderzoek vast.",
            id="FactUntimely",
        ),
        pytest.param(
            lambda: errors.CaseChanged("WMO-2026-0001", 3, 4),
            {"number": "WMO-2026-0001", "expected": 3, "found": 4},
            "WMO-2026-0001: expected version 3, found 4",
            (
                "Deze zaak is intussen gewijzigd. Er is nog niets vastgelegd. Wat u invulde staat er nog: "
                "lees wat er nieuw is en leg het daarna opnieuw vast."
            ),
            id="CaseChanged",
        ),
        pytest.param(
            lambda: errors.FormSent("WMO-2026-0001", 3),
            {"number": "WMO-2026-0001", "seq": 3},
            "WMO-2026-0001: this form became fact 3 before, and now says something else",
            (
                "U hebt dit formulier al verstuurd, met iets anders erin. Dat staat in het dossier, dit nog niet. "
                "Lees wat er nieuw is. Klopt wat u nu invulde? Leg het dan opnieuw vast."
            ),
            id="FormSent",
        ),
        pytest.param(
            lambda: errors.RoleMissing("tweede lezer"),
            {"role_nl": "tweede lezer"},
            "needs the role tweede lezer",
            "Dit mag alleen een tweede lezer doen. Vraag een collega met die rol.",
            id="RoleMissing",
        ),
        pytest.param(
            lambda: errors.DestructionRefused("WMO-2026-0001", ("De zaak loopt nog.", "Er ligt nog een brief.")),
            {"number": "WMO-2026-0001", "why": ("De zaak loopt nog.", "Er ligt nog een brief.")},
            "WMO-2026-0001 may not be destroyed",
            "Zaak WMO-2026-0001 mag niet worden vernietigd. De zaak loopt nog. Er ligt nog een brief.",
            id="DestructionRefused",
        ),
        pytest.param(
            lambda: errors.StaffUnknown("sanne"),
            {"name": "sanne"},
            "no such member of staff",
            "Wij kennen geen medewerker met de naam “sanne”. Controleer de gebruikersnaam.",
            id="StaffUnknown",
        ),
    ],
)
def test_a_refusal_about_a_case_says_what_to_do_and_keeps_its_values(made, values, log, said, tells):
    tells(made(), values, log, said)
