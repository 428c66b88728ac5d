"""Fixtures of the term base's tests."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from termbase.locations import Location, locate
from termbase.store import create_termbase
from tests.postgresql import Server

KINDS = ("sqlite", "postgresql")
_NOBODY = 65534


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test of a term base on SQLite and on PostgreSQL, but for those that are about one of them."""
    if "termbase" in metafunc.fixturenames:
        only = [kind for kind in KINDS if metafunc.definition.get_closest_marker(kind)]
        metafunc.parametrize("termbase", only or KINDS, indirect=True, scope="function")


@pytest.fixture(scope="session")
def empty_termbase(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty term base to copy: running the migrations once is enough."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    create_termbase(locate(str(path)))
    return path


@pytest.fixture(scope="session")
def empty_database(server: Server) -> Iterator[str]:
    """The name of a database with an empty term base, to be the template of others; it sorts as English does."""
    ((version,),) = server.execute("SELECT current_setting('server_version_num')::int")
    english = server.is_private and version >= 150000
    name = server.create(options="LOCALE_PROVIDER icu ICU_LOCALE 'en-US' TEMPLATE template0" if english else "")
    create_termbase(locate(server.url_of(name)))
    yield name
    server.drop(name)


@pytest.fixture(scope="session")
def used_databases(server: Server) -> Iterator[list[str]]:
    """Names of databases with a term base that tests have left."""
    names: list[str] = []
    yield names
    for name in names:
        server.drop(name)


@pytest.fixture
def database(server: Server, empty_database: str, used_databases: list[str]) -> Iterator[Location]:
    """A database with an empty term base, of which a test may change all but the schema."""
    if used_databases and server.is_private:
        name = used_databases.pop()
        server.empty(name)
    else:
        name = server.create(template=empty_database)
    yield locate(server.url_of(name))
    used_databases.append(name)


@pytest.fixture
def own_database(server: Server, empty_database: str) -> Iterator[Location]:
    """A database with an empty term base, of which a test may change the schema too."""
    name = server.create(template=empty_database)
    yield locate(server.url_of(name))
    server.drop(name)


@pytest.fixture
def termbase(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """A new, empty term base of the kind that the parameter names."""
    if request.param == "sqlite":
        path = tmp_path / "terms.db"
        shutil.copyfile(request.getfixturevalue("empty_termbase"), path)
        return locate(str(path))
    changes_schema = request.node.get_closest_marker("changes_schema")
    location: Location = request.getfixturevalue("own_database" if changes_schema else "database")
    return location


@pytest.fixture
def guarded_folder() -> Iterator[Path]:
    """A folder of an ordinary user, whom permissions bind; the test runs as that user even when root started it."""
    folder = Path(tempfile.mkdtemp(prefix="zhengming-test-"))
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.chown(folder, _NOBODY, _NOBODY)
        os.seteuid(_NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o700)
        shutil.rmtree(folder)
