"""UTX: every version is read, synonyms find together, and what is written comes back."""

from dataclasses import replace

import pytest
from hypothesis.strategies import SearchStrategy

from termbase.concepts import AdministrativeStatus, Concept, DataCategory, LanguageSection, PartOfSpeech, Term
from termbase.errors import ExchangeError
from termbase.exchange.identifiers import IDENTIFIER
from termbase.exchange.values import Problem, ReadOptions, WriteOptions
from tests.strategies import concept_lists
from tests.termbase.exchange import stripping
from tests.termbase.exchange.format_suite import PAIR, CarryingSuite, FormatSuite, ReaderSuite, read, written

PREFERRED, ADMITTED, DEPRECATED = (AdministrativeStatus(word) for word in ("preferred", "admitted", "deprecated"))

OLD = """#UTX 1.11; de/en-US; 2013-12-20T17:00:45; copyright: A/B; license: CC BY; Dictionary ID: sample;
#description: and/or
#src\ttgt\tsrc:pos\ttgt:pos\tterm status\ttgt:comment\tcustomer\tconcept ID
Hund\tdog\tnoun\tnoun\tapproved\t\tSAP\tC002

Katze\tcat\tproperNoun\t-\t\t\t\t
# a comment
Hund\thound\tnoun\tgerund\tnon-standard\tof a pack\tSAP\tC002
Hund\tmutt\tnoun\tnoun\tforbidden\t\t\tC002
Köter\tdog\tnoun\tnoun\tapproved\t\t\tC002
"""
DOG = Concept(
    "c002",
    sections=(
        LanguageSection(
            "de",
            (
                Term("Hund", part_of_speech=PartOfSpeech.NOUN),
                Term("Köter", ADMITTED, part_of_speech=PartOfSpeech.NOUN),
            ),
        ),
        LanguageSection(
            "en-US",
            (
                Term("dog", part_of_speech=PartOfSpeech.NOUN),
                Term(
                    "hound",
                    ADMITTED,
                    notes=("of a pack",),
                    data_categories=(DataCategory("termNote/partOfSpeech", "gerund"),),
                ),
                Term("mutt", DEPRECATED, part_of_speech=PartOfSpeech.NOUN),
            ),
        ),
    ),
    data_categories=(DataCategory(IDENTIFIER, "C002"), DataCategory("descrip/customer", "SAP")),
)
CAT = Concept(
    "cat",
    sections=(
        LanguageSection("de", (Term("Katze", part_of_speech=PartOfSpeech.PROPER_NOUN),)),
        LanguageSection("en-US", (Term("cat"),)),
    ),
)
HEADING = "#UTX 1.11; zh-CN/en\n#src\ttgt\tsrc:pos\n"


class TestUtxReader(ReaderSuite):
    name = "utx"

    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    def test_terms_of_one_concept_find_together(self, newline):
        assert read("utx", OLD.replace("\n", newline).encode()) == [CAT, DOG]

    def test_the_columns_of_version_1_20_tell_their_language(self):
        text = "#UTX 1.20\n#term:ja\tterm:en\tpos:ja\tterm status:en\tcomment:en\tx-usage:en\n"
        text += "犬\thound\tnoun\tforbidden\tno\ta\n"
        (concept,) = read("utx", ("\ufeff" + text).encode())
        assert [section.language for section in concept.sections] == ["ja", "en"]
        assert concept.terms("ja") == (Term("犬", part_of_speech=PartOfSpeech.NOUN),)
        assert concept.terms("en") == (
            Term("hound", DEPRECATED, notes=("no",), data_categories=(DataCategory("termNote/x-usage", "a"),)),
        )

    def test_a_file_that_does_not_tell_its_languages_has_those_of_the_options(self):
        options = ReadOptions(source_language="ja", target_language="fr")
        (concept,) = read("utx", "#UTX-S 1.00\n#src\ttgt\n犬\tchien\n".encode(), options)
        assert [section.language for section in concept.sections] == ["ja", "fr"]

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("词", "tgt: is empty"),
            ("\tword", "src: is empty"),
            ("词\tword\tnoun\tmore", "line: has more than 3 cells"),
            ("词\two\x07rd\tnoun", "term: holds the character U+0007"),
            ("词" * 1_000_001, "line: is longer than"),
        ],
        ids=range(5),
    )
    def test_a_bad_line_is_a_problem_and_the_rest_is_read(self, line, problem):
        bad, good = read("utx", f"{HEADING}{line}\n好\tgood\n".encode())
        assert isinstance(bad, Problem)
        assert (bad.place, bad.line) == ("terms.utx", 3)
        assert problem in str(bad)
        assert good.id == "good"

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ("src\ttgt\na\tb\n", r"^terms\.utx:1: does not begin with a line such as #UTX"),
            ("#UTX 1.11; zh-CN/en\n词\tword\n", r"^terms\.utx:2: comes before the columns are named"),
            ("#UTX 1.11; zh-CN/en\n#a\tb\n", r"^terms\.utx:2: names no columns src and tgt"),
            ("#UTX 1.11; zh-CN/zh\n", r"^terms\.utx:1: has zh-Hans as both languages"),
            ("# words\n", r"^terms\.utx: is empty or does not begin"),
        ],
    )
    def test_a_file_without_its_heading_is_refused(self, text, error):
        with pytest.raises(ExchangeError, match=error):
            read("utx", text.encode())


