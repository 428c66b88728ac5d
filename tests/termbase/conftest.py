"""Fixtures of the term base's tests."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from termbase.locations import Location, locate
from termbase.store import create_termbase

_NOBODY = 65534


@pytest.fixture(scope="session")
def empty_termbase(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty term base to copy: running the migrations once is enough."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    create_termbase(locate(str(path)))
    return path


@pytest.fixture
def termbase(empty_termbase: Path, tmp_path: Path) -> Location:
    """A new, empty term base."""
    path = tmp_path / "terms.db"
    shutil.copyfile(empty_termbase, path)
    return locate(str(path))


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
