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


def test_the_columns_of_a_sheet_are_shown_before_anything_is_done(own):
    Path("theirs.csv").write_text("中文;English;Client\n韧性;resilience;ACME\n", encoding="gb18030")
    ran = run("import", "theirs.csv", "--preview", *OWN)
    assert ran.status == 0
    lines = [" ".join(line.split()) for line in ran.stdout.splitlines()]
    assert lines[0] == "GB18030 (told from the text); cells between ;"
    assert lines[1:3] == ["中文 → zh 韧性", "English → preferred_en resilience"]
    assert lines[3].startswith("Client → kept as ")
    assert run("search", "韧性", *OWN).status == 1
    missing = run("import", "theirs.csv", "--column", "English=", "--preview", *OWN)
    assert missing.status == 1
    assert "missing: preferred_en; say which heading it is" in missing.stdout
    assert run("import", "theirs.csv", *OWN).status == 0
    assert "resilience" in run("search", "韧性", *OWN).stdout


def test_what_is_kept_of_an_unknown_column_is_told(own):
    Path("theirs.csv").write_text("zh,preferred_en,Client\n产业链,industrial chain,ACME\n", encoding="utf-8")
    shown = run("import", "theirs.csv", "--policy", "merge", "--dry-run", *OWN).stdout
    assert "    data categories: nothing → descrip/Client: ACME\n" in shown


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


def test_tbx_of_any_kind_goes_in_whatever_its_file_is_called(own):
    entries = "".join(
        f'<termEntry id="{own_id}"><langSet xml:lang="zh-CN"><tig><term>{chinese}</term></tig></langSet>'
        f'<langSet xml:lang="en"><ntig><termGrp><term>{english}</term></termGrp></ntig></langSet></termEntry>\n'
        for own_id, chinese, english in (
            ("c1", "韧性", "resilience"),
            ("c2", "", "lost"),
            ("c3", "创新链", "innovation chain"),
        )
    )
    text = f'<martif type="TBX" xml:lang="en"><text><body>\n{entries}</body></text></martif>\n'
    Path("theirs.xml").write_text(text, encoding="utf-8")
    ran = run("import", "theirs.xml", *OWN)
    assert ran.status == 1
    assert ran.stderr.splitlines()[0] == "zhengming: theirs.xml:3: term: is empty; give it a text"
    assert "3 concepts added; 1 problem" in ran.stderr
    assert "resilience" in run("show", "c1", *OWN).stdout


def test_a_tbx_file_in_another_encoding_than_it_declares_lets_nothing_in(own):
    text = '<tbx><text><body><conceptEntry id="a"><langSec xml:lang="zh"><termSec><term>产业链供应链</term></termSec>'
    content = f"{text}</langSec></conceptEntry></body></text></tbx>".encode("gb18030")
    Path("theirs.tbx").write_bytes(content)
    ran = run("import", "theirs.tbx", *OWN)
    assert ran.status == 2
    assert ran.stderr.startswith(
        "zhengming: theirs.tbx:1: declares no encoding and is not UTF-8; it looks like GB18030; "
    )
    assert run("import", "theirs.tbx", "--encoding", "GB18030", *OWN).status == 0


@pytest.mark.parametrize(("file", "name"), [("all.jsonl", "jsonl"), ("all.tbx", "tbx-full")])
def test_the_history_moves_into_a_new_term_base_and_no_other(file, name, own):
    assert run("export", file, "--format", name, "--fail-on-loss", *OWN).status == 0
    assert run("init", "--empty", "--termbase", "new.db").status == 0
    ran = run("import", file, "--termbase", "new.db")
    assert (ran.status, "1 concept added" in ran.stderr) == (0, True)
    assert run("log", "--termbase", "new.db").stdout == run("log", *OWN).stdout
    again = run("import", file, "--termbase", "new.db")
    assert "the history in the file was left out: only a new term base can take it over" in again.stderr


def test_a_part_of_a_term_base_goes_without_its_history(own):
    assert run("export", "part.jsonl", "--subject-field", "economy", *OWN).status == 0
    assert '"step"' not in Path("part.jsonl").read_text(encoding="utf-8")


def test_multiterm_gets_the_definition_of_its_termbase(own):
    ran = run("export", "terms.xml", *OWN)
    assert "terms.xdt is its definition" in ran.stderr
    assert Path("terms.xml").read_text(encoding="utf-16").count("<conceptGrp>") == 1
    assert "<ItemLocale>ZH-CN</ItemLocale>" in Path("terms.xdt").read_text(encoding="utf-16")


def test_a_glossary_is_sorted_by_english_where_that_is_asked_for(own):
    assert run("export", "terms.md", "--order", "english", *OWN).status == 0
    assert "### industrial chain\n" in Path("terms.md").read_text(encoding="utf-8")
