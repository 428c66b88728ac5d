"""Import as a negotiation, and export that tells what it cannot carry: the commands."""

import json
from pathlib import Path

import pytest

from .running import run

OWN = ("--termbase", "own.db")
HEAD = "id,zh,preferred_en,deprecated_en,domain\n"


@pytest.fixture
def own():
    """A term base with one concept."""
    Path("first.csv").write_text(f"{HEAD}chain,产业链,industrial chain,,economy\n", encoding="utf-8")
    assert run("init", "--empty", *OWN).status == 0
    assert run("import", "first.csv", *OWN).status == 0


@pytest.fixture
def incoming(own):
    """A file with a new concept, one that adds something, one in conflict, one that is the same, and a bad row."""
    rows = ["chain,产业链,industrial chain,industry chain,economy", "c9,韧性,resilience,,economy", ",,x,,"]
    Path("new.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def test_a_dry_run_shows_the_plan_and_does_nothing(incoming):
    ran = run("import", "new.csv", "--policy", "merge", "--dry-run", *OWN)
    assert ran.status == 1
    assert "changed         产业链            industrial chain  chain\n" in ran.stdout
    assert "    en > term 2: nothing → industry chain\n" in ran.stdout
    assert "new             韧性              resilience  c9\n" in ran.stdout
    assert ": 1 concept would be added, 1 merged; 1 problem\n" in ran.stderr
    assert run("log", *OWN).stdout.count("step ") == 1


def test_the_plan_as_json(incoming):
    plan = json.loads(run("import", "new.csv", "--policy", "merge", "--dry-run", "--json", *OWN).stdout)
    assert [(it["id"], it["verdict"], it["action"]) for it in plan["concepts"]] == [
        ("chain", "changed", "merge"),
        ("c9", "new", "add"),
    ]
    assert plan["concepts"][0]["differences"][0]["path"] == ["en", "term 2"]
    assert (plan["summary"]["added"], plan["summary"]["merged"]) == (1, 1)
    assert plan["problems"][0]["line"] == 4


def test_what_was_done_as_json(incoming):
    done = json.loads(run("import", "new.csv", "--json", *OWN).stdout)
    assert (done["summary"]["added"], done["summary"]["skipped"], len(done["problems"])) == (1, 1, 1)


def test_a_strict_import_lets_nothing_in(incoming):
    ran = run("import", "new.csv", "--strict", *OWN)
    assert ran.status == 2
    assert ran.stderr.startswith("zhengming: new.csv:4: zh: is empty; give the Chinese term; nothing was imported\n")
    assert run("search", "韧性", *OWN).status == 1


def test_a_plan_can_be_made_for_the_built_in_glossary(incoming):
    ran = run("import", "new.csv", "--dry-run", "--termbase", "builtin")
    assert ran.status == 1
    assert "韧性" in ran.stdout
    assert run("import", "new.csv", "--termbase", "builtin").status == 2


def test_an_import_for_review_changes_no_concept_and_is_undone_as_one_step(incoming):
    ran = run("import", "new.csv", "--policy", "review", *OWN)
    assert ": 0 concepts added, 2 put into the review queue; 1 problem\n" in ran.stderr
    assert run("search", "韧性", *OWN).status == 1
    assert "undid step 2 (import by" in run("undo", *OWN).stderr


def test_what_waits_is_reviewed(incoming):
    run("import", "new.csv", "--policy", "review", "--user", "ann", *OWN)
    listed = run("review", *OWN)
    assert listed.status == 1
    assert listed.stdout.startswith("    1  产业链  industrial chain  changes chain; ")
    assert " by ann from new.csv\n" in listed.stdout
    assert listed.stderr == "zhengming: 2 proposals in the review queue\n"
    assert "    en > term 2: nothing → industry chain\n" in run("review", "1", *OWN).stdout
    assert run("review", "--accept", *OWN).status == 2
    assert run("review", "1", "--accept", *OWN).stderr.endswith(": 1 proposal accepted\n")
    assert "industry chain" in run("show", "chain", *OWN).stdout
    assert run("review", "2", "--reject", "--why", "vague", *OWN).status == 0
    assert run("review", *OWN).status == 0
    again = run("review", "1", "--accept", *OWN)
    assert again.stderr == (
        "zhengming: proposal 1: was accepted already, in step 3; undo that with `zhengming undo 3`\n"
    )
    assert run("undo", *OWN).status == 0
    assert run("review", "2", "--into", "chain", *OWN).status == 2
    assert run("review", "9", *OWN).status == 2


def test_a_different_concept_of_the_same_id_is_told(own):
    Path("other.csv").write_text(f"{HEAD}chain,链条,bicycle chain,,sport\n", encoding="utf-8")
    ran = run("import", "other.csv", *OWN)
    assert "zhengming: chain: a different concept has this id, so the incoming one is chain-2\n" in ran.stderr
    assert "bicycle chain" in run("show", "chain-2", *OWN).stdout


def test_the_loss_report_is_a_file_too(own):
    ran = run("export", "out.tbx", "--report", "losses.json", *OWN)
    assert ran.stderr == (
        "zhengming: 1 concept written as tbx-basic\n  not carried: work state of 1 concept; left out\n"
    )
    report = json.loads(Path("losses.json").read_text(encoding="utf-8"))
    assert report == {
        "version": 1,
        "format": "tbx-basic",
        "written": 1,
        "losses": [{"field": "work state", "concepts": 1, "instead": "left out"}],
    }


@pytest.mark.parametrize("file", ["out.tbx", "-"])
def test_losses_can_be_forbidden(file, own):
    Path("out.tbx").write_text("as it was", encoding="utf-8")
    ran = run("export", file, "--format", "tbx-basic", "--fail-on-loss", *OWN)
    assert (ran.status, ran.stdout) == (2, "")
    assert "tbx-basic cannot carry all of it, so nothing was written" in ran.stderr
    assert Path("out.tbx").read_text(encoding="utf-8") == "as it was"
    assert run("export", "-", "--format", "csv", "--fail-on-loss", *OWN).status == 0


def test_an_export_takes_what_was_chosen(incoming):
    run("import", "new.csv", "--policy", "merge", *OWN)
    written = run("export", "-", "--format", "csv", "--status", "deprecated", *OWN).stdout
    assert "industry chain" in written
    assert "resilience" not in written
    turned = run("export", "-", "--format", "tbx-v2", "--direction", "en-zh", *OWN).stdout
    assert turned.index("industrial chain") < turned.index("产业链")
    assert run("export", "-", "--format", "csv", "--date", "2020", *OWN).status == 2
