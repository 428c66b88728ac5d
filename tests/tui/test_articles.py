"""Articles as plain values: rows, two texts beside each other, edits, the draft and its veil."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from glossary.alignment.bilingual import AlignedPair, Passage
from glossary.findings import Finding
from tui.articles.beside import beside, in_order
from tui.articles.draft import Deed, Draft, Sight, nearest
from tui.articles.edits import Edit, Moves, difference, edited, reversed_edits
from tui.articles.veil import Veil, shown_text
from tui.articles.wrapping import Rows
from tui.services.checking.values import Checked

TEXTS = st.text("ab c链业，。“（\n\r\t\x1b\u202e\ufeff\u0301\x85\u2028👨\u200d", max_size=80)
NARROW = st.text("abc d\n", max_size=200)


def finding(text, words, rule="deprecated-term", severity="error"):
    start = text.index(words)
    return Finding(start, start + len(words), words, rule, severity, 0.9, "Why.", ("better",))


@given(st.one_of(TEXTS, NARROW), st.integers(1, 20))
def test_rows_cover_the_text_and_fit_the_width(text, width):
    rows = Rows(text, width)
    assert rows.starts[0] == 0
    assert list(rows.starts) == sorted(rows.starts)
    spans = [rows.span(row) for row in range(len(rows))]
    shown = "".join(text[start:end] for start, end in spans)
    assert [char for char in shown if not char.isspace()] == [char for char in text if not char.isspace()]
    for start, end in spans:
        assert "\n" not in text[start:end]
        assert cell_len(shown_text(text[start:end]).rstrip()) <= rows.width
    for offset in range(len(text)):
        row = rows.row_of(offset)
        assert rows.starts[row] <= offset
        assert row + 1 == len(rows) or offset < rows.starts[row + 1]


def test_words_stay_whole_and_chinese_breaks_before_no_mark():
    text = "The industrial chain.\n产业链，供应链。"
    rows = Rows(text, 12)
    assert [text[slice(*rows.span(row))] for row in range(len(rows))] == [
        "The",
        "industrial",
        "chain.",
        "产业链，供应",
        "链。",
    ]
    text = "产业链供应链，安全"
    rows = Rows(text, 12)
    assert [text[slice(*rows.span(row))] for row in range(len(rows))] == ["产业链供应", "链，安全"]


def test_a_long_text_is_wrapped_in_no_time():
    text = ("The industrial chain is stabilised. " * 30 + "\n\n") * 5000  # 5 MB
    start = time.perf_counter()
    rows = Rows(text, 70)
    assert time.perf_counter() - start < 2
    assert len(rows) > 70_000


def test_what_belongs_together_begins_on_one_row():
    english, chinese = "One two three four.\n\nFive six.\n\nSeven.", "一二。\n\n三四五六七八九十。\n\n十。"
    pairs = [
        AlignedPair(Passage(0, 3), Passage(0, 19)),
        AlignedPair(Passage(5, 14), Passage(21, 30)),
        AlignedPair(Passage(16, 18), Passage(32, 38)),
    ]
    ours, theirs = beside(Rows(english, 8), Rows(chinese, 8), pairs)
    assert len(ours) == len(theirs)
    for pair in pairs:
        assert ours.row_of(pair.target.start) == theirs.row_of(pair.source.start)
    for rows, text in ((ours, english), (theirs, chinese)):
        shown = [text[slice(*rows.span(row))] for row in range(len(rows))]
        assert "".join(shown).replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_a_moved_passage_is_left_out_of_the_order():
    places = [0, 50, 10, 20, 30]
    pairs = [AlignedPair(Passage(it, it + 5), Passage(n * 10, n * 10 + 5)) for n, it in enumerate(places)]
    assert [pair.source.start for pair in in_order(pairs)] == [0, 10, 20, 30]
    assert in_order([AlignedPair(Passage(0, 0), Passage(0, 5))]) == []


@given(TEXTS, TEXTS)
def test_a_difference_makes_one_text_of_another_and_back(old, new):
    edits = difference(old, new)
    assert edited(old, edits) == new
    assert edited(new, reversed_edits(edits)) == old


def test_findings_keep_their_words_while_the_text_changes():
    text = "dual chain, gradient transfer, dual cycle"
    findings = [finding(text, "dual chain"), finding(text, "gradient transfer"), finding(text, "dual cycle")]
    edits = (Edit(0, "", "The "), Edit(12, "gradient", "phased"), Edit(len(text), "", "."))
    after = edited(text, edits)
    moved = Moves(edits).findings(findings)
    assert [it.text for it in moved] == ["dual chain", "dual cycle"]
    assert all(after[it.start : it.end] == it.text for it in moved)
    back = Moves(reversed_edits(edits)).findings(moved)
    assert back == (findings[0], findings[2])


def test_a_passage_grows_with_what_is_written_into_it():
    pairs = (AlignedPair(Passage(0, 5), Passage(0, 10)), AlignedPair(Passage(5, 9), Passage(12, 20)))
    moved = Moves((Edit(4, "", "xx"),)).pairs(pairs)
    assert [pair.target for pair in moved] == [Passage(0, 12), Passage(14, 22)]


def test_everything_in_a_draft_is_undone_and_done_again():
    text = "dual chain and dual chain"
    draft = Draft(text)
    first = finding(text, "dual chain")
    second = first._replace(start=15, end=25)
    draft.take(Checked((first, second)))
    draft.do(Deed("correct", first.start, (Edit(0, "dual chain", "chains"),)))
    assert draft.text == "chains and dual chain"
    assert [it.start for it in draft.findings] == [11]
    draft.do(Deed("ignore", 11, ignored=draft.findings))
    assert draft.findings == ()
    assert draft.ignored == 1
    draft.take(Checked((draft._found[0],)))  # found again, and ignored still
    assert draft.findings == ()
    draft.undo(draft.latest)
    assert len(draft.findings) == 1
    draft.undo(draft.latest)
    assert draft.text == text
    assert not draft.changed
    draft.redo(draft.undone)
    draft.redo(draft.undone)
    assert draft.text == "chains and dual chain"
    assert draft.findings == ()
    assert draft.undone is None


def test_free_writing_is_one_deed_until_it_ends():
    draft = Draft("one")
    base = draft.text
    for text in ("one t", "one tw", "one two"):
        draft.write(text, base)
    draft.end_writing()
    base = draft.text
    draft.write("one two three", base)
    assert draft.undo(draft.latest).edits == (Edit(7, "", " three"),)
    assert draft.text == "one two"
    draft.undo(draft.latest)
    assert draft.text == "one"
    assert draft.latest is None
    draft.write("x", base := draft.text)
    draft.write("one", base)
    assert draft.latest is None


def test_what_is_seen_follows_the_filter_and_the_place():
    text = "dual chain, gradient transfer"
    findings = [finding(text, "dual chain"), finding(text, "gradient transfer", "predicted-calque", "suggestion")]
    draft = Draft(text)
    draft.take(Checked(tuple(findings)))
    assert draft.visible(Sight(floor=1)) == findings[:1]
    assert draft.visible(Sight("predicted-calque")) == findings[1:]
    assert draft.by_severity() == {"error": 1, "warning": 0, "suggestion": 1}
    assert nearest(findings, findings[1], 0) == 1
    assert nearest(findings, None, 5) == 1
    assert nearest(findings, None, 99) == 1
    assert nearest([], None, 0) == -1


@given(TEXTS)
def test_what_nobody_edits_comes_back_as_it_was(text):
    veil = Veil(text)
    assert veil.lifted(veil.shown) == text
    assert "\r" not in veil.shown.replace("\r\n", "")
    assert veil.shown.count("\n") == len(veil.shown.splitlines()) - (not veil.shown.endswith("\n")) or not veil.shown


@given(TEXTS, st.integers(0, 80), st.text("ab\n链", max_size=6))
def test_an_edit_leaves_everything_else_as_it_is(text, place, written):
    veil = Veil(text)
    place = min(place, len(veil.shown))
    lifted = veil.lifted(veil.shown[:place] + written + veil.shown[place:])
    assert lifted.replace("\r\n", "\n") == edited(text.replace("\r\n", "\n"), (Edit(place, "", written),))
    if text.count("\r\n") == text.count("\n") > 0:
        assert lifted.count("\r\n") == lifted.count("\n")


@pytest.mark.parametrize(
    ("text", "old", "new", "after"),
    [
        ("a\r\nb\nc\r\n", "b", "B", "a\r\nB\nc\r\n"),
        ("a\r\nb\r\nc", "b", "b\nx", "a\r\nb\r\nx\r\nc"),
        ("\ufeffa\x1b[31mb\r\n", "a", "z", "\ufeffz\x1b[31mb\r\n"),
    ],
)
def test_line_ends_and_hidden_characters_stay(text, old, new, after):
    veil = Veil(text)
    assert veil.lifted(veil.shown.replace(old, new)) == after
    assert "\x1b" not in veil.shown
