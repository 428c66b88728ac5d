"""Everything about a concept as indented paragraphs of styled text.

Styles are theme variables, resolved when the text is drawn; the text itself is never read as markup.
"""

from collections.abc import Iterator
from typing import Final

from textual.content import Content

from glossary.report.concepts import LANGUAGE_NAMES, STATUS_MARKS, chinese_of, term_conditions, term_traits
from glossary.report.history import shown
from termbase.concepts import AdministrativeStatus, Concept, Definition, LanguageSection, Source, SourceMark, Term
from termbase.fields import ENGLISH
from termbase.history.differences import differences
from termbase.history.values import Change, ChangeKind
from termbase.listing import listed
from tui.entries import Remarks, row_of, safe
from tui.terminal import draws_blocks
from tui.widgets.paragraphs import Lines, Paragraph
from tui.widgets.time_line import TimeLine, has_dates

_HEADING: Final = "bold $primary"
_MINOR: Final = "$foreground-muted"
_STATUS_STYLES: Final = {
    AdministrativeStatus.PREFERRED: "bold $text-success",
    AdministrativeStatus.ADMITTED: "$text-success",
    AdministrativeStatus.DEPRECATED: "$text-error",
    AdministrativeStatus.SUPERSEDED: "$text-warning",
}
_FIELDS: Final = 3
"""How many fields of a change are told."""
_SOURCE_MARKS: Final = {SourceMark.CHECKED: "✓", SourceMark.UNVERIFIED: "?"}
_ORDER: Final = {status: place for place, status in enumerate(AdministrativeStatus)}


def paragraphs(concept: Concept) -> Iterator[Lines]:
    """The concept, English first; relations are left to the caller, who can make them links."""
    yield from _title(concept)
    for section in sorted(concept.sections, key=lambda section: section.language != ENGLISH):
        yield _gap()
        yield from _section(section)
    if concept.notes:
        yield _gap()
        yield from (_labelled("note", note, 0) for note in concept.notes)
    if concept.data_categories:
        yield _gap()
        yield from (_labelled(safe(it.name), it.value, 0) for it in concept.data_categories)
    if history := _history(concept):
        yield _gap()
        yield _plain(history, 0, _MINOR)


def remark_paragraphs(remarks: Remarks) -> Iterator[Paragraph]:
    """What the doctor and the history say of a concept."""
    if remarks.problems:
        yield _gap()
        yield Paragraph(Content.assemble((f"Problems ({len(remarks.problems)})", _HEADING)))
        for defect in remarks.problems:
            cure = f"; {safe(defect.cure)}" if defect.cure else ""
            told = Content.assemble(("! ", "$text-warning"), safe(defect.problem), (cure, _MINOR))
            yield Paragraph(told, indent=2, hang=2)
    if remarks.changes:
        yield _gap()
        more = "latest changes; h shows all" if remarks.earlier else "h shows them field by field"
        yield Paragraph(Content.assemble(("History", _HEADING), "  ", (more, _MINOR)))
        for change in remarks.changes:
            yield from _change(change)


def _change(change: Change) -> Iterator[Paragraph]:
    step = change.step
    undone = f"  undone by step {step.undone_by}" if step.undone_by else ""
    who = safe(step.by) or "unknown"
    head = Content.assemble(f"{step.at:%Y-%m-%d %H:%M}  {who}  ", (safe(step.what), "bold"), (undone, _MINOR))
    yield Paragraph(head, indent=2, hang=2)
    if step.why:
        yield _labelled("why", step.why, 4)
    if change.kind is not ChangeKind.CHANGED:
        return
    found = differences(change.before, change.after)
    for it in found[:_FIELDS]:
        told = f"{shown(it.before)} → {shown(it.after)}"
        yield Paragraph(Content.assemble((f"{safe(it.place)}: ", _MINOR), safe(told)), indent=4, hang=2)
    if len(found) > _FIELDS:
        yield _plain(f"and {len(found) - _FIELDS} more fields", 4, _MINOR)


def _title(concept: Concept) -> Iterator[Paragraph]:
    row = row_of(listed(concept))
    chinese = Content.assemble((row.chinese, "bold"), "  " if row.pinyin else "", (row.pinyin, _MINOR))
    if row.chinese:
        yield Paragraph(chinese)
    if row.english:
        yield _plain(row.english, 0, _STATUS_STYLES[AdministrativeStatus.PREFERRED])
    if not (chinese_of(concept) or concept.preferred(ENGLISH)):
        yield _plain("no preferred term in Chinese or English", 0, _MINOR)
    yield _plain(" · ".join(fact for fact in (row.subject_field, row.id) if fact), 0, _MINOR)


def _section(section: LanguageSection) -> Iterator[Lines]:
    name = LANGUAGE_NAMES.get(section.language, section.language)
    yield Paragraph(Content.assemble((name, _HEADING), "  ", (str(section.work_state), _MINOR)))
    for definition in section.definitions:
        yield from _definition(definition)
    terms = sorted(section.terms, key=lambda term: _ORDER[term.status])
    for term in terms:
        yield from _term(term)
    if has_dates(terms):
        yield TimeLine(terms, [_STATUS_STYLES[term.status] for term in terms], blocks=draws_blocks())
    for note in section.notes:
        yield _labelled("note", note)
    for category in section.data_categories:
        yield _labelled(safe(category.name), category.value)


def _definition(definition: Definition) -> Iterator[Paragraph]:
    yield _plain(_safe_lines(definition.text), 2)
    if definition.source:
        yield _source("from", definition.source)


def _term(term: Term) -> Iterator[Paragraph]:
    style = _STATUS_STYLES[term.status]
    facts = "; ".join([str(term.status), *map(safe, term_traits(term))])
    content = Content.assemble((f"{STATUS_MARKS[term.status]} {safe(term.text)}", style), "  ", (facts, _MINOR))
    yield Paragraph(content, indent=2, hang=2)
    for label, text in (("why", term.reason), ("use", term.usage_note), *(("note", note) for note in term.notes)):
        if text:
            yield _labelled(label, text)
    for condition in term_conditions(term):
        yield Paragraph(Content.assemble((safe(condition), _MINOR)), indent=6, hang=2)
    for source in term.sources:
        yield _source("ruling", source)
    for category in term.data_categories:
        yield _labelled(safe(category.name), category.value)


def _source(label: str, source: Source) -> Paragraph:
    mark = f"{_SOURCE_MARKS[source.mark]} {source.mark}"
    content = Content.assemble((f"{label}: ", _MINOR), (safe(source.citation), "italic"), (f"  [{mark}]", _MINOR))
    return Paragraph(content, indent=6, hang=2)


def _labelled(label: str, text: str, indent: int = 6) -> Paragraph:
    return Paragraph(Content.assemble((f"{label}: ", _MINOR), _safe_lines(text)), indent, hang=2)


def _plain(text: str, indent: int, style: str = "") -> Paragraph:
    return Paragraph(Content.assemble((text, style)), indent)


def _gap() -> Paragraph:
    return Paragraph(Content(" "))


def _safe_lines(text: str) -> str:
    return "\n".join(safe(line) for line in text.split("\n"))


def _history(concept: Concept) -> str:
    given = concept.provenance
    moments = (("created", given.created_at, given.created_by), ("changed", given.changed_at, given.changed_by))
    return "; ".join(
        f"{verb} {moment:%Y-%m-%d %H:%M} UTC by {safe(who) or 'unknown'}" for verb, moment, who in moments if moment
    )
