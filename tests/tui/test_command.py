"""``zhengming tui`` as a command, and the screen over a real term base."""

import argparse
import json
import re
import subprocess
import sys

import pytest
from textual.widgets import Input

from glossary.cli.main import main
from glossary.errors import UsageError
from termbase.locations import locate
from termbase.store import create_termbase, open_store
from tests.tui.plain import CHAIN, CHAINS, lines, press, settled, shown, type_in
from tui.app import TermApp
from tui.bench import bench_over
from tui.command import execute
from tui.screens.browse import BrowseScreen
from tui.settings import Settings
from tui.termbase import Termbase
from tui.widgets.concept_list import ConceptList


@pytest.fixture
def location(tmp_path):
    place = locate(str(tmp_path / "terms.db"))
    create_termbase(place)
    with open_store(place) as store:
        store.add_all([CHAIN, CHAINS])
    return place


@pytest.fixture
def app(location):
    return TermApp(bench_over(Termbase(location), Settings()))


async def test_a_real_term_base_is_searched_and_read(app):
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        for typed in ("供应链", "gongyinglian", "cylgyl", "dual chain"):
            app.screen.query_one(Input).clear()
            await type_in(pilot, typed)
            assert "1 of 2 concepts" in shown(pilot)
            assert app.screen.query_one(ConceptList).current_row.id == CHAINS.id
        assert "why: The reader cannot tell" in " ".join(shown(pilot).split())


async def test_what_others_write_is_seen_and_a_vanished_file_is_told(app, location):
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        with open_store(location) as store:
            store.remove(CHAIN.id)
        await press(pilot, "f5")
        assert "1 concept" in shown(pilot)
        location.path.unlink()
        await press(pilot, "d")
        assert any("there is no term base" in line for line in lines(pilot))
        assert isinstance(app.screen, BrowseScreen)


def test_without_a_terminal_it_names_the_cure(capsys):
    assert main(["tui"]) == 2
    assert "zhengming search" in capsys.readouterr().err


@pytest.mark.parametrize("named", ["missing.db", "other.txt"])
def test_a_term_base_that_cannot_be_opened_is_told_before_the_screen_opens(named, tmp_path, monkeypatch, capsys):
    (tmp_path / "other.txt").write_text("no term base")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert main(["tui", "--termbase", str(tmp_path / named)]) == 2
    assert named in capsys.readouterr().err


def test_the_command_is_known_without_loading_the_screens():
    code = "import json, sys, tui.command; print(json.dumps(sorted(m.partition('.')[0] for m in sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
    assert not {"textual", "rich", "sqlalchemy", "sqlmodel"} & set(loaded)


class Terminal:
    """A standard stream that is a terminal, in an encoding."""

    def __init__(self, encoding):
        self.encoding = encoding

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("encoding", "kind", "told"),
    [
        ("iso-8859-1", "xterm", "Chinese cannot be shown in iso-8859-1; set LC_ALL=C.UTF-8"),
        ("ascii", "xterm", "LC_ALL=C.UTF-8"),
        ("utf-8", "dumb", "needs a terminal"),
        ("utf-8", "", "needs a terminal"),
    ],
)
def test_a_terminal_that_cannot_show_it_is_told(encoding, kind, told, location, monkeypatch, capsys):
    monkeypatch.setenv("TERM", kind)
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    arguments = argparse.Namespace(termbase=str(location.path), read_only=False, user=None, serve=False, port=8000)
    monkeypatch.setattr("sys.stdin", Terminal(encoding))
    monkeypatch.setattr("sys.stdout", Terminal(encoding))
    with pytest.raises(UsageError, match=re.escape(told)):
        execute(arguments)
