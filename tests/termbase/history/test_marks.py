"""A mark names a state for good: what was changed since is told, and of no other state that had its number."""

import dataclasses
import shutil

import pytest

from termbase.concepts import Concept, LanguageSection, Term
from termbase.history import marks
from termbase.locations import locate
from termbase.snapshots import bring_back, take_snapshot
from termbase.store import open_store


def concept(name, text="chain"):
    return Concept(name, sections=(LanguageSection("en", (Term(text),)),))


def change(location, *concepts, remove=()):
    """Put concepts in, each new or in the place of what there is, and return the mark afterwards."""
    with open_store(location) as store:
        for each in concepts:
            (store.replace if store.issued([each.id]) else store.add)(each)
        for each in remove:
            store.remove(each)
    with open_store(location, read_only=True) as store:
        return store.history.mark()


def since(location, *given):
    with open_store(location, read_only=True) as store:
        return store.history.since(given)


def texts(found):
    return {name: it and it.sections[0].terms[0].text for name, it in found.concepts.items()}


def test_a_term_base_without_steps_has_no_mark(termbase):
    assert since(termbase, "any/1/mark", "") == marks.Since("", "", {})


def test_what_was_changed_is_told(termbase):
    first = change(termbase, concept("a"), concept("b"), concept("c"))
    second = change(termbase, concept("a", "link"), remove=["b"])
    third = change(termbase, concept("d"))
    found = since(termbase, first)
    assert (found.mark, found.since) == (third, first)
    assert texts(found) == {"a": "link", "b": None, "d": "chain"}
    assert texts(since(termbase, first, second)) == {"d": "chain"}
    assert since(termbase, third, first) == marks.Since(third, third, {})


@pytest.mark.parametrize("given", ["", "no mark", "a/b/c", "/1/", "termbase/99999999/x", "termbase/1/x"])
def test_what_is_no_mark_of_it_tells_nothing(termbase, given):
    now = change(termbase, concept("a"))
    assert since(termbase, given) == marks.Since(now, "", {})


def test_so_many_changes_are_not_told_one_by_one(termbase, monkeypatch):
    monkeypatch.setattr(marks, "_MOST_CHANGED", 2)
    first = change(termbase, concept("a"))
    change(termbase, concept("b"), concept("c"))
    assert texts(since(termbase, first)) == {"b": "chain", "c": "chain"}
    change(termbase, concept("d"))
    assert since(termbase, first).since == ""


@pytest.mark.sqlite
def test_numbers_that_are_given_again_make_other_marks(termbase, tmp_path):
    first = change(termbase, concept("a"))
    take_snapshot(termbase, tmp_path / "copy.db")
    lost = change(termbase, concept("a", "lost"))
    bring_back(tmp_path / "copy.db", termbase)
    change(termbase, concept("b"))
    change(termbase, concept("c"))
    assert since(termbase, lost).since == ""
    found = since(termbase, lost, first)
    assert (found.since, texts(found)) == (first, {"b": "chain", "c": "chain"})


@pytest.mark.sqlite
def test_copies_share_the_marks_of_what_they_share(termbase, tmp_path):
    first = change(termbase, concept("a"))
    copy = tmp_path / "copy.db"
    shutil.copyfile(termbase.path, copy)
    own = change(termbase, concept("a", "link"))
    other = change(locate(str(copy)), dataclasses.replace(concept("a", "ring")))
    assert own != other
    assert texts(since(locate(str(copy)), first, own)) == {"a": "ring"}
