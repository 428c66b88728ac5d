"""The term base that CLI tests work on."""

from pathlib import Path

import pytest

from .running import run

TERMS = Path(__file__).parent / "cases" / "terms.csv"


@pytest.fixture(scope="session")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A term base made by ``init --empty`` and ``import`` from ``cases/terms.csv``; copy it to change it."""
    path = tmp_path_factory.mktemp("terms") / "terms.db"
    assert run("init", "--empty", "--termbase", str(path)).status == 0
    assert run("import", str(TERMS), "--termbase", str(path)).status == 0
    return path
