"""A command that met another writer does its work again, from the beginning, and says once what it did."""

from pathlib import Path

import pytest

from termbase import retrying
from termbase.errors import TermbaseLocked
from termbase.importing import bringing

from .running import run

CSV = "zh,preferred_en\n双碳,dual carbon goals\n绿色,\n"


@pytest.fixture
def refused_first(monkeypatch):
    """The first import is refused when everything has been read and written."""
    import_concepts, refused = bringing.import_concepts, []

    def import_and_be_refused(*arguments, **more):
        summary = import_concepts(*arguments, **more)
        if len(refused) < 2:
            refused.append(summary)
            raise TermbaseLocked("own.db", "is locked by another process", "wait")
        return summary

    monkeypatch.setattr(bringing, "import_concepts", import_and_be_refused)
    monkeypatch.setattr(retrying.time, "sleep", lambda _: None)
    return refused


@pytest.mark.parametrize("file", ["new.csv", "-"])
def test_an_import_begins_its_file_anew(file, refused_first):
    Path("new.csv").write_text(CSV, encoding="utf-8")
    assert run("init", "--empty", "--termbase", "own.db").status == 0
    stdin = CSV.encode() if file == "-" else b""
    ran = run("import", file, "--format", "csv", "--termbase", "own.db", stdin=stdin)
    assert len(refused_first) == 2
    assert ran.stderr.endswith(": 2 concepts added\n")
    assert run("log", "--termbase", "own.db").stdout.count("step ") == 1
