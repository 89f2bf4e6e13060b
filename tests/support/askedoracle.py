"""Which items are less, the slow way: every day of the time that was asked, in fractions, from plain values alone.

It knows youth help in kind in sessions: amounts for a week, four weeks, a month or a year, named days or none, answers
that are split, merged, of another thing or form, and agreements. It imports nothing of ours.
"""

from datetime import date, timedelta
from fractions import Fraction

DECIDED = date(2027, 3, 1)
START_BY = DECIDED + timedelta(days=14)
# How many days each lasts, in a year of 364 days: 52 weeks, 13 times four weeks, 12 months.
DAYS = {"week": Fraction(7), "four_weeks": Fraction(28), "month": Fraction(364, 12), "year": Fraction(364)}


def less(asked, given, talks):
    """The numbers of the items that are less."""
    agreed = {item["n"]: _agreed(item, talks) for item in asked}
    found = set()
    for item in asked:
        if _is_less(item, asked, given, agreed) and not (
            agreed[item["n"]] and _has_grant(item, given) and not _is_less(agreed[item["n"]], asked, given, agreed)
        ):
            found.add(item["n"])
    return found


def _answers(item, given):
    return [row for row in given if item["n"] in row["answers"]]


def _has_grant(item, given):
    mine = _answers(item, given)
    return bool(mine) and not any(_is_nothing(row) for row in mine)


def _is_nothing(row):
    if row["grant"] == "none" or row["amount"] < 1 or row["from"] is None:
        return True
    return row["until"] is not None and row["until"] < row["from"]


def _is_unsure(item, row):
    """Hours for a year that somebody else plans; a budget that is cut up finer than was asked."""
    if DAYS[row["per"]] > max(DAYS[item["per"]], DAYS["month"]):
        return row["grant"] != "budget"
    return DAYS[row["per"]] < DAYS[item["per"]] and item["form"] == "budget"


def _is_less(item, asked, given, agreed):
    if not _has_grant(item, given):
        return True
    mine = _answers(item, given)
    if any(_is_unsure(item, row) for row in mine):
        return True
    fitting = [row for row in mine if row["what"] == item["what"] and row["grant"] == item["form"]]
    if not fitting:
        return True
    together, rows = [item], list(fitting)
    for other in asked:
        shares = [row for row in _answers(other, given) if row in rows]
        if other["n"] != item["n"] and other["what"] == item["what"] and other["by"] == item["by"] and shares:
            together.append(agreed[other["n"]] or other)
            rows += [
                row
                for row in _answers(other, given)
                if row not in rows
                and not _is_nothing(row)
                and row["what"] == other["what"]
                and row["grant"] == other["form"]
            ]
    spans = [(each, *_span(each, [row for row in rows if each["n"] in row["answers"]])) for each in together]
    if spans[0][2] < spans[0][1]:
        return True
    # What another item has over pays nothing here.
    return _is_short(spans[:1], fitting) or _is_short(spans, rows)


def _is_short(spans, rows):
    day = min(first for _, first, _ in spans)
    last = max(end for _, _, end in spans)
    while day <= last:
        wanted = sum(each["amount"] / DAYS[each["per"]] for each, first, end in spans if first <= day <= end)
        gets = sum(row["amount"] / DAYS[row["per"]] for row in rows if _runs(row, day))
        if gets < wanted:
            return True
        day += timedelta(days=1)
    return False


def _span(item, rows):
    starts = min(row["from"] for row in rows)
    first = item["from"] or min(starts, START_BY)
    return first, item["until"] or _a_year_from(starts)


def _a_year_from(day):
    """The last day of a year; one that starts on a leap day ends on the last of February."""
    try:
        return day.replace(year=day.year + 1) - timedelta(days=1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def _runs(row, day):
    return row["from"] <= day and (row["until"] is None or day <= row["until"])


def _agreed(item, talks):
    """The item as he agreed to it: what was named in his newest good talk after the last that took it back."""
    found = {}
    for talk in sorted((talk for talk in talks if talk["item"] == item["n"]), key=lambda talk: talk["on"]):
        if talk["kind"] == "taken_back":
            found = {}
        elif _counts(talk):
            found |= talk["agreed"]
    return item | found if found else None


def _counts(talk):
    spoken = talk["channel"] in {"phone", "visit"} and talk["read_back"] and talk["told_it_is_less"]
    in_time = talk["applied"] < talk["on"] < DECIDED and talk["on"] >= DECIDED - timedelta(days=56)
    return spoken and in_time and talk["recorded_on"] < DECIDED and talk["with"] == talk["asked_by"]
