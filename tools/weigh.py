"""Weighs each sign of a refusal by the sentences that may be looked at, and writes config/refusing.tsv.

The weights are those of a logistic regression, in whose plain Python each sum is taken in one order, so that the same
sentences give the same file. From where a sentence is marked follows from the letters of writers who were left out of
the weighing, and so does what is printed: of a writer whom the weights do not know.
"""

import math
from collections.abc import Iterable, Mapping

from config.reading import BOUND, WEIGHTS, lexicon
from rules.refusals import signs_of
from rules.words.signs import AGAINST, ALWAYS, BOTH, BY_RULE, CERTAIN, PERHAPS, PLAIN, REFUSES
from tools.refusals import letters, lines, writers

ROUNDS, TRUST, FEWEST, LEAST, FARTHEST = 9, 0.1, 3, 0.02, 500.0
# Of a hundred letters without a refusal so many may have a mark by their weight.
LETTERS_MARKED = 1
Example = tuple[tuple[str, ...], bool]


def examples(sentences: Iterable[str], *, refuses: bool) -> list[Example]:
    """What sentences show, in the order of the alphabet."""
    return [(tuple(sorted(signs_of(one, lexicon()))), refuses) for one in sentences]


def strength(sign: str) -> float:
    """How much sooner a sign is believed than a word, when it is weighed."""
    if sign in (ALWAYS, CERTAIN):
        return 10.0
    if sign == PLAIN or sign.startswith(BY_RULE):
        return 5.0
    if sign.startswith(PERHAPS):
        return 2.5
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


def weighed(weights: Mapping[str, float], example: Example) -> float:
    """What a sentence weighs, which is without end where a rule says that it refuses."""
    return math.inf if PLAIN in example[0] else score(weights, example)


def sets_of(writer: str) -> dict[str, list[list[Example]]]:
    """What somebody wrote: lines, each as a text of one sentence, and letters."""
    # What passes for a phrase is read too, in fields that have room for one.
    harmless = [*lines("dev", "harmless", writer), *lines("dev", "phrases", writer), *lines("dev", "reasons", writer)]
    return {
        "refusing": [examples([line], refuses=True) for line in lines("dev", "refusing", writer)],
        "harmless": [examples([line], refuses=False) for line in harmless],
        "letters": [examples(letter, refuses=False) for letter in letters("dev", writer)],
    }


def all_of(known: Iterable[dict[str, list[list[Example]]]]) -> list[Example]:
    """Each sentence of these sets."""
    return [sentence for sets in known for texts in sets.values() for text in texts for sentence in text]


def left_out(known: dict[str, dict[str, list[list[Example]]]]) -> dict[tuple[str, str], list[float]]:
    """What the heaviest sentence of each text weighs by the weights of the other writers."""
    found = {}
    # Who wrote no refusal is known to all.
    for writer in (one for one in sorted(known) if known[one]["refusing"]):
        weights = fitted(all_of(sets for other, sets in sorted(known.items()) if other != writer))
        for name, texts in known[writer].items():
            found[writer, name] = [max(weighed(weights, one) for one in text) for text in texts]
    return found


def bound_of(scores: Iterable[float]) -> float:
    """From where so few letters are marked by their weight."""
    heaviest = sorted(scores, reverse=True)
    by_weight = [one for one in heaviest if one < math.inf]
    return math.ceil(by_weight[len(heaviest) * LETTERS_MARKED // 100] * 100) / 100


def main() -> None:
    """Write the weights, and print how well those of other writers read what each wrote."""
    known = {writer: sets_of(writer) for writer in writers("dev")}
    scores = left_out(known)
    bound = bound_of(one for (_, name), each in scores.items() if name == "letters" for one in each)
    weights = fitted(all_of(sets for _, sets in sorted(known.items())))
    lasting = {sign: weight for sign, weight in weights.items() if abs(weight) >= LEAST}
    rows = [f"{BOUND}\t{bound:.2f}", *(f"{sign}\t{weight:.2f}" for sign, weight in sorted(lasting.items()))]
    WEIGHTS.write_text("\n".join(rows) + "\n", "utf-8")
    for (writer, name), each in scores.items():
        print(
            f"{writer}, {name}: {sum(one > bound for one in each)} of {len(each)} marked by the weights of the others"
        )


if __name__ == "__main__":
    main()
