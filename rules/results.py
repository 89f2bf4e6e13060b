"""The results with which a case ends, in the words on the screen and in `config/law/`."""

from rules.facts import Outcome

RESULTS = {
    Outcome.GRANTED: "toegekend",
    Outcome.PARTIAL: "deels toegekend",
    Outcome.REJECTED: "afgewezen",
    Outcome.NOT_PROCESSED: "buiten behandeling",
}
WITHDRAWN = "ingetrokken"
