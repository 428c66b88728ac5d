"""The commands that curate: add, edit, approve, deprecate, merge, split, members."""

import os
import shlex
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pytest

from .running import run

OWN = ("--termbase", "own.db")


@pytest.fixture
def own():
    assert run("init", "--empty", *OWN).status == 0
    added = run("add", "产业链", "industrial chain", "--subject-field", "economy", "--source", "Report", *OWN)
    assert (added.status, added.stdout) == (0, "industrial-chain\n")


def english(name="industrial-chain"):
    shown = run("show", name, *OWN).stdout
    return [
        line.strip().split("  ")[0]
        for line in shown.partition("English")[2].splitlines()
        if line[2:4] in ("+ ", "~ ", "x ")
    ]


def test_a_concept_that_is_there_is_not_added_again(own):
    again = run("add", "产业链", "chain of industry", *OWN)
    assert again.status == 2
    assert again.stderr == (
        "zhengming: 产业链: is there already: industrial-chain;"
        " edit that, or tell the new one apart by --subject-field\n"
    )
    other = run("add", "产业链", "industrial chain", "--subject-field", "games", "--admit", "chain", *OWN)
    assert other.stdout == "industrial-chain-2\n"


def test_a_form_is_printed_changed_and_stored(own):
    form = run("edit", "产业链", "--print", *OWN).stdout
    assert form.startswith("# industrial-chain. ")
    Path("form.toml").write_text(form.replace("industrial chain", "industry chain"), encoding="utf-8")
    ran = run("edit", "industrial-chain", "--file", "form.toml", "--why", "ruled so", *OWN)
    assert (ran.status, english()) == (0, ["+ industry chain"])
    assert "    en > term 1 > text: industrial chain → industry chain\n" in ran.stderr
    assert ran.stderr.endswith("zhengming: industrial-chain: 1 field changed\n")
    assert "nothing was changed" in run("edit", "industrial-chain", "--file", "form.toml", *OWN).stderr


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('status = "preferred"', 'status = "forbidden"', "status: unknown value 'forbidden'"),
        ('id = "industrial-chain"', 'id = "other"', "other: is not the id of industrial-chain"),
        ('id = "industrial-chain"', 'id = "industrial-chain', "form.toml: is no TOML"),
        ('id = "industrial-chain"', 'idd = "x"', "idd: is no field of the term model"),
    ],
)
def test_a_form_that_makes_no_sense_changes_nothing(old, new, message, own):
    form = run("edit", "产业链", "--print", *OWN).stdout
    Path("form.toml").write_text(form.replace(old, new, 1), encoding="utf-8")
    ran = run("edit", "industrial-chain", "--file", "form.toml", *OWN)
    assert ran.status == 2
    assert message in ran.stderr
    assert english() == ["+ industrial chain"]


def test_the_editor_of_the_user_is_asked(own, monkeypatch):
    monkeypatch.setenv("VISUAL", 'sed -i s/industrial.chain\\"/industry\\ chain\\"/')
    monkeypatch.setenv("EDITOR", "false")
    assert run("edit", "industrial-chain", *OWN).status in (0, 2)
    monkeypatch.setenv("VISUAL", "sed -i s/economy/industry/")
    assert run("edit", "industrial-chain", *OWN).status == 0
    assert "industry" in run("show", "industrial-chain", *OWN).stdout.splitlines()[1]
    monkeypatch.setenv("VISUAL", "false")
    failed = run("edit", "industrial-chain", *OWN)
    assert failed.stderr == "zhengming: false: ended with status 1; nothing was changed\n"
    monkeypatch.setenv("VISUAL", "/no/such/editor")
    assert "cannot be run" in run("edit", "industrial-chain", *OWN).stderr


def test_two_who_edit_at_once_are_told_and_may_merge(own):
    form = run("edit", "产业链", "--print", *OWN).stdout
    run("deprecate", "industrial-chain", "industry chain", "--reason", "calque", *OWN)
    mine = form.replace('subject_field = "economy"', 'subject_field = "industry"')
    Path("form.toml").write_text(mine, encoding="utf-8")
    store = ("edit", "industrial-chain", "--file", "form.toml", "--version", "1", *OWN)
    refused = run(*store)
    assert refused.status == 2
    assert "was changed by" in refused.stderr
    assert "    subject field: economy → industry\n" in refused.stderr
    assert "    en > term 2: nothing → industry chain\n" in refused.stderr
    assert "no field was changed by both: --merge puts them together" in refused.stderr
    assert run(*store, "--merge").status == 0
    assert english() == ["+ industrial chain", "x industry chain"]
    assert "industry" in run("show", "industrial-chain", *OWN).stdout.splitlines()[1]


