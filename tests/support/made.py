"""Which values of a letter say something, by their paths."""

from typing import Any

from letters.writing.takes import EVERY, paths


def filled(values: dict[str, Any]) -> set[str]:
    """The paths of the values that are not empty."""
    own = {name: value for name, value in values.items() if name not in EVERY}
    return {path for path in paths(own) if _any(own, path)}


def _any(values: Any, path: str) -> bool:
    head, _, rest = path.partition(".")
    found = values.get(head.removesuffix("[]")) if isinstance(values, dict) else None
    for_all = found if head.endswith("[]") else [found]
    return any(_any(one, rest) if rest else one not in {"", None, False} for one in for_all or ())
