"""The commands on a term base on a PostgreSQL server, and what becomes of the password in its URL."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from termbase.locations import locate
from tests.postgresql import PASSWORD, Server
from tests.termbase.raw import execute

from .running import run

TERMS = Path(__file__).parent / "cases" / "terms.csv"
SECRETS = (PASSWORD, PASSWORD.replace(" ", "%20"), PASSWORD.partition(" ")[0])


@pytest.fixture
def url(server: Server, monkeypatch):
    """A term base with a few concepts; every command finds it in the variable."""
    name = server.create()
    url = server.url_with_password(name) if server.is_private else server.url_of(name)
    monkeypatch.setenv("ZHENGMING_TERMBASE", url)
    assert run("init", "--empty").status == 0
    assert run("import", str(TERMS), "--why", "the first terms").status == 0
    yield url
    server.drop(name)


def shown():
    return json.loads(run("log", "--format", "json").stdout)["termbase"]


def test_the_commands_do_what_they_do_with_a_file(url):
    Path("a.txt").write_text("The industrial chain supply chain is long.\n", encoding="utf-8")
    assert "(empty)" not in run("search", "chain").stdout
    concept_id = run("search", "产业链").stdout.split()[-1]
    assert run("show", concept_id).status == 0
    linted = run("lint", "--format", "json", "a.txt")
    assert json.loads(linted.stdout)["termbase"] == shown()
    assert run("doctor").status in (0, 1)
    exported = run("export", "--format", "csv", "-")
    assert concept_id in exported.stdout
    again = run("import", "-", "--format", "csv", stdin=exported.stdout.encode())
    assert ": 0 concepts added, 4 the same" in again.stderr
    assert "undid step 1 (import by" in run("undo").stderr
    assert run("search", "产业链").stdout == ""
    assert run("undo", "2").status == 0
    assert run("search", "产业链").stdout.split()[-1] == concept_id
    assert "added" in run("history", concept_id).stdout
    assert run("diff", concept_id, "--from", "0", "--to", "1").status in (0, 1)
    assert run("upgrade").stderr.endswith(": is up to date\n")
    already = run("init")
    assert (already.status, already.stdout) == (2, "")
    assert "is there already" in already.stderr


@pytest.mark.usefixtures("url")
def test_a_warm_lint_loads_nothing_but_the_driver():
    Path("a.txt").write_text("The industrial chain supply chain is long.\n", encoding="utf-8")
    run("lint", "a.txt")
    code = "import sys; from glossary.cli.main import main; main(['lint', 'a.txt']); print(*sys.modules, sep='\\n')"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert "psycopg" in loaded
    assert not {"sqlalchemy", "sqlmodel", "termbase.store"}.intersection(loaded)


def test_a_removed_concept_is_restored(url):
    location = locate(url)
    from termbase.store import open_store

    with open_store(location) as store:
        concept_id = next(store.concepts()).id
        store.remove(concept_id)
    assert f"brought back {concept_id} in step 3" in run("restore", concept_id).stderr


def test_what_only_a_file_can_do_names_the_cure(url):
    for command in (["snapshot", "copy.db"], ["restore", "--from", str(TERMS)]):
        ran = run(*command)
        assert ran.status == 2
        assert ran.stderr.count("\n") == 1
        assert "is no file; use the tools of its database, such as pg_dump and pg_restore" in ran.stderr


def test_the_password_is_nowhere(url, server: Server, home):
    if not server.is_private:
        pytest.skip("the URL of this server holds no password of ours")
    Path("a.txt").write_text("The industrial chain supply chain is long.\n", encoding="utf-8")
    Path("new.csv").write_text("zh,preferred_en\n双碳,dual carbon goals\n", encoding="utf-8")
    wrong = url.replace("s3cret", "s4cret")
    commands = [
        ["import", "new.csv"], ["log"], ["log", "--format", "json"], ["undo"], ["search", "chain"], ["show", "nothing"],
        *(["lint", "--format", form, "a.txt"] for form in ("text", "json", "sarif", "html", "github")),
        ["doctor"], ["export", "-", "--format", "csv"], ["upgrade"], ["init"], ["snapshot", "x.db"],
        ["history", "nothing"], ["lint", "--profile", "none", "a.txt"],
        # Where it does not belong, and where it does not open.
        ["lint", url], ["show", url], ["import", url], ["export", url], [url], ["search", "--termbas", url, "x"],
        ["search", "x", "--termbase", wrong], ["lint", "a.txt", "--termbase", wrong], ["init", "--termbase", wrong],
        ["search", "x", "--termbase", url.replace("127.0.0.1", "127.0.0.1:x")],
        ["search", "x", "--termbase", url.replace("postgresql:", "oracle:")],
        ["search", "x", "--termbase", url.replace("://", ":")],
    ]  # fmt: skip
    for command in commands:
        ran = run(*command)
        for secret in (*SECRETS, *(it.replace("s3", "s4") for it in SECRETS)):
            assert secret not in ran.stdout + ran.stderr, command
    written = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".zmindex" for path in written)
    for path in written:
        content = path.read_bytes()
        assert not [it for it in SECRETS if it.encode() in content or it in path.name], path
    for (table,) in execute(locate(url), "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        rows = str(execute(locate(url), f"SELECT {table}::text FROM {table}"))
        assert not [it for it in SECRETS if it in rows], table
