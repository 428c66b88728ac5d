"""Keep the developer's machine out of the tests: no settings, caches or term bases of the user are seen."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from glossary.index.term_index import LINTED, TermIndex, cached_index
from termbase.concepts import Concept
from termbase.fingerprints import fingerprint
from termbase.locations import BUILTIN, Location
from termbase.starter.loader import starter_concepts

from .postgresql import NoServer, Server, running

# How long an example takes says more of the machine than of the program; benchmarks/ has the timings. The same examples
# come every time, so that a change is judged by what it changes; --hypothesis-profile=searching looks for new ones.
settings.register_profile("searching", deadline=None, suppress_health_check=(HealthCheck.too_slow,))
settings.register_profile("settled", settings.get_profile("searching"), derandomize=True)
settings.load_profile("settled")

CACHE = Path("cache") / "zhengming"
SHARED = ("index/*.zmindex", "builtin-*.db")
"""What takes long to make of the built-in glossary, in the cache folder."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two processes a core: the tests of the screens wait as long as they work."""
    return 2 * (os.cpu_count() or 1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--draw", action="store_true", help="draw the pictures of the screens anew")


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What tests have left in their caches, for those that come after, in whatever process of this run."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = tmp_path_factory.getbasetemp().parent / "compiled"
        folder.mkdir(exist_ok=True)
        return folder
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="session")
def glossary() -> tuple[Concept, ...]:
    """The concepts of the built-in glossary."""
    return tuple(starter_concepts())


@pytest.fixture
def glossary_index(home: Path, glossary: tuple[Concept, ...]) -> TermIndex:
    """The compiled built-in glossary; the parts that a test asks for first are there for others."""
    return cached_index(fingerprint(Location(BUILTIN)), lambda: glossary, LINTED)


@pytest.fixture(autouse=True)
def home(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    compiled: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """An empty home; folders of the system's conventions lie in it, and the test starts in an empty folder.

    Its cache holds what other tests have left there, unless the test is marked ``cold``.
    """
    folder = tmp_path_factory.mktemp("home")
    cold = request.node.get_closest_marker("cold") is not None
    if not cold:
        share(compiled, folder / CACHE, SHARED)
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
    if not cold:
        share(folder / CACHE, compiled, SHARED)


def share(source: Path, target: Path, patterns: Iterable[str]) -> None:
    """Let the files of one folder stand in another one too."""
    for file in (file for pattern in patterns for file in source.glob(pattern) if file.is_file()):
        place = target / file.relative_to(source)
        if not (place.exists() and place.samefile(file)):
            place.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
            draft = place.with_name(f".{place.name}.{os.getpid()}")
            os.link(file, draft)
            draft.replace(place)
            draft.unlink(missing_ok=True)  # which stays where somebody else was faster


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server; where there is none, the tests that need it are skipped and say why."""
    try:
        with running() as server:
            yield server
    except NoServer as error:
        pytest.skip(str(error))
