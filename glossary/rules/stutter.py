"""Judge by its words alone whether a repetition is a stutter, or one that English makes on purpose."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from glossary.rules.repetition import Letters, Run, alike_around, neighbours_alike, runs
from glossary.words import FUNCTION_WORDS_FOLDED

_JOINTS: Final = frozenset(
    tuple(joint.encode().split())
    for joint in (
        "and", "or", "of", "the", "and the", "or the", "of the", "and of", "and a", "in", "in the", "for", "for the",
    )
)  # fmt: skip
_TWICE: Final = frozenset(
    b"had that very so really no yes many far long much too well now never ever always there here hear bye ha blah ho"
    b" in on do who is was knock hush tut chop bora pago duran sing wagga walla new same out up hip".split()
)
_JOINED: Final = frozenset(
    b"more less again over on by out up round around through in and such so better worse fewer years days hours weeks"
    b" months minutes decades centuries ages generations miles pages piles layers tons lots dozens hundreds thousands"
    b" millions billions trillions rows blocks acres rounds waves ever only half step side two one three four five ten"
    b" yours ours mine theirs hers".split()
)
_SPEAKERS: Final = frozenset(
    b"i me my you your yours we us our he she they i'm i've i'll we're we've we'll you're you've".split()
)
_MODALS: Final = frozenset(b"must should shall will would can could may might to not".split())
_PREPOSITIONS: Final = frozenset(
    b"of to in for on by with from at into as between under over through before after".split()
)
_PRONOUNS: Final = frozenset(b"it them him her us me themselves itself himself alone only too".split())
_RELATIVES: Final = frozenset(b"that which who whose where is are was were".split())
_DETERMINERS: Final = frozenset(b"the these those such its their all".split())
_LINKING: Final = frozenset(b"after before by beyond versus upon besides plus minus per than for against".split())
_ADJECTIVE: Final = re.compile(rb"[a-z]+(?:ant|ent|al|ive|ful|ous|ic|able|ible|ed|ary|ory)")
_PARTICIPLE: Final = re.compile(rb"[a-z]{3,}(?:ed|wn|tten|iven|oken|aken|osen|isen)")
_NOMINAL: Final = re.compile(rb"[a-z]{3,}(?:tion|sion|ment|ance|ence|ity|ness|ship|ism)s?")
_DERIVED_NOUN: Final = re.compile(rb"[a-z]{3,}(?:[ts]ion|ment|ance|ence|ity|ness)s?")
_ORDINAL: Final = re.compile(rb"[0-9]+(?:st|nd|rd|th)")
_SHORTEST_STEM: Final = 5
_LONGEST_ENDING: Final = 3
_RELATIONS: Final = frozenset(
    b"friends contacts children sons daughters parents relatives neighbors neighbours descendants members owners"
    b" subsidiaries king kings".split()
)
_BODIES: Final = frozenset(
    b"commission committee office department bureau ministry council group academy university bank association"
    b" administration institute congress court daily city".split()
)


class Suspect(NamedTuple):
    """Words, by their numbers, in which something seems to be said twice.

    ``certain`` is False where good English may say so too. ``keeps`` are the words that remain when it is said once,
    if that is known.
    """

    first: int
    last: int
    run: Run
    certain: bool = True
    keeps: tuple[int, int] | None = None


def suspects(words: list[bytes]) -> Iterator[Suspect]:
    """Every stutter among ``words``, which are folded."""
    letters = Letters(words)
    for run in runs(letters):
        if suspect := _judged(words, run):
            yield suspect
    yield from _one_stem(words, neighbours_alike(letters))
    yield from _resumed(letters)


def _judged(words: list[bytes], run: Run) -> Suspect | None:
    first = words[run.first]
    if run.period == 2 and run.length == 1 and words[run.first + 1] not in (b"and", b"of"):
        # The usual case by far (*the house the*) is left first.
        return _whole(run) if _is_around_noun(words, run) else None
    phrase = words[run.first : run.first + min(run.length, run.period)]
    if run.period == 1:
        return _with_its_derivative(words, _rounds(run)) if _is_word_twice(first, run) else None
    if all(word in FUNCTION_WORDS_FOLDED or word in _TWICE or word in _JOINED for word in phrase):
        return None
    if run.loops:
        return _looping(words, run, phrase)
    joints = tuple(words[run.first + run.length : run.first + run.period])
    if joints in _JOINTS:
        return _joined(words, run, phrase, joints)
    return _wrapping(words, run) if run.length == 1 else None


def _rounds(run: Run, *, certain: bool = True) -> Suspect:
    last = run.first + run.period * run.rounds
    return Suspect(run.first, last, run, certain, (run.first, run.first + run.period))


def _with_its_derivative(words: list[bytes], loop: Suspect) -> Suspect:
    """A loop of one word with the word of the same stem that ends it: *regional regional regions*."""
    word, following = words[loop.first], _word(words, loop.last)
    is_derived = len(word) > _SHORTEST_STEM and following.startswith(word[: max(_SHORTEST_STEM, len(word) - 3)])
    return loop._replace(last=loop.last + 1, keeps=(loop.last, loop.last + 1)) if is_derived else loop


def _whole(run: Run, *, certain: bool = True, keeps: tuple[int, int] | None = None) -> Suspect:
    return Suspect(run.first, run.last, run, certain, keeps)


def _is_word_twice(word: bytes, run: Run) -> bool:
    """*regional regional*."""
    is_word = word[:1].isalpha() or _ORDINAL.fullmatch(word)
    return bool(is_word) and len(word) > 1 and (run.length > 3 or word not in _TWICE)


def _looping(words: list[bytes], run: Run, phrase: list[bytes]) -> Suspect | None:
    """*large cities, large cities*; not *from time to time to*, not *more and more and more*."""
    if not any(word[:1].isalpha() and len(word) > 2 and word not in FUNCTION_WORDS_FOLDED for word in phrase):
        return None
    if not all(word.strip(b"-'") for word in phrase):
        return None  # a dash between the two times: emphasis
    if run.period == 2 and run.rounds == 2:
        if phrase[1] in _PREPOSITIONS - {b"of"}:
            return None
        if b"and" in phrase:
            at = run.first + (phrase[0] == b"and")
            return _joined(words, Run(at, 2, 1), words[at : at + 1], (b"and",))
    return _rounds(run)


def _joined(words: list[bytes], run: Run, phrase: list[bytes], joints: tuple[bytes, ...]) -> Suspect | None:
    """*issued and issued*, *land of land*, *advanced levels of advanced levels*."""
    content = [word for word in phrase if word not in FUNCTION_WORDS_FOLDED]
    if not all(word.isalpha() for word in content) or _is_parallel(words, run):
        return None
    if len(phrase) > 1:
        if _word(words, run.last) in _PRONOUNS or (len(content) == 1 and joints[0] != b"and"):
            return None
        return _whole(run, certain=len(content) > 1 and phrase[-1] not in _RELATIONS)
    if joints == (b"of",):
        return _wrapping(words, run)
    if joints != (b"and",) or len(phrase[0]) <= 4 or phrase[0].endswith(b"er"):
        return None
    return _word_joined(words, run)


def _word_joined(words: list[bytes], run: Run) -> Suspect | None:
    """One word on both sides of *and*: *peaceful and peaceful*, *in quality and quality*.

    A noun with a modifier before it and a preposition behind it makes two phrases (*trading partners and partners in
    trade*); a verb with a subject of flesh and blood is emphasis (*we waited and waited*).
    """
    word, before, after = words[run.first], _word(words, run.first - 1), _word(words, run.last)
    if before in _SPEAKERS | _MODALS or after in _PRONOUNS:
        return None
    keeps = (run.first, run.first + 1)
    is_noun = _NOMINAL.fullmatch(word)
    if not is_noun and (_ADJECTIVE.fullmatch(word) or _PARTICIPLE.fullmatch(word)):
        # *The military and military families*: the first is a noun.
        return None if before == b"the" and after not in FUNCTION_WORDS_FOLDED else _whole(run, keeps=keeps)
    modified = bool(before) and before not in FUNCTION_WORDS_FOLDED
    if modified and (not after or after in _PREPOSITIONS or after in _RELATIVES):
        return None
    if not is_noun and before in (b"", b"and", b"or"):
        return None
    return _whole(run, keeps=keeps)


def _is_parallel(words: list[bytes], run: Run) -> bool:
    """*needs of industry and industry to use*: a preposition on both outer sides makes two parallel phrases."""
    return _word(words, run.first - 1) in _PREPOSITIONS and _word(words, run.last) in _PREPOSITIONS


def _is_around_noun(words: list[bytes], run: Run) -> bool:
    """*the important role important*: one attribute on both sides of its noun."""
    attribute, noun = words[run.first], words[run.first + 1]
    return (
        len(attribute) > 4
        and attribute not in FUNCTION_WORDS_FOLDED
        and noun not in FUNCTION_WORDS_FOLDED
        and noun not in _LINKING
        and len(noun) > 3
        and noun.isalpha()
        and _ADJECTIVE.fullmatch(attribute) is not None
    )


def _wrapping(words: list[bytes], run: Run) -> Suspect | None:
    """One word on both sides; *friends of friends* and *contacts of close contacts* may be meant."""
    return _whole(run, certain=words[run.first] not in _RELATIONS) if _wraps(words, run) else None


def _wraps(words: list[bytes], run: Run) -> bool:
    """*accumulation of human capital accumulation*, *cultivated by key industries cultivated*."""
    word, joint = words[run.first], words[run.first + 1]
    between = [other for other in words[run.first + 2 : run.first + run.period] if other not in (b"the", b"all")]
    following = _word(words, run.last)
    if word in FUNCTION_WORDS_FOLDED or any(other in FUNCTION_WORDS_FOLDED or not other.isalpha() for other in between):
        return False
    if joint == b"by":
        return word.endswith(b"ed") and following not in _PREPOSITIONS
    return joint == b"of" and len(word) > 3 and word.isalpha() and following != b"of" and word not in _BODIES


def _one_stem(words: list[bytes], indices: Iterator[int]) -> Iterator[Suspect]:
    """*attractive attraction*: an adjective or verb before the noun that is derived from it."""
    for index in indices:
        word, noun = words[index], words[index + 1]
        if word != noun and _DERIVED_NOUN.fullmatch(noun) and _is_derived(word, noun):
            first = index
            while first and words[first - 1] == word:
                first -= 1
            yield Suspect(first, index + 2, Run(first, 1, index + 1 - first), keeps=(index + 1, index + 2))


def _resumed(letters: Letters) -> Iterator[Suspect]:
    """A stem that comes again after one joining word or two.

    *promotion site to promote*, *realize the realization*, *achievement of these achievements*.
    """
    words = letters.words
    for index in alike_around(letters, b"to", 2, 3):
        noun, other, verb = words[index], words[index + 1], words[index + 3]
        if other not in FUNCTION_WORDS_FOLDED and _NOMINAL.fullmatch(noun) and _is_derived(verb, noun):
            yield Suspect(index, index + 4, Run(index, 3, 1))
    for index in alike_around(letters, b"the", 1, 2):
        verb, noun = words[index], words[index + 2]
        if verb != noun and _DERIVED_NOUN.fullmatch(noun) and _is_derived(verb, noun):
            yield Suspect(index, index + 3, Run(index, 2, 1))
    for index in alike_around(letters, b"of", 1, 3):
        noun, other, again = words[index], words[index + 2], words[index + 3]
        if other in _DETERMINERS and again == noun + b"s" and _NOMINAL.fullmatch(noun):
            yield Suspect(index, index + 4, Run(index, 3, 1), certain=False)


def _is_derived(word: bytes, noun: bytes) -> bool:
    """Whether a noun shares its stem with ``word``: all of it but the ending; not *provisional provisions*."""
    if not word.isalpha() or word in FUNCTION_WORDS_FOLDED or word.startswith(noun.removesuffix(b"s")):
        return False
    shared = next((at for at, (one, other) in enumerate(zip(word, noun, strict=False)) if one != other), len(word))
    shortest = max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)
    return shared >= shortest and not word.endswith((b"ing", b"s", b"or", b"er"))


def _word(words: list[bytes], index: int) -> bytes:
    return words[index] if 0 <= index < len(words) else b""
