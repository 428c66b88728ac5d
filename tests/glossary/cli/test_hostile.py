"""Term bases that somebody else made, or that were damaged: every command gives right results or one clear line."""

import random
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from glossary.cli.main import commands
from glossary.report.terminal import STEERING
from termbase.files import open_file
from tests.termbase.raw import everything

from .running import run
from .test_cases import is_one_clear_line

PAGE = 4096
SECRET = "s3cret-pass"
ALL = [
    ["search", "resilience"], ["search", "韧性"], ["show", "resilience"], ["lint", "a.txt"], ["log"], ["doctor"],
    ["log", "--format", "json"], ["history", "resilience"], ["history", "resilience", "--format", "json"],
    ["diff", "resilience"], ["diff", "resilience", "--format", "json"], ["undo"], ["undo", "1"],
    ["restore", "modernization"], ["snapshot", "copy.db"], ["import", "new.csv"], ["upgrade"],
    ["import", "new.csv", "--policy", "replace"], ["export", "out.csv"], ["export", "out.tbx"],
    ["add", "双碳", "dual carbon goals"], ["edit", "resilience", "--print"], ["approve", "resilience"],
    ["deprecate", "resilience", "toughness", "--reason", "literal"], ["merge", "resilience", "industrial-chain"],
    ["split", "resilience", "toughness", "--new", "toughness"], ["review"], ["review", "1", "--accept"], ["members"],
    ["import", "new.csv", "--policy", "review"], ["import", "new.csv", "--dry-run"], ["export", "out.jsonl"],
    ["doctor", "--format", "json"], ["doctor", "--repair", "--dry-run"], ["doctor", "--repair"],
]  # fmt: skip
STEERING_TEXT = re.compile("[" + "".join(re.escape(chr(it)) for it in sorted(STEERING - {0x0A})) + "]")
ODD = [
    1, 2**63 - 1, 1.5, b"\xff\xfe", "", "\x1b[31mred\x07", "\x9b31m", "\u202eabc\u2066", "x" * 100_000, "null", "{",
    "[1,2]", '{"a":1}', "[" * 100_000, "[NaN]", "2026-13-45", "99999-01-01 00:00:00", "\0", "superseded",
]  # fmt: skip