def _as_superseded_is_read(concept: Concept) -> Concept:
    def changed(term: Term) -> Term:
        superseded = term.status is AdministrativeStatus.SUPERSEDED
        return replace(term, status=DEPRECATED) if superseded else term

    return stripping.each_term(changed)(concept)


def _of(language: str, change) -> stripping.Callable[[Concept], Concept]:
    return stripping.each_section(
        lambda section: (
            replace(section, terms=tuple(change(section.terms))) if section.language == language else section
        )
    )


def _first_preferred(terms):
    return [replace(term, status=ADMITTED if number else PREFERRED) for number, term in enumerate(terms)]


def _joined_notes(term: Term) -> Term:
    comment = "; ".join(note.replace("\n", " ").replace("\t", " ").strip() for note in term.notes)
    return replace(term, notes=(comment,) if term.notes else ())


def _once(section: LanguageSection) -> LanguageSection:
    first = {term.text: term for term in reversed(section.terms)}
    return replace(section, terms=tuple(term for term in section.terms if first[term.text] is term))


def _two_languages(concept: Concept) -> Concept:
    both = [section for section in concept.sections if section.language in ("zh-Hans", "fr")]
    return replace(concept, sections=tuple(both))


def _in_pairs(concept: Concept) -> Concept:
    """The concept with its last two languages those of the file."""
    *others, first, second = (None, None, *concept.sections)
    if first is None or {it.language for it in others if it} & {"zh-Hans", "fr"}:
        return concept
    names = ("zh-Hans", "fr") if len(concept.id) % 2 else ("fr", "zh-Hans")
    pair = (replace(section, language=name) for section, name in zip((first, second), names, strict=True))
    return replace(concept, sections=(*(it for it in others if it), *pair))


class TestUtx(FormatSuite, CarryingSuite):
    name = "utx"
    # What is left out first says what stands first of the rest, so the order counts.
    strips = {
        "concept without a term in both languages": stripping.left_out,
        "languages other than the two of the file": _two_languages,
        "order of the languages": lambda concept: replace(concept, sections=tuple(reversed(concept.sections))),
        "deprecated and superseded source terms": _of("zh-Hans", lambda terms: [t for t in terms if t.status.accepted]),
        "term that comes twice, at different times": stripping.each_section(_once),
        "status of a source term": _of("zh-Hans", _first_preferred),
        "status 'superseded'": _as_superseded_is_read,
        "several notes on a term, or lines in one": stripping.each_term(_joined_notes),
    } | stripping.all_fields()

    def concepts(self) -> SearchStrategy[list[Concept]]:
        return concept_lists(3).map(lambda concepts: [_in_pairs(concept) for concept in concepts])

    def options(self) -> WriteOptions:
        return WriteOptions(target_language="fr")

    def test_lines_are_pairs_of_the_first_terms(self):
        zh = LanguageSection("zh-Hans", (Term("产业链"), Term("产业链条", ADMITTED), Term("#链", ADMITTED)))
        content, _ = written("utx", [replace(PAIR, sections=(zh, PAIR.sections[1]))])
        lines = [line.split("\t") for line in content.decode().splitlines()]
        assert lines[0] == ["#UTX 1.11; zh-CN/en; creator: zhengming; dictionary ID: Term base"]
        assert [(it[0], it[1], it[4]) for it in lines[2:]] == [
            ("产业链", "industrial chain", "approved"),
            ("产业链", "industry line", "forbidden"),
            ("产业链条", "industrial chain", "approved"),
            (" #链", "industrial chain", "approved"),
        ]
        (back,) = read("utx", content)
        assert back.terms("zh-Hans") == zh.terms

    def test_deprecated_terms_can_be_left_out(self):
        content, report = written("utx", [PAIR], WriteOptions(deprecated=False))
        assert b"industry line" not in content
        assert "deprecated and superseded terms" in {loss.field for loss in report.losses}

    def test_ids_of_digits_and_terms_like_none_come_back(self):
        concept = Concept(
            "2022", "n/a", (LanguageSection("zh-Hans", (Term("-"),)), LanguageSection("en", (Term("none"),)))
        )
        assert read("utx", written("utx", [concept])[0]) == [concept]


def test_it_is_utf_8_as_its_specification_says_even_where_other_encodings_are_possible():
    content = "#UTX 1.11; zh-CN/en\n#src\ttgt\tsrc:pos\ttgt:comment\n0\tnought\tnoun\t¼\n"
    (nought,) = read("utx", content.encode())
    assert nought.terms("en")[0].notes == ("¼",)


def test_another_encoding_is_read_where_it_is_named():
    content = "#UTX 1.11; zh-CN/en\n#src\ttgt\tsrc:pos\n链\tchain\tnoun\n"
    (chain,) = read("utx", content.encode("gb18030"), ReadOptions(encoding="gb18030"))
    assert chain.preferred("zh-Hans") == "链"
