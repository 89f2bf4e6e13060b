"""Finds code that nothing of ours calls: what a test alone uses is not used. Ends with 1 when there is any."""

import re
import sys
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("rules", "config", "store", "letters", "tasks", "flows", "desk", "cli")
# Called by who it is handed to: a web framework, the command line, pydantic, Prefect, the database, a letter.
HANDED = [
    "@value",
    "@router.*",
    "@app.*",
    "@*.register",
    "@event.*",
    "@compiles",
    "@*_validator",
    "@process",
    "@flow",
    "@task",
    # A step is there for any law, one of a law that a municipality adds as well.
    "@needs",
    "@shows",
]
# Looked for by name: SQLAlchemy's column types, Jinja's loader, Prefect's worker, and what a module makes when asked.
ASKED = ["process_*_param", "process_result_value", "load_dialect_impl", "get_source", "__getattr__"]
ASKED += ["_give_worker_labels_to_flow_run", "_propose_submitting_state"]
# Templates, settings and deployments name what they show and set.
WORDS = ("*.html", "*.j2", "*.typ", "*.toml", "*.yaml")
KINDS = {"function", "method", "property", "class"}


def unused(root: Path, packages: tuple[str, ...] = PACKAGES) -> list[str]:
    """Each piece of code that nothing names: place, kind and name. A migration is called by its number."""
    found = Vulture(ignore_decorators=HANDED, ignore_names=ASKED)
    found.scavenge([str(root / package) for package in packages if (root / package).exists()])
    named = _named(root)
    return [
        f"{item.filename.relative_to(root)}:{item.first_lineno}: {item.typ} {item.name}"
        for item in found.get_unused_code(min_confidence=60)
        if item.typ in KINDS and item.name not in named and "migrations" not in item.filename.parts
    ]


def _named(root: Path) -> set[str]:
    """Every word of the files that are no Python and may name some."""
    kept = [path for pattern in WORDS for path in root.rglob(pattern) if "node_modules" not in path.parts]
    ours = [path for path in kept if path.relative_to(root).parts[0] in (*PACKAGES, "prefect.yaml", "pyproject.toml")]
    return {word for path in ours for word in re.findall(r"\w+", path.read_text("utf-8"))}


if __name__ == "__main__":
    lines = unused(ROOT)
    print("\n".join(lines))
    sys.exit(1 if lines else 0)
