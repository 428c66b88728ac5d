"""The built-in glossary as a term base: made once, safe in the cache folder, never changed."""

import os
import stat
import time
from itertools import islice

import pytest

from termbase.concepts import Concept
from termbase.errors import TermbaseReadOnly
from termbase.fingerprints import fingerprint
from termbase.locations import Location, locate
from termbase.starter import builtin
from termbase.starter.builtin import builtin_termbase
from termbase.starter.loader import starter_concepts
from termbase.store import open_store

pytestmark = pytest.mark.cold  # what lies in the cache folder is looked at

BUILTIN = Location("builtin")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The finished file's content, of a few concepts only: making it of all takes long."""
    few = list(islice(starter_concepts(), 40))
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("termbase.starter.loader.starter_concepts", lambda: iter(few))
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield builtin_termbase().path.read_bytes()


@pytest.fixture
def cached(built, home):
    """The path of a finished file in this test's cache folder."""
    path = home / "cache" / "zhengming" / f"builtin-{fingerprint(BUILTIN)}.db"
    path.parent.mkdir(parents=True)
    path.write_bytes(built)
    return path


def test_a_sound_file_is_used(cached):
    assert builtin_termbase().path == cached


@pytest.mark.usefixtures("built")
def test_it_is_made_for_its_owner_alone(home):
    path = builtin_termbase().path
    assert path.is_relative_to(home / "cache")
    assert list(path.parent.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_made_once(cached):
    before = cached.stat().st_mtime_ns
    with open_store("builtin") as store:
        assert store.count()
    assert cached.stat().st_mtime_ns == before
    assert list(cached.parent.iterdir()) == [cached]


@pytest.mark.parametrize("damage", [b"", b"garbage" * 1000, None], ids=["empty", "garbage", "truncated"])
def test_a_damaged_file_is_made_anew(cached, built, damage):
    cached.write_bytes(built[: len(built) // 2] if damage is None else damage)
    with open_store("builtin") as store:
        assert store.count()
    assert cached.stat().st_size == len(built)


def test_an_unfinished_file_is_made_anew(cached):
    with open_store(locate(str(cached))) as store:
        store.add(Concept("planted"))
    with open_store("builtin") as store:
        assert not store.issued(["planted"])


def test_old_files_go(cached):
    old, draft, other = (cached.with_name(name) for name in ("builtin-0ld.db", ".builtin-x.db.1234", "index-1"))
    for path in (old, draft, other):
        path.touch()
        os.utime(path, (time.time() - 200_000,) * 2)
    running = cached.with_name(".builtin-y.db.5678")
    running.touch()
    cached.unlink()
    builtin_termbase()
    assert {path.name for path in cached.parent.iterdir()} == {cached.name, other.name, running.name}


def test_without_a_cache_folder_it_is_a_temporary_file(guarded_folder, monkeypatch):
    guarded_folder.chmod(0o500)
    monkeypatch.setenv("XDG_CACHE_HOME", str(guarded_folder))
    path = builtin_termbase().path
    assert not path.is_relative_to(guarded_folder)
    assert builtin_termbase().path == path
    with open_store("builtin") as store:
        assert store.count()
    builtin._temporary.cache_clear()


def test_it_cannot_be_changed(cached):
    with open_store("builtin") as store:
        with pytest.raises(TermbaseReadOnly, match="zhengming init"):
            store.add(Concept("a"))
        with pytest.raises(TermbaseReadOnly, match="zhengming init"):
            store.remove("industrial-chain")
