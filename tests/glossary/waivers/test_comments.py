"""Waivers in comments: what they cover. Faults and unused ones are in the cases of the rules that report them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.articles.reading import parse_article
from glossary.waivers.comments import comment_waivers

PIECES = st.lists(
    st.sampled_from(
        [
            "<!-- zhengming-ignore", "# zhengming-ignore", "<!--", "-->", "zhengming-", "-start", "-end", "-file",
            "-next-line", " deprecated-term", " concept=resilience", " concept", "=", ":", "：", ",", " reason", "\n",
            "\r\n", "\n\n", "text", "`", "```\n", "> ", "- ", "\ufeff", "---\n", " ",
        ]
    ),
    max_size=25,
)  # fmt: skip


def covered(text: str, name: str = "a.txt") -> list[str]:
    """What each waiver of the text covers."""
    return [text[slice(*waiver.covered)] for waiver in comment_waivers(parse_article(name, text))]


@given(PIECES, st.sampled_from(["a.txt", "a.md"]))
def test_any_text_can_be_read(pieces: list[str], name: str) -> None:
    article = parse_article(name, "".join(pieces))
    for waiver in comment_waivers(article):
        assert 0 <= waiver.start < waiver.end <= len(article.text)
        assert 0 <= waiver.covered[0] <= waiver.covered[1] <= len(article.text)
        assert waiver.fault is None or waiver.covered == (0, 0)
        assert waiver.fault or waiver.reason


@pytest.mark.parametrize(
    ("text", "name", "lines"),
    [
        ("One.\nTwo. <!-- zhengming-ignore: r -->\nThree.", "a.md", ["Two. <!-- zhengming-ignore: r -->"]),
        ("One.\r\n# zhengming-ignore: r\r\n\r\nTwo.\r\nThree.", "a.txt", ["Two."]),
        ("<!-- zhengming-ignore: r -->\n<!-- zhengming-ignore: s -->\nTwo.", "a.md", ["Two.", "Two."]),
        ("One. <!-- zhengming-ignore-next-line: r -->\n\nTwo.\n", "a.txt", ["Two."]),
        ("# zhengming-ignore: r", "a.txt", [""]),
        ("One.\n<!-- zhengming-ignore-file: r -->", "a.md", ["One.\n<!-- zhengming-ignore-file: r -->"]),
        (
            "One <!-- zhengming-ignore:\nlong reason --> two.\nThree.",
            "a.md",
            ["One <!-- zhengming-ignore:\nlong reason --> two."],
        ),
        ("\ufeff# zhengming-ignore: r\nOne.", "a.txt", ["One."]),
        ("> - <!-- zhengming-ignore: r -->\n> - One.\n", "a.md", ["> - One."]),
    ],
)
def test_what_a_comment_covers(text: str, name: str, lines: list[str]) -> None:
    assert covered(text, name) == lines


def test_a_block_reaches_from_its_start_to_its_end() -> None:
    text = "One. <!-- zhengming-ignore-start: r -->Two.\n\nThree.<!-- zhengming-ignore-end --> Four."
    assert covered(text, "a.md") == ["<!-- zhengming-ignore-start: r -->Two.\n\nThree."]


@pytest.mark.parametrize(
    ("comment", "rules", "concepts", "reason"),
    [
        ("zhengming-ignore: because", (), (), "because"),
        ("zhengming-ignore deprecated-term: a: b", ("deprecated-term",), (), "a: b"),
        ("zhengming-ignore deprecated-term, broken-spacing: a", ("deprecated-term", "broken-spacing"), (), "a"),
        ("zhengming-ignore  concept = resilience deprecated-term : a", ("deprecated-term",), ("resilience",), "a"),
        ("zhengming-ignore concept=a concept=b: a\n  b", (), ("a", "b"), "a b"),
    ],
)
def test_what_a_comment_says(comment: str, rules: tuple[str, ...], concepts: tuple[str, ...], reason: str) -> None:
    (waiver,) = comment_waivers(parse_article("a.md", f"Text <!-- {comment} -->"))
    assert (waiver.rules, waiver.concepts, waiver.reason) == (rules, concepts, reason)
