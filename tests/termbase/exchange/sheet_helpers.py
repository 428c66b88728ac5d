"""What the tests of sheets share: the values that a sheet gives back, and workbooks made by another program."""

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from termbase.concepts import AdministrativeStatus, Concept
from termbase.exchange.sheet.columns import language_order


def canonical(concept: Concept) -> Concept:
    """The concept with languages and terms in the order that a sheet gives them."""
    statuses = list(AdministrativeStatus)
    sections = [
        replace(section, terms=tuple(sorted(section.terms, key=lambda term: statuses.index(term.status))))
        for section in sorted(concept.sections, key=lambda section: language_order(section.language))
    ]
    return replace(concept, sections=tuple(sections))


def workbook_of(*sheets: Iterable[Iterable[Any]]) -> bytes:
    """A workbook that openpyxl wrote, with these sheets of values."""
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets, 1):
        sheet = workbook.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
