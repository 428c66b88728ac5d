"""Languages as MultiTerm names them: a locale in capitals, and the name of the index that holds the terms."""

from typing import Final

from termbase.errors import InvalidValue
from termbase.exchange.values import WriteOptions
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH, language_tag

_NAMES: Final = {
    CHINESE_SIMPLIFIED: "Chinese (Simplified)",
    CHINESE_TRADITIONAL: "Chinese (Traditional)",
    ENGLISH: "English",
    "en-GB": "English (United Kingdom)",
    "en-US": "English (United States)",
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "vi": "Vietnamese",
}
_OTHER_NAMES: Final = {
    "chinese": CHINESE_SIMPLIFIED,
    "chinese (prc)": CHINESE_SIMPLIFIED,
    "chinese (simplified, china)": CHINESE_SIMPLIFIED,
    "simplified chinese": CHINESE_SIMPLIFIED,
    "中文": CHINESE_SIMPLIFIED,
    "简体中文": CHINESE_SIMPLIFIED,
    "chinese (taiwan)": CHINESE_TRADITIONAL,
    "chinese (traditional, taiwan)": CHINESE_TRADITIONAL,
    "chinese (hong kong s.a.r.)": CHINESE_TRADITIONAL,
    "traditional chinese": CHINESE_TRADITIONAL,
    "繁体中文": CHINESE_TRADITIONAL,
    "繁體中文": CHINESE_TRADITIONAL,
    "英文": ENGLISH,
    "英语": ENGLISH,
} | {name.casefold(): tag for tag, name in _NAMES.items()}


class Languages:
    """The locales of one file."""

    def __init__(self, options: WriteOptions) -> None:
        chosen = {options.source_language: options.source_code, options.target_language: options.target_code}
        regions = {CHINESE_SIMPLIFIED: "zh-CN", CHINESE_TRADITIONAL: "zh-TW"}
        self._codes = regions | {language: code for language, code in chosen.items() if code}

    def locale(self, language: str) -> str:
        """The locale of a language of the term base: ``ZH-CN``, ``EN``."""
        return self._codes.get(language, language).upper()


def index_name(language: str) -> str:
    """The name of the index for a language of the term base."""
    return _NAMES.get(language, language)


def language_of(locale: str, index: str) -> str:
    """The language of an index; ``InvalidValue`` where neither its locale nor its name tells one.

    The name counts where it says more of the script than the locale: ``ZH`` with ``Chinese (Traditional)``.
    """
    named = _OTHER_NAMES.get(" ".join(index.casefold().split()))
    if named and locale.strip().casefold() in ("", "zh"):
        return named
    try:
        return language_tag(locale or index, "language")
    except InvalidValue:
        if named:
            return named
        raise
