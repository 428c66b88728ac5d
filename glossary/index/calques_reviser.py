"""The prediction of literal renderings after a change of some concepts.

A change reaches beyond the forms of its concepts, because senses are learned from what the whole term base lists: the
forms that hold a part with other senses than before are concerned too. What these forms suggested is taken out of the
tables, and what they suggest now is put in. Forms, records and stems keep their numbers, new ones are added at the end,
and nothing that is found depends on the numbers.
"""

import re
from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import Final

from glossary.index.anchors_compiler import anchors_of, usual_both_ways
from glossary.index.calques import FORM_STEP, NO_STEM, code_of, type_of_forms
from glossary.index.calques_compiler import forms_of, keys_in_order, of_stems, pair_keys, pairs_of
from glossary.index.container import offsets, pack, unpack
from glossary.index.draft import Draft, Earlier, Joined, lines_of
from glossary.index.lessons_reviser import SensesOf, Taught, lessons_of_changed
from glossary.index.splicing import Edit, NotThere, edited, edits_beside, edits_of_groups
from glossary.index.suggesting import MOST_STEMS, Suggestions
from glossary.prediction.parts import boundaries

_MOST_CONCERNED: Final = 4_000
"""How many forms may be concerned until making the part from nothing is as quick."""
_FORM_SIZE: Final = 4
"""Bytes that the section with the forms' records has for each form."""
_NO_RECORD: Final = b"{}"

Sections = Mapping[str, memoryview]
"""The sections of a part by their names."""


class _Forms:
    """The forms by their numbers, as lines of a draft (empty where one is gone), and where they belong."""

    def __init__(self, earlier: Earlier, sections: Sections) -> None:
        shared = earlier.draft.shared
        self.lines = shared["form_cells"].split(b"\n")
        self.records = sections["form_records"].cast("I").tolist()
        self.ranks = sections["form_ranks"].cast("I").tolist()
        self.boundaries = sections["form_boundaries"].cast("Q").tolist()
        self.record_ids = shared["record_ids"].decode().split("\n")
        bounds = sections["first_bytes"].cast("I").tolist()
        packed = bytes(sections["records"])
        self.contents = [packed[start:end] for start, end in pairwise(bounds)]
        self.was: dict[int, bytes] = {}

    def change(self, draft: Draft, changed: frozenset[str]) -> None:
        """Let the changed concepts have the forms and records that a draft gives; ``was`` has the lines of before."""
        places = {concept_id: place for place, concept_id in enumerate(draft.ids) if concept_id in changed}
        numbers = {concept_id: number for number, concept_id in enumerate(self.record_ids) if concept_id in changed}
        own: dict[int, list[int]] = {number: [] for number in numbers.values()}
        for form, record in enumerate(self.records):
            if record in own and self.lines[form]:
                own[record].append(form)
        for concept_id in sorted(changed):
            place = places.get(concept_id)
            cell, content = (b"", b"") if place is None else (draft.cells[it][place] for it in ("forms", "records"))
            record = numbers.get(concept_id, -1)
            if record < 0 and content:
                record = len(self.record_ids)
                self.record_ids.append(concept_id)
                self.contents.append(content)
            elif record >= 0:
                self.record_ids[record] = concept_id if content else ""
                self.contents[record] = content or _NO_RECORD
            self._change(record, sorted(own.get(record, ()), key=self.ranks.__getitem__), cell.split(b"\n")[:-1])
        self._rank()

    def _change(self, record: int, numbers: list[int], lines: list[bytes]) -> None:
        for place, line in enumerate(lines):
            if place < len(numbers):
                self._set(numbers[place], line)
            else:
                self._set(len(self.lines), line)
                self.records.append(record)
                self.ranks.append(place)
                self.boundaries.append(0)
        for number in numbers[len(lines) :]:
            self._set(number, b"")
        for place, number in enumerate(numbers[: len(lines)]):
            self.ranks[number] = place

    def _set(self, number: int, line: bytes) -> None:
        was = self.lines[number] if number < len(self.lines) else b""
        if was != line:
            self.was[number] = was
            self.lines[number : number + 1] = [line]

    def _rank(self) -> None:
        """Give the forms their ranks: by the ids of their concepts, and those of one concept in their order."""
        keys = [(self.record_ids[record], rank) for record, rank in zip(self.records, self.ranks, strict=True)]
        for rank, number in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
            self.ranks[number] = rank

    def holding(self, parts: Iterable[str]) -> Iterator[int]:
        """The numbers of the forms that hold one of some parts."""
        alternatives = b"|".join(re.escape(part.encode()) for part in parts)
        found = re.compile(alternatives).search if alternatives else None
        return (number for number, line in enumerate(self.lines) if found and found(line))

    def new_texts(self) -> set[str]:
        """The texts that no form had before."""
        lines = {self.lines[number] for number in self.was}
        texts = {line.partition(b"\t")[0] for line in lines if line}
        changed = set(self.was)
        old = {line.partition(b"\t")[0] for number, line in enumerate(self.lines) if number not in changed}
        old.update(line.partition(b"\t")[0] for line in self.was.values())
        return {text.decode() for text in texts - old}

    def sections(self, words: Container[str]) -> dict[str, bytes]:
        """The sections of the part that say what the forms are."""
        texts = [line.partition(b"\t")[0] for line in self.lines]
        for number in self.was:
            self.boundaries[number] = boundaries(texts[number].decode(), words)
        return {
            "form_boundaries": array("Q", self.boundaries).tobytes(),
            "form_records": array("I", self.records).tobytes(),
            "form_ranks": array("I", self.ranks).tobytes(),
            "form_texts": b"\n".join(texts),
            "first_bytes": offsets(map(len, self.contents)),
            "records": b"".join(self.contents),
        }

    def shared(self) -> dict[str, bytes]:
        """What the next join wants to find again."""
        return {"form_cells": b"\n".join(self.lines), "record_ids": "\n".join(self.record_ids).encode()}


