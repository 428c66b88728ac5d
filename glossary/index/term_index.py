"""The compiled term base as rules see it: parts that are read, or made, when a rule first asks for one."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from glossary.collecting import uncollected
from glossary.index.abbreviations import ABBREVIATIONS, Abbreviations
from glossary.index.calques import CALQUES, Calques
from glossary.index.lexicon import LEXICON, Lexicon
from glossary.index.names import NAMES, Names
from glossary.index.part import Loaded, Part, Revision, compiled
from glossary.index.pinyin_terms import PINYIN_TERMS, PinyinTerms
from glossary.index.renderings import RENDERINGS, Renderings
from glossary.index.source_terms import SOURCE_TERMS, SourceTerms
from glossary.index.variants import VARIANTS, Variants

if TYPE_CHECKING:
    from glossary.index.changed import ChangedSince
    from termbase.concepts import Concept


class TermIndex:
    """The parts of a compiled term base; ``fetch`` reads or makes one, once."""

    __slots__ = ("_fetch", "_parts")

    def __init__(self, fetch: Callable[[Part[Any]], Any]) -> None:
        self._fetch = fetch
        self._parts: dict[str, Any] = {}

    @property
    def renderings(self) -> Renderings:
        """The listed bad renderings."""
        return self._part(RENDERINGS)

    @property
    def calques(self) -> Calques:
        """The prediction of literal renderings."""
        return self._part(CALQUES)

    @property
    def source_terms(self) -> SourceTerms:
        """The Chinese terms, and what renders them."""
        return self._part(SOURCE_TERMS)

    @property
    def lexicon(self) -> Lexicon:
        """The English senses of all Chinese words."""
        return self._part(LEXICON)

    @property
    def names(self) -> Names:
        """The official names."""
        return self._part(NAMES)

    @property
    def abbreviations(self) -> Abbreviations:
        """The abbreviations, and what they stand for."""
        return self._part(ABBREVIATIONS)

    @property
    def variants(self) -> Variants:
        """The accepted renderings of concepts that have several."""
        return self._part(VARIANTS)

    @property
    def concept_ids(self) -> frozenset[str]:
        """The ids of all concepts."""
        from glossary.index.concept_ids import CONCEPT_IDS  # asked for by few articles

        return self._part(CONCEPT_IDS)

    @property
    def pinyin_terms(self) -> PinyinTerms:
        """The readings of Chinese terms."""
        return self._part(PINYIN_TERMS)

    def _part(self, part: Part[Loaded]) -> Loaded:
        if part.name not in self._parts:
            self._parts[part.name] = self._fetch(part)
        loaded: Loaded = self._parts[part.name]
        return loaded


def index_of(concepts: Iterable["Concept"]) -> TermIndex:
    """An index of ``concepts`` that is kept nowhere."""
    held = list(concepts)
    return TermIndex(lambda part: part.load(compiled(part, held)))


LINTED: Final = (
    (CALQUES,),
    (RENDERINGS, NAMES, VARIANTS, ABBREVIATIONS),
    (PINYIN_TERMS,),
)
"""The parts that the rules ask for in an article without its source, those together that share much of their work."""


def cached_index(
    identity: str,
    concepts: Callable[[], Iterable["Concept"]],
    together: Sequence[Sequence[Part[Any]]] = (),
    changed_since: "ChangedSince | None" = None,
) -> TermIndex:
    """The index of the term base with the given ``identity``, its parts kept in the user's cache folder.

    ``identity`` names the content of the term base and changes with every change of it; ``concepts`` is called, once
    at most, when a part is not in the cache. ``together`` are groups of parts that will all be asked for: when one of
    them is not in the cache, all that are not are compiled, several at a time where that is quicker. ``changed_since``
    tells what was changed since an earlier index was kept, so that little has to be compiled.
    """
    from glossary.index.cache import cached_part, compile_missing

    @cache
    def read() -> list["Concept"]:
        with uncollected():
            return list(concepts())

    past = _Past(identity, changed_since)

    @cache
    def compile_those_together() -> None:
        compile_missing(together, identity, read, revision=past.revision)
        past.keep()

    def fetch(part: Part[Any]) -> Any:
        is_one = any(part in group for group in together)
        found = cached_part(
            part, identity, read, missing=compile_those_together if is_one else None, revision=past.revision
        )
        past.keep()
        return found

    return TermIndex(fetch)


class _Past:
    """What is known of earlier states of a term base, asked for when a part has to be made."""

    def __init__(self, identity: str, changed_since: "ChangedSince | None") -> None:
        self._identity = identity
        self._changed_since = cache(changed_since) if changed_since else None
        self._states: dict[str, str] | None = None
        self._mark = ""

    def revision(self, part: Part[Any]) -> Revision | None:
        """The nearest state of which the cache has a part, None where it has none."""
        if self._changed_since is None:
            return None
        from glossary.index.cache import is_kept, is_near, kept_states

        if self._states is None:
            self._states = kept_states()
        marks = frozenset(mark for mark, identity in self._states.items() if is_kept(part, identity))
        changed = self._changed_since(marks)
        if changed is None:
            return None
        revision = Revision(self._states[changed.since], changed.concepts) if changed.since else None
        if not (revision and revision.concepts and is_near(revision)):
            self._mark = changed.mark
        return revision

    def keep(self) -> None:
        """Remember this state, when something was made of it that others can be made from."""
        if self._mark:
            from glossary.index.cache import keep_state

            keep_state(self._mark, self._identity)
            self._mark = ""
