"""Hostile templates: none gets in, none stays, and the next letter is made as if nothing happened."""

import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from letters.making import press, render, sandbox
from letters.making.sandbox import LENGTH
from letters.writing import templating
from letters.writing.samples import sample
from letters.writing.template import letter_names
from letters.writing.texts import file_of, shipped
from rules import errors
from rules.errors import (
    CallUnmentioned,
    ContentsMissing,
    LetterError,
    LetterTooLong,
    RefusalMisplaced,
    TemplateBroken,
    TemplateTooCostly,
    TypesettingFailed,
    ValueMissing,
    ValueUnfit,
)

LETTER = "wmo/afwijzing"
TEXT = shipped(file_of(LETTER))
MANY = "[" + ",".join(["1"] * 9000) + "]"
NOTHING = "{% for a in M %}{% for b in M %}{% for c in M %}{% endfor %}{% endfor %}{% endfor %}".replace("M", MANY)
WORDS = "{% for a in M %}{% for b in M %}woord {% endfor %}{% endfor %}".replace("M", MANY)
ITSELF = f'{{% include "{file_of(LETTER)}" %}}'
LOGIC = (TemplateBroken,)
HOSTILE = {
    # Out of the sandbox.
    "class": ("{{ ''.__class__ }}", LOGIC),
    "mro": ("{{ zaak.__class__.__mro__ }}", LOGIC),
    "subclasses": ("{{ ().__class__.__base__.__subclasses__() }}", LOGIC),
    "globals": ("{{ self.__init__.__globals__ }}", LOGIC),
    "private": ("{{ _kept }}", LOGIC),
    "item": ("{{ zaak['__class__'] }}", LOGIC),
    "attr-filter": ("{{ zaak | attr('__class__') }}", LOGIC),
    "map-filter": ("{{ voorzieningen | map(attribute='naam') | list }}", LOGIC),
    "call": ("{{ zaak.nummer.upper() }}", LOGIC),
    "method": ("{{ zaak.nummer.format }}", (ValueMissing,)),
    "format": ("{{ '%s' % zaak }}", LOGIC),
    "lipsum": ("{{ lipsum }}", (ValueMissing,)),
    "cycler": ("{{ cycler('a') }}", LOGIC),
    "config": ("{{ config }}", (ValueMissing,)),
    "request": ("{{ request }}", (ValueMissing,)),
    "self": ("{{ self }}", (ValueMissing, ValueUnfit)),
    "mapping": ("{{ zaak }}", (ValueUnfit,)),
    "slots": ("{{ kept }}", (ValueMissing,)),
    # Other files.
    "include-up": ('{% include "../../config/municipality/veldhaven.toml" %}', LOGIC),
    "include-root": ('{% include "/etc/passwd" %}', LOGIC),
    "include-layout": ('{% include "layout/letter.typ" %}', LOGIC),
    "include-value": ("{% include client.naam %}", LOGIC),
    "include-list": ('{% include ["shared/_weg.md.j2", "shared/_contact.md.j2"] %}', LOGIC),
    "include-missing": ('{% include "shared/_weg.md.j2" ignore missing %}', LOGIC),
    "include-gone": ('{% include "shared/_weg.md.j2" %}', LOGIC),
    "import": ('{% import "shared/_contact.md.j2" as c %}', LOGIC),
    "from": ('{% from "shared/_contact.md.j2" import c %}', LOGIC),
    "extends": ('{% extends "shared/_contact.md.j2" %}', LOGIC),
    # The layout's own language.
    "typst-import": ('#import "@preview/cetz:0.3.4"', LOGIC),
    "typst-read": ('#read("/etc/passwd")', LOGIC),
    "typst-set": ("- #set page(fill: black)", LOGIC),
    "typst-eval": ('> #eval("1")', LOGIC),
    # More than a template may.
    "set": ("{% set x = zaak %}", LOGIC),
    "macro": ("{% macro x() %}{% endmacro %}", LOGIC),
    "raw": ("{% raw %}{{ x }}{% endraw %}", LOGIC),
    "recursive": ("{% for a in voorzieningen recursive %}{% endfor %}", LOGIC),
    "power": ("{{ 9 ** 9 ** 9 }}", LOGIC),
    "string-times": ("{{ 'a' * 10000000000 }}", LOGIC),
    "concat": ("{{ zaak.nummer ~ zaak.nummer }}", LOGIC),
    # Broken.
    "unclosed-if": ("{% if zaak %}", LOGIC),
    "unclosed-tag": ("{% if zaak", LOGIC),
    "unclosed-value": ("{{ zaak.nummer", LOGIC),
    "crossed": ("{% if zaak %}{% for a in voorzieningen %}{% endif %}{% endfor %}", LOGIC),
    "no-utf8": ("\ufffd", LOGIC),
    # Too much.
    "ten-gigabytes": ("a" * 10_000_000, LOGIC),
    "endless": (NOTHING, (TemplateTooCostly,)),
    "endless-words": (WORDS, (TemplateTooCostly,)),
    "itself": (ITSELF, (TemplateTooCostly,)),
    "deep-brackets": ("{{ " + "(" * 40_000 + "1" + ")" * 40_000 + " }}", (TemplateTooCostly,)),
    "deep-ifs": ("{% if zaak %}" * 3000 + "x" + "{% endif %}" * 3000, (TemplateTooCostly, TemplateBroken)),
    "long-table": ("|a|b|\n|-|-|\n" + "|c|d|\n" * 16_000, (LetterTooLong, TemplateTooCostly)),
    "table-of-loops": (f"|a|\n|-|\n{WORDS.replace('woord', '|b|')}", (TemplateTooCostly,)),
}
# Strange, and nothing to be afraid of: a letter or a refusal, whichever, and soon.
STRANGE = {
    "wide-table": "|a" * 6_000 + "|\n" + "|-" * 6_000 + "|\n" + "|b" * 5_000 + "|\n",
    "deep-list": "\n".join(" " * depth + "- x" for depth in range(0, 400, 2)),
    "emphasis": "*a **a " * 14_000,
    "brackets": "[" * 90_000,
    "html": "<b>" * 30_000,
    "one-word": "a" * 90_000,
    "right-to-left": "\u202e" * 1_000,
}
MADE_UP = "Op 3 juni 2026 om 10.00 uur spraken wij. Dit hoorden wij van u: niets. Dit is ons antwoord daarop: niets."


