"""Reading TBX: each construct, in every version, becomes what the term model has for it, and nothing is lost."""

import tomllib
import unicodedata
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.codec import to_plain
from termbase.concepts import AdministrativeStatus, Concept, DataCategory, Relation, RelationKind, WorkState
from termbase.exchange.identifiers import IDENTIFIER
from termbase.exchange.tbx.reading.texts import labelled, spaced
from tests.strategies import concept_lists, texts
from tests.termbase.exchange.format_suite import PAIR, ReaderSuite, written
from tests.termbase.exchange.tbx_files import MIN_2014, concepts, entry, items, problems, section, term, v2, v3

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("tbx_reading.toml").read_text("utf-8"))["case"]
DEFAULTS = {"match": {"case_sensitive": False, "inflect": True, "evidence": "always"}, "status": "preferred"}


class TestReadingTbxBasic(ReaderSuite):
    name = "tbx-basic"


class TestReadingTbxV2(ReaderSuite):
    name = "tbx-v2"


def in_place(case):
    """An entry with the elements of the case on their level."""
    xml, level = case["xml"], case["level"]
    english = term("chain", xml if level == "term" else "")
    return entry(
        section("zh-CN", "链"),
        section("en", english, more=xml if level == "language" else ""),
        concept=xml if level == "concept" else "",
    )


def on_level(concept, level):
    """The fields of a level, without those that every file gives."""
    plain = to_plain(concept)
    if level == "concept":
        return {name: value for name, value in plain.items() if name not in ("id", "sections")}
    (english,) = [it for it in plain["sections"] if it["language"] == "en"]
    if level == "language":
        return {name: value for name, value in english.items() if name not in ("language", "work_state", "terms")}
    (only,) = english["terms"]
    return {name: value for name, value in only.items() if name != "text"}


