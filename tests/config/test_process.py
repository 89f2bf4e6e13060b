"""A process file: what every course says, and what only some do."""

from pathlib import Path

from courses import beside

from config.process import process
from rules.asked.grants import Grant

# A law of one step: an application, and a decision within eight weeks.
PARKING = """
id = "parkeren"
name = "Parkeerkaart"
version = 1
prefix = "PK"
opens_with = "Application"
subject = "Parkeerkaart"
valid_from = 2001-10-01
basis = "artikel 49 van het Besluit administratieve bepalingen inzake het wegverkeer"

[terms.decision]
name = "Besluit"
law = "gpk_beschikking"
starts = "Application.received_on"

[terms.objection]
law = "awb_bezwaartermijn"

[terms.not_processed]
law = "awb_buiten_behandeling"

[second_reader]
outcomes = ["rejected"]

[call]
attempts_min = 3
minutes_apart = 30
dayparts_min = 2
days_min = 3
wait_working_days = 3
start_working_days = 10
stop_working_days = 1

[data]
reminder_working_days = 3

[withdrawal]
reaction_days = 14

[letters]
grants = ["natura", "pgb"]
all = "wmo/toekenning"
less = "wmo/afwijzing"
not_processed = "shared/buiten-behandeling"
"""


def test_a_course_without_a_report_findings_a_plan_or_an_end_of_help_can_be_described(tmp_path: Path) -> None:
    with beside(tmp_path, "parkeren", PARKING):
        made = process("parkeren")
    assert set(made.terms) == {"decision", "objection", "not_processed"}
    assert (made.opens_with, made.terms["decision"].starts) == ("Application", "Application.received_on")
    assert made.letters.grants == (Grant.IN_KIND, Grant.BUDGET)
    assert (made.findings, made.ending, made.basis_temporary, made.letters.provisional) == ((), None, "", "")