@pytest.fixture(scope="module")
def own(terms: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A term base with a history: an import, a replacement and a removal."""
    from termbase.store import open_store

    path = Path(shutil.copy(terms, tmp_path_factory.mktemp("hostile") / "own.db"))
    with open_store(str(path), user="ann", why="tidy") as store:
        concept = store.get("resilience")
        store.replace(concept)
        store.remove("modernization")
    with open_file(path, read_only=False) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


@pytest.fixture
def work(own: Path) -> Path:
    """The term base in the current folder, beside an article and a file to import."""
    Path("a.txt").write_text("The toughness.\n", encoding="utf-8")
    Path("new.csv").write_text("zh,preferred_en\n双碳,dual carbon goals\n", encoding="utf-8")
    return Path(shutil.copy(own, "own.db"))


def tried(command: list[str], path: Path = Path("own.db")) -> str:
    """What a command writes to the terminal; it ends as commands end, without a traceback, and says what is wrong."""
    ran = run(*command, "--termbase", str(path))
    assert ran.status in (0, 1, 2), command
    if ran.status == 2:
        is_one_clear_line(ran.stderr)
        assert len(ran.stderr) < 1000, ran.stderr
    return ran.stdout + ran.stderr


def tell_nobody(path: Path) -> sqlite3.Connection:
    """A connection past the triggers and links that guard a term base."""
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


@pytest.mark.parametrize("seed", range(25))
def test_odd_values_anywhere(seed: int, work: Path, own: Path) -> None:
    choice = random.Random(seed)
    with closing(tell_nobody(work)) as connection, connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for _ in range(choice.randint(1, 3)):
            table = choice.choice([it for it in tables if not it.startswith("sqlite")])
            column = choice.choice([row[1] for row in connection.execute(f"PRAGMA table_info({table})")])
            where = choice.choice(["", f" WHERE rowid = (SELECT max(rowid) FROM {table})"])
            new = choice.choice(["?", "?", "?", "CAST(x'e4b8ff1b' AS TEXT)"])
            values = [choice.choice(ODD)] if new == "?" else []
            with suppress(sqlite3.Error):  # some columns refuse some values
                connection.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = {new}{where}', values)
    content = work.read_bytes()
    for command in choice.sample(ALL, 5):
        work.write_bytes(content)
        assert not STEERING_TEXT.search(tried(command)), command
        for left in Path().glob("copy.db*"):
            left.unlink()


@pytest.mark.parametrize("seed", range(15))
def test_damaged_pages_anywhere(seed: int, work: Path, own: Path) -> None:
    choice = random.Random(seed)
    content = bytearray(own.read_bytes())
    if seed % 5 == 0:
        del content[choice.randrange(len(content)) :]
    else:
        for _ in range(choice.randint(1, 4)):
            length = choice.choice([1, 8, 64, 1000, PAGE])
            place = choice.randrange(len(content) - length)
            content[place : place + length] = choice.randbytes(length)
    for command in choice.sample(ALL, 5):
        work.write_bytes(content)
        tried(command)
        for left in Path().glob("copy.db*"):
            left.unlink()


@pytest.mark.parametrize("odd", ["\x1b[2Jx", "\x9b31mx", "\u202ex\u2066", "x\u2028y"])
def test_nothing_steers_the_terminal(odd: str, work: Path) -> None:
    """Every text of a term base with something odd in it: it is shown without, or refused without."""
    with closing(tell_nobody(work)) as connection, connection:
        for table, columns in {
            "term": ("reason", "usage_note", "geographical_usage", "pinyin"),
            "definition": ("text",),
            "concept": ("subject_field", "created_by", "changed_by"),
            "source": ("document", "body", "locator"),
            "step": ("by", "why", "what"),
        }.items():
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = {column} || ?", [odd])
        connection.execute("UPDATE term SET text = text || ? WHERE rowid % 2", [odd])
        connection.execute(
            """UPDATE change SET before = replace(before, 'resilience"', 'resilience' || ? || '"')""", [odd]
        )
    content = work.read_bytes()
    for command in ALL:
        work.write_bytes(content)
        for form in (
            ([], ["--format", "json"], ["--format", "sarif"], ["--format", "html"]) if "lint" in command else ([],)
        ):
            assert not STEERING_TEXT.search(tried([*command, *form])), (command, form)


@pytest.mark.parametrize("odd", ["\x1b[2Jx", "\u202ex\u2066", "x\u2028y"])
def test_neither_members_nor_proposals_steer_it(odd: str, work: Path) -> None:
    import json

    plain = json.dumps({"id": "new", "subject_field": odd, "notes": [odd]}, ensure_ascii=False)
    with closing(tell_nobody(work)) as connection, connection:
        connection.execute("INSERT INTO proposal VALUES (1, 1, ?, ?, ?)", [odd, odd, plain])
        connection.execute("INSERT INTO member VALUES (?, 'administrator')", [f"bob{odd}"])
        connection.execute("INSERT INTO member VALUES ('ann', ?)", [odd])
    for command in (
        ["members"],
        ["review"],
        ["review", "1"],
        ["log"],
        ["doctor"],
        ["add", "双碳", "dual carbon goals"],
    ):
        assert not STEERING_TEXT.search(tried(command)), command
    repaired = run("doctor", "--repair", "--termbase", "own.db")
    assert "members: cannot be read" in repaired.stdout
    assert run("members", "--termbase", "own.db").stdout.count("reader") == 1
    assert run("doctor", "--repair", "--termbase", "own.db").stderr.endswith("nothing is damaged\n")


def test_relations_in_a_circle_and_to_nowhere(work: Path) -> None:
    with closing(tell_nobody(work)) as connection, connection:
        connection.execute("DELETE FROM relation")
        connection.execute("INSERT INTO relation VALUES ('resilience', 0, 'broader', 'resilience')")
        connection.execute("INSERT INTO relation VALUES ('resilience', 1, 'broader', 'nowhere')")
    for command in ALL:
        tried(command)


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_refuses_a_newer_schema(name: str, work: Path) -> None:
    with open_file(work, read_only=False) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = everything(work)
    chosen = [it for it in [*ALL, ["restore", "--from", "own.db", "--termbase", "new.db"]] if it[0] == name]
    for command in chosen:
        ran = run(*command, *([] if "--termbase" in command else ["--termbase", "own.db"]))
        assert ran.status == 2, command
        is_one_clear_line(ran.stderr)
        assert "was made by a newer version of zhengming (schema 9999); update zhengming" in ran.stderr
    assert everything(work) == before
    assert not Path("copy.db").exists()
    assert chosen or name in ("rules", "explain", "init", "tui")


URLS = [f"postgresql://ann:{SECRET}@127.0.0.1:1/terms", f"mysql://ann:{SECRET}@host/terms"]


@pytest.mark.parametrize("url", URLS)
def test_a_password_is_printed_nowhere(url: str, work: Path, home: Path) -> None:
    Path("bad.toml").write_text(f'termbase = "{url}"\n[nonsense]\nx = "{url}"\n', encoding="utf-8")
    named = ("history", "diff", "restore", "import", "export", "snapshot")
    for command in (
        *([*command, "--termbase", url] for command in (["search", "x"], ["doctor"], ["lint", "a.txt"], ["init"])),
        *([*command, "--termbase", "own.db"] for command in (["search", url], ["show", url], ["lint", url])),
        *([name, url, "--termbase", "own.db"] for name in named),
        ["restore", "--from", url, "--termbase", "own.db"], ["explain", url], ["undo", url], [url],
        ["log", "--since", url],
        ["doctor", "--repair", "--termbase", url], ["doctor", "--format", "json", "--termbase", url],
        ["lint", "--config", "bad.toml", "a.txt"], ["lint", "a.txt", "--termbase", "own.db", "--source", url],
    ):  # fmt: skip
        ran = run(*command)
        assert SECRET not in ran.stdout + ran.stderr, command
    Path("zhengming.toml").write_text(f'termbase = "{url}"\n', encoding="utf-8")
    for command in (["lint", "a.txt"], ["search", "x"], ["doctor"], ["log"]):
        ran = run(*command)
        assert ran.status == 2
        assert SECRET not in ran.stdout + ran.stderr, command
    kept = [path for path in home.rglob("*") if path.is_file() and path.suffix != ".toml"]
    assert not [path for path in kept if SECRET.encode() in path.read_bytes()]


def test_doctor_tells_what_is_damaged_and_repairs_it(work: Path) -> None:
    import json

    with closing(tell_nobody(work)) as connection, connection:
        connection.execute("UPDATE term SET status = 'odd' WHERE concept_id = 'resilience' AND status = 'deprecated'")
    before = work.read_bytes()
    told = run("doctor", "--termbase", "own.db")
    assert told.status == 1
    assert "resilience: cannot be read as a concept" in told.stdout
    assert "[unreadable-value]" in told.stdout
    assert "zhengming doctor --repair --dry-run" in told.stderr
    plan = run("doctor", "--repair", "--dry-run", "--termbase", "own.db")
    assert plan.stdout.startswith("would be mended: resilience: ")
    assert work.read_bytes() == before
    done = run("doctor", "--repair", "--format", "json", "--termbase", "own.db")
    report = json.loads(done.stdout)
    assert (report["version"], report["dry_run"], report["left"]) == (1, False, [])
    assert [it["check"] for it in report["mended"]] == ["unreadable-value"]
    assert Path(report["backup"]).exists()
    assert run("show", "resilience", "--termbase", "own.db").status == 0
    again = run("doctor", "--repair", "--termbase", "own.db")
    assert (again.status, again.stdout) == (0, "")
    assert again.stderr.endswith("own.db: nothing is damaged\n")


@pytest.mark.parametrize("arguments", [["--dry-run"], ["--repair", "--termbase", "builtin"]])
def test_what_doctor_does_not_do(arguments: list[str]) -> None:
    ran = run("doctor", *arguments)
    assert ran.status == 2
    is_one_clear_line(ran.stderr)
