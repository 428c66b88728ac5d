"""A text and its translation, with paragraphs merged, left out and moved: most pairs are found again."""

from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.alignment.aligning import align
from glossary.alignment.bilingual import Bilingual
from glossary.articles.reading import parse_article
from glossary.index.source_terms import SourceTerms
from glossary.index.term_index import index_of
from termbase.starter.loader import concepts_in

PLACES = {
    "河北": "Hebei", "山东": "Shandong", "云南": "Yunnan", "四川": "Sichuan", "湖南": "Hunan", "福建": "Fujian",
    "江苏": "Jiangsu", "海南": "Hainan", "甘肃": "Gansu", "贵州": "Guizhou", "青海": "Qinghai", "辽宁": "Liaoning",
}  # fmt: skip
PAIRS = [
    (
        f"{chinese}的粮食产量为{number * 7 + 11}万吨。农民收入增长了{number + 3}.5%，生活一年比一年好。",
        f"Grain output in {english} was {(number * 7 + 11) * 10},000 tonnes. Farmers' incomes grew"
        f" {number + 3}.5 percent, and life is getting better every year.",
    )
    for number, (chinese, english) in enumerate(PLACES.items())
]
NUMBERS = range(len(PAIRS))


@cache
def terms() -> SourceTerms:
    entries = {english.lower(): {"zh": chinese, "en": english} for chinese, english in PLACES.items()}
    return index_of(concepts_in(entries)).source_terms


def aligned(sources: list[str], targets: list[str]) -> tuple[Bilingual, str]:
    text = "\n\n".join(targets)
    article = parse_article("a.txt", text)
    return align(article, parse_article("a.zh.txt", "\n\n".join(sources)), terms()), text


def share_found(bilingual: Bilingual, text: str, expected: set[tuple[str, str]]) -> float:
    """The share of expected pairs of paragraphs of which one pair holds both sides."""
    held = [(bilingual.text[slice(*pair.source)], text[slice(*pair.target)]) for pair in bilingual.paragraphs]
    found = sum(any(one in source and other in target for source, target in held) for one, other in expected)
    return found / len(expected)


@settings(max_examples=30, deadline=None)
@given(st.permutations(NUMBERS))
def test_paragraphs_in_another_order(order: list[int]) -> None:
    bilingual, text = aligned([zh for zh, _ in PAIRS], [PAIRS[number][1] for number in order])
    assert share_found(bilingual, text, set(PAIRS)) >= 0.75


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(NUMBERS), max_size=4), st.sets(st.sampled_from(NUMBERS), max_size=4))
def test_paragraphs_left_out_on_both_sides(without_source: set[int], without_target: set[int]) -> None:
    sources = [zh for number, (zh, _) in enumerate(PAIRS) if number not in without_source]
    targets = [en for number, (_, en) in enumerate(PAIRS) if number not in without_target]
    expected = {pair for number, pair in enumerate(PAIRS) if number not in without_source | without_target}
    bilingual, text = aligned(sources, targets)
    assert share_found(bilingual, text, expected) >= 0.75


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(range(len(PAIRS) // 2))))
def test_paragraphs_merged(merged: set[int]) -> None:
    targets: list[str] = []
    for half in range(len(PAIRS) // 2):
        one, other = PAIRS[2 * half][1], PAIRS[2 * half + 1][1]
        targets += [f"{one} {other}"] if half in merged else [one, other]
    bilingual, text = aligned([zh for zh, _ in PAIRS], targets)
    assert share_found(bilingual, text, set(PAIRS)) >= 0.75


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(NUMBERS), max_size=8), st.lists(st.sampled_from(NUMBERS), max_size=8))
def test_every_paragraph_is_in_one_pair(sources: list[int], targets: list[int]) -> None:
    bilingual, text = aligned(
        [PAIRS[number][0] for number in sources] or ["无"], [PAIRS[n][1] for n in targets] or ["-"]
    )
    for side, whole in ((0, bilingual.text), (1, text)):
        spans = sorted(pair[side] for pair in bilingual.paragraphs if pair[side].end > pair[side].start)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        held = {place for start, end in spans for place in range(start, end)}
        assert {place for place, char in enumerate(whole) if not char.isspace()} <= held


def test_sentences_of_a_paragraph() -> None:
    source = "河北增产。山东的粮食产量为180万吨，比上年增长3.5%。云南下了雨。"
    target = (
        "Hebei had a rich harvest. Shandong's grain output was 1.8 million tonnes. That is 3.5 percent more."
        " It rained in Yunnan."
    )
    bilingual, text = aligned([source], [target])
    shandong = next(pair for pair in bilingual.pairs if "山东" in bilingual.text[slice(*pair.source)])
    assert text[slice(*shandong.target)].strip() == (
        "Shandong's grain output was 1.8 million tonnes. That is 3.5 percent more."
    )
    start = text.index("Yunnan")
    assert bilingual.source_at(start, start + 6) == "云南下了雨。"
