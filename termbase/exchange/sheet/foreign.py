"""The headings that other people's sheets have, in English and in Chinese, and the columns that they stand for."""

import re
from typing import Final

from termbase.concepts import AdministrativeStatus
from termbase.errors import InvalidValue
from termbase.exchange.sheet.columns import Column, Kind
from termbase.fields import CHINESE_SIMPLIFIED, CHINESE_TRADITIONAL, ENGLISH, language_tag

_LANGUAGES: Final = {
    CHINESE_SIMPLIFIED: (
        "chinese|simplified chinese|chinese simplified|chinese prc|chinese singapore|mandarin"
        "|中文|汉语|漢語|汉文|华语|简体中文|简体|中文简体|中国语"
    ),
    CHINESE_TRADITIONAL: (
        "traditional chinese|chinese traditional|chinese taiwan|chinese hong kong sar|chinese macao sar"
        "|繁体中文|繁體中文|繁体|繁體|正體中文|中文繁体|中文繁體"
    ),
    ENGLISH: "english|英文|英语|英語",
    "en-US": "english united states|english us|us english|american english|美式英语",
    "en-GB": "english united kingdom|english uk|uk english|british english|英式英语",
    "fr": "french|français|法文|法语",
    "de": "german|deutsch|德文|德语",
    "es": "spanish|español|西班牙文|西班牙语|西文",
    "ru": "russian|русский|俄文|俄语",
    "ar": "arabic|العربية|阿拉伯文|阿拉伯语",
    "ja": "japanese|日本語|日文|日语",
    "ko": "korean|한국어|韩文|韩语|朝鲜语",
    "pt": "portuguese|português|葡萄牙文|葡萄牙语|葡文",
    "it": "italian|italiano|意大利文|意大利语",
    "pl": "polish|polski|波兰文|波兰语",
    "tr": "turkish|türkçe|土耳其文|土耳其语",
    "vi": "vietnamese|tiếng việt|越南文|越南语",
    "th": "thai|泰文|泰语",
    "id": "indonesian|印尼文|印尼语",
}
_LANGUAGE_OF: Final = {name: tag for tag, names in _LANGUAGES.items() for name in names.split("|")}

_OF_CONCEPT: Final = {
    Kind.ENTRY_ID: "entry id|concept id|cid|term id|identifier|编号|编码|術語編號|术语编号",
    Kind.SUBJECT_FIELD: "subject|field|category|topic|领域|領域|学科|學科|分类|分類|类别|主题|所属领域|专业领域",
    Kind.NOTE: "notes|comment|comments|remark|remarks|备注|備注|備註|注释|註釋|说明|說明|附注",
    Kind.CREATED_BY: "creator|created by|author|创建人|创建者",
    Kind.CHANGED_BY: "modifier|modified by|changed by|last modified by|修改人|修改者",
}
_CONCEPT_COLUMNS: Final = {name: Column(kind) for kind, names in _OF_CONCEPT.items() for name in names.split("|")}
_OF_SOURCE: Final = {
    Column(Kind.TERMS): "source|source term|source text|原文|源语|源語|源术语|原文术语",
    Column(Kind.TERMS, status=AdministrativeStatus.ADMITTED): "同义词|同義詞|别名|別名|又称|又稱",
    Column(Kind.DEFINITION): "定义|定義|释义|釋義|解释|解釋",
    Column(Kind.ATTRIBUTE, attribute="pinyin"): "pinyin|拼音|汉语拼音|漢語拼音",
}
_OF_TARGET: Final = {
    Column(Kind.TERMS): "target|target term|target text|translation|译文|譯文|译名|譯名|译法|翻译|翻譯|目标语|目标术语",
    Column(
        Kind.TERMS, status=AdministrativeStatus.ADMITTED
    ): "synonym|synonyms|alternative|alternatives|其他译法|备选译法",
    Column(Kind.TERMS, status=AdministrativeStatus.DEPRECATED): (
        "forbidden|forbidden term|forbidden terms|not recommended|avoid|do not use|禁用|禁用译法|不推荐|误译|错误译法"
    ),
    Column(Kind.DEFINITION): "explanation|meaning|description",
    Column(Kind.ATTRIBUTE, attribute="source"): "reference|references|出处|出處|来源|來源|依据",
    Column(Kind.ATTRIBUTE, attribute="part_of_speech"): "pos|part of speech|词性|詞性",
}
_OF_EITHER: Final = frozenset(("term", "terms", "术语", "術語", "词条", "詞條", "名称", "名稱"))
_ROW_NUMBERS: Final = frozenset(("no", "nr", "no.", "#", "number of row", "row", "line", "序号", "序號", "行号"))
_ENDINGS: Final = {
    Kind.TERMS: (
        " term",
        " terms",
        " translation",
        " text",
        "术语",
        "術語",
        "名称",
        "名稱",
        "名",
        "译名",
        "譯名",
        "译文",
    ),
    Kind.DEFINITION: (" definition", " def", "定义", "定義", "释义", "釋義", "解释"),
    Kind.NOTE: (" note", " notes", " comment", "备注", "備註", "注释"),
}
_BETWEEN_WORDS: Final = re.compile(r"[\s_\-./\\()（）\[\]:：,，]+")
_CODE: Final = re.compile(r"[a-z]{2}(?: [a-z]{4})?(?: [a-z]{2})?")
_NO_CODES: Final = frozenset(("no", "nr", "id", "or", "to", "is", "as", "so", "my", "tm", "tb"))


def is_row_number(heading: str) -> bool:
    """Whether a heading stands over the numbers of the rows."""
    return _plain(heading) in _ROW_NUMBERS or heading.strip() == "#"


def columns_meant(heading: str, source: str, target: str) -> tuple[Column, ...]:
    """The columns that a heading of another sheet may stand for, the likeliest first; none where it says nothing.

    ``source`` and ``target`` are the languages that *source* and *target* stand for.
    """
    name = _plain(heading)
    if name in _CONCEPT_COLUMNS:
        return (_CONCEPT_COLUMNS[name],)
    if name in _OF_EITHER:
        return (Column(Kind.TERMS, source), Column(Kind.TERMS, target))
    for table, language in ((_OF_SOURCE, source), (_OF_TARGET, target)):
        for column, names in table.items():
            if name in names.split("|"):
                return (Column(column.kind, language, column.status, column.attribute),)
    return _about_language(name)


def language_named(heading: str) -> str | None:
    """The language that a heading names or gives the code of, or None."""
    name = _plain(heading)
    if name in _LANGUAGE_OF:
        return _LANGUAGE_OF[name]
    if not _CODE.fullmatch(name) or name in _NO_CODES:
        return None
    from langcodes import tag_is_valid  # slow to import, and only sheets of other people need it

    code = name.replace(" ", "-")
    try:
        return language_tag(code) if tag_is_valid(code) else None
    except InvalidValue:
        return None


def _about_language(name: str) -> tuple[Column, ...]:
    if language := language_named(name):
        return (Column(Kind.TERMS, language),)
    for kind, endings in _ENDINGS.items():
        for ending in endings:
            stem = name.removesuffix(ending)
            if stem != name and (language := language_named(stem)):
                return (Column(kind, language),)
    return ()


def _plain(heading: str) -> str:
    return _BETWEEN_WORDS.sub(" ", heading.casefold()).strip()