class _Change:
    """What goes and what comes, in entries (stem and entry) and in anchors (pair of stems and form), as one number."""

    def __init__(self, forms: _Forms, concerned: Iterable[int], before: Suggestions, after: Suggestions) -> None:
        entries: tuple[set[int], set[int]] = set(), set()
        anchors: tuple[set[int], set[int]] = set(), set()
        for number in concerned:
            lines = forms.was.get(number, forms.lines[number]), forms.lines[number]
            for place, (line, suggestions) in enumerate(zip(lines, (before, after), strict=True)):
                for form in forms_of(line + b"\n" if line else b""):
                    suggestion = suggestions.of(form)
                    entries[place].update(stem << 32 | number * FORM_STEP + it for stem, it in suggestion.entries)
                    found = anchors_of(form.text, suggestion.named).items()
                    anchors[place].update(key << 32 | number << 1 | alone for key, alone in found)
        self.entries = entries[0] - entries[1], entries[1] - entries[0]
        self.anchors = anchors[0] - anchors[1], anchors[1] - anchors[0]


def revised(draft: Draft, earlier: Earlier) -> Joined | None:
    """The part of a draft, made from an earlier state of it; None where that is not quicker than from nothing."""
    _, sections = unpack(earlier.content)
    if not (sections["form_records"] and sections["stems"]):
        return None
    forms = _Forms(earlier, sections)
    kind = type_of_forms(len(forms.lines))
    forms.change(draft, earlier.changed)
    taught = Taught(earlier)
    taught.meet(forms.new_texts())
    former = taught.change(*lessons_of_changed(draft, earlier, taught.known))
    concerned = sorted({*forms.was, *forms.holding(former)})
    stems = bytes(sections["stems"]).decode().split("\n")
    numbers = dict(zip(stems, range(len(stems)), strict=True))
    if len(concerned) > _MOST_CONCERNED or type_of_forms(len(forms.lines)) != kind:
        return None
    before, after = (Suggestions(SensesOf(taught, other).__getitem__, numbers) for other in (former, {}))
    change = _Change(forms, concerned, before, after)
    if len(numbers) >= MOST_STEMS:
        return None
    try:
        entries, first_entries = _entries(sections, change, len(numbers))
        numbers = _without_silent(numbers, first_entries)
        of_all_stems = _of_stems(sections, numbers)
        anchors = _anchors(sections, change, of_all_stems["pair_keys"])
    except NotThere:
        return None
    cells = draft.cells
    content = {
        **forms.sections(taught.known),
        "entries": entries.tobytes(),
        "first_entries": first_entries.tobytes(),
        **anchors,
        "accepted_phrases": keys_in_order(cells["accepted_keys"]),
        "conditional_phrases": keys_in_order(cells["conditional_keys"]),
        "accepted_pairs": array("I", sorted(pairs_of(lines_of(cells["accepted"]), numbers))).tobytes(),
        **of_all_stems,
    }
    return Joined(pack({}, content), lambda: forms.shared() | taught.shared())


