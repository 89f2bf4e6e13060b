"""Every sample of every letter."""

from letters.writing.samples import sample_names
from letters.writing.template import letter_names


def all_samples() -> tuple[tuple[str, str], ...]:
    """Each letter with each of its samples, by their names."""
    return tuple((letter, name) for letter in letter_names() for name in sample_names(letter))
