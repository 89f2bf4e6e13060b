"""How well prose is read: refusals found, harmless sentences marked, phrases refused, sentences that pass for a phrase.

What may be read is in a folder for each writer. What is missed of a set that was held out, if there is one, is counted
and not shown, so that nobody makes a pattern of it.
"""

import json
from datetime import date
from pathlib import Path

import yaml

from config.reading import phrases, refusals
from config.standards import standards

TESTS = Path(__file__).resolve().parent.parent / "tests"
SENTENCES = TESTS / "rules" / "asked" / "sentences.yaml"
SETS = TESTS / "letters" / "reading"


def measured(half: str) -> tuple[list[str], list[str], int]:
    """The refusals in a reason of a half that are missed, its false alarms, and how many refusals it has."""
    said = yaml.safe_load(SENTENCES.read_text("utf-8"))[half]
    patterns = standards(date.max).phrases
    missed = [one for one in said["refusing"] if not patterns.is_refusing(one)]
    return missed, [one for one in said["harmless"] if patterns.is_refusing(one)], len(said["refusing"])


def writers(half: str) -> list[str]:
    """Who wrote the sets of a half, one folder each."""
    return sorted(one.name for one in (SETS / half).glob("*/"))


def lines(half: str, name: str, writer: str = "*") -> list[str]:
    """The lines of a set, without the first of each file, which says how it was set apart; none without a set."""
    return [line for file in _files(half, f"{name}.txt", writer) for line in file.read_text("utf-8").splitlines()[1:]]


def letters(half: str, writer: str = "*") -> list[list[str]]:
    """The typed sentences of whole letters without a refusal."""
    files = _files(half, "letters.jsonl", writer)
    return [json.loads(line)["sentences"] for file in files for line in file.read_text("utf-8").splitlines()]


def _files(half: str, name: str, writer: str) -> list[Path]:
    """The files of a set: of each writer, and what stands in no folder of one."""
    return sorted((SETS / half).glob(f"{writer}/{name}")) or sorted((SETS / half).glob(name))


def wrongly_read(half: str) -> dict[str, tuple[list[str], int]]:
    """What is read wrongly of each set of a half, and how large the set is."""
    wrong = {
        "refusing": lambda line: not refusals().marked(line),
        "harmless": lambda line: bool(refusals().marked(line)),
        "phrases": lambda line: bool(phrases().fault(line)),
        "sentences": lambda line: not phrases().fault(line),
    }
    sets = {name: lines(half, name) for name in wrong}
    return {name: ([line for line in known if wrong[name](line)], len(known)) for name, known in sets.items()}


def marked_of(half: str) -> list[tuple[str, ...]]:
    """Of each letter without a refusal of a half the sentences that are marked, in those that have any."""
    found = (tuple(each for one in letter for each in refusals().marked(one)) for letter in letters(half))
    return [each for each in found if each]


def main() -> None:
    """Print what is found of reasons, and of prose and phrases."""
    for half in ("tuning", "held_out"):
        missed, alarms, count = measured(half)
        print(f"reasons, {half}: {count - len(missed)} of {count} refusals found, {len(alarms)} false alarms")
        print(*(f"  missed: {one}" for one in missed), *(f"  false alarm: {one}" for one in alarms), sep="\n")
    for half in ("dev", "held"):
        if not any((SETS / half).glob("**/*.*")):
            continue
        for name, (wrong, count) in wrongly_read(half).items():
            print(f"{name}, {half}: {len(wrong)} of {count} read wrongly")
            if half == "dev":
                print(*(f"  {one}" for one in wrong), sep="\n")
        print(f"letters without a refusal, {half}: {len(marked_of(half))} of {len(letters(half))} marked")


if __name__ == "__main__":
    main()
