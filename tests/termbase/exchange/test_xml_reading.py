"""Reading XML: element by element, and nothing that a hostile file asks for."""

import io
import tracemalloc

import pytest

from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.xml.reading import MAX_PARTS, XmlDocument, local_name, namespace, text_of

BOMB = """<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>
<r><e>&c;</e></r>"""


def texts(content, *names):
    stream = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    return [text_of(element) for element in XmlDocument(stream, "file.xml").entries(names or ("e",))]


def test_gives_each_entry_with_all_its_text():
    assert texts("<r><e>one <b>two</b> three</e><x><e>four</e></x></r>") == ["one two three", "four"]


def test_names_do_not_depend_on_prefixes():
    document = XmlDocument(io.BytesIO(b'<n:r xmlns:n="urn:a"><n:e/></n:r>'), "file.xml")
    assert (local_name(document.root), namespace(document.root)) == ("r", "urn:a")
    assert [namespace(element) for element in document.entries(("e",))] == ["urn:a"]


def test_an_entry_in_an_entry_belongs_to_the_outer_one():
    assert texts("<r><e>a<e>b</e>c</e></r>") == ["abc"]


def test_an_entity_is_never_expanded():
    with pytest.raises(InvalidValue, match="refers to the entity &c;"):
        texts(BOMB)


def test_no_file_is_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    with pytest.raises(InvalidValue, match="&x;"):
        texts(f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]><r><e>&x;</e></r>')
    assert texts(f'<!DOCTYPE r SYSTEM "{secret.as_uri()}"><r><e>a</e></r>') == ["a"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<r>\n<e>a</r>", "file.xml:2: is no well-formed XML"),
        ("", "file.xml:1: is no well-formed XML"),
        ("<r>\n" + "<d>" * 300, "file.xml:2: elements stand in each other more than 200 deep"),
        ("<r>" + "<e>" + "<d/>" * (MAX_PARTS + 1) + "</e></r>", "file.xml:1: an entry has more than 100,000 elements"),
    ],
)
def test_what_cannot_be_read_names_the_line(content, message):
    with pytest.raises(ExchangeError) as raised:
        texts(content)
    assert str(raised.value).startswith(message)


def test_an_entry_of_many_megabytes_is_refused():
    class Huge(io.RawIOBase):
        parts = iter([b"<r>\n<e>", *[b"<n>" + b"x" * 4_000_000 + b"</n>"] * 20])

        def read(self, _size=-1):
            return next(self.parts, b"")

    with pytest.raises(ExchangeError, match=r"^file\.xml:2: an entry has more than 32 megabytes; split it"):
        list(XmlDocument(Huge(), "file.xml").entries(("e",)))


def test_lines_are_counted_beyond_65535():
    with pytest.raises(ExchangeError, match=r"^file\.xml:70001: "):
        texts("<r>" + "\n" * 70000 + "<e></r>")


def test_memory_does_not_grow_with_the_file():
    class Endless(io.RawIOBase):
        parts = iter([b"<r>", *[b"<x><e>text</e><other>text</other></x>\n" * 500] * 100, b"</r>"])

        def read(self, _size=-1):
            return next(self.parts, b"")

    tracemalloc.start()
    count = sum(1 for _ in XmlDocument(Endless(), "file.xml").entries(("e",)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 50_000
    assert peak < 2_000_000
