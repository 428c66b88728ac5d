"""The remainder of the published dialects: what readers need becomes a note, and everything is in the loss report."""

from collections.abc import Iterable

from termbase.concepts import DataCategory, Definition, Relation, Source, Term
from termbase.exchange.losses import LEFT_OUT
from termbase.exchange.tbx.entries import Remainder
from termbase.exchange.tbx.losses import AS_NOTE, note_source_losses
from termbase.exchange.values import LossLedger


class NotesAndLosses(Remainder):
    """Keeps notes until their level ends, and enters what is lost in the ledger."""

    def __init__(self, ledger: LossLedger) -> None:
        self._ledger = ledger
        self._pending: list[str] = []

    def take_notes(self) -> Iterable[str]:
        """The notes that stand for something on the level that ends here."""
        if not self._pending:
            return ()
        notes, self._pending = self._pending, []
        return notes

    def value(self, field: str, text: str) -> None:
        """A note, labelled with the name of the field."""
        self._note(field, field.capitalize(), text)

    def definition(self, definition: Definition) -> None:
        """A note, with the source in brackets."""
        cited = f" ({definition.source.citation})" if definition.source else ""
        self._note("definition", "Definition", definition.text + cited)
        if definition.source:
            self._ledger.lose("source", AS_NOTE)
            note_source_losses(definition.source, self._ledger)

    def relation(self, relation: Relation) -> None:
        """A note that names the kind and the concept."""
        self._note("relation", "Relation", f"{relation.kind} {relation.target}")

    def category(self, category: DataCategory) -> None:
        """A note, labelled with the type."""
        label = category.name.rpartition("/")[2] or category.name
        self._note(f"data category {category.name}", label, category.value)

    def proper_noun(self) -> None:
        """A loss."""
        self._ledger.lose("part of speech 'proper noun'", "written as noun")

    def source(self, source: Source) -> None:
        """The loss of its parts."""
        note_source_losses(source, self._ledger)

    def term(self, term: Term) -> None:
        """Notes for what has no data category of its own and yet is of use to a reader."""
        if term.usage_note:
            self._note("usage note", "Usage", term.usage_note)
        self.labelled(term)

    def labelled(self, term: Term) -> None:
        """The notes that no format of another tool has a field for."""
        if term.pinyin:
            self._note("pinyin", "Pinyin", term.pinyin)
        if term.reason:
            self._note("reason", "Reason", term.reason)
        if term.valid_from or term.valid_to:
            self._note("validity", "Valid", f"{term.valid_from or '…'} to {term.valid_to or '…'}")

    def transactions(self) -> None:
        """A loss."""
        self._ledger.lose("creation and change", LEFT_OUT)

    def day_only(self) -> None:
        """A loss."""
        self._ledger.lose("time of day of creation and change", "the day is written")

    def reordered(self) -> None:
        """A loss."""
        self._ledger.lose("order of the data categories", "what is said of the term itself comes first")

    def _note(self, field: str, label: str, text: str) -> None:
        self._pending.append(f"{label}: {text}")
        self._ledger.lose(field, AS_NOTE)
