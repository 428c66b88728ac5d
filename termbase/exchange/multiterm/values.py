"""Values of MultiTerm's fields in the words of others: parts of speech, kinds of terms, yes and no, moments."""

from datetime import UTC, datetime
from typing import Final

from termbase.concepts import Evidence, GrammaticalNumber, PartOfSpeech, Severity, TermType
from termbase.errors import InvalidValue
from termbase.exchange.multiterm.fields import folded
from termbase.fields import partial_date

_PARTS_OF_SPEECH: Final = {
    PartOfSpeech.NOUN: "noun, n, n., substantive, Substantiv, Nomen, 名词, 名詞",
    PartOfSpeech.PROPER_NOUN: "proper noun, name, Eigenname, 专有名词, 專有名詞, 专名",
    PartOfSpeech.VERB: "verb, v, v., 动词, 動詞",
    PartOfSpeech.ADJECTIVE: "adjective, adj, adj., Adjektiv, 形容词, 形容詞",
    PartOfSpeech.ADVERB: "adverb, adv, adv., 副词, 副詞",
    PartOfSpeech.OTHER: "other, 其他",
}
_TERM_TYPES: Final = {
    TermType.FULL_FORM: "full form, Vollform, 全称, 全稱",
    TermType.SHORT_FORM: "short form, Kurzform, 简称, 簡稱",
    TermType.ABBREVIATION: "abbreviation, abbr, Abkürzung, 缩写, 縮寫",
    TermType.ACRONYM: "acronym, Akronym, 首字母缩写",
    TermType.VARIANT: "variant, spelling variant, Variante, 变体, 變體",
    TermType.PHRASE: "phrase, phraseology, 短语, 短語",
}
_NUMBERS: Final = {
    GrammaticalNumber.COUNT: "count",
    GrammaticalNumber.SINGULAR: "singular, Singular, 单数",
    GrammaticalNumber.PLURAL: "plural, Plural, 复数",
    GrammaticalNumber.MASS: "mass, uncountable, 不可数",
}
_PART_OF_SPEECH_OF: Final = {folded(w): value for value, words in _PARTS_OF_SPEECH.items() for w in words.split(",")}
_TERM_TYPE_OF: Final = {folded(word): value for value, words in _TERM_TYPES.items() for word in words.split(",")}
_NUMBER_OF: Final = {folded(word): value for value, words in _NUMBERS.items() for word in words.split(",")}
_FLAG_OF: Final = {"yes": True, "true": True, "no": False, "false": False}


def part_of_speech_of(word: str) -> PartOfSpeech | None:
    """The part of speech that a word stands for, or None."""
    return _PART_OF_SPEECH_OF.get(folded(word))


def term_type_of(word: str) -> TermType | None:
    """The kind of term that a word stands for, or None."""
    return _TERM_TYPE_OF.get(folded(word))


def number_of(word: str) -> GrammaticalNumber | None:
    """The grammatical number that a word stands for, or None."""
    return _NUMBER_OF.get(folded(word))


def flag_of(word: str) -> bool | None:
    """What yes or no says, or None for anything else."""
    return _FLAG_OF.get(folded(word))


def evidence_of(word: str) -> Evidence | None:
    """The evidence that a word of ours stands for, or None."""
    return Evidence(word) if word in tuple(Evidence) else None


def severity_of(word: str) -> Severity | None:
    """The severity that a word of ours stands for, or None."""
    return Severity(word) if word in tuple(Severity) else None


def date_of(text: str) -> str | None:
    """A date of full or reduced precision, or None."""
    try:
        return partial_date(text, "date")
    except InvalidValue:
        return None


def moment_of(text: str) -> datetime | None:
    """The moment of a date and time, in UTC where it names no zone; None for what is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
