"""An export that is whole or not there, with the file beside it."""

import io

import pytest

from glossary.errors import UsageError
from glossary.exporting import Export, StoredContents
from termbase.concepts import Concept, Definition, LanguageSection, Term
from termbase.errors import ExchangeError
from termbase.exchange.choosing import Choice
from termbase.exchange.formats import format_named

CHAIN = Concept(
    "industrial-chain",
    subject_field="industry",
    sections=(
        LanguageSection("zh-Hans", (Term("产业链"),)),
        LanguageSection("en", (Term("industrial chain"),), (Definition("The stages of production."),)),
    ),
)


class Contents:
    """One concept, and a history that must not be asked for without need."""

    def __init__(self, failing=False):
        self.failing = failing
        self.asked_for_history = 0

    def concepts(self):
        yield CHAIN
        if self.failing:
            raise ExchangeError("terms", "went away")

    def history(self):
        self.asked_for_history += 1
        return ()


def test_a_file_is_written_and_the_losses_are_told(tmp_path):
    told = []
    path = tmp_path / "terms.txt"
    report = Export(format_named("omegat")).to_file(Contents(), path, told.append)
    assert path.read_text(encoding="utf-8") == "产业链\tindustrial chain\tThe stages of production.\n"
    assert told == [report]
    assert "subject field" in {loss.field for loss in report.losses}


def test_losses_can_be_found_without_a_file_and_can_forbid_one(tmp_path):
    export = Export(format_named("omegat"), fail_on_loss=True)
    told = []
    assert export.losses(Contents()).losses
    with pytest.raises(ExchangeError, match="cannot carry all of it, so nothing was written"):
        export.to_file(Contents(), tmp_path / "terms.txt", told.append)
    assert told[0].losses
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["omegat", "multiterm", "xlsx", "jsonl"])
def test_an_export_that_fails_leaves_everything_as_it_was(tmp_path, name):
    export = Export(format_named(name))
    path = tmp_path / "terms.out"
    beside = export.companion(path)
    kept = [it for it in (path, beside) if it]
    for it in kept:
        it.write_text("before")
    with pytest.raises(ExchangeError, match="went away"):
        export.to_file(Contents(failing=True), path)
    assert sorted(tmp_path.iterdir()) == sorted(kept)
    assert all(it.read_text() == "before" for it in kept)


def test_the_file_beside_comes_with_it(tmp_path):
    Export(format_named("multiterm")).to_file(Contents(), tmp_path / "terms.xml")
    assert sorted(it.name for it in tmp_path.iterdir()) == ["terms.xdt", "terms.xml"]


def test_the_history_goes_along_with_a_whole_term_base_only():
    for target, choice, asked in (
        ("jsonl", Choice(), 1),
        ("jsonl", Choice(subject_fields=frozenset({"industry"})), 0),
        ("csv", Choice(), 0),
    ):
        contents = Contents()
        Export(format_named(target), choice).write(contents, io.BytesIO(), "-")
        assert contents.asked_for_history == asked


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        Export(format_named("csv")).to_file(Contents(), tmp_path / "none" / "terms.csv")


def test_the_built_in_glossary_has_no_history():
    assert StoredContents(None, has_history=False).history() == ()
