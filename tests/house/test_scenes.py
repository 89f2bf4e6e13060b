"""A story may begin with a copy of what another began with; whoever touched anything before plays it anew."""

import shutil
from contextlib import ExitStack

import pytest
import turns
from plays import Play, report_case
from scenes import Fresh, Scenes, beginning, scene

from config.settings import settings
from store.engine import session
from store.models import Staff


@pytest.fixture
def begin(tmp_path, staffed_sqlite, monkeypatch):
    """Hands out one untouched record after the other."""
    monkeypatch.setattr(Scenes, "kept", {})
    with ExitStack() as records:

        def another() -> None:
            home = tmp_path / f"home-{len(list(tmp_path.iterdir()))}"
            home.mkdir()
            shutil.copy(staffed_sqlite, home)
            monkeypatch.setenv("MAATWERK_HOME", str(home))
            settings.cache_clear()
            records.enter_context(beginning(Fresh(home, monkeypatch, tmp_path)))

        yield another
    settings.cache_clear()


@pytest.fixture
def reported():
    """A beginning that tells how often it was played."""

    @scene
    def reported(question: str = "Wie helpt mij met het huis?") -> Play:
        played.append(question)
        return report_case(question=question)

    played: list[str] = []
    reported.played = played
    return reported


def test_the_second_begins_with_a_copy_and_goes_on_from_there(begin, reported):
    begin()
    first = reported()
    first.days(10).investigate()
    begin()
    second = reported()

    assert len(reported.played) == 1
    assert (second.number, second.now, len(second.letters())) == (first.number, second.now, 1)
    assert second.now < first.now
    second.days(10).investigate()
    assert second.letters() == first.letters()


def write() -> None:
    with session() as db:
        db.query(Staff).update({"phone": "085 000 04 01"})


@pytest.mark.parametrize("touch", ["nothing", "row", "file", "patch", "setting", "other question", "no record"])
def test_whoever_touched_anything_plays_it_anew(begin, reported, monkeypatch, touch):
    begin()
    reported()
    begin()
    if touch == "row":
        write()
    elif touch == "file":
        (settings().home / "maatwerk.toml").write_text("# van deze gemeente")
    elif touch == "patch":
        monkeypatch.setattr("rules.retention.__doc__", "Anders.")
    elif touch == "setting":
        monkeypatch.setenv("MAATWERK_WORKERS", "3")
    with ExitStack() as outside:
        if touch == "no record":
            outside.enter_context(pytest.MonkeyPatch.context()).setattr("scenes.Scenes.fresh", None)
        reported(*(["Wie haalt mij op?"] if touch == "other question" else []))

    assert len(reported.played) == (1 if touch == "nothing" else 2)


def test_each_story_has_one_turn_and_what_the_record_does_has_both():
    stories = [f"tests/flows/test_wmo.py::test_it[{{}}-{number}]" for number in range(200)]
    played = {story.format(engine): engine for story in stories for engine in turns.ENGINES}
    kept = [engine for nodeid, engine in played.items() if nodeid not in turns.left_out(played)]

    assert len(kept) == len(stories)
    assert 60 < kept.count("sqlite") < 140
    guard = "tests/store/guards/test_gate.py::test_it[{}]"
    assert turns.left_out({guard.format(engine): engine for engine in turns.ENGINES}) == set()


@pytest.mark.parametrize("engine", turns.ENGINES)
def test_a_story_of_one_engine_is_always_played(engine):
    alone = {f"tests/flows/test_wmo.py::test_it[{engine}-{number}]": engine for number in range(20)}

    assert turns.left_out(alone) == set()
