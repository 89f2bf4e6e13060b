"""What comes with a release, besides tables."""

from __future__ import annotations

import pytest

from config.municipality import SecondReading, municipality
from store.models.decision import READS_TOO
from tasks.safekeeping import release


@pytest.mark.parametrize("allowed", [False, True])
def test_what_the_file_of_the_municipality_allows(monkeypatch: pytest.MonkeyPatch, *, allowed: bool) -> None:
    changed = municipality().model_copy(update={"meelezen": SecondReading(ook_na_uitzondering=allowed)})
    monkeypatch.setattr(release, "municipality", lambda: changed)
    assert release.release()["allowed"] == {READS_TOO: allowed}
