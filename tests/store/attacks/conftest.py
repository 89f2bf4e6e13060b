"""A scene to attack."""

from functools import partial

import pytest
from stage import Stage


@pytest.fixture(scope="session")
def stage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The stage of this session; PostgreSQL starts only when asked for."""
    return Stage(tmp_path_factory.mktemp("stage"), partial(request.getfixturevalue, "postgres_cluster"))
