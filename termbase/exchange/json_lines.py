"""JSON Lines: every field of every concept, and the history of the term base, one object a line.

The first line tells the format and its version. Then come the concepts and, where the history is written, its records,
each as an object with one key that says what it is. The values are those of ``termbase.codec``.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from termbase.codec import Plain, from_plain, plain_of, to_plain, value_of
from termbase.concepts import Concept
from termbase.errors import ExchangeError, InvalidValue
from termbase.exchange.text import MAX_LINE, Line, read_lines
from termbase.exchange.values import LossLedger, LossReport, Problem, ReadOptions, WriteOptions
from termbase.history.values import HistoryRecord, RecordedChange, RecordedStep, RetiredId

_FORMAT: Final = "zhengming term base"
_VERSION: Final = 1
_CONCEPT: Final = "concept"
_KINDS: Final[dict[str, type[HistoryRecord]]] = {
    "step": RecordedStep,
    "change": RecordedChange,
    "retired": RetiredId,
}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}
_MAX_DIGITS: Final = 18
_TOO_LONG: Final = f"is longer than {MAX_LINE:,} characters"
_to_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def read(
    stream: BinaryIO,
    name: str,
    options: ReadOptions,  # noqa: ARG001
) -> Iterator[Concept | Problem | HistoryRecord]:
    """Yield concepts, then the history if there is one.

    Raises ``ExchangeError`` if the first line does not tell the format, and in the history, which is of use only as a
    whole, for every line that is no record of it.
    """
    lines = read_lines(stream, name, prescribed=True)
    _check_heading(next(lines, None), name)
    concepts: set[str] = set()
    in_history = False
    for line in lines:
        if not line.fault and not line.text.strip():
            continue
        kind = ""
        try:
            kind, content = _opened(line)
            in_history = in_history or kind in _KINDS
            item = _item(kind, content, in_history=in_history)
            if isinstance(item, Concept):
                _refuse_double(item.id, concepts)
        except InvalidValue as error:
            if in_history:
                raise ExchangeError(f"{name}:{line.number}", f"{error.place}: {error.problem}", error.cure) from None
            yield Problem(name, line.number, f"{error.place}: {error.problem}", error.cure)
        else:
            yield item


def write(concepts: Iterable[Concept], stream: BinaryIO, options: WriteOptions) -> LossReport:
    """Write the concepts, and the history of ``options``; ``ExchangeError`` for a record that no line can hold."""
    ledger = LossLedger()
    stream.write(_line({"format": _FORMAT, "version": _VERSION, "title": options.title}))
    for concept in concepts:
        line = _line({_CONCEPT: to_plain(concept)})
        fits = _fits(line)
        if fits:
            stream.write(line)
        else:
            ledger.lose(f"concept that {_TOO_LONG} as JSON", "left out")
        ledger.close_concept(written=fits)
    for record in options.history:
        line = _line({_NAMES[type(record)]: plain_of(record)})
        if not _fits(line):
            raise ExchangeError("history", f"a record of it {_TOO_LONG}", "export without the history")
        stream.write(line)
    return ledger.report()


def _line(plain: Plain) -> bytes:
    return (_to_json(plain) + "\n").encode()


def _fits(line: bytes) -> bool:
    return len(line) <= MAX_LINE or len(line.decode()) - 1 <= MAX_LINE


def _check_heading(line: Line | None, name: str) -> None:
    place, cure = f"{name}:1", f'begin the file with {{"format": "{_FORMAT}", "version": {_VERSION}}}'
    if line is None or not (line.fault or line.text.strip()):
        raise ExchangeError(name, "is empty", cure)
    try:
        heading = _parsed(line)
    except InvalidValue as error:
        raise ExchangeError(place, f"{error.place}: {error.problem}", cure) from None
    if heading.get("format") != _FORMAT:
        raise ExchangeError(place, "does not say that a zhengming term base follows", cure)
    version = heading.get("version")
    if type(version) is not int or version < 1:
        raise ExchangeError(place, "does not say its version", cure)
    if version > _VERSION:
        raise ExchangeError(place, f"is of version {version}, which a newer zhengming wrote", "upgrade zhengming")


def _opened(line: Line) -> tuple[str, object]:
    """What the line holds, and its content."""
    plain = _parsed(line)
    if len(plain) != 1:
        raise InvalidValue("line", "holds more than one thing, or none", f'write {{"{_CONCEPT}": …}}')
    ((kind, content),) = plain.items()
    return kind, content


def _item(kind: str, content: object, *, in_history: bool) -> Concept | HistoryRecord:
    if kind in _KINDS:
        record: HistoryRecord = value_of(_KINDS[kind], content, kind)
        return record
    if kind != _CONCEPT:
        raise InvalidValue("line", f"holds {kind[:40]!r}", f"use one of: {', '.join((_CONCEPT, *_KINDS))}")
    if in_history:
        raise InvalidValue("line", "holds a concept after the history", "put the concepts before it")
    return from_plain(content)


def _refuse_double(concept_id: str, seen: set[str]) -> None:
    if concept_id in seen:
        raise InvalidValue("id", f"{concept_id!r} stands in the file twice", "give one of the two another")
    seen.add(concept_id)


def _parsed(line: Line) -> Plain:
    if line.fault:
        raise InvalidValue("line", line.fault.removeprefix("the line "), "split it")
    try:
        plain = _DECODER.decode(line.text)
    except json.JSONDecodeError as error:
        raise InvalidValue("line", f"is no JSON: {error.msg}, column {error.colno}", "mend it there") from None
    except RecursionError:
        raise InvalidValue("line", "has too many brackets in each other", "flatten it") from None
    if type(plain) is not dict:
        raise InvalidValue("line", "is no JSON object", f'write {{"{_CONCEPT}": …}}')
    return plain


def _object(pairs: list[tuple[str, Any]]) -> Plain:
    plain = dict(pairs)
    if len(plain) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise InvalidValue(double[:40], "stands twice in one object", "take one of them out")
    return plain


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise InvalidValue(f"{digits[:10]}…", f"is a number of more than {_MAX_DIGITS} digits", "correct it")
    return int(digits)


def _no_number(word: str) -> None:
    raise InvalidValue(word, "is no number in JSON", "take it out")


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_constant=_no_number)
