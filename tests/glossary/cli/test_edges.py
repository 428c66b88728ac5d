"""The edges of the command line that need a real process, or a file system or database in a certain state."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from glossary.cli.main import command_named, commands
from glossary.fixing import fixed_article
from termbase.files import open_file
from termbase.store import open_store

from .running import run
from .test_cases import is_one_clear_line

ARTICLE = "The toughness.\n"
only_posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell or file system")


def zhengming(*arguments: str | bytes, **how) -> subprocess.CompletedProcess[bytes]:
    """Run the program as its console script does, in a process of its own."""
    script = "import sys; from glossary.cli.main import run; sys.argv[0] = 'zhengming'; run()"
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output="stdout" not in how, timeout=60, check=False, **how
    )


@pytest.fixture
def own(terms: Path) -> Path:
    """A copy of the term base, in the current folder."""
    return Path(shutil.copy(terms, Path("own.db").absolute()))


@pytest.fixture
def article() -> str:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    return "a.txt"


def test_a_process_of_its_own(terms: Path, article: str) -> None:
    ran = zhengming("lint", "--termbase", str(terms), "-", input=ARTICLE.encode())
    assert ran.returncode == 1
    assert "-:1:5: warning: toughness is a deprecated rendering of 韧性." in ran.stdout.decode("utf-8")
    assert ran.stderr.decode("utf-8").rstrip() == "1 file checked: 1 warning"


def test_utf_8_comes_out_whatever_the_locale(terms: Path, article: str) -> None:
    environment = os.environ | {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
        "PYTHONCOERCECLOCALE": "0",
    }
    ran = zhengming("lint", "--termbase", str(terms), article, env=environment)
    assert "韧性 → resilience" in ran.stdout.decode("utf-8")


def test_the_console_script_is_installed() -> None:
    script = shutil.which("zhengming", path=str(Path(sys.executable).parent))
    if script is None:
        pytest.skip("the project is not installed")
    assert subprocess.run([script, "--version"], capture_output=True, check=True).stdout.startswith(b"zhengming ")


@only_posix
def test_a_reader_that_goes_away_is_no_error_to_complain_about(terms: Path) -> None:
    Path("long.txt").write_text(ARTICLE * 20_000, encoding="utf-8")
    reading, writing = os.pipe()
    command = [
        sys.executable,
        "-c",
        "from glossary.cli.main import run; run()",
        "lint",
        "--termbase",
        str(terms),
        "long.txt",
    ]
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        assert os.read(reading, 20)
        os.close(reading)
        _, stderr = process.communicate(timeout=60)
    assert stderr == b""
    assert process.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(terms: Path, article: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = zhengming("lint", "--termbase", str(terms), article, stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 2
    is_one_clear_line(ran.stderr.decode())
    assert b"standard output: No space left on device" in ran.stderr


@only_posix
@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&-"])
def test_closed_streams(closed: str, terms: Path, article: str) -> None:
    command = f'"$0" -c "from glossary.cli.main import run; run()" lint --termbase "$1" a.txt {closed}'
    ran = subprocess.run(["sh", "-c", command, sys.executable, terms], capture_output=True, check=False, timeout=60)
    assert ran.returncode == 1, ran.stderr
    assert b"Traceback" not in ran.stderr


@only_posix
@pytest.mark.parametrize("report", ["text", "json"])
def test_a_file_name_that_is_no_text(report: str, terms: Path) -> None:
    name = b"caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text(ARTICLE, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes names in UTF-8 only")
    ran = zhengming("lint", "--termbase", str(terms), "--format", report, name, b"missing\xff.txt")
    assert ran.returncode == 2
    assert rb"caf\udce9.txt" in ran.stdout
    assert rb"zhengming: missing\udcff.txt: there is no such file" in ran.stderr
    ran = zhengming("lint", "--termbase", str(terms), "--format", report, "--output", "out", name)
    assert ran.returncode == 1
    assert rb"caf\udce9.txt" in Path("out").read_bytes()


def test_lint_reads_while_another_process_writes(own: Path, article: str) -> None:
    with open_store(str(own)) as store:
        store.remove("modernization")
        assert run("lint", "--termbase", str(own), article).status == 1


def test_a_locked_term_base(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The command line waits as long as the store does by default, which is longer than a test should take.
    monkeypatch.setitem(open_store.__wrapped__.__kwdefaults__, "timeout", 0.05)
    monkeypatch.setattr("termbase.retrying.time.sleep", lambda _: None)
    Path("new.csv").write_text("zh,preferred_en\n双碳,dual carbon goals\n", encoding="utf-8")
    with sqlite3.connect(own, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = run("import", "new.csv", "--termbase", str(own))
        other.execute("ROLLBACK")
    other.close()
    assert ran.status == 2
    is_one_clear_line(ran.stderr)
    assert f"{own}: is locked by another process; wait until" in ran.stderr
    assert run("search", "双碳", "--termbase", str(own)).status == 1


@pytest.mark.parametrize(
    "command", [["lint", "a.txt"], ["search", "x"], ["show", "x"], ["export", "-", "--format", "csv"]]
)
def test_a_term_base_of_a_newer_version(command: list[str], own: Path, article: str) -> None:
    with open_file(own, read_only=False) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    ran = run(*command, "--termbase", str(own))
    assert ran.status == 2
    is_one_clear_line(ran.stderr)
    assert "own.db: was made by a newer version of zhengming (schema 9999); update zhengming to open it" in ran.stderr


@pytest.mark.parametrize("command", [["lint", "a.txt"], ["search", "resilience"], ["show", "resilience"]])
def test_a_term_base_with_broken_pages(command: list[str], own: Path, article: str) -> None:
    content = own.read_bytes()
    own.write_bytes(content[:4096] + bytes(len(content) - 4096))
    ran = run(*command, "--termbase", str(own))
    assert ran.status == 2
    is_one_clear_line(ran.stderr)
    assert "own.db: is no term base or is damaged" in ran.stderr


def test_a_change_of_the_term_base_is_seen_by_the_next_lint(own: Path, article: str) -> None:
    assert run("lint", "--termbase", str(own), article).status == 1
    with open_store(str(own)) as store:
        store.remove("resilience")
    assert run("lint", "--termbase", str(own), article).status == 0


def test_a_device_is_written_and_not_replaced(terms: Path, article: str) -> None:
    kind = Path(os.devnull).stat().st_mode
    assert run("lint", "--termbase", str(terms), "--output", os.devnull, article).status == 1
    assert Path(os.devnull).stat().st_mode == kind


@only_posix
def test_a_link_stays_a_link_and_the_mode_stays(terms: Path, article: str) -> None:
    target = Path("target.txt")
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    Path("link.txt").symlink_to(target)
    assert run("lint", "--termbase", str(terms), "--output", "link.txt", article).status == 1
    assert Path("link.txt").is_symlink()
    assert "toughness" in target.read_text(encoding="utf-8")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_report_that_fails_half_way_leaves_the_old_one(terms: Path) -> None:
    from glossary.output import replaced_file

    Path("report.txt").write_text("old", encoding="utf-8")
    with suppress(ZeroDivisionError), replaced_file("report.txt") as file:
        file.write("half")
        raise ZeroDivisionError
    assert [(path.name, path.read_text(encoding="utf-8")) for path in Path().iterdir()] == [("report.txt", "old")]


def test_init_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from termbase.unit import Store

    def full(*_arguments: object, **_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "add_all", full)
    ran = run("init", "--empty", "--termbase", "own.db")
    assert ran.status == 130
    assert ran.stderr == "zhengming: interrupted\n"
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_has_help(name: str) -> None:
    ran = run(name, "--help")
    assert ran.status == 0
    assert ran.stdout.startswith(f"usage: zhengming {name}")
    assert run("help", name).stdout == ran.stdout
    assert command_named(name).name == name


def test_a_command_that_cannot_be_loaded_is_told_and_harms_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    broken = metadata.EntryPoint("broken", "no.such.module:COMMAND", "zhengming.commands")
    monkeypatch.setattr(metadata, "entry_points", lambda **_group: [broken])
    assert "  broken     cannot be loaded (No module named 'no')" in run("--help").stdout
    ran = run("broken")
    assert ran.status == 2
    is_one_clear_line(ran.stderr)
    assert run("rules").status == 0


@only_posix
def test_several_processes_end_with_the_one_that_asked_for_them(terms: Path) -> None:
    Path("long.txt").write_text(ARTICLE * 20_000, encoding="utf-8")
    for number in range(40):
        Path(f"{number}.txt").write_bytes(Path("long.txt").read_bytes())
    # A shell starts what runs in its background with interruptions ignored.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    script = f"{heed}; from glossary.cli.main import run; run()"
    command = [sys.executable, "-c", script, "lint", "--termbase", str(terms), "--jobs", "2", "."]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        assert process.stdout.read(20)
        os.killpg(process.pid, signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr == b"zhengming: interrupted\n"
    with pytest.raises(ProcessLookupError):  # none of the others is left
        os.killpg(process.pid, 0)


def test_several_processes_report_what_one_does(terms: Path) -> None:
    for number in range(9):
        Path(f"{number}.txt").write_text(f"{ARTICLE * number}Word.\n", encoding="utf-8")
    reports = [run("lint", "--termbase", str(terms), "--format", "json", "--jobs", jobs, ".") for jobs in ("1", "3")]
    assert reports[0] == reports[1]
    assert reports[0].status == 1


def test_a_file_that_changes_meanwhile_is_not_fixed(terms: Path, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fixed_and_changed(*arguments):
        result = fixed_article(*arguments)
        Path(article).write_text("Another text.\n", encoding="utf-8")
        return result

    monkeypatch.setattr("glossary.fixing.fixed_article", fixed_and_changed)
    ran = run("lint", "--termbase", str(terms), "--fix", article)
    assert ran.status == 2
    assert "was changed by somebody else meanwhile" in ran.stderr
    assert Path(article).read_text(encoding="utf-8") == "Another text.\n"


@only_posix
def test_a_fix_keeps_the_mode_and_every_byte_that_it_does_not_change(terms: Path) -> None:
    content = b"\xef\xbb\xbfOne.\r\nThe toughness\x0bof (\xe4\xba\xa7).\rTwo.\n\r\n"
    Path("a.txt").write_bytes(content)
    Path("a.txt").chmod(0o640)
    assert run("lint", "--termbase", str(terms), "--fix", "a.txt").status == 0
    assert Path("a.txt").read_bytes() == content.replace(b"toughness", b"resilience")
    assert Path("a.txt").stat().st_mode & 0o777 == 0o640


@only_posix
@pytest.mark.skipif(shutil.which("patch") is None, reason="needs patch")
@pytest.mark.parametrize("content", [ARTICLE, ARTICLE[:-1], "One.\r\n\r\nThe toughness.\r\n"])
def test_patch_takes_the_diff(content: str, terms: Path) -> None:
    Path("a.txt").write_bytes(content.encode())
    ran = run("lint", "--termbase", str(terms), "--diff", "a.txt")
    subprocess.run(["patch", "-p1", "--binary", "-s"], input=ran.stdout.encode(), check=True)
    assert Path("a.txt").read_bytes() == content.replace("toughness", "resilience").encode()


def test_no_control_character_of_the_history_reaches_the_terminal(own: Path) -> None:
    with open_file(own, read_only=False) as connection:
        connection.execute("INSERT INTO step VALUES (2, '2026-01-31', 'a\x1b[31m', 'b\x1b[31m', 'c\x1b[31m', NULL)")
        connection.execute("INSERT INTO change VALUES (9, 2, 'd\x1b[31m', 'changed', NULL)")
        connection.execute("INSERT INTO change VALUES (10, 2, 'resilience', 'changed', NULL)")
    for command in (["log"], ["history", "resilience"], ["diff", "resilience"], ["undo"]):
        ran = run(*command, "--termbase", str(own))
        assert "\x1b" not in ran.stdout + ran.stderr, command
    assert "a␛[31m  c␛[31m" in run("log", "--termbase", str(own)).stdout


def test_an_import_names_what_was_removed_once(own: Path) -> None:
    with open_store(str(own)) as store:
        store.remove("resilience")
        store.remove("modernization")
    ran = run("import", str(Path(__file__).parent / "cases" / "terms.csv"), "--termbase", str(own))
    assert ran.status == 1
    assert (
        "zhengming: resilience, modernization: 2 concepts stayed out, removed once before;"
        " bring one back with `zhengming restore ID`\n" in ran.stderr
    )
    assert run("restore", "resilience", "modernization", "--termbase", str(own)).status == 0
    assert run("search", "韧性", "--termbase", str(own)).status == 0


def test_an_older_term_base_has_to_be_upgraded_to_have_a_history(own: Path) -> None:
    with open_file(own, read_only=False) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    for command in (["log"], ["undo"], ["snapshot", "monday.db"]):
        ran = run(*command, "--termbase", str(own))
        assert ran.status == 2
        assert "run `zhengming upgrade`" in ran.stderr
        is_one_clear_line(ran.stderr)