def test_rulings(own):
    run("deprecate", "industrial-chain", "industry chain", "--reason", "calque", *OWN)
    assert english() == ["+ industrial chain", "x industry chain"]
    assert run("deprecate", "industrial-chain", "industrial chain", "--reason", "x", *OWN).status == 2
    ran = run("deprecate", "industrial-chain", "industrial chain", "--reason", "x", "--use", "value chain", *OWN)
    assert ran.stderr.endswith("industrial-chain: 'industrial chain' is deprecated\n")
    assert english() == ["x industrial chain", "x industry chain", "+ value chain"]


def test_approval(own):
    assert run("approve", "industrial-chain", "--language", "en", *OWN).stderr.endswith(": 1 concept approved\n")
    shown = run("show", "industrial-chain", *OWN).stdout
    assert "English (approved)" in shown
    assert "Chinese (Simplified) (proposed)" in shown
    assert run("approve", "industrial-chain", "--back", *OWN).status == 0
    assert "(approved)" not in run("show", "industrial-chain", *OWN).stdout
    assert run("approve", "industrial-chain", "--language", "fr", *OWN).status == 2


def test_merge_and_split(own):
    run("add", "产业链条", "chain of industry", *OWN)
    merged = run("merge", "industrial-chain", "chain-of-industry", *OWN)
    assert "    en > preferred term: stored industrial chain, incoming chain of industry\n" in merged.stderr
    assert english() == ["+ industrial chain", "~ chain of industry"]
    split = run("split", "industrial-chain", "产业链条", "chain of industry", "--new", "chain-2", *OWN)
    assert split.stderr.endswith(": 2 terms of industrial-chain went into chain-2\n")
    assert english("chain-2") == ["~ chain of industry"]
    assert run("undo", *OWN).status == 0
    assert run("merge", "industrial-chain", "nothing", *OWN).status == 2


def test_members(own):
    assert "everybody may do everything" in run("members", *OWN).stderr
    assert run("members", "ann", "administrator", *OWN).status == 0
    assert run("members", "bob", "reader", "--user", "ann", *OWN).status == 0
    assert run("members", *OWN).stdout == "administrator  ann\nreader         bob\n"
    refused = run("deprecate", "industrial-chain", "x", "--reason", "y", "--user", "bob", *OWN)
    assert refused.status == 2
    assert "own.db: bob is a reader and may not propose changes; ask an administrator" in refused.stderr
    assert run("members", "ann", "--remove", "--user", "ann", *OWN).status == 2
    assert run("members", "bob", *OWN).status == 2
    run("snapshot", "copy.db", *OWN)
    assert "may not administer it" in run("restore", "--from", "copy.db", *OWN).stderr
    assert "may not administer it" in run("restore", "--from", "copy.db", "--user", "bob", *OWN).stderr
    assert run("restore", "--from", "copy.db", "--user", "ann", *OWN).status == 0
    assert "CREATE OR REPLACE TRIGGER zhengming_guard" in run("members", "--sql").stdout


def edit(*arguments):
    return run("edit", "industrial-chain", *arguments, *OWN)


def plain():
    form = tomllib.loads(edit("--print").stdout)
    return form, form["sections"][1]


def test_single_fields_are_set_by_the_paths_that_history_shows(own):
    ran = edit("--set", "subject field=industry", "--set", "en > term 1 > part of speech=noun", "--why", "ruled so")
    assert (ran.status, ran.stdout) == (0, "")
    assert "    subject field: economy → industry\n" in ran.stderr
    assert "    en > term 1 > part of speech: nothing → noun\n" in ran.stderr
    lists = edit(
        "--set", 'en > term 1 > look-up forms=["chain of industry"]', "--set", "en > term 1 > match > inflect=false"
    )
    assert lists.status == 0
    form, english = plain()
    assert form["subject_field"] == "industry"
    assert english["terms"][0]["look_up_forms"] == ["chain of industry"]
    assert english["terms"][0]["match"]["inflect"] is False
    assert edit("--set", "subject field=").status == 0
    assert "subject_field" not in plain()[0]
    history = run("history", "industrial-chain", *OWN).stdout
    for path in ("en > term 1 > part of speech", "en > term 1 > match > inflect", "subject field"):
        assert path in history


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("subject field", "'subject field' has no ="),
        ("fr > term 1 > text=x", "there is no 'fr' in 'fr > term 1 > text'"),
        ("en > term 2 > text=x", "there is no 'term 2' in"),
        ("en > term 0 > text=x", "there is no 'term 0' in"),
        ("en > term 1 > status=forbidden", "unknown value 'forbidden'"),
        ("en > term 1 > colour=red", "is no field of the term model"),
        ("en > term 1 > text=", "is missing"),
        ("en > term 1 > text=true", "is not of the type text"),
        ("notes=[x]", "'[x]' is no list"),
        ("notes=x", "is not of the type list"),
        ("id=other", "other: is not the id of industrial-chain"),
    ],
)
def test_a_field_that_cannot_be_set_changes_nothing(change, problem, own):
    before = edit("--print").stdout
    ran = edit("--set", change)
    assert ran.status == 2
    assert ran.stderr.count("\n") == 1
    assert problem in ran.stderr
    assert edit("--print").stdout == before


