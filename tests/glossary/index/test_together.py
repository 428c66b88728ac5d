"""Several pieces of work at a time: all is done, nothing is left behind, and a failure elsewhere is no failure here."""

import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from glossary.index import cache, together
from glossary.index.abbreviations import ABBREVIATIONS
from glossary.index.cache import cached_part, compile_missing
from glossary.index.names import NAMES
from glossary.index.part import compiled
from glossary.index.together import do_together, processes
from termbase.concepts import Concept, LanguageSection, Term

only_forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
CONCEPTS = [Concept("npc", sections=(LanguageSection("en", (Term("National People's Congress"), Term("NPC"))),))]
GROUPS = ((NAMES,), (ABBREVIATIONS,))


def note(path: Path) -> None:
    with path.open("a") as file:
        file.write("done\n")


def elsewhere(do: Callable[[], None], here: int) -> None:
    if os.getpid() != here:
        do()


def fail() -> None:
    raise ValueError


def no_child_is_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@only_forking
@pytest.mark.parametrize("most", [1, 2, 3, 9])
def test_each_piece_is_done_once(most: int, tmp_path: Path) -> None:
    files = [tmp_path / str(number) for number in range(5)]
    do_together([partial(note, file) for file in files], most)
    assert [file.read_text() for file in files] == ["done\n"] * 5
    assert no_child_is_left()


@only_forking
def test_what_fails_elsewhere_is_left_undone(tmp_path: Path) -> None:
    do_together([partial(elsewhere, fail, os.getpid())] * 4, 3)
    assert no_child_is_left()


@only_forking
def test_an_interruption_ends_the_others() -> None:
    here, begun = os.getpid(), time.monotonic()

    def work() -> None:
        if os.getpid() == here:
            raise KeyboardInterrupt
        time.sleep(60)

    with pytest.raises(KeyboardInterrupt):
        do_together([work] * 3, 2)
    assert time.monotonic() - begun < 30
    assert no_child_is_left()


def test_a_process_with_threads_works_alone() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert processes() == 1
    finally:
        done.set()
        thread.join()


@only_forking
def test_parts_that_are_missing_are_put_into_the_cache(tmp_path: Path) -> None:
    with patch.object(cache, "_MANY", 0), patch.object(together, "processes", lambda: 2):
        compile_missing(GROUPS, "one", lambda: CONCEPTS, tmp_path)
    assert sorted(file.read_bytes() for file in tmp_path.iterdir()) == sorted(
        compiled(part, CONCEPTS) for part in (NAMES, ABBREVIATIONS)
    )


def test_few_concepts_are_compiled_when_they_are_asked_for(tmp_path: Path) -> None:
    def missing() -> None:
        compile_missing(GROUPS, "one", lambda: CONCEPTS, tmp_path)

    with patch.object(together, "processes", lambda: 2):
        cached_part(NAMES, "one", lambda: CONCEPTS, tmp_path, missing)
    assert len(list(tmp_path.iterdir())) == 1
