"""Encodings told from the bytes of a file: real Chinese text, short and long, and what must not be guessed."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.errors import ExchangeError
from termbase.exchange.encodings import UTF8, encoding_named
from termbase.exchange.text import MAX_LINE, TextFile, read_lines
from termbase.starter.loader import starter_concepts

SIMPLIFIED = "序号,中文,英文\n1,产业链,industrial chain\n2,高质量发展,high-quality development\n3,韧性,resilience\n"
TRADITIONAL = "序號,中文,英文\n1,產業鏈,industrial chain\n2,高質量發展,high-quality development\n3,韌性,resilience\n"
PREAMBLE = "# a long note in English that says nothing of the encoding\n" * 4000


def read(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a file, and the name of the encoding that it was read as."""
    file = TextFile(io.BytesIO(content), "terms.txt", encoding)
    text = "".join(line.text for line in file.lines())
    return text, file.encoding.name


def refusal(content: bytes, encoding: str = "") -> str:
    with pytest.raises(ExchangeError) as caught:
        read(content, encoding)
    return str(caught.value)


class TestRecognised:
    @pytest.mark.parametrize(
        ("text", "codec", "name"),
        [
            (SIMPLIFIED, "utf-8", "UTF-8"),
            (SIMPLIFIED, "utf-8-sig", "UTF-8"),
            (SIMPLIFIED, "utf-16", "UTF-16"),
            (SIMPLIFIED, "utf-16-le", "UTF-16LE"),
            (TRADITIONAL, "utf-16-be", "UTF-16BE"),
            (SIMPLIFIED, "utf-32", "UTF-32"),
            (SIMPLIFIED, "gb18030", "GB18030"),
            (SIMPLIFIED, "gbk", "GB18030"),
            (TRADITIONAL, "gbk", "GB18030"),
            (TRADITIONAL, "big5", "Big5"),
            (TRADITIONAL + "4,𠝹票,cut tickets\n5,埗頭,pier\n", "big5hkscs", "Big5-HKSCS"),
            ("chǎn yè liàn,产业链\nzhìlǐ,治理\n", "gb18030", "GB18030"),
            ("Promoting the “new normal” – it’s a phrase\n", "cp1252", "windows-1252"),
            ("Промышленная цепочка; цепь поставок\n", "cp1251", "windows-1251"),
            ("Βιομηχανική αλυσίδα και εφοδιασμός\n", "cp1253", "windows-1253"),
            ("chǎn yè liàn, naïve résumé\n", "utf-8", "UTF-8"),
            ("Промышленная цепочка\n", "utf-8", "UTF-8"),
        ],
    )
    @pytest.mark.parametrize("times", [1, 3000])
    def test_text_short_and_long(self, text, codec, name, times):
        assert read((text * times).encode(codec)) == (text * times, name)

    @pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
    def test_chinese_that_comes_late(self, codec):
        assert read((PREAMBLE + SIMPLIFIED).encode(codec))[0] == PREAMBLE + SIMPLIFIED

    def test_a_mark_of_gb18030_is_taken_off(self):
        assert read(("\ufeff" + SIMPLIFIED).encode("gb18030")) == (SIMPLIFIED, "GB18030")

    @given(st.integers(2, 12), st.randoms(use_true_random=False), st.sampled_from(["zh-Hans", "zh-Hant"]))
    def test_a_few_terms_are_read_rightly_or_not_at_all(self, count, chance, language):
        text = "".join(term + "\n" for term in chance.sample(TERMS[language], count))
        for codec in ("gb18030", "cp950", "utf-16-le", "utf-16-be", "utf-8"):
            try:
                content = text.encode(codec)
            except UnicodeEncodeError:
                continue
            try:
                assert read(content)[0] == text, codec
            except ExchangeError as error:
                assert "encoding" in error.cure  # noqa: PT017 - a refusal is as good as the text


TERMS = {
    language: [term.text for concept in starter_concepts() for term in concept.terms(language)]
    for language in ("zh-Hans", "zh-Hant")
}


