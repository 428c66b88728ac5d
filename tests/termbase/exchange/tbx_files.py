"""Small TBX files for tests, and what is read from them."""

import io
from collections.abc import Iterable

from termbase.concepts import Concept
from termbase.exchange.formats import format_named
from termbase.exchange.values import Problem, ReadOptions

DOCTYPE = '<!DOCTYPE {root} SYSTEM "TBXcoreStructV02.dtd" [<!ENTITY secret "s3cret">]>\n'
V3 = (
    '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc>'
    "<sourceDesc><p>test</p></sourceDesc></fileDesc></tbxHeader><text><body>{entries}</body></text></tbx>"
)
V2 = '<martif type="TBX" xml:lang="en"><martifHeader/><text><body>{entries}</body></text></martif>'
MIN_2014 = (
    '<TBX dialect="TBX-Min"><header><id>x</id><languages source="zh" target="en"/></header><body>{entries}</body></TBX>'
)
_V2_NAMES = (("conceptEntry", "termEntry"), ("langSec", "langSet"), ("termSec", "tig"))


def v3(*entries: str) -> str:
    """A file of TBX v3 with these entries."""
    return DOCTYPE.format(root="tbx") + V3.format(entries="\n".join(entries))


def v2(*entries: str, ntig: bool = False) -> str:
    """The same file in TBX v2."""
    text = "\n".join(entries)
    for new, old in _V2_NAMES:
        text = text.replace(f"<{new}", f"<{old}").replace(f"</{new}", f"</{old}")
    if ntig:
        text = text.replace("<tig>", "<ntig><termGrp>").replace("</tig>", "</termGrp></ntig>")
    return DOCTYPE.format(root="martif") + V2.format(entries=text)


def entry(*sections: str, concept: str = "", own_id: str = "c1") -> str:
    """An entry; an empty id leaves it out."""
    attribute = f' id="{own_id}"' if own_id else ""
    return f"<conceptEntry{attribute}>{concept}{''.join(sections)}</conceptEntry>"


def section(code: str, *terms: str, more: str = "") -> str:
    """A language section with terms; ``more`` stands before them."""
    return f'<langSec xml:lang="{code}">{more}{"".join(term(it) for it in terms)}</langSec>'


def term(text: str, more: str = "") -> str:
    """A term section, unless the text is one already."""
    return text if text.startswith("<termSec") else f"<termSec><term>{text}</term>{more}</termSec>"


def items(content: str | bytes, options: ReadOptions | None = None) -> list[Concept | Problem]:
    """What a file gives."""
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return list(format_named("tbx-basic").read(stream, "terms.tbx", options))


def concepts(content: str | bytes, options: ReadOptions | None = None) -> list[Concept]:
    """What a file gives that has no problems."""
    found = items(content, options)
    assert not problems(found)
    return [item for item in found if isinstance(item, Concept)]


def problems(found: Iterable[Concept | Problem]) -> list[str]:
    """The problems among what was read, as they are shown."""
    return [str(item) for item in found if isinstance(item, Problem)]
