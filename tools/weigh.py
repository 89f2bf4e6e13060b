"""Weighs each sign of a refusal by the sentences that may be looked at, and writes config/refusing.tsv.

The weights are those of a logistic regression, in whose plain Python each sum is taken in one order, so that the same
sentences give the same file. From where a sentence is marked follows from letters that were left out of the weighing.
"""

import math
from collections.abc import Iterable, Mapping

from config.reading import BOUND, WEIGHTS, lexicon
from rules.refusals import signs_of
from rules.words.signs import AGAINST, ALWAYS, BOTH, CERTAIN, REFUSES
from tools.refusals import letters, lines

FOLDS, ROUNDS, TRUST, FEWEST, LEAST, FARTHEST = 4, 15, 0.2, 3, 0.02, 500.0
# Of a hundred letters without a refusal so many may have a mark.
LETTERS_MARKED = 2
Example = tuple[tuple[str, ...], bool]


def examples(sentences: Iterable[str], *, refuses: bool) -> list[Example]:
    """What sentences show, in the order of the alphabet."""
    return [(tuple(sorted(signs_of(one, lexicon()))), refuses) for one in sentences]


def strength(sign: str) -> float:
    """How much sooner a sign is believed than a word, when it is weighed."""
    if sign in (ALWAYS, CERTAIN):
        return 10.0
    if sign.startswith((REFUSES, AGAINST)):
        return 1.5 if BOTH in sign else 3.0
    return 2.0 if sign.startswith(("frame: ", "kind: ")) else 1.0


def fitted(known: list[Example]) -> dict[str, float]:
    """What each sign weighs that enough of the examples show: Newton's step for one sign after the other."""
    where: dict[str, list[int]] = {}
    for place, (signs, _) in enumerate(known):
        for sign in signs:
            where.setdefault(sign, []).append(place)
    shown = {sign: (places, strength(sign)) for sign, places in sorted(where.items()) if len(places) >= FEWEST}
    refuses = [float(one) for _, one in known]
    weights = dict.fromkeys(shown, 0.0)
    scores = [0.0] * len(known)
    for _ in range(ROUNDS):
        for sign, (places, strong) in shown.items():
            slope, bend = weights[sign] / TRUST, 1 / TRUST
            for place in places:
                chance = _chance(scores[place])
                slope += strong * (chance - refuses[place])
                bend += strong * strong * chance * (1 - chance)
            change = max(min(-slope / bend, 1.0), -1.0)
            weights[sign] += change
            for place in places:
                scores[place] += change * strong
    return {sign: weight * shown[sign][1] for sign, weight in weights.items()}


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-score)) if score > -FARTHEST else 0.0


def score(weights: Mapping[str, float], example: Example) -> float:
    """What a sentence weighs."""
    return math.fsum(weights.get(sign, 0.0) for sign in example[0])


def left_out(sets: list[list[list[Example]]]) -> list[list[float]]:
    """What the heaviest sentence of each letter of each set weighs by the weights of the other letters."""
    scores: list[list[float]] = [[] for _ in sets]
    for fold in range(FOLDS):
        kept = [letter for one in sets for place, letter in enumerate(one) if place % FOLDS != fold]
        weights = fitted([sentence for letter in kept for sentence in letter])
        for found, one in zip(scores, sets, strict=True):
            found.extend(max(score(weights, sentence) for sentence in letter) for letter in one[fold::FOLDS])
    return scores


def main() -> None:
    """Write the weights, and print how well those of a part read the rest."""
    refusing = [examples([line], refuses=True) for line in lines("dev", "refusing")]
    # What passes for a phrase is read too, in fields that have room for one.
    harmless = [
        examples([line], refuses=False) for name in ("harmless", "phrases", "reasons") for line in lines("dev", name)
    ]
    whole = [examples(letter, refuses=False) for letter in letters("dev")]
    sets = [refusing, harmless, whole]
    scores = left_out(sets)
    heaviest = sorted(scores[-1], reverse=True)
    bound = math.ceil(heaviest[len(whole) * LETTERS_MARKED // 100] * 100) / 100
    weights = fitted([sentence for one in sets for letter in one for sentence in letter])
    lasting = {sign: weight for sign, weight in weights.items() if abs(weight) >= LEAST}
    rows = [f"{BOUND}\t{bound:.2f}", *(f"{sign}\t{weight:.2f}" for sign, weight in sorted(lasting.items()))]
    WEIGHTS.write_text("\n".join(rows) + "\n", "utf-8")
    for name, each in zip(("refusing", "harmless", "letters"), scores, strict=True):
        print(f"{name}: {sum(one > bound for one in each)} of {len(each)} marked by the weights of the others")


if __name__ == "__main__":
    main()