class TestRefused:
    def test_readings_that_differ_are_named(self):
        message = refusal("le café, naïve façade, über\n".encode("cp1252"))
        assert message == (
            "terms.txt: may be text in windows-1252 or windows-1250 or windows-1254 or windows-1257; "
            "name its encoding (--encoding)"
        )

    def test_two_characters_that_are_something_in_two_encodings(self):
        assert "may be text in UTF-8 or GB18030" in refusal("茅台".encode("gbk"))

    @pytest.mark.parametrize(("text", "codec"), [("産業チェーン\n", "shift_jis"), ("한국어 산업\n", "euc-kr")])
    def test_what_is_no_chinese(self, text, codec):
        assert "name its encoding (--encoding)" in refusal(text.encode(codec))

    def test_what_is_no_text(self):
        assert "terms.txt:3: is not UTF-8, and no other encoding is recognised" in refusal(b"a\n\n\x80\x81\xff\n")

    @pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
    def test_a_broken_byte_is_named_by_its_line(self, codec):
        content = (TRADITIONAL * 200).encode(codec)
        broken = content + b"\xff\xff,x\n" + content
        name = {"utf-8": "UTF-8", "gb18030": "GB18030, which it was taken for", "big5": "Big5, which it was taken for"}
        assert f"terms.txt:801: is not {name[codec]}" in refusal(broken)

    def test_a_broken_byte_far_down(self):
        line = "产业链,industrial chain\n".encode()
        assert "terms.txt:80001: is not UTF-8" in refusal(line * 80000 + b"\xe4\xba\n")

    @given(st.binary(max_size=400))
    def test_any_bytes_give_text_or_one_error(self, content):
        try:
            read(content)
        except ExchangeError as error:
            assert error.place.startswith("terms.txt")  # noqa: PT017 - may be refused


class TestNamed:
    @pytest.mark.parametrize("name", ["gb18030", "GBK", "gb2312"])
    def test_a_part_of_an_encoding_is_read_as_the_whole(self, name):
        assert read("镕\u3400".encode("gb18030"), name)[0] == "镕\u3400\n"

    def test_what_is_named_is_believed(self):
        assert read("łódź\n".encode("cp1250"), "windows-1250") == ("łódź\n", "windows-1250")

    def test_what_is_named_has_to_fit(self):
        assert "terms.txt:2: is not big5;" in refusal(b"a\n\xff\xff\n", "big5")
        assert "terms.txt:1: is not utf-16;" in refusal(b"zh,en\n", "utf-16")

    @pytest.mark.parametrize("name", ["klingon", "hex", "utf 8 \0"])
    def test_no_encoding(self, name):
        assert f"terms.txt: unknown encoding {name!r}; use a name such as utf-8" in refusal(b"a", name)

    def test_utf8_is_what_ascii_is(self):
        file = TextFile(io.BytesIO(b"a\n"), "terms.txt")
        assert [line.text for line in file.lines()] == ["a\n"]
        assert file.encoding == UTF8
        assert encoding_named("utf8").codec == "utf-8"


def test_long_lines_are_passed_over_without_being_kept():
    content = b"first\n" + b"x" * (3 * MAX_LINE) + b"\nlast"
    lines = list(read_lines(io.BytesIO(content), "terms.txt"))
    assert [(line.number, line.text, bool(line.fault)) for line in lines] == [
        (1, "first\n", False),
        (2, "", True),
        (3, "last\n", False),
    ]


@given(st.text(st.sampled_from("a产\n\r"), max_size=40), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_every_line_end_is_one(text, codec):
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    if expected and not expected.endswith("\n"):
        expected += "\n"
    assert read(text.encode(codec))[0] == expected


def test_a_stream_may_give_little_at_a_time():
    class Drops(io.RawIOBase):
        def __init__(self):
            self._rest = io.BytesIO(SIMPLIFIED.encode("gb18030"))

        def read(self, size=-1):
            return self._rest.read(min(size, random.Random(size).randint(1, 3)))

    assert "".join(line.text for line in read_lines(Drops(), "drops")) == SIMPLIFIED
