"""Renew the counts in docs/glossary.md: ``python docs/make_counts.py`` from the top folder."""

from collections import Counter
from pathlib import Path

from termbase.concepts import SourceMark
from termbase.fields import ENGLISH
from termbase.starter.loader import starter_concepts

PAGE = Path("docs/glossary.md")
START, END = "<!-- counts: renewed by `python docs/make_counts.py` -->\n", "<!-- end of counts -->"


def table() -> str:
    """Concepts, checked concepts and deprecated renderings by subject field, as a Markdown table."""
    concepts, checked, deprecated = Counter[str](), Counter[str](), Counter[str]()
    for concept in starter_concepts():
        terms = concept.terms(ENGLISH)
        field = concept.subject_field
        concepts[field] += 1
        checked[field] += any(source.mark is SourceMark.CHECKED for term in terms for source in term.sources)
        deprecated[field] += sum(not term.status.accepted for term in terms)
    rows = [f"| {name} | {concepts[name]} | {checked[name]} | {deprecated[name]} |" for name in sorted(concepts)]
    total = f"| **all** | **{concepts.total()}** | **{checked.total()}** | **{deprecated.total()}** |"
    head = "| domain | concepts | with a checked source | deprecated renderings |\n|---|---|---|---|"
    return "\n".join([head, *rows, total]) + "\n"


def renewed(page: str) -> str:
    """The page with its counts as they are now."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
