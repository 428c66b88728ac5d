"""Every TBX: v3 in both styles, v2 (``martif``), the TBX-Min of 2014, and what other tools make of them.

The names of the elements tell what they are, so a file may mix what the versions keep apart. The header and the back
matter say nothing of concepts and are passed over.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from termbase.concepts import Concept
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.identifiers import Identifiers
from termbase.exchange.tbx.reading.entries import EntryReader
from termbase.exchange.tbx.reading.faults import Faults
from termbase.exchange.tbx.reading.references import References
from termbase.exchange.tbx.reading.statements import ENTRIES, SECTIONS, TERMS
from termbase.exchange.tbx_full import is_full, items
from termbase.exchange.values import Problem, ReadOptions
from termbase.exchange.xml.reading import LANG, Element, XmlDocument, brief, line_of, local_name
from termbase.history.values import HistoryRecord

_ROOTS: Final = frozenset(("tbx", "martif"))


def read(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Concept | Problem | HistoryRecord]:
    """Yield a concept for each entry, and the problems of what was left out.

    A concept that refers to an entry further on comes at the end. A file of our own dialect gives every field, and then
    its history. Raises ``ExchangeError`` where the file is no
    well-formed XML, or no TBX.
    """
    document = XmlDocument(stream, name, options.encoding)
    root = document.root
    if local_name(root).casefold() not in _ROOTS:
        problem = brief(f"is no TBX: its outermost element is {local_name(root)!r}")
        raise ExchangeError(f"{name}:{line_of(root)}", problem, "name the format of the file")
    if is_full(document):
        yield from items(document, name)
        return
    identifiers = Identifiers()
    reader = EntryReader(identifiers, root.get(LANG, ""))
    with References(identifiers) as references:
        for element in document.entries(ENTRIES | SECTIONS | TERMS):
            faults = Faults(name)
            entry = None
            if local_name(element) in ENTRIES:
                entry = reader.read(element, faults)
            else:
                _note_stray(element, faults)
            yield from faults.problems
            if entry:
                yield from references.now_or_later(entry)
        yield from references.later()


def _note_stray(element: Element, faults: Faults) -> None:
    problem = f"the element {local_name(element)!r} stands outside an entry"
    faults.note(element, InvalidValue("", problem, "put it into a conceptEntry"))
