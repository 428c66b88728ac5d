"""Chinese is found wherever it stands in English, and no mixture of scripts trips the rule."""

from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.reading import parse_article
from glossary.findings import Finding
from glossary.index.term_index import index_of
from glossary.rules import untranslated_text
from glossary.rules.rule import Circumstances
from termbase.starter.loader import concepts_in

CONCEPTS = {
    "sannong": {"zh": "三农", "en": "agriculture, rural areas and farmers"},
    "industrial-chain": {"zh": "产业链", "en": "industrial chain"},
}
CIRCUMSTANCES = Circumstances(index_of(concepts_in(CONCEPTS)), "2026-01-01")
assert CIRCUMSTANCES.terms.pinyin_terms, "compiled once, before hypothesis looks at its watch"
ENGLISH = "They hold the old bridges strong and build many small markets again".split()
CHINESE = st.sampled_from(["三农", "产业链", "加强", "sannong", "chanyelian", "chan ye lian", "chǎnyèliàn", "sān nóng"])


def findings(text: str) -> list[Finding]:
    return list(untranslated_text.check(parse_article("article.txt", text), CIRCUMSTANCES))


@given(CHINESE, st.integers(1, len(ENGLISH) - 1))
def test_it_is_found_between_any_two_words(chinese: str, place: int) -> None:
    (finding,) = findings(" ".join([*ENGLISH[:place], chinese, *ENGLISH[place:]]))
    assert finding.text == chinese
    assert finding.severity == "warning"


@given(CHINESE, st.integers(1, len(ENGLISH) - 1), st.sampled_from(["({})", "[{}]", "called {}", "or *{}*", "{} (it)"]))
def test_a_gloss_is_not(chinese: str, place: int, gloss: str) -> None:
    assert findings(" ".join([*ENGLISH[:place], gloss.format(chinese), *ENGLISH[place:]])) == []


@given(st.text(alphabet="aiznog SXqZ\n.,()[]|*\"'“”《》-ānóǎ三农产业?—", max_size=80))
def test_no_text_trips_it(text: str) -> None:
    assert all(text[finding.start : finding.end] == finding.text != "" for finding in findings(text))
