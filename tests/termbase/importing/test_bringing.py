"""A whole file brought in: its problems, its history, and what the system says against reading it."""

import shutil

import pytest

from termbase.errors import ExchangeError
from termbase.exchange.formats import format_named
from termbase.exchange.incoming import Incoming, opened_file
from termbase.exchange.values import ReadOptions, WriteOptions
from termbase.history.transfer import recorded
from termbase.importing.bringing import bring_in
from termbase.importing.values import ImportPolicy
from termbase.locations import locate
from termbase.store import open_store

SHEET = "zh,preferred_en,work_state\n韧性,resilience,\n产业链,industrial chain,odd\n创新链,innovation chain,\n"


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def incoming(path, name="csv", **more):
    return Incoming(format_named(name), path.name, opened_file(path), ReadOptions(), **more)


def test_a_file_is_read_as_often_as_it_is_asked_for(sheet):
    file = incoming(sheet)
    for _ in range(2):
        assert [it.preferred("en") for it in file.concepts()] == ["resilience", "innovation chain"]
        assert [problem.line for problem in file.problems] == [3]


def test_a_strict_reading_ends_at_the_first_problem(sheet):
    with pytest.raises(ExchangeError, match=r"terms\.csv:3.*nothing was imported"):
        list(incoming(sheet, strict=True).concepts())


def test_what_cannot_be_opened_is_named_with_its_cure(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ExchangeError, match=rf"{path.name}: cannot be read \(.+\); check the path"):
            list(incoming(path).concepts())
        with pytest.raises(ExchangeError, match=r"cannot be read"):
            incoming(path).preview()


def test_a_file_is_brought_in_and_watched(termbase, sheet):
    batches = []
    with open_store(termbase) as store:
        summary = bring_in(store, incoming(sheet), watch=batches.append)
        assert (summary.added, store.count()) == (2, 2)
    assert [len(batch) for batch in batches] == [2]


@pytest.mark.sqlite
def test_a_history_comes_along_into_a_new_term_base_only(termbase, sheet, tmp_path, empty_termbase):
    with open_store(termbase, what="import") as store:
        bring_in(store, incoming(sheet))
    moved, new = tmp_path / "terms.jsonl", tmp_path / "new.db"
    with open_store(termbase, read_only=True) as store, moved.open("wb") as stream:
        format_named("jsonl").write(store.concepts(), stream, WriteOptions(history=recorded(store)))
    shutil.copyfile(empty_termbase, new)
    with open_store(locate(str(new))) as store:
        file = incoming(moved, "jsonl")
        assert (bring_in(store, file).added, file.history_left_out) == (2, False)
        assert [it.step.what for it in store.history.steps()] == ["import"]
    with open_store(termbase) as store:
        file = incoming(moved, "jsonl")
        assert (bring_in(store, file, ImportPolicy.SKIP).unchanged, file.history_left_out) == (2, True)
