"""The table of formats: found by name and by suffix, loaded late, refused clearly."""

import io
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from termbase.concepts import AdministrativeStatus, Concept, Definition, LanguageSection, Term
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange import formats
from termbase.exchange.formats import FORMATS, Format, format_for, format_named
from termbase.exchange.values import Loss, LossLedger, LossReport, Order, Problem, ReadOptions, WriteOptions

ROOT = Path(__file__).resolve().parents[3]


def test_a_format_is_found_by_its_name_in_any_case():
    assert format_named(" TBX-Basic ").name == "tbx-basic"


def test_an_unknown_name_gets_the_nearest_one():
    with pytest.raises(ExchangeError, match=r"unknown format 'tbx-basik'; did you mean tbx-basic\?"):
        format_named("tbx-basik")


def test_a_name_like_no_other_gets_them_all():
    with pytest.raises(ExchangeError, match="use one of: " + ", ".join(entry.name for entry in FORMATS)):
        format_named("???")


@pytest.mark.parametrize(("path", "name"), [("a.csv", "csv"), ("a.b.CSV", "csv"), ("x/terms.tbx", "tbx-basic")])
def test_a_suffix_stands_for_a_format(path, name):
    assert format_for(Path(path), writing=True).name == name


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("terms.docx", r"the suffix '\.docx' stands for no format; name the format; formats that can be read: csv"),
        ("terms", "has no suffix that tells its format"),
    ],
)
def test_a_suffix_that_helps_nothing_is_refused(path, message):
    with pytest.raises(ExchangeError, match=message):
        format_for(path, writing=False)


def test_what_cannot_be_read_or_written_says_what_can():
    neither = Format("none", "a format without modules", ())
    with pytest.raises(ExchangeError, match=r"terms\.x: none cannot be read; formats that can be read: csv"):
        neither.read(io.BytesIO(), "terms.x")
    with pytest.raises(ExchangeError, match="none: cannot be written; formats that can be written: csv"):
        neither.write([], io.BytesIO(), WriteOptions())


@pytest.mark.parametrize(
    ("root", "name"), [("martif", "tbx-basic"), ("TBX", "tbx-basic"), ("mtf", "multiterm"), ("odd", "other")]
)
def test_where_a_suffix_leaves_a_choice_the_file_is_looked_into(tmp_path, monkeypatch, root, name):
    other = Format("other", "another XML", (".xml",), reader="x", roots=("odd",))
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, other))
    path = tmp_path / "terms.xml"
    path.write_text(f"<{root}/>")
    assert format_for(path, writing=False).name == name


@pytest.mark.parametrize("entry", FORMATS, ids=lambda entry: entry.name)
def test_every_module_holds_what_the_table_promises(entry):
    assert not entry.reader or callable(import_module(entry.reader).read)
    assert not entry.writer or callable(import_module(entry.writer).write)
    assert entry.reader or entry.writer


def test_the_table_loads_no_format():
    code = "import sys, termbase.exchange.formats; print('lxml' in sys.modules, 'csv' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


def test_every_format_is_documented():
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert all(f"`{entry.name}`" in text for entry in FORMATS)


def test_a_problem_names_place_line_and_cure():
    assert str(Problem("terms.csv", 7, "zh: is empty", "give it")) == "terms.csv:7: zh: is empty; give it"
    assert str(Problem("terms.csv", 7, "zh: is empty")) == "terms.csv:7: zh: is empty"


def test_a_ledger_counts_concepts_not_terms():
    ledger = LossLedger()
    for number in range(3):
        ledger.lose("pinyin", "left out")
        ledger.lose("pinyin", "left out")
        if number:
            ledger.lose("severity", "left out")
        ledger.close_concept(written=number < 2)
    assert ledger.report() == LossReport(2, (Loss("pinyin", 3, "left out"), Loss("severity", 2, "left out")))


def test_languages_have_codes_that_tools_look_for():
    assert WriteOptions().codes == ("zh-CN", "en")
    assert WriteOptions(source_language="zh_TW", target_code="en-US").codes == ("zh-TW", "en-US")


@pytest.mark.parametrize(
    "options",
    [{"source_language": "no language"}, {"target_language": "zh"}, {"source_code": "en"}, {"target_code": "a b"}],
)
def test_languages_that_cannot_be_written_are_refused(options):
    with pytest.raises(InvalidValue):
        WriteOptions(**options)


SOME = Concept(
    "industrial-chain",
    sections=(
        LanguageSection("zh-Hans", (Term("产业链"), Term("工业链", AdministrativeStatus.DEPRECATED))),
        LanguageSection("en", (Term("industrial chain"), Term("dual chain", AdministrativeStatus.DEPRECATED))),
    ),
)
OTHER = Concept(
    "resilience",
    sections=(
        LanguageSection("zh-Hans", (Term("安"),)),
        LanguageSection("en", (Term("resilience"),), (Definition("What bends and does not break."),)),
    ),
)


def written(entry, **options):
    stream = io.BytesIO()
    entry.write([SOME, OTHER], stream, WriteOptions(**options))
    return stream.getvalue()


@pytest.mark.parametrize("entry", [it for it in FORMATS if it.can_write], ids=lambda it: it.name)
def test_the_table_says_what_decides_how_a_format_is_written(entry, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 0)
    other = {
        "direction": ({}, {"source_language": "en", "target_language": "zh-Hans"}),
        "deprecated": ({"deprecated": True}, {"deprecated": False}),
        "order": ({"order": Order.PINYIN}, {"order": Order.ENGLISH}),
    }
    differing = tuple(name for name, (one, two) in other.items() if written(entry, **one) != written(entry, **two))
    assert differing == entry.written_by


@pytest.mark.parametrize("entry", [it for it in FORMATS if it.can_read and it.can_write], ids=lambda it: it.name)
def test_the_table_says_what_decides_how_a_format_is_read(entry):
    content = written(entry)
    other = {
        "encoding": {"encoding": "utf-16"},
        "delimiter": {"delimiter": "\x01"},
        "sheet": {"sheet": "none"},
        "languages": {"source_language": "fr", "target_language": "de"},
    }

    def read(**options):
        try:
            return [repr(it) for it in entry.read(io.BytesIO(content), "terms", ReadOptions(**options))]
        except ExchangeError as error:
            return str(error)

    usual = read()
    differing = {name for name, options in other.items() if read(**options) != usual}
    # A UTX file tells its languages; only one that does not is read by the option.
    assert differing == set(entry.read_by) - ({"languages"} if entry.name == "utx" else set())
