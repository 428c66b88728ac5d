"""The commands that curate: add, edit, approve, deprecate, merge, split, members."""

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
