"""The cached index: used when it is sound and the user's own, compiled anew otherwise, never harmful."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest.mock import patch

import pytest

from glossary.index.cache import cached_part
from glossary.index.container import IndexDamaged, pack
from glossary.index.part import compiled
from glossary.index.renderings import RENDERINGS, Renderings
from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
from termbase.folders import cache_folder

only_posix = pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows keeps permissions in other places")
TEXT = b"the toughness of chains"


def concepts() -> list[Concept]:
    terms = (Term("resilience"), Term("toughness", AdministrativeStatus.DEPRECATED))
    return [Concept("resilience", sections=(LanguageSection("en", terms),))]


class Source:
    """Concepts that count how often they are asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Iterable[Concept]:
        self.asked += 1
        return concepts()


def cached_index(identity: str, concepts: Callable[[], Iterable[Concept]], folder: Path | str = "") -> Renderings:
    return cached_part(RENDERINGS, identity, concepts, folder)


def never() -> Iterable[Concept]:
    raise AssertionError("compiled although the cache is warm")


def finds(index: Renderings) -> list[tuple[int, int]]:
    return [(hit.start, hit.end) for hit in index.candidates(TEXT)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index"


@pytest.fixture
def cached(folder: Path) -> Path:
    """The one index file of a warm cache."""
    cached_index("one", concepts, folder)
    return the_file(folder)


def the_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


@pytest.mark.cold
def test_it_lies_in_the_users_cache_folder() -> None:
    assert finds(cached_index("one", concepts)) == [(4, 13)]
    assert the_file(Path(cache_folder()) / "index").stat().st_size


def test_a_warm_cache_compiles_nothing(cached: Path, folder: Path) -> None:
    assert finds(cached_index("one", never, folder)) == [(4, 13)]


def test_another_identity_is_another_index(cached: Path, folder: Path) -> None:
    source = Source()
    cached_index("two", source, folder)
    cached_index("two", never, folder)
    cached_index("one", never, folder)
    assert source.asked == 1


def test_no_concepts_make_an_index_that_finds_nothing(folder: Path) -> None:
    cached_index("none", list, folder)
    assert finds(cached_index("none", never, folder)) == []


@only_posix
def test_file_and_folder_are_the_users_only(cached: Path, folder: Path) -> None:
    assert stat.S_IMODE(cached.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_nothing_is_left_beside_the_index(cached: Path, folder: Path) -> None:
    assert list(folder.iterdir()) == [cached]


def foreign(sound: bytes) -> bytes:
    return b"SQLite format 3\0" + sound


def other_byteorder(_sound: bytes) -> bytes:
    """An index of a machine of the other kind: whole, but its numbers read backwards."""
    wrong = "big" if sys.byteorder == "little" else "little"
    with patch.object(sys, "byteorder", wrong):
        return pack({"bad": 0, "anchors": {}}, {})


DAMAGE = {
    "empty": lambda _sound: b"",
    "cut in the magic": lambda sound: sound[:5],
    "cut in the header": lambda sound: sound[:60],
    "cut at the end": lambda sound: sound[:-1],
    "longer": lambda sound: sound + b"\0",
    "a bit flipped early": lambda sound: sound[:70] + bytes([sound[70] ^ 1]) + sound[71:],
    "a bit flipped late": lambda sound: sound[:-40] + bytes([sound[-40] ^ 128]) + sound[-39:],
    "zeros": lambda sound: bytes(len(sound)),
    "foreign": foreign,
    "other byte order": other_byteorder,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_is_compiled_anew_and_replaced(damage, cached: Path, folder: Path) -> None:
    sound = cached.read_bytes()
    cached.write_bytes(damage(sound))
    source = Source()
    assert finds(cached_index("one", source, folder)) == [(4, 13)]
    assert source.asked == 1
    assert cached.read_bytes() == sound
    cached_index("one", never, folder)


def test_every_cut_and_every_flipped_byte_is_noticed(cached: Path) -> None:
    sound = cached.read_bytes()
    step = max(1, len(sound) // 150)
    for place in range(0, len(sound), step):
        with pytest.raises(IndexDamaged):
            Renderings(sound[:place])
        with pytest.raises(IndexDamaged):
            Renderings(sound[:place] + bytes([sound[place] ^ 0x10]) + sound[place + 1 :])


@only_posix
def test_a_link_is_not_followed(cached: Path, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    cached.rename(elsewhere)
    before = elsewhere.read_bytes()
    cached.symlink_to(elsewhere)
    source = Source()
    cached_index("one", source, folder)
    assert source.asked == 1
    assert not cached.is_symlink()
    assert elsewhere.read_bytes() == before


@only_posix
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_trusted(mode: int, cached: Path, folder: Path) -> None:
    cached.chmod(mode)
    source = Source()
    cached_index("one", source, folder)
    assert source.asked == 1
    assert stat.S_IMODE(cached.stat().st_mode) == 0o600


@only_posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_is_neither_trusted_nor_written(mode: int, cached: Path, folder: Path) -> None:
    folder.chmod(mode)
    state = cached.stat()
    for _ in range(2):
        source = Source()
        assert finds(cached_index("one", source, folder)) == [(4, 13)]
        assert source.asked == 1
    assert cached.stat() == state


@only_posix
def test_a_linked_folder_is_neither_trusted_nor_written(cached: Path, folder: Path, monkeypatch) -> None:
    real = folder.with_name("real")
    folder.rename(real)
    folder.symlink_to(real)
    # The link is somebody else's, what it leads to is the user's own.
    own, lstat = os.getuid(), os.lstat
    monkeypatch.setattr(os, "lstat", lambda path: owned_by(own + (str(path) == str(folder)), lstat(path)))
    state = (real / cached.name).stat()
    source = Source()
    cached_index("one", source, folder)
    assert source.asked == 1
    assert (real / cached.name).stat() == state


def owned_by(user: int, state: os.stat_result) -> os.stat_result:
    fields = list(state)
    fields[stat.ST_UID] = user
    return os.stat_result(fields)


@only_posix
def test_what_belongs_to_another_user_is_neither_trusted_nor_written(cached: Path, folder: Path, monkeypatch) -> None:
    other = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: other)
    state = cached.stat()
    source = Source()
    assert finds(cached_index("one", source, folder)) == [(4, 13)]
    assert source.asked == 1
    assert cached.stat() == state


@only_posix
def test_a_pipe_in_its_place_does_not_block(cached: Path, folder: Path) -> None:
    cached.unlink()
    os.mkfifo(cached)
    source = Source()
    cached_index("one", source, folder)
    assert source.asked == 1


def test_a_folder_in_its_place_is_worked_around(cached: Path, folder: Path) -> None:
    cached.unlink()
    cached.mkdir()
    assert finds(cached_index("one", concepts, folder)) == [(4, 13)]
    assert list(folder.iterdir()) == [cached]


def test_without_a_cache_folder_it_works_all_the_same(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder can be made below a file")
    assert finds(cached_index("one", concepts, blocked / "index")) == [(4, 13)]
    assert blocked.read_text() == "no folder can be made below a file"


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_worked_around(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    assert finds(cached_index("one", concepts, folder)) == [(4, 13)]
    assert list(folder.iterdir()) == []


def test_old_indexes_are_removed_but_not_other_files(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True)
    (folder / "notes.txt").write_text("mine")
    for number in range(20):
        cached_index(f"state {number}", concepts, folder)
        for age, file in enumerate(sorted(folder.glob("*.zmindex"), key=lambda it: it.stat().st_mtime_ns)):
            os.utime(file, (1_000_000_000 + age, 1_000_000_000 + age))
    assert len(list(folder.glob("*.zmindex"))) == 4
    assert (folder / "notes.txt").exists()
    cached_index("state 19", never, folder)


def test_two_processes_at_once(folder: Path) -> None:
    script = """if True:
        import sys
        from glossary.index.cache import cached_part
        from glossary.index.renderings import RENDERINGS
        from termbase.concepts import AdministrativeStatus, Concept, LanguageSection, Term
        terms = (Term("resilience"), Term("toughness", AdministrativeStatus.DEPRECATED))
        concepts = [Concept("resilience", sections=(LanguageSection("en", terms),))]
        for number in range(60):
            index = cached_part(RENDERINGS, str(number % 3), lambda: concepts, sys.argv[1])
            assert len(index.candidates(b"the toughness of chains")) == 1
        """
    command = [sys.executable, "-c", script, str(folder)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
    for process in running:
        _, stderr = process.communicate(timeout=60)
        assert process.returncode == 0, stderr.decode()
    assert len(list(folder.iterdir())) == 3


def test_compiling_is_reproducible() -> None:
    assert compiled(RENDERINGS, concepts()) == compiled(RENDERINGS, concepts())
