"""How many of the sentences that refuse something are found, and how many harmless ones are taken for one."""

from datetime import date
from pathlib import Path

import yaml

from config.standards import standards

SENTENCES = Path(__file__).resolve().parent.parent / "tests" / "rules" / "asked" / "sentences.yaml"


def measured(half: str) -> tuple[list[str], list[str], int]:
    """The refusals of a half that are missed, its false alarms, and how many refusals it has."""
    said = yaml.safe_load(SENTENCES.read_text("utf-8"))[half]
    phrases = standards(date.max).phrases
    missed = [one for one in said["refusing"] if not phrases.is_refusing(one)]
    return missed, [one for one in said["harmless"] if phrases.is_refusing(one)], len(said["refusing"])


def main() -> None:
    """Print both halves; what is missed of the held-out half is for measuring, never for making a pattern."""
    for half in ("tuning", "held_out"):
        missed, alarms, count = measured(half)
        print(f"{half}: {count - len(missed)} of {count} refusals found, {len(alarms)} false alarms")
        print(*(f"  missed: {one}" for one in missed), *(f"  false alarm: {one}" for one in alarms), sep="\n")


if __name__ == "__main__":
    main()
