"""TBX files that are broken or mean harm: an error with its line, soon, in little memory, and nothing taken."""

import io
import tracemalloc

import pytest

from termbase.concepts import Concept
from termbase.errors import ExchangeError
from termbase.exchange.formats import format_named
from tests.termbase.exchange.tbx_files import V3, entry, items, problems, section, v3

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
BOMB = f'<!DOCTYPE tbx [<!ENTITY l0 "ha">{LAUGHS}]>\n'
GOOD = entry(section("en", "good"), own_id="good")


def one_entry(concept="", own_id="c1", doctype=""):
    return doctype + V3.format(entries=GOOD + "\n" + entry(section("en", "a"), concept=concept, own_id=own_id))


def test_an_entity_that_nobody_defines_keeps_out_what_refers_to_it():
    *found, concept = items(one_entry("<note>a&nbsp;b</note><note>c</note>", doctype="<!DOCTYPE tbx SYSTEM 'x.dtd'>\n"))
    assert concept.notes == ("c",)
    assert problems(found) == ["terms.tbx:3: note: refers to the entity &nbsp;; write its text out"]


def test_without_a_document_type_such_an_entity_is_refused():
    with pytest.raises(ExchangeError, match=r"^terms\.tbx:2: is no well-formed XML: Entity 'nbsp' not defined"):
        items(one_entry("<note>a&nbsp;b</note>"))


def test_a_billion_laughs_are_not_laughed():
    with pytest.raises(ExchangeError, match=r"^terms\.tbx:1: is no well-formed XML: Maximum entity amplification"):
        items(one_entry("<note>&l10;</note>", doctype=BOMB))


def test_a_billion_laughs_in_an_attribute_are_refused():
    with pytest.raises(ExchangeError, match=r"^terms\.tbx:3: is no well-formed XML: Maximum entity amplification"):
        items(one_entry(own_id="&l10;", doctype=BOMB))


@pytest.mark.parametrize("place", ["<note>&x;</note>", "&x;"])
def test_no_file_is_read_through_an_entity(tmp_path, place):
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    found = items(one_entry(place, doctype=f'<!DOCTYPE tbx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n'))
    assert "s3cret" not in str(found)
    assert len(problems(found)) == 1


def test_no_file_is_read_through_an_attribute(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    with pytest.raises(ExchangeError, match=r"^terms\.tbx:3: .*external entity"):
        items(one_entry(own_id="&x;", doctype=f'<!DOCTYPE tbx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n'))


def test_no_definition_of_the_document_type_is_fetched(tmp_path):
    definition = tmp_path / "x.dtd"
    definition.write_text('<!ENTITY x "s3cret">')
    found = items(one_entry("<note>&x;</note>", doctype=f'<!DOCTYPE tbx SYSTEM "{definition.as_uri()}">\n'))
    assert "s3cret" not in str(found)


def test_deep_nesting_is_refused():
    with pytest.raises(ExchangeError, match=r"^terms\.tbx:2: elements stand in each other more than 200 deep"):
        items(one_entry("<descripGrp>" * 100_000))


def test_an_entry_without_end_is_refused():
    with pytest.raises(ExchangeError, match=r"^terms\.tbx:2: an entry has more than 100,000 elements"):
        items(one_entry("<note>x</note>" * 100_001))


def test_an_attribute_of_ten_megabytes_is_refused():
    with pytest.raises(ExchangeError, match=r"^terms\.tbx:2: is no well-formed XML"):
        items(one_entry(own_id="x" * 10_100_000))


def test_a_long_text_is_taken():
    *_, concept = items(one_entry(f"<note>{'长' * 1_000_000}</note>"))
    assert len(concept.notes[0]) == 1_000_000


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_short_is_refused_with_its_line(share):
    whole = v3(*(entry(section("en", f"term {number}"), own_id=f"c{number}") for number in range(50)))
    cut = whole[: int(len(whole) * share)]
    with pytest.raises(ExchangeError) as raised:
        items(cut)
    place, line = raised.value.place.split(":")
    assert place == "terms.tbx"
    assert abs(int(line) - (cut.count("\n") + 1)) <= 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "<html><body/></html>",
            "terms.tbx:1: is no TBX: its outermost element is 'html'; name the format of the file",
        ),
        ("\n<mtf/>", "terms.tbx:2: is no TBX: its outermost element is 'mtf'"),
        ("zh,en", "terms.tbx:1: is no well-formed XML: Start tag expected, '<' not found"),
        ("\n<?xml version='1.0'?><tbx/>", "terms.tbx:2: is no well-formed XML: XML declaration allowed only at the"),
        ("<tbx>\n<a></b></tbx>", "terms.tbx:2: is no well-formed XML: Opening and ending tag mismatch: a line 2 and b"),
        ("<tbx/><tbx/>", "terms.tbx:1: is no well-formed XML: Extra content at the end of the document"),
    ],
)
def test_what_is_no_tbx_is_refused(content, message):
    with pytest.raises(ExchangeError) as raised:
        items(content)
    assert str(raised.value).startswith(message)


def test_an_empty_body_holds_nothing():
    assert items(v3()) == []


class Endless(io.RawIOBase):
    """A file of so many entries, made while it is read; each third refers to the next one."""

    def __init__(self, entries):
        head, tail = (part.encode() for part in V3.split("{entries}"))
        self._parts = iter([head, *range(0, entries, 100), tail])

    def read(self, _size=-1):
        part = next(self._parts, b"")
        return "".join(map(self._entry, range(part, part + 100))).encode() if isinstance(part, int) else part

    def _entry(self, number):
        reference = f'<ref type="crossReference" target="c{number + 1}"/>' if number % 3 == 0 else ""
        return entry(section("zh", "链"), section("en", "chain"), concept=reference, own_id=f"c{number}") + "\n"


def test_memory_grows_with_the_identifiers_only():
    def read(entries):
        stream = Endless(entries)
        return sum(isinstance(item, Concept) for item in format_named("tbx-basic").read(stream, "x.tbx"))

    read(100)  # what is imported when it is needed does not count
    tracemalloc.start()
    count = read(1500)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 1500
    assert peak < 2_000_000
