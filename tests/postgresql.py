"""A PostgreSQL server for the tests: one that is named in ZHENGMING_TEST_POSTGRESQL, or a private one on loopback."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

VARIABLE: Final = "ZHENGMING_TEST_POSTGRESQL"
"""Names the URL of a server's database, such as postgresql://me@host/postgres, whose user may create databases."""
PASSWORD: Final = "s3cret-pass word"
_FOLDERS: Final = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
_USER: Final = "zhengming"
_HASTY: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off")
"""Settings of a server whose data need not outlive it."""


_EMPTYING: Final = """
DO $$ DECLARE it text; BEGIN
    SET LOCAL session_replication_role = replica;  -- no triggers
    FOR it IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename NOT IN ('meta', 'alembic_version') LOOP
        IF pg_relation_size(it::regclass) > 65536
            THEN EXECUTE format('TRUNCATE %I CASCADE', it); ELSE EXECUTE format('DELETE FROM %I', it);
        END IF;
    END LOOP;
    FOR it IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', it);
    END LOOP;
    UPDATE meta SET revision = gen_random_uuid()::text;
END $$"""


class NoServer(Exception):
    """There is no server to test on; the message says why."""


class Server:
    """A server that makes databases; ``url`` is that of a database that is always there."""

    def __init__(self, url: str, port: int | None = None) -> None:
        self.url = url
        self._port = port

    def url_of(self, name: str) -> str:
        """The URL of a database of this server."""
        return re.sub(r"(?<=[^/:])/[^/?]*(?=\?|$)|(?<=@)/[^/?]*(?=\?|$)", f"/{name}", self.url, count=1)

    def url_with_password(self, name: str) -> str:
        """The URL of a database of a private server over TCP, where the server asks for the password in it."""
        return f"postgresql://{_USER}:{quote(PASSWORD)}@127.0.0.1:{self._port}/{name}"

    @property
    def is_private(self) -> bool:
        """Whether the tests have started it."""
        return self._port is not None

    def create(self, template: str = "", options: str = "") -> str:
        """Make a database, from a ``template`` where one is named; returns its name."""
        name = f"zhengming_test_{secrets.token_hex(8)}"
        self.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "") + f" {options}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database and whoever is connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def empty(self, name: str) -> None:
        """Take everything out of a term base, its history too, which takes a tenth of the time of making another."""
        self.execute(_EMPTYING, name)

    def execute(self, statement: str, name: str = "") -> list[Any]:
        """What a statement gives, on its own, in a database of the server."""
        import psycopg

        with psycopg.connect(self.url_of(name) if name else self.url, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A server for as long as the block lasts; a ``durable`` one works as it would for users. Raises ``NoServer``."""
    if find_spec("psycopg") is None:
        raise NoServer("psycopg is not installed: pip install -e '.[postgresql]'")
    if url := os.environ.get(VARIABLE):
        yield Server(url)
        return
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="zhengming-pg-"))
    try:
        how = _unprivileged(folder)
        _initialise(programs, folder, how)
        port = _free_port()
        settings = ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *(() if durable else _HASTY))
        control = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w"]
        _run([*control, "-l", str(folder / "log"), "-o", f"-p {port} -c {' -c '.join(settings)}", "start"], how)
        try:
            yield Server(f"postgresql://{_USER}@/postgres?host={folder}&port={port}", port)
        finally:
            _run([*control, "-m", "immediate", "stop"], how)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the newest server programs on this machine."""
    folders = [path for pattern in _FOLDERS for path in Path("/").glob(pattern[1:]) if (path / "initdb").exists()]
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    if not folders:
        raise NoServer(f"no PostgreSQL server is installed, and {VARIABLE} names none")
    return max(folders, key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))] or [0])


def _unprivileged(folder: Path) -> dict[str, Any]:
    """How to run the server's programs: as another user where root runs the tests, since PostgreSQL refuses root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import pwd

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known.get("nobody")
    if user is None:
        raise NoServer("there is no user but root to run PostgreSQL")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _initialise(programs: Path, folder: Path, how: dict[str, Any]) -> None:
    """Make the server's data folder: on its socket it trusts who may enter the folder, elsewhere it asks."""
    password = folder / "password"
    password.write_text(PASSWORD, encoding="utf-8")
    password.chmod(0o644)  # in a folder that is closed to others
    command = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", _USER, "-E", "UTF8", "--locale=C.UTF-8"]
    command += ["--no-sync", "--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={password}"]
    _run(command, how)


def _run(command: list[str], how: dict[str, Any]) -> None:
    with tempfile.TemporaryFile() as output:  # a pipe would stay open as long as the server runs
        ran = subprocess.run(command, stdout=output, stderr=output, cwd="/", timeout=60, check=False, **how)
        if ran.returncode:
            output.seek(0)
            raise NoServer(f"{Path(command[0]).name} failed: {output.read().decode(errors='replace').strip()[-300:]}")


def _free_port() -> int:
    with closing(socket.socket()) as it:
        it.bind(("127.0.0.1", 0))
        return int(it.getsockname()[1])
