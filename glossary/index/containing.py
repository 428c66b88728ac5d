"""Which phrases hold one of a set of patterns."""

from collections.abc import Iterable

from daachorse import DoubleArrayAhoCorasick

from glossary.index.renderings import at_boundary


def phrases_with(patterns: list[bytes], phrases: Iterable[bytes]) -> list[bytes]:
    """The folded phrases that hold one of ``patterns`` between word boundaries and are none themselves, sorted."""
    if not patterns:
        return []
    # One search through all phrases, a line each: a folded phrase has no line break.
    lines = b"\n".join((*phrases, b""))
    found = {
        lines[lines.rfind(b"\n", 0, start) + 1 : lines.find(b"\n", end)]
        for start, end, _ in DoubleArrayAhoCorasick(patterns).find_overlapping(lines)
        if at_boundary(lines, start, end)
    }
    return sorted(found.difference(patterns))