@pytest.mark.parametrize("version", [v3, v2, lambda *entries: v2(*entries, ntig=True)], ids=["v3", "tig", "ntig"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_construct(case, version):
    found = items(version(in_place(case)))
    (concept,) = [item for item in found if isinstance(item, Concept)]
    defaults = DEFAULTS if case["level"] == "term" else {}
    assert on_level(concept, case["level"]) == defaults | case["gives"]
    (problem,) = problems(found) or [""]
    assert case.get("problem", "") in problem
    assert bool(problem) == ("problem" in case)


def test_min_of_2014():
    chinese, english = (
        f'<langSet xml:lang="{code}"><tig><term>{word}</term><termStatus>{status}</termStatus></tig></langSet>'
        for code, word, status in (("zh", "链", "preferred"), ("en", "chain", "notRecommended"))
    )
    subject = "<subjectField>trade</subjectField>"
    (concept,) = concepts(MIN_2014.format(entries=f'<termEntry id="C7">{subject}{chinese}{english}</termEntry>'))
    assert (concept.id, concept.subject_field) == ("c7", "trade")
    assert concept.preferred("zh-Hans") == "链"
    assert concept.terms("en")[0].status is AdministrativeStatus.DEPRECATED


def test_names_of_the_draft_of_tbx_min():
    (concept,) = concepts(
        MIN_2014.format(
            entries='<conceptEntry id="a"><langGroup xml:lang="en"><termGroup><term>dog</term></termGroup></langGroup>'
            "</conceptEntry>"
        )
    )
    assert concept.preferred("en") == "dog"


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ZH", "zh-Hans"),
        ("zh-cn", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-Hans-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("EN", "en"),
        ("en_US", "en-US"),
        ("de-AT", "de-AT"),
        ("sr-latn", "sr-Latn"),
    ],
)
def test_language_codes(code, language):
    (concept,) = concepts(v3(entry(section(code, "x"))))
    assert [it.language for it in concept.sections] == [language]


def test_a_language_that_comes_twice_is_one_section():
    (concept,) = concepts(v3(entry(section("en", "chain", more="<note>a</note>"), section("EN", "link", "chain"))))
    (english,) = concept.sections
    assert [it.text for it in english.terms] == ["chain", "link"]
    assert english.notes == ("a",)


def test_regions_that_share_a_script_are_joined_and_stay_with_the_terms():
    (concept,) = concepts(v3(entry(section("zh-CN", "计程车"), section("zh-SG", "德士", "计程车"))))
    (chinese,) = concept.sections
    assert [(it.text, it.geographical_usage) for it in chinese.terms] == [("计程车", ""), ("德士", "SG")]


def test_a_term_that_comes_twice_unites_what_is_said_of_it():
    twice = [
        term("chain", "<termNote type='partOfSpeech'>noun</termNote><note>a</note>"),
        term("chain", "<termNote type='termType'>shortForm</termNote><note>a</note><note>b</note>"),
    ]
    (concept,) = concepts(v3(entry(section("en", *twice))))
    (only,) = concept.terms("en")
    assert (only.part_of_speech, only.term_type, only.notes) == ("noun", "short form", ("a", "b"))


def test_a_term_that_contradicts_itself_is_a_problem():
    twice = [term("chain", f"<termNote type='partOfSpeech'>{word}</termNote>") for word in ("noun", "verb")]
    *_, concept = found = items(v3(entry(section("en", *twice))))
    assert concept.terms("en")[0].part_of_speech == "noun"
    assert problems(found) == [
        "terms.tbx:2: en term: 'chain' is given twice, with another part of speech; keep one of them"
    ]


@pytest.mark.parametrize(
    ("given_statuses", "read"),
    [
        (("", "", ""), "preferred admitted admitted"),
        (("deprecated", "", ""), "deprecated preferred admitted"),
        (("", "preferred", ""), "admitted preferred admitted"),
        (("superseded", "deprecated", "admitted"), "superseded deprecated admitted"),
    ],
)
def test_a_term_without_a_status_is_preferred_if_no_other_is(given_statuses, read):
    terms = [
        term(f"t{number}", f"<termNote type='administrativeStatus'>{status}</termNote>")
        for number, status in enumerate(given_statuses)
    ]
    (concept,) = concepts(v3(entry(section("en", *terms))))
    assert " ".join(it.status for it in concept.terms("en")) == read


@pytest.mark.parametrize(
    ("states", "read", "kept"),
    [
        (("Approved", "Approved"), WorkState.APPROVED, []),
        (("Approved", ""), WorkState.APPROVED, []),
        (("New", "New"), WorkState.PROPOSED, []),
        (("Approved", "New"), WorkState.PROPOSED, ["Approved"]),
        (("finalized", ""), WorkState.APPROVED, ["finalized"]),
    ],
)
def test_the_state_of_the_terms_is_that_of_their_language(states, read, kept):
    terms = [term(f"t{n}", f"<termNote type='status'>{state}</termNote>") for n, state in enumerate(states)]
    (concept,) = concepts(v2(entry(section("en", *terms))))
    (english,) = concept.sections
    assert english.work_state is read
    assert [it.value for one in english.terms for it in one.data_categories] == kept


def definition(text, language=""):
    attribute = f' xml:lang="{language}"' if language else ""
    return (
        f'<descripGrp><descrip type="definition"{attribute}>{text}</descrip><admin type="source">S</admin></descripGrp>'
    )


@pytest.mark.parametrize(
    ("text", "language", "where"),
    [
        ("产业的各环节。", "zh-CN", "zh-Hans"),
        ("Étapes.", "fr", "fr"),
        ("产业的各环节。", "", "zh-Hans"),
        ("The stages.", "", "en"),
    ],
)
def test_a_definition_of_the_concept_goes_to_its_language(text, language, where):
    (concept,) = concepts(v2(entry(section("zh", "链"), section("en", "chain"), concept=definition(text, language))))
    assert {it.language: [d.text for d in it.definitions] for it in concept.sections if it.definitions} == {
        where: [text]
    }
    assert concept.section(where).definitions[0].source.document == "S"


def test_a_definition_in_an_unknown_language_stays_with_the_concept():
    (concept,) = concepts(v2(entry(section("fr", "chaîne"), concept=definition("The stages."))))
    assert concept.data_categories == (
        DataCategory("descrip/definition", "The stages."),
        DataCategory("admin/source", "S"),
    )


def test_a_definition_that_stands_with_a_term_goes_to_its_language():
    (concept,) = concepts(v2(entry(section("en", term("chain", definition("The stages."))))))
    (english,) = concept.sections
    assert [(it.text, it.source.document) for it in english.definitions] == [("The stages.", "S")]
    assert english.terms[0].data_categories == ()


def test_a_note_of_the_concept_that_tells_its_language_goes_there():
    (concept,) = concepts(v3(entry(section("en", "chain"), concept='<note xml:lang="fr">une note</note>')))
    assert concept.section("fr").notes == ("une note",)


@pytest.mark.parametrize(
    ("foreign", "own", "kept"),
    [
        ("industrial-chain", "industrial-chain", False),
        ("_14th-plan", "14th-plan", False),
        ("_14", "14", False),
        ("C7", "c7", True),
        ("3344", "chain", True),
        ("", "chain", False),
        ("链", "chain", True),
        ("x" * 300, "x" * 120, True),
    ],
)
def test_identifiers(foreign, own, kept):
    (concept,) = concepts(v3(entry(section("zh", "链"), section("en", "chain"), own_id=foreign)))
    assert concept.id == own
    assert [it.value for it in concept.data_categories if it.name == IDENTIFIER] == ([foreign] if kept else [])


def reference(target, words="", kind="crossReference"):
    return f'<ref type="{kind}" target="{target}">{words}</ref>'


def test_references_become_relations_forwards_and_backwards():
    found = concepts(
        v3(
            entry(section("en", "one"), own_id="1", concept=reference("_2nd", "part of") + reference("#3")),
            entry(section("en", "two"), own_id="_2nd", concept=reference("1", "the first one")),
            entry(section("en", "three"), own_id="3", concept=reference("_2nd", kind="relatedConceptBroader")),
        )
    )
    by_id = {it.id: it for it in found}
    assert by_id["one"].relations == (Relation(RelationKind.PART_OF, "2nd"), Relation(RelationKind.RELATED, "three"))
    assert by_id["2nd"].relations == (Relation(RelationKind.RELATED, "one"),)
    assert by_id["2nd"].data_categories == (DataCategory("ref/crossReference", "the first one"),)
    assert by_id["three"].relations == (Relation(RelationKind.BROADER, "2nd"),)
    assert [it.id for it in found] == ["2nd", "three", "one"]


def test_a_reference_to_itself_or_given_twice_makes_no_relation():
    content = v3(
        entry(section("en", "a"), own_id="a", concept=reference("a", "myself")),
        entry(section("en", "b"), own_id="b", concept=reference("a", "related") * 2),
    )
    first, second = concepts(content)
    assert first.relations == ()
    assert first.data_categories == (DataCategory("ref/crossReference", "myself\na"),)
    assert second.relations == (Relation(RelationKind.RELATED, "a"),)


@pytest.mark.parametrize(
    ("bad", "problem", "read"),
    [
        (entry(), "terms.tbx:3: the entry has no term; give it one, or take it out", 2),
        (entry(section("en", " ")), "terms.tbx:3: term: is empty; give it a text", 2),
        (entry(section("en", "a", "")), "terms.tbx:3: term: is empty; give it a text", 3),
        (entry(section("en", "a", "<termSec/>")), "terms.tbx:3: a term section has no term; give it one", 3),
        (entry(section("en", "b&#x80;", "c")), "terms.tbx:3: term: holds the character U+0080; take it out", 3),
        (entry(section("--", "a"), section("en", "b")), "terms.tbx:3: language: '--' is no language code; ", 3),
        (entry(section("", "a"), section("en", "b")), "terms.tbx:3: a language section names no language; give it", 3),
        (section("en", "a"), "terms.tbx:3: the element 'langSec' stands outside an entry; put it into", 2),
        (entry(section("en", "a"), entry()), "terms.tbx:3: the element 'conceptEntry' stands in an entry, outside", 3),
        (entry("<term>a</term>", section("en", "b")), "terms.tbx:3: the element 'term' stands in an entry, outside", 3),
        (entry(section("en", "a", more=section("zh", "b"))), "terms.tbx:3: the element 'langSec' stands in a", 3),
        (entry(section("en", "a"), own_id="x&#x80;y"), "terms.tbx:3: id: holds the character U+0080; take it out", 3),
        (entry(section("e" * 200, "a"), section("en", "b")), "terms.tbx:3: language: its code is 200 characters", 3),
        (entry(section("en", "a"), "lost"), "terms.tbx:3: the text 'lost' stands between the elements of 'concep", 3),
        (entry(section("en", "a"), f"<note>{'x' * 999}&#x80;</note>"), "terms.tbx:3: note: holds the character U+", 3),
        (entry(section("en", "a"), f'<descrip type="{"x" * 999}">y</descrip>'), "terms.tbx:3: type: is 999 char", 3),
        (entry(section("en", "a"), f"{'x' * 999}"), f"terms.tbx:3: the text '{'x' * 280}", 3),
        (entry(section("en", "a"), own_id="x" * 2000), "terms.tbx:3: id: is 2,000 characters long and is not kept", 3),
        (entry(section("en", "b"), own_id="first"), "terms.tbx:3: id: 'first' stands in the file twice; this one", 3),
    ],
)
def test_a_bad_record_is_a_problem_with_its_line_and_the_rest_goes_in(bad, problem, read):
    found = items(v3(entry(section("en", "one"), own_id="first"), bad, entry(section("en", "two"), own_id="last")))
    assert any(it.startswith(problem) for it in problems(found)), problems(found)
    ids = [item.id for item in found if isinstance(item, Concept)]
    assert len(ids) == len(set(ids)) == read
    assert (ids[0], ids[-1]) == ("first", "last")


def test_an_identifier_that_comes_twice_gives_way_to_the_terms():
    found = items(v3(*(entry(section("en", word), own_id="-1") for word in ("one", "two", "three"))))
    assert [item.id for item in found if isinstance(item, Concept)] == ["one", "two", "three"]
    assert problems(found) == [
        f"terms.tbx:{line}: id: '-1' stands in the file twice; this one becomes {word}; give one of the two entries "
        "another"
        for line, word in ((3, "two"), (4, "three"))
    ]


def test_a_direct_term_and_two_terms_in_a_section_are_all_read():
    (concept,) = concepts(
        v3(entry('<langSec xml:lang="en"><term>a</term><termSec><term>b</term><term>c</term></termSec></langSec>'))
    )
    assert [it.text for it in concept.terms("en")] == ["a", "b", "c"]


def test_markup_in_a_term_is_left_out():
    (concept,) = concepts(v2(entry(section("en", term("CO<hi type='subscript'>2</hi>\n   levels")))))
    assert concept.preferred("en") == "CO2 levels"


NAMES = st.sampled_from(("register", "definition", "context", "source", "usageNote", "partOfSpeech", "x-own", "status"))
KINDS = st.sampled_from(("admin", "descrip", "termNote", "note", "ref", "xref", "adminNote", "transac"))
WORDS = st.sampled_from(("noun", "preferredTerm-admn-sts", "Approved", "origination", "true")) | texts(multiline=True)


@st.composite
def elements(draw, depth=1):
    """Elements of data categories, some of them in groups."""
    made = []
    for _ in range(draw(st.integers(0, 4))):
        if depth and draw(st.booleans()):
            group = draw(st.sampled_from(("descripGrp", "adminGrp", "termNoteGrp", "transacGrp")))
            made.append(f"<{group}>{draw(elements(depth=depth - 1))}</{group}>")
        else:
            kind, name, text = draw(KINDS), draw(NAMES), draw(WORDS)
            safe = (
                "".join(it for it in text if it.isprintable() or it in "\n\t")
                .replace("\ufffe", "")
                .replace("\uffff", "")
            )
            escaped = safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            made.append(f'<{kind} type="{name}">{escaped}</{kind}>')
    return "".join(made)


@given(elements(), elements(), elements())
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_text_of_the_file_is_found_again(concept_level, language_level, term_level):
    """Words that a field of the term model stands for are kept as its value, all others as they are."""
    from lxml import etree

    english = section("en", term("chain", term_level), more=language_level)
    content = v3(entry(section("zh", "链"), english, concept=concept_level))
    (concept,) = concepts(content)
    kept = " ".join(" ".join(strings(to_plain(concept))).split())
    meant = {"preferredTerm-admn-sts": "preferred", "Approved": "", "origination": "", "true": ""}
    for element in etree.fromstring(content.encode()).iterfind(".//*[@type]"):
        text = " ".join((element.text or "").split())
        word = meant.get(text, text)
        assert all(piece in kept for piece in unicodedata.normalize("NFC", word).split()), (word, kept)


def strings(plain):
    """Every text in a plain value."""
    if isinstance(plain, str):
        return [plain]
    inner = plain.values() if isinstance(plain, dict) else plain if isinstance(plain, list) else ()
    return [text for value in inner for text in strings(value)]


def test_what_is_read_is_stable_when_it_is_written_and_read_again():
    read_once = concepts(written("tbx-basic", [PAIR])[0])
    read_twice = concepts(written("tbx-basic", read_once)[0])
    assert read_twice == read_once


def said(concept):
    """What TBX-Basic can say of the terms of a concept, as it is read, for NFC and for what XML can hold."""
    return {
        (section.language, term.text): (
            term.status,
            "noun" if term.part_of_speech == "proper noun" else term.part_of_speech,
            term.term_type,
            term.geographical_usage,
            spaced(term.usage_note),
            spaced(term.reason),
            term.valid_from,
            term.valid_to,
            [source.citation for source in term.sources],
        )
        for section in concept.sections
        for term in section.terms
        if not any(labelled(note)[0] for note in term.notes)
    }


@given(concept_lists())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_tbx_basic_can_say_comes_back(made):
    content, _ = written("tbx-basic", made)
    hypothesis.assume("\ufffd" not in content.decode())
    read_back = {concept.id: said(concept) for concept in concepts(content)}
    expected = {it.id: said(it) for it in made if any(section.terms for section in it.sections)}
    for own_id, terms in expected.items():
        assert terms.items() <= read_back[own_id].items()
