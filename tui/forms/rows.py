"""What a form shows, row by row: the usual fields, those that are filled in, and what is wrong under its field.

Fields that are seldom used are told in one line of facts, until one opens the part that has them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from glossary.report.concepts import LANGUAGE_NAMES, STATUS_MARKS
from termbase.concepts import AdministrativeStatus, SourceMark
from termbase.fields import CHINESE_SIMPLIFIED
from tui.forms.concepts import UNNAMED, Problem, proposed_id
from tui.forms.fields import CONCEPT, FIELDS, LISTS, Entry, Field, field_of
from tui.forms.parts import Part, Path, around, kind_at, part_at

SOURCE_MARKS: Final = {SourceMark.CHECKED.value: "✓", SourceMark.UNVERIFIED.value: "?"}
_MARKS: Final = {status.value: mark for status, mark in STATUS_MARKS.items()}
_ACCEPTED: Final = {status.value for status in AdministrativeStatus if status.accepted}
_FOLDED: Final = ("terms", "definitions", "relations")
"""The kinds of parts whose seldom-used fields are folded away."""
_WHOLE: Final = "Concept"


class RowKind(StrEnum):
    """What a row is: a heading, a field to fill in, the facts that are folded away, or a problem."""

    HEADING = "heading"
    FIELD = "field"
    FACTS = "facts"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``label`` stands before a field; ``status`` is that of the term or language section it belongs to.

    ``hint`` is what an empty field shows; ``is_proposal`` says whether it can be taken over. ``number`` tells the
    problems of one path apart.
    """

    kind: RowKind
    path: Path
    label: str = ""
    text: str = ""
    indent: int = 0
    field: Field | None = None
    status: str = ""
    hint: str = ""
    is_proposal: bool = False
    forbids: bool = False
    number: int = 0

    @property
    def key(self) -> tuple[str, Path, str, int]:
        """What tells the row apart from the others of a form, whatever it holds."""
        return self.kind.value, self.path, self.field.entry.value if self.field else "", self.number


def form_rows(
    form: Part,
    *,
    problems: Sequence[Problem] = (),
    proposals: Mapping[Path, str] | None = None,
    is_new: bool = False,
    current: Path = (),
) -> tuple[Row, ...]:
    """The rows of a form; ``is_new`` shows the id, which can be chosen only once.

    The field at ``current``, where somebody types, stays shown when it is emptied.
    """
    rows = tuple(_Rows(form, proposals or {}, is_new=is_new, current=current).all())
    return tuple(_with_problems(rows, problems))


def row_for(rows: Sequence[Row], path: Path) -> Row | None:
    """The row where ``path`` is shown: its own, or the first of the nearest part around it that has one."""
    own = next((row for row in rows if row.path == path and row.kind is not RowKind.PROBLEM), None)
    if own and own.path:
        return own
    fields = [row for row in rows if row.kind is RowKind.FIELD]
    for part in around(path):
        if not part:
            break
        if found := next((row for row in fields if row.path[: len(part)] == part), None):
            return found
        if heading := next((row for row in rows if row.path == part and row.kind is RowKind.HEADING), None):
            return heading
    return fields[0] if fields else None


def _with_problems(rows: Sequence[Row], problems: Sequence[Problem]) -> Iterator[Row]:
    under: dict[tuple[str, Path, str, int], list[Problem]] = defaultdict(list)
    for problem in problems:
        if row := row_for(rows, problem.path):
            under[row.key].append(problem)
    for row in rows:
        yield row
        for number, problem in enumerate(under[row.key]):
            yield Row(
                RowKind.PROBLEM, row.path, text=str(problem), indent=row.indent, forbids=problem.forbids, number=number
            )


