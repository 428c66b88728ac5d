"""``tbx-full``: our own dialect of TBX v3, from which the same term base comes back, with its history.

Other tools that read TBX-Basic in style DCT read what TBX-Basic has a data category for, and pass over our module.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from termbase.concepts import Concept
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.tbx.documents import V3_END, v3_frame
from termbase.exchange.tbx.entries import xml_id
from termbase.exchange.tbx.full.history import record_of, write_history
from termbase.exchange.tbx.full.module import DIALECT
from termbase.exchange.tbx.full.reading import concept_of
from termbase.exchange.tbx.full.writing import FullWriter
from termbase.exchange.tbx.spool import EntrySpool
from termbase.exchange.values import LossLedger, LossReport, Problem, ReadOptions, WriteOptions
from termbase.exchange.xml.reading import XmlDocument, line_of, local_name
from termbase.history.values import HistoryRecord

_ENTRY: Final = "conceptEntry"
_OBJECT: Final = "refObject"


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write every concept, and the history of ``options`` if there is one; nothing is lost."""
    ledger, writer = LossLedger(), FullWriter()
    with EntrySpool() as spool:
        for concept in concepts:
            spool.add(xml_id(concept.id), writer.entry(concept))
            ledger.close_concept()
        before, after = v3_frame(DIALECT, options.title, entries=len(spool) > 0, back=True)
        stream.write(before.encode())
        spool.write(stream, _tell_nobody)
        stream.write(after.encode())
    write_history(options.history, stream)
    stream.write(V3_END.encode())
    return ledger.report()


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem | HistoryRecord]:
    """Yield the concepts, then the history if there is one.

    Raises ``ExchangeError`` where the file is no well-formed XML or of another dialect, and for a faulty record of the
    history, which is of use only as a whole.
    """
    document = XmlDocument(stream, name, options.encoding)
    if not is_full(document):
        problem = f"is not of the dialect {DIALECT.name}"
        raise ExchangeError(f"{name}:{line_of(document.root)}", problem, "read it as tbx-basic")
    return items(document, name)


def is_full(document: XmlDocument) -> bool:
    """Whether the file is of our own dialect."""
    return local_name(document.root) == "tbx" and document.root.get("type") == DIALECT.name


def items(document: XmlDocument, name: str) -> Iterator[Concept | Problem | HistoryRecord]:
    """What a file of our own dialect holds; see ``read``."""
    seen: set[str] = set()
    for element in document.entries((_ENTRY, _OBJECT)):
        line = line_of(element)
        try:
            item = concept_of(element) if local_name(element) == _ENTRY else record_of(element)
            if isinstance(item, Concept):
                _refuse_double(item.id, seen)
        except InvalidValue as error:
            problem = f"{error.place}: {error.problem}" if error.place else error.problem
            if local_name(element) == _OBJECT:
                raise ExchangeError(f"{name}:{line}", problem, error.cure) from None
            yield Problem(name, line, problem, error.cure)
        else:
            if item is not None:
                yield item


def _refuse_double(concept_id: str, seen: set[str]) -> None:
    if concept_id in seen:
        raise InvalidValue("id", f"{concept_id!r} stands in the file twice", "give one of the two another")
    seen.add(concept_id)


def _tell_nobody(known: int, unknown: int) -> None:
    """References are no losses here, wherever they lead."""