def test_a_form_says_of_which_version_it_is(own):
    form = edit("--print").stdout
    assert tomllib.loads(form)["version"] == 1
    assert edit("--set", "subject field=industry").status == 0
    Path("form.toml").write_text(form.replace('text = "industrial chain"', 'text = "industry chain"'), encoding="utf-8")
    refused = edit("--file", "form.toml")
    assert refused.status == 2
    assert "(version 2, not 1); look at it again, or merge the two versions" in refused.stderr
    assert edit("--file", "form.toml", "--merge").status == 0
    assert (plain()[0]["subject_field"], english()) == ("industry", ["+ industry chain"])
    Path("form.toml").write_text(form.replace("economy", "commerce"), encoding="utf-8")
    conflicting = edit("--file", "form.toml", "--merge")
    assert conflicting.status == 2
    assert "    subject field: stored industry, incoming commerce\n" in conflicting.stderr


SCRIPT = """\
import pathlib, subprocess, sys
path = pathlib.Path(sys.argv[1])
form = path.read_text(encoding="utf-8")
{work}
"""


@pytest.fixture
def editor(monkeypatch):
    """Let a piece of Python, which finds ``form`` and ``path``, be the user's editor."""

    def use(work):
        Path("editor.py").write_text(SCRIPT.format(work=work), encoding="utf-8")
        monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(Path("editor.py").absolute())]))

    return use


def kept_form(ran):
    (line,) = [line for line in ran.stderr.splitlines() if line.endswith(": your form is kept there")]
    return Path(line.removeprefix("zhengming: ").removesuffix(": your form is kept there"))


def test_what_could_not_be_stored_is_kept(own, editor, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    editor("path.write_text(form.replace('economy', 'trade').replace('id = ', 'id '), encoding='utf-8')")
    path = kept_form(edit())
    assert 'subject_field = "trade"' in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("id ", "id = ", 1), encoding="utf-8")
    assert run("members", "ann", "administrator", *OWN).status == 0
    editor("path.write_text(form.replace('economy', 'trade'), encoding='utf-8')")
    refused = edit("--user", "bob")
    assert "bob is a reader and may not propose changes" in refused.stderr
    assert 'subject_field = "trade"' in kept_form(refused).read_text(encoding="utf-8")


def test_a_draft_that_was_stored_or_not_touched_is_not_left(own, editor, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    editor("path.write_text(form.replace('economy', 'trade'), encoding='utf-8')")
    assert edit().status == 0
    editor("sys.exit(1)")
    assert edit().status == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
def test_at_a_terminal_one_is_asked(own, editor, monkeypatch):
    """A form that makes no sense, one with a defect, and a change by somebody else: each is asked about."""
    editor(
        "turn = pathlib.Path('turn'); turn.write_text((turn.read_text() if turn.exists() else '') + 'x')\n"
        "turns = len(turn.read_text())\n"
        "if turns == 1: form = form.replace('id = ', 'id ')\n"
        "elif turns == 2: form = form.replace('id ', 'id = ', 1).replace('preferred\"', 'admitted\"')\n"
        "else: form = form.replace('admitted\"', 'preferred\"').replace('economy', 'trade')\n"
        "path.write_text(form, encoding='utf-8')\n"
        "if turns == 3: subprocess.run([sys.executable, '-c', 'from glossary.cli.main import run; run()', 'edit',"
        " 'industrial-chain', '--set', 'notes=[\"other\"]', '--termbase', 'own.db'], check=True)"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    ours, theirs = os.openpty()
    os.write(ours, b"y\ny\ny\n")
    program = [sys.executable, "-c", "from glossary.cli.main import run; run()", "edit", "industrial-chain", *OWN]
    ran = subprocess.run(program, stdin=theirs, capture_output=True, encoding="utf-8", check=False)
    os.close(ours)
    os.close(theirs)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.count("Edit it again? [Y/n] ") == 2
    assert "is no TOML" in ran.stderr
    assert "has no preferred en term; prefer one of its terms" in ran.stderr
    assert ran.stderr.count("Put both together? [Y/n] ") == 1
    form, _ = plain()
    assert (form["subject_field"], form["notes"]) == ("trade", ["other"])
