"""Keep the developer's machine out of the tests: no settings, caches or term bases of the user are seen."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from .postgresql import NoServer, Server, running

INDEX = Path("cache") / "zhengming" / "index"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled indexes that tests have left, for those that come after: compiling the built-in glossary takes long."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(autouse=True)
def home(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    compiled: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """An empty home; folders of the system's conventions lie in it, and the test starts in an empty folder.

    Its cache holds the indexes that other tests have compiled, unless the test is marked ``cold``.
    """
    folder = tmp_path_factory.mktemp("home")
    if not request.node.get_closest_marker("cold"):
        warm(folder / INDEX, compiled)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    for variable, name in (
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
    ):
        monkeypatch.setenv(variable, str(folder / name))
    for variable in ("ZHENGMING_TERMBASE", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    work = folder / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    yield folder
    for file in (folder / INDEX).glob("*.zmindex"):
        kept = compiled / file.name
        if file.is_file() and not (kept.exists() and kept.samefile(file)):
            kept.unlink(missing_ok=True)
            os.link(file, kept)


def warm(index: Path, compiled: Path) -> None:
    """Put compiled indexes, where there are any, into a cache."""
    for file in compiled.iterdir():
        index.mkdir(parents=True, mode=0o700, exist_ok=True)
        os.link(file, index / file.name)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server; where there is none, the tests that need it are skipped and say why."""
    try:
        with running() as server:
            yield server
    except NoServer as error:
        pytest.skip(str(error))