def own(text, letter=LETTER):
    return {file_of(letter): text}


def made(text):
    return press.document(LETTER, sample(LETTER), texts=own(text))


def test_there_are_fifty_two_of_them():
    assert len(HOSTILE) == 52


@pytest.fixture
def hurried(monkeypatch):
    """A letter gets one second of the processor, not three: what has no end is ended by either."""
    start = subprocess.Popen
    command = [
        sys.executable,
        "-I",
        "-c",
        "from letters.making import sandbox; sandbox.CPU_SECONDS = 1; sandbox.main()",
    ]
    press.close()
    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", lambda _command, **kept: start(command, **kept))
        yield
    press.close()


def test_a_hostile_template_is_stopped_and_says_why_in_dutch(hurried, subtests):
    for name, (attack, refusals) in HOSTILE.items():
        with subtests.test(name):
            with pytest.raises(refusals) as refused:
                press.render(LETTER, sample(LETTER), texts=own(f"{TEXT}\n\n{attack}\n"))
            assert refused.value.message_nl != errors.MaatwerkError.message_nl
            assert "root:" not in refused.value.message_nl


def test_after_all_of_them_the_next_letter_is_made(hurried):
    for name in ("endless", "itself", "class"):
        with pytest.raises(LetterError):
            made(f"{TEXT}\n\n{HOSTILE[name][0]}\n")
        assert "Wij zijn er." in made(f"{TEXT}\n\nWij zijn er.\n").body


def test_a_letter_waits_for_nobody_elses_endless_loop(hurried):
    with ThreadPoolExecutor(2) as pool:
        stuck = pool.submit(made, f"{TEXT}\n{NOTHING}")
        assert pool.submit(made, f"{TEXT}\n\nIntussen.\n").result().body[-1] == "Intussen."
        with pytest.raises(TemplateTooCostly):
            stuck.result()


def test_without_the_check_of_the_source_python_is_within_reach(monkeypatch):
    """The guard off: only the names that are missing still stand in the way, and a private name is reached."""
    attack = f"{TEXT}\n\n{{{{ zaak.nummer.__class__ }}}}\n"
    monkeypatch.setattr(templating, "check_source", lambda *_: None)
    monkeypatch.setattr(
        templating._Sandbox, "getattr", lambda _self, obj, name: getattr(obj, name, None) or obj.get(name)
    )
    monkeypatch.setattr(templating, "keep", str)
    assert "<class 'str'>" in templating.write(LETTER, dict(sample(LETTER)), [], own(attack))


