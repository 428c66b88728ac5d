"""A waiver that is written covers its finding, and says why."""

import pytest

from glossary.articles.reading import parse_article
from glossary.config import find_config
from glossary.errors import ConfigError
from glossary.findings import Finding
from glossary.waivers.sieve import sieve_of, sift
from glossary.waivers.writing import comment_for, with_listed

TEXTS = {
    "plain": "Title\n\nThe toughness of chains.\n\nMore toughness here.\n",
    "carriage returns": "Title\r\n\r\nThe toughness of chains.\r\n\r\nMore toughness here.\r\n",
    "first line": "\ufeffThe toughness of chains.\n",
    "last line": "Title\n\nThe toughness",
    "wrapped": "It is said that\nthe toughness of the chains\nis great.\n",
}


def found(text: str, word: str = "toughness", *, rule: str = "deprecated-term", concept: str = "resilience") -> Finding:
    start = text.index(word)
    return Finding(start, start + len(word), word, rule, "error", 0.9, "Word for word.", ("resilience",), concept)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("concept", ["resilience", ""])
@pytest.mark.parametrize("reason", ["of the metal", "see: line 3 --> there\n <!-- x", "因为：原文如此"])
def test_a_comment_covers_its_finding(text: str, name: str, concept: str, reason: str) -> None:
    place, comment = comment_for(name, text, found(text, concept=concept), reason)
    amended = text[:place] + comment + text[place:]
    assert amended.replace(comment, "") == text
    assert amended.startswith("\ufeff") == text.startswith("\ufeff")
    sifted = sift(parse_article(name, amended), [found(amended, concept=concept)], sieve_of_nothing())
    assert not sifted.reported
    assert sifted.waived[0].by == "comment"
    assert sifted.waived[0].reason.replace("-- >", "-->").replace("< !--", "<!--") == " ".join(reason.split())
    assert amended.count("\r\n") in (0, amended.count("\n"))


def sieve_of_nothing():
    from glossary.waivers.sieve import Sieve

    return Sieve()


def test_a_hard_line_break_of_markdown_stays() -> None:
    text = "The toughness of chains.  \nMore.\n"
    place, comment = comment_for("a.md", text, found(text), "why")
    assert (text[:place] + comment + text[place:]).splitlines()[0].endswith("-->  ")


@pytest.mark.parametrize("file", ["zhengming.toml", "pyproject.toml"])
@pytest.mark.parametrize(
    "content",
    [
        "",
        "min-severity = 'warning'",
        "[[waivers]]\nrule = 'stuttered-text'\nreason = 'x'\n",
        "[profiles.strict]\nselect = ['deprecated-term']\r\n",
    ],
)
@pytest.mark.parametrize("word", ["toughness", "tough*ness?", "[tough] \\ness\"'"])
def test_a_listed_waiver_covers_its_finding_in_its_article(tmp_path, file: str, content: str, word: str) -> None:
    settings, article = tmp_path / file, tmp_path / "texts [1]" / "a.txt"
    if file == "pyproject.toml":
        content = content.replace("[[", "[[tool.zhengming.").replace("[profiles", "[tool.zhengming.profiles")
        content = "[tool.zhengming]\n" + content if content.startswith("min") or not content else content
    text = f"The {word} of chains. The toughness."
    finding = found(text, word)
    amended = with_listed(str(settings), content, finding, 'the "customer\'s" word\nsince ever', path=str(article))
    assert amended.startswith(content)
    settings.write_text(amended, encoding="utf-8", newline="")
    config = find_config(str(tmp_path))
    assert len(config.waivers) == 1 + content.count("waivers")
    sieve = sieve_of(config, "", "2026-01-01")
    assert not sift(parse_article(str(article), text), [finding], sieve).reported
    assert sift(parse_article(str(article), text), [found(text, "of", concept="")], sieve).reported
    assert sift(parse_article(str(tmp_path / "b.txt"), text), [finding], sieve).reported
    assert config.waivers[-1].reason == 'the "customer\'s" word since ever'


def test_without_a_path_it_covers_every_article(tmp_path) -> None:
    settings = tmp_path / "zhengming.toml"
    settings.write_text(with_listed(str(settings), "", found("toughness"), "why"), encoding="utf-8")
    sieve = sieve_of(find_config(str(tmp_path)), "", "2026-01-01")
    assert not sift(parse_article("/elsewhere/b.txt", "toughness"), [found("toughness")], sieve).reported


@pytest.mark.parametrize(
    "content", ["waivers = []\n", "waivers = [{rule = 'stuttered-text', reason = 'x'}]\n", "x = ["]
)
def test_settings_that_no_program_can_amend_stay(content: str) -> None:
    with pytest.raises(ConfigError, match="yourself"):
        with_listed("zhengming.toml", content, found("toughness"), "why")
