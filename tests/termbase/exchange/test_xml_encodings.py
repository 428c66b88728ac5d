"""The encodings of XML files: read as declared, and named where the declaration is wrong."""

import io

import pytest

from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.xml.reading import XmlDocument, root_name, text_of

CHINESE = "产业链和供应链是现代经济的重要形态，要提升产业链供应链的韧性和安全水平。"
TRADITIONAL = "產業鏈和供應鏈是現代經濟的重要形態，要提升產業鏈供應鏈的韌性和安全水平。"


def document(text, declared=""):
    declaration = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    return f"{declaration}<r>\n<e>{text}</e>\n</r>\n"


def read(content, encoding=""):
    parsed = XmlDocument(io.BytesIO(content), "file.xml", encoding)
    return [text_of(element) for element in parsed.entries(("e",))]


@pytest.mark.parametrize(
    ("text", "declared", "encoding"),
    [
        (CHINESE, "", "utf-8"),
        (CHINESE, "UTF-8", "utf-8"),
        (CHINESE, "UTF-8", "utf-8-sig"),
        (CHINESE, "", "utf-16"),
        (CHINESE, "UTF-16", "utf-16"),
        (CHINESE, "utf-8", "utf-16"),
        (CHINESE, "", "utf-16-le"),
        (CHINESE, "", "utf-16-be"),
        (CHINESE, "UTF-16", "utf-16-le"),
        (CHINESE, "UTF-16", "utf-16-be"),
        (CHINESE, "GB18030", "gb18030"),
        (CHINESE, "gb2312", "gb2312"),
        (TRADITIONAL, "Big5", "big5"),
        ("şğı", "windows-1254", "cp1254"),
        ("État, œuvre", "windows-1252", "cp1252"),
        ("Цепь", "windows-1251", "cp1251"),
        ("État", "iso-8859-1", "latin-1"),
        ("État, élève, hétérogénéité, œuvre, À, Ç, Ô, Š " * 20, "windows-1252", "cp1252"),
        ("СОВЕЩАНИЕ промышленная цепочка " * 20, "windows-1251", "cp1251"),
        (CHINESE, "utf8", "utf-8"),
    ],
)
def test_what_is_declared_is_read(text, declared, encoding):
    assert read(document(text, declared).encode(encoding)) == [text]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (document(CHINESE, "UTF-8").encode("gb18030"), "file.xml:3: declares utf-8 but is not; it looks like GB18030"),
        (
            document(CHINESE).encode("gb18030"),
            "file.xml:2: declares no encoding and is not UTF-8; it looks like GB18030",
        ),
        (document(TRADITIONAL, "UTF-8").encode("big5"), "file.xml:3: declares utf-8 but is not; it looks like Big5"),
        (document("œuvre d’État", "UTF-8").encode("cp1252"), "file.xml:3: declares utf-8 but is not; it looks like a"),
        (document("État", "windows-1252").encode(), "file.xml:1: declares windows-1252 but is UTF-8"),
        (document(CHINESE, "windows-1252").encode(), "declares windows-1252 but is not; it looks like UTF-8"),
        (document(CHINESE, "GB18030").encode(), "declares gb18030 but is"),
        (document(CHINESE, "Big5").encode(), "declares big5 but is"),
        (document(CHINESE, "UTF-16").encode(), "file.xml:1: declares utf-16 but is not; it looks like UTF-8"),
        (document(CHINESE, "windows-1252").encode("gb18030"), "file.xml:1: declares windows-1252 but is GB18030"),
        (document(CHINESE, "us-ascii").encode(), "declares us-ascii but is not; it looks like UTF-8"),
        (document(CHINESE, "klingon").encode(), "file.xml:1: declares the encoding 'klingon', which is unknown"),
        (document(CHINESE, "UTF-8").encode("utf-16-le")[:-9], "file.xml:4: is no well-formed XML"),
        (b"<r>\n<e>\0</e></r>", "file.xml:2: is no well-formed XML"),
        (b"<r>\n<e>\x0b</e></r>", "file.xml:2: is no well-formed XML: PCDATA invalid Char value 11"),
    ],
)
def test_what_is_not_what_it_declares_is_named_with_its_line(content, message):
    with pytest.raises(ExchangeError) as raised:
        read(content)
    assert message in str(raised.value)


def test_the_encoding_that_is_named_overrules_the_declaration():
    assert read(document(CHINESE, "UTF-8").encode("gb18030"), "GB18030") == [CHINESE]
    assert read(document(CHINESE, "windows-1252").encode(), "utf-8") == [CHINESE]


def test_an_encoding_that_is_named_wrongly_is_refused():
    with pytest.raises(
        ExchangeError, match=r"file\.xml:3: is not in the encoding that was named; it looks like GB18030"
    ):
        read(document(CHINESE, "UTF-8").encode("gb18030"), "utf-8")
    with pytest.raises(InvalidValue, match="encoding: 'klingon' is unknown"):
        read(document(CHINESE).encode(), "klingon")


def test_bad_bytes_late_in_a_long_file_are_named_with_their_line():
    content = b"<r>\n" + b"<e>x</e>\n" * 20_000 + "<e>产业链</e>\n</r>".encode("gb18030")
    with pytest.raises(ExchangeError, match=r"^file\.xml:20002: declares no encoding and is not UTF-8"):
        read(content)


@pytest.mark.parametrize(
    ("content", "root"),
    [(b"<a:tbx xmlns:a='urn:x'/>", "tbx"), (b"id\tterm", ""), (b"", ""), (b"<martif type='TBX'>", "martif TBX")],
)
def test_the_root_tells_what_a_file_is(tmp_path, content, root):
    path = tmp_path / "file.xml"
    path.write_bytes(content)
    assert root_name(path) == root
    assert root_name(tmp_path / "none.xml") == ""
