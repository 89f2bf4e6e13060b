"""The results with which a case ends, in the words on the screen and in `config/law/`."""

from rules.facts import Outcome

RESULTS = {
    Outcome.GRANTED: "toegekend",
    Outcome.PARTIAL: "deels toegekend",
    Outcome.REJECTED: "afgewezen",
    Outcome.NOT_PROCESSED: "buiten behandeling",
}
# Of a review: what runs goes on, with less, or not.
REVIEWED = {
    Outcome.GRANTED: "voortgezet",
    Outcome.PARTIAL: "deels toegekend",
    Outcome.LOWERED: "verlaagd",
    Outcome.ENDED: "beëindigd",
}
WITHDRAWN = "ingetrokken"
DIED = "overleden"
HANDED_OVER = "overgedragen"
# Those without a decision, in every course.
UNDECIDED = (WITHDRAWN, DIED, HANDED_OVER)
