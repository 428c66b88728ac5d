"""A term section as a term, with what it says that belongs to the levels above it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from termbase.concepts import AdministrativeStatus, DataCategory, MatchSettings, Source, Term, WorkState
from termbase.errors import InvalidValue
from termbase.exchange.statuses import says_nothing, status_of, work_state_of
from termbase.exchange.tbx.reading import picklists
from termbase.exchange.tbx.reading.categories import kept
from termbase.exchange.tbx.reading.faults import Faults
from termbase.exchange.tbx.reading.statements import NOTE, Statement
from termbase.exchange.tbx.reading.texts import labelled, one_line, source, validity
from termbase.fields import clean_text

_T = TypeVar("_T")
_USUAL_MATCH: Final = MatchSettings()
DEFINITION: Final = "definition"


@dataclass(slots=True)
class TermDraft:
    """A term while it is read: its fields by name, and what its section still has to decide.

    ``status`` is None where the file says nothing of it. ``states`` are what was said of the work on the term, with
    the words, ``definitions`` the definitions that stand with it and belong to its language.
    """

    text: str
    line: int
    chinese: bool = False
    status: AdministrativeStatus | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    categories: list[DataCategory] = field(default_factory=list)
    case_sensitive: bool = False
    inflect: bool = True
    states: list[tuple[WorkState, DataCategory]] = field(default_factory=list)
    definitions: list[Statement] = field(default_factory=list)

    def take(self, statement: Statement, faults: Faults) -> None:
        """Take what a statement says: into a field where there is one for it, as a data category otherwise."""
        category = picklists.folded(statement.category)
        if category == DEFINITION and statement.text:
            self.definitions.append(statement)
            return
        try:
            if statement.kind == NOTE:
                self._note(statement)
                return
            handler = _HANDLERS.get(category)
            if handler is None or not statement.text or not handler(self, statement):
                self.categories += kept(statement.alone)
        except InvalidValue as error:
            faults.note(statement.line, error)
        for companion in statement.companions:
            self._companion(companion, faults)

    def join(self, other: "TermDraft") -> str:
        """Take over what a second section of the same term says; the name of what it contradicts, empty for nothing."""
        clashes = [name for name, value in other.fields.items() if self.fields.setdefault(name, value) != value]
        if self.status is None:
            self.status = other.status
        elif other.status not in (None, self.status):
            clashes.append("status")
        self.case_sensitive = self.case_sensitive or other.case_sensitive
        self.inflect = self.inflect and other.inflect
        _unite(self.sources, other.sources)
        _unite(self.notes, other.notes)
        _unite(self.categories, other.categories)
        _unite(self.states, other.states)
        return ", ".join(clashes).replace("_", " ")

    def finished(self, status: AdministrativeStatus) -> Term:
        """The term, with this status where the file gave none."""
        usual = self.inflect and not self.case_sensitive
        return Term(
            self.text,
            self.status or status,
            sources=tuple(self.sources),
            notes=tuple(self.notes),
            match=_USUAL_MATCH if usual else MatchSettings(self.case_sensitive, self.inflect),
            data_categories=tuple(self.categories),
            **self.fields,
        )

    def _companion(self, companion: Statement, faults: Faults) -> None:
        """What stands in a group is about the head of the group, so only notes are taken for the term's."""
        try:
            if companion.kind == NOTE:
                self._note(companion)
            else:
                self.categories += kept(companion)
        except InvalidValue as error:
            faults.note(companion.line, error)

    def _note(self, statement: Statement) -> None:
        if not statement.text:
            return
        category, value = labelled(statement.text)
        handler = _HANDLERS.get(category)
        if not (handler and value and handler(self, statement._replace(category=category, text=value))):
            self.notes.append(clean_text(statement.text, "note", multiline=True))

    def _set(self, name: str, value: Any) -> bool:
        """Set a field that has no value yet; whether it could be."""
        if name in self.fields:
            return False
        self.fields[name] = value
        return True

    def _status(self, statement: Statement) -> bool:
        word = statement.text
        status = status_of(word)
        if status is None:
            return says_nothing(word) or self._work(statement)
        if self.status not in (None, status):
            return False
        self.status = status
        return True

    def _work(self, statement: Statement) -> bool:
        state = work_state_of(statement.text)
        if state is None:
            return False
        self.states += [(state, category) for category in kept(statement.alone)]
        return True

    def _forbidden(self, statement: Statement) -> bool:
        forbidden = picklists.flag(statement.text)
        if forbidden:
            self.status = AdministrativeStatus.DEPRECATED
        return forbidden is not None

    def _preferred(self, statement: Statement) -> bool:
        preferred = picklists.flag(statement.text)
        if preferred and self.status not in (None, AdministrativeStatus.PREFERRED):
            return False
        if preferred:
            self.status = AdministrativeStatus.PREFERRED
        return preferred is not None

    def _case_sensitive(self, statement: Statement) -> bool:
        said = picklists.flag(statement.text)
        self.case_sensitive = bool(said)
        return said is not None

    def _exact_match(self, statement: Statement) -> bool:
        said = picklists.flag(statement.text)
        self.inflect = not said
        return said is not None

    def _part_of_speech(self, statement: Statement) -> bool:
        return self._choose("part_of_speech", picklists.part_of_speech(statement.text), statement)

    def _term_type(self, statement: Statement) -> bool:
        return self._choose("term_type", picklists.term_type(statement.text), statement)

    def _number(self, statement: Statement) -> bool:
        return self._choose("number", picklists.grammatical_number(statement.text), statement)

    def _choose(self, name: str, value: object, statement: Statement) -> bool:
        return says_nothing(statement.text) if value is None else self._set(name, value)

    def _usage_place(self, statement: Statement) -> bool:
        return self._set("geographical_usage", clean_text(one_line(statement.text), "geographical usage"))

    def _usage_note(self, statement: Statement) -> bool:
        return self._set("usage_note", clean_text(statement.text, "usage note", multiline=True))

    def _source(self, statement: Statement) -> bool:
        self.sources.append(source(statement.text))
        return True

    def _reason(self, statement: Statement) -> bool:
        return self._set("reason", clean_text(statement.text, "reason", multiline=True))

    def _validity(self, statement: Statement) -> bool:
        bounds = validity(statement.text)
        if not bounds or "valid_from" in self.fields or "valid_to" in self.fields:
            return False
        self.fields |= bounds
        return True

    def _pinyin(self, statement: Statement) -> bool:
        return "\n" not in statement.text and self._set("pinyin", clean_text(statement.text, "pinyin"))

    def _reading(self, statement: Statement) -> bool:
        latin = self.chinese and not any(letter >= "\u3000" for letter in statement.text)
        return latin and self._pinyin(statement)


def _unite(mine: list[_T], theirs: list[_T]) -> None:
    mine += [value for value in theirs if value not in mine]


_HANDLERS: Final[dict[str, Callable[[TermDraft, Statement], bool]]] = {
    "administrativestatus": TermDraft._status,
    "normativeauthorization": TermDraft._status,
    "usagestatus": TermDraft._status,
    "termstatus": TermDraft._status,
    "status": TermDraft._status,
    "processstatus": TermDraft._work,
    "elementworkingstatus": TermDraft._work,
    "forbidden": TermDraft._forbidden,
    "preferred": TermDraft._preferred,
    "casesensitive": TermDraft._case_sensitive,
    "exactmatch": TermDraft._exact_match,
    "partofspeech": TermDraft._part_of_speech,
    "pos": TermDraft._part_of_speech,
    "termtype": TermDraft._term_type,
    "grammaticalnumber": TermDraft._number,
    "geographicalusage": TermDraft._usage_place,
    "usagenote": TermDraft._usage_note,
    "source": TermDraft._source,
    "reading": TermDraft._reading,
    "pinyin": TermDraft._pinyin,
    "reason": TermDraft._reason,
    "validity": TermDraft._validity,
}
"""What is done with a data category, by its name without case; each says whether it took the whole statement."""