def _entries(sections: Sections, change: _Change, stems: int) -> tuple["array[int]", "array[int]"]:
    """The entries of so many stems, and where those of each begin."""
    items, firsts = (array("I", bytes(sections[name])) for name in ("entries", "first_entries"))
    gone, fresh = change.entries
    more = Counter(each >> 32 for each in fresh)
    more.subtract(each >> 32 for each in gone)
    sizes = [last - first for first, last in pairwise(firsts)] + [0] * (stems - len(firsts) + 1)
    for stem, by in more.items():
        sizes[stem] += by
    return edited(items, edits_of_groups(items, firsts, gone, fresh)), array("I", accumulate(sizes, initial=0))


def _without_silent(numbers: dict[str, int], firsts: "array[int]") -> dict[str, int]:
    """The numbers of the stems, without the names of those that nothing suggests."""
    return {
        name if firsts[number] < firsts[number + 1] else f"{NO_STEM}{number}": number
        for name, number in numbers.items()
    }


def _of_stems(sections: Sections, numbers: dict[str, int]) -> dict[str, bytes]:
    """The sections that say what the stems are; how usual they are is known but of new ones."""
    if len(numbers) > len(sections["levels"]):
        return of_stems(numbers, pair_keys(numbers))
    known = {name: bytes(sections[name]) for name in ("levels", "pair_keys", "pair_levels")}
    return {"stems": "\n".join(numbers).encode(), **known}


def _anchors(sections: Sections, change: _Change, pairs: bytes) -> dict[str, bytes]:
    keys = array("I", bytes(sections["anchor_keys"]))
    forms = array(type_of_forms(len(sections["form_records"]) // _FORM_SIZE), bytes(sections["anchor_forms"]))
    filtered = bytearray(sections["anchor_filter"])
    usual = usual_both_ways(array("I", pairs))
    gone, fresh = (
        {each for each in them if (each >> 32 & 0xFFFF) not in usual.get(each >> 48, ())} for them in change.anchors
    )
    edits = edits_beside(keys, forms, gone, fresh)
    for each in fresh:
        filtered[code_of(each >> 48) ^ code_of(each >> 32 & 0xFFFF)] = 1
    filtered[0] = 0
    # The keys change at the same places as the forms beside them.
    of_fresh = iter(sorted(gone | fresh))
    key_edits = [
        Edit(place, -1 if value < 0 else each >> 32) for (place, value), each in zip(edits, of_fresh, strict=True)
    ]
    return {
        "anchor_keys": edited(keys, key_edits).tobytes(),
        "anchor_forms": edited(forms, edits).tobytes(),
        "anchor_filter": bytes(filtered),
    }