def left_alone(script):
    """Start a process that is given an endless job, and wait until it ends or has used its seconds and one more."""
    job = {"what": "document", "letter": LETTER, "values": sample(LETTER), "texts": own(f"{TEXT}\n{NOTHING}")}
    sent = json.dumps(job).encode()
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", f"from letters.making import sandbox as s; s.CPU_SECONDS = 1; {script}; s.main()"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    process.stdin.write(LENGTH.pack(len(sent)) + sent)
    process.stdin.flush()
    begun = None
    while process.poll() is None:
        used = sum(map(int, Path(f"/proc/{process.pid}/stat").read_text().split()[13:15])) / os.sysconf("SC_CLK_TCK")
        begun = used if begun is None else begun
        if used > begun + 3:
            break
        time.sleep(0.05)
    ended = process.poll()
    process.kill()
    process.communicate()
    return ended


def test_an_endless_loop_is_ended_by_the_system_itself():
    assert left_alone("pass") == -signal.SIGXCPU


def test_without_the_limit_an_endless_loop_goes_on():
    """The guard off."""
    assert left_alone("s.allow_time = lambda: None") is None


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_template_is_a_letter_or_a_refusal(name):
    pages = 0
    with suppress(LetterError):
        pages = press.render(LETTER, sample(LETTER), texts=own(f"{TEXT}\n\n{STRANGE[name]}\n")).pages
    assert pages in range(11)
    assert "Verder." in made(f"{TEXT}\n\nVerder.\n").body


def test_the_process_holds_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("MAATWERK_DATABASE_URL", "postgresql://geheim")
    start, seen = subprocess.Popen, []

    def watched(command, **kept):
        seen.append(kept["env"])
        return start(command, **kept)

    monkeypatch.setattr(subprocess, "Popen", watched)
    press._started().communicate()
    assert set(seen[0]) <= {*press.KEPT, "MALLOC_ARENA_MAX", "RAYON_NUM_THREADS"}
    assert "MAATWERK_DATABASE_URL" not in seen[0]


def under_limits(code):
    script = f"from letters.making import sandbox\nsandbox.limit()\n{code}"
    return subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=False)


def test_the_process_cannot_write_a_file(tmp_path):
    code = f"with open({str(tmp_path / 'x')!r}, 'w') as file:\n    file.write('x')"
    assert "File too large" in under_limits(code).stderr
    assert not (tmp_path / "x").read_text()


def test_a_process_that_wants_all_memory_is_stopped():
    assert "MemoryError" in under_limits("bytearray(3_000_000_000)").stderr


@pytest.mark.parametrize("letter", letter_names())
def test_apart_or_here_a_letter_is_the_same_byte_for_byte(letter):
    changed = own(f"{shipped(file_of(letter))}\n", letter)
    apart = press.render(letter, sample(letter), texts=changed)
    here = render.render(letter, sample(letter), texts=changed)
    assert (apart.sha256, apart.pages, apart.document.inputs) == (here.sha256, here.pages, here.document.inputs)
    assert apart.pdf == here.pdf


def test_our_own_text_needs_no_process(monkeypatch):
    monkeypatch.setattr(press, "_ask", None)
    assert press.render(LETTER, sample(LETTER), texts=own(TEXT)).pages
    assert press.preview(LETTER, sample(LETTER), texts={}).pages_png
    assert press.document(LETTER, sample(LETTER), texts={}).body


def test_a_preview_from_apart_shows_pages_and_text():
    shown = press.preview(LETTER, sample(LETTER), texts=own(f"{TEXT}\n\nTot ziens.\n"))
    assert all(page.startswith(b"\x89PNG") for page in shown.pages_png)
    assert "Tot ziens." in shown.document.body
    assert shown.pdf.startswith(b"%PDF")


def test_a_text_cannot_do_without_the_call(monkeypatch):
    """No words of a template take the place of a call: the values are looked at before and after."""
    values = sample(LETTER)
    del values["gesprek"]
    with pytest.raises(CallUnmentioned):
        press.render(LETTER, values, texts=own(f"{TEXT}\n"))
    told = TEXT.replace('{% include "shared/_gesprek.md.j2" %}', MADE_UP)
    with pytest.raises(ContentsMissing) as refused:
        press.render(LETTER, sample(LETTER), texts=own(told))
    assert refused.value.missing == ("gesprek_inbreng",)


def test_without_that_check_a_text_makes_up_a_call(monkeypatch):
    told = TEXT.replace('{% include "shared/_gesprek.md.j2" %}', MADE_UP)
    monkeypatch.setattr(render, "check_call_told", lambda *_: None)
    assert any("Op 3 juni 2026" in line for line in render.document(LETTER, sample(LETTER), texts=own(told)).body)