class _Rows:
    """The rows of one form, without what is wrong."""

    def __init__(self, form: Part, proposals: Mapping[Path, str], *, is_new: bool, current: Path) -> None:
        self._form = form
        self._current = current
        self._proposals = proposals
        self._is_new = is_new

    def all(self) -> Iterator[Row]:
        if self._is_new:
            proposed = proposed_id(self._form)
            yield self._field(("id",), hint=proposed if proposed != UNNAMED else "")
        yield self._field(("subject_field",))
        for number, section in enumerate(self._form.parts["sections"]):
            yield from self._section(("sections", number), section)
        if any(self._form.parts[name] for name in LISTS[CONCEPT] if name != "sections"):
            yield Row(RowKind.HEADING, (), text=_WHOLE)
            yield from self._lists((), ("relations", "notes", "data_categories"), 0)

    def _section(self, path: Path, section: Part) -> Iterator[Row]:
        language = section.texts["language"]
        name, state = LANGUAGE_NAMES.get(language, language), section.texts["work_state"]
        hint = "" if any(section.parts.values()) else "nothing in it yet"
        yield Row(RowKind.HEADING, path, text=name, status=state, hint=hint)
        yield from self._lists(path, ("definitions", "terms", "notes", "data_categories"), 0)

    def _lists(self, owner: Path, names: Sequence[str], indent: int) -> Iterator[Row]:
        for name in names:
            for number, _ in enumerate(part_at(self._form, owner).parts[name]):
                yield from self._part((*owner, name, number), indent)

    def _part(self, path: Path, indent: int) -> Iterator[Row]:
        part, kind = part_at(self._form, path), kind_at(path)
        first, *others = FIELDS[kind]
        yield self._field((*path, first.name), _label(kind, part), indent, _status(kind, part))
        if kind not in _FOLDED:
            yield from (self._field((*path, field.name), indent=indent + 1) for field in others)
            return
        for field in others:
            is_usual = kind == "terms" and _is_usual(field, part, self._language(path))
            if part.is_open or is_usual or (*path, field.name) == self._current:
                yield self._field((*path, field.name), indent=indent + 1)
        if part.is_open:
            yield from self._lists(path, LISTS[kind], indent + 1)
        elif facts := " · ".join(_facts(kind, part)):
            yield Row(RowKind.FACTS, path, text=facts, indent=indent + 1)

    def _field(self, path: Path, label: str = "", indent: int = 0, status: str = "", hint: str = "") -> Row:
        field = field_of(kind_at(path), str(path[-1]))
        proposal = self._proposals.get(path, "") or hint
        text = part_at(self._form, path).texts[field.name]
        return Row(
            RowKind.FIELD,
            path,
            label or field.label,
            text,
            indent,
            field,
            status,
            hint=proposal or field.hint,
            is_proposal=bool(proposal),
        )

    def _language(self, path: Path) -> str:
        return self._form.parts["sections"][int(path[1])].texts["language"]


def _label(kind: str, part: Part) -> str:
    """What stands before the first field of a part, where that is not the field's own label."""
    if kind == "terms":
        return f"{_MARKS.get(part.texts['status'], '?')} {part.texts['status']}"
    return part.texts["kind"] if kind == "relations" else ""


def _status(kind: str, part: Part) -> str:
    return part.texts["status"] if kind == "terms" else ""


def _is_usual(field: Field, term: Part, language: str) -> bool:
    """Whether a field of a term is shown without being asked for."""
    if field.name == "pinyin" and language == CHINESE_SIMPLIFIED:
        return True
    if field.name == "reason" and term.texts["status"] not in _ACCEPTED:
        return True
    return field.name in ("pinyin", "reason", "usage_note") and bool(term.texts[field.name].strip())


def _facts(kind: str, part: Part) -> Iterator[str]:
    """What the fields say that are folded away."""
    if kind == "terms":
        for field in FIELDS["terms"][5:]:
            text = part.texts[field.name].strip()
            if text and text != field.default:
                yield _fact(field, text)
    for source in part.parts.get("sources", ()):
        texts = source.texts
        date = f" ({texts['date']})" if texts["date"] else ""
        yield f"{SOURCE_MARKS.get(texts['mark'], '?')} {texts['document']}{date}"
    for note in part.parts.get("notes", ()):
        yield f"note: {note.texts['text']}"
    for category in part.parts.get("data_categories", ()):
        yield f"{category.texts['name']}: {category.texts['value']}"


def _fact(field: Field, text: str) -> str:
    if field.entry is Entry.ITEMS:
        return f"{field.label}: {', '.join(text.split(chr(10)))}"
    if field.name in ("term_type", "part_of_speech", "number"):
        return text
    return f"{field.label}: {text}" if field.name not in ("case_sensitive", "inflect") else _SWITCHED[field.name]


_SWITCHED: Final = {"case_sensitive": "case matters", "inflect": "does not inflect"}
