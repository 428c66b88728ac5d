"""The data categories of TBX-Min and TBX-Basic: where each may stand, and what may be in it."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Level(Enum):
    """The part of an entry to which a data category belongs."""

    CONCEPT = "concept"
    LANGUAGE = "language"
    TERM = "term"


class Module(Enum):
    """The modules from which dialects are put together, with the namespaces that they have in style DCT."""

    MIN = "http://www.tbxinfo.net/ns/min"
    BASIC = "http://www.tbxinfo.net/ns/basic"

    @property
    def prefix(self) -> str:
        """The prefix that stands for the namespace."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Category:
    """One data category.

    ``name`` is its element with its type in style DCA, as in ``termbase.concepts.DataCategory``. ``levels`` are those
    on which a value that the term model keeps as a data category may stand: none where the model has a field for it.
    ``values`` are the picklist, empty for free text; ``address`` is true where the last line of the value is a web
    address, to which the lines before it are the text.
    """

    name: str
    module: Module
    levels: frozenset[Level] = frozenset()
    values: frozenset[str] = frozenset()
    address: bool = False

    @property
    def element(self) -> str:
        """The element of the core structure that bears the category in style DCA."""
        return self.name.partition("/")[0]

    @property
    def kind(self) -> str:
        """The name of the category itself."""
        return self.name.partition("/")[2]

    def allows(self, level: Level, value: str, *, picklists: bool = True) -> bool:
        """Whether a value that the model keeps as a data category may stand on this level."""
        if level not in self.levels or (self.address and not _ADDRESS.fullmatch(parted(value)[1])):
            return False
        return not (picklists and self.values) or value in self.values


def parted(value: str) -> tuple[str, str]:
    """Text and address of a value that ends with an address; an address alone is its own text."""
    text, _, address = value.rpartition("\n")
    return text or address, address


_ADDRESS: Final = re.compile(r"https?://[\w.:@-]+(?:[/?#][\w.~:/?#@!$&'()*+,;=%-]*)?", re.ASCII)
_CONCEPT_AND_TERM: Final = frozenset((Level.CONCEPT, Level.TERM))
_TERM: Final = frozenset((Level.TERM,))

SUBJECT_FIELD: Final = "descrip/subjectField"
DEFINITION: Final = "descrip/definition"
SOURCE: Final = "admin/source"
STATUS: Final = "termNote/administrativeStatus"
PART_OF_SPEECH: Final = "termNote/partOfSpeech"
TERM_TYPE: Final = "termNote/termType"
GEOGRAPHICAL_USAGE: Final = "termNote/geographicalUsage"
CROSS_REFERENCE: Final = "ref/crossReference"
TRANSACTION: Final = "transac/transactionType"
RESPONSIBILITY: Final = "transacNote/responsibility"

CATEGORIES: Final = (
    Category(SUBJECT_FIELD, Module.MIN),
    Category(STATUS, Module.MIN),
    Category(PART_OF_SPEECH, Module.MIN),
    Category("admin/customerSubset", Module.MIN, _CONCEPT_AND_TERM),
    Category("xref/externalCrossReference", Module.MIN, frozenset(Level), address=True),
    Category(DEFINITION, Module.BASIC),
    Category(SOURCE, Module.BASIC),
    Category(TERM_TYPE, Module.BASIC),
    Category(GEOGRAPHICAL_USAGE, Module.BASIC),
    Category(CROSS_REFERENCE, Module.BASIC),
    Category(TRANSACTION, Module.BASIC),
    Category(RESPONSIBILITY, Module.BASIC),
    Category("admin/projectSubset", Module.BASIC, _CONCEPT_AND_TERM),
    Category("descrip/context", Module.BASIC, _TERM),
    Category("xref/xGraphic", Module.BASIC, frozenset((Level.CONCEPT, Level.LANGUAGE)), address=True),
    Category(
        "termNote/grammaticalGender", Module.BASIC, _TERM, frozenset(("masculine", "feminine", "neuter", "other"))
    ),
    Category(
        "termNote/termLocation",
        Module.BASIC,
        _TERM,
        frozenset(
            (
                "checkBox",
                "comboBox",
                "comboBoxElement",
                "dialogBox",
                "groupBox",
                "informativeMessage",
                "interactiveMessage",
                "menuItem",
                "progressBar",
                "pushButton",
                "radioButton",
                "slider",
                "spinBox",
                "tab",
                "tableText",
                "textBox",
                "toolTip",
                "user-definedType",
            )
        ),
    ),
)