REFUSALS = (
    "Wij wijzen uw aanvraag af.",
    "U krijgt deze hulp niet van ons.",
    "Uw aanvraag is daarom afgewezen.",
    "Wij kennen de hulp niet toe.",
    "U hebt geen recht op hulp.",
    "De rest moet u zelf betalen.",
    "Per 1 juni wordt dit minder.",
)


@pytest.mark.parametrize("says", REFUSALS)
def test_a_refusal_cannot_be_written_into_a_letter_that_needs_no_call(says):
    letter = "wmo/ontvangstbevestiging-melding"
    with pytest.raises(RefusalMisplaced):
        press.render(letter, sample(letter), texts=own(f"{shipped(file_of(letter))}\n\n{says}\n", letter))


def test_a_text_of_a_municipality_that_serves_a_grant_refuses_nothing_and_is_told_which_words():
    letter = "wmo/toekenning"
    changed = own(f"{shipped(file_of(letter))}\n\nDe ramen zemen wij niet. Een traplift geven wij niet.\n", letter)
    with pytest.raises(RefusalMisplaced) as refused:
        press.render(letter, sample(letter), texts=changed)
    assert "“Een traplift geven wij niet.”" in refused.value.message_nl


@pytest.mark.parametrize("says", REFUSALS)
def test_without_that_check_it_can(monkeypatch, says):
    letter = "wmo/ontvangstbevestiging-melding"
    monkeypatch.setattr(render, "check_no_refusal", lambda *_: None)
    changed = own(f"{shipped(file_of(letter))}\n\n{says}\n", letter)
    assert says in render.document(letter, sample(letter), texts=changed).body


def test_a_citizen_may_speak_of_a_refusal():
    letter = "wmo/ontvangstbevestiging-melding"
    values = sample(letter)
    values["melding"]["vraag"] = "Wij wijzen uw aanvraag af, zei de gemeente. U krijgt dit niet."
    assert render.document(letter, values).body


def test_a_process_that_was_killed_between_two_letters_is_started_anew():
    made(f"{TEXT}\n\nEerst.\n")
    for one in press._cells:
        if one.process:
            one.process.kill()
            one.process.wait()
    assert "Daarna." in made(f"{TEXT}\n\nDaarna.\n").body


def test_a_process_is_renewed_after_many_letters(monkeypatch):
    monkeypatch.setattr(press, "JOBS", 2)
    seen = set()
    for number in range(5):
        made(f"{TEXT}\n\nDeze {number}.\n")
        seen |= {one.process.pid for one in press._cells if one.process}
    assert len(seen) >= 2


@pytest.fixture
def many_files():
    """As in a busy server: a thousand files are open already, so that the next one has a high number."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    with ExitStack() as opened:
        yield [opened.enter_context(Path(os.devnull).open("rb")) for _ in range(1100)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_letter_is_made_however_many_files_are_open(many_files):
    with pytest.raises(ValueError, match="out of range"):
        select.select(many_files, [], [], 0)
    alone = press._Cell()
    job = {"what": "document", "letter": LETTER, "values": sample(LETTER), "texts": own(TEXT)}
    try:
        assert alone.ask(json.dumps(job).encode())
    finally:
        alone.stop()


@pytest.mark.parametrize("answer", [LENGTH.pack(1) + LENGTH.pack(1 << 40), LENGTH.pack(3), b"x", b""])
def test_an_answer_that_makes_no_sense_is_no_letter(monkeypatch, answer):
    script = f"import os, sys; sys.stdin.buffer.read(8); os.write(1, {answer!r})"
    start = subprocess.Popen
    command = [sys.executable, "-I", "-c", script]
    monkeypatch.setattr(subprocess, "Popen", lambda _command, **kept: start(command, **kept))
    alone = press._Cell()
    try:
        with pytest.raises(press._Stopped):
            alone.ask(b"{}")
    finally:
        alone.stop()


def test_only_a_refusal_of_letters_comes_back():
    assert isinstance(press._refusal("TypesettingFailed", [1]), TypesettingFailed)
    assert press._refusal("ContentsMissing", ["x", ["a"]]).missing == ("a",)
    with pytest.raises(TypeError):
        press._refusal("CallMissing", [])


def test_a_job_that_runs_out_of_memory_is_a_refusal(monkeypatch):
    def none_left(*_args, **_named):
        raise MemoryError

    monkeypatch.setattr(sandbox.render, "document", none_left)
    told, files = sandbox.answer({"what": "document", "letter": LETTER, "values": {}, "texts": {}})
    assert (told["refusal"], files) == ("TemplateTooCostly", [])
