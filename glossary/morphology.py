"""English inflection and spelling, as far as matching and suggesting terms needs it.

A term inflects in its head: the last noun of a noun phrase before its first preposition (*modernization of supply
chains*: *modernization*), the first word of a verb phrase. Regular forms follow the spelling rules of English (Quirk
et al., A Comprehensive Grammar of the English Language, 3.5 to 3.10 for verbs and 5.79 to 5.98 for nouns); the
irregular ones are listed.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from glossary.inflections import BASE, GERUND, PARTICIPLE, PAST, PLURAL, THIRD_PERSON

_PREPOSITIONS: Final = frozenset(
    "of for in on at to from by with without into onto over under between among through during within across about"
    " against toward towards via per as above below".split()
)
_IRREGULAR_PLURALS: Final = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "mouse": "mice", "goose": "geese", "crisis": "crises", "basis": "bases", "analysis": "analyses",
    "thesis": "theses", "hypothesis": "hypotheses", "axis": "axes", "oasis": "oases", "criterion": "criteria",
    "phenomenon": "phenomena", "datum": "data", "medium": "media", "stratum": "strata", "index": "indices",
    "leaf": "leaves", "half": "halves", "life": "lives", "knife": "knives", "self": "selves", "shelf": "shelves",
    "thief": "thieves", "wife": "wives", "loaf": "loaves", "wolf": "wolves", "hero": "heroes", "potato": "potatoes",
    "tomato": "tomatoes", "echo": "echoes", "veto": "vetoes", "embargo": "embargoes", "headquarters": "headquarters",
    "series": "series", "species": "species", "means": "means", "aircraft": "aircraft", "quiz": "quizzes",
}  # fmt: skip
_IRREGULAR_VERBS: Final = {
    "be": ("is", "was", "been"), "have": ("has", "had", "had"), "do": ("does", "did", "done"),
    "go": ("goes", "went", "gone"), "give": ("gives", "gave", "given"), "take": ("takes", "took", "taken"),
    "make": ("makes", "made", "made"), "hold": ("holds", "held", "held"), "build": ("builds", "built", "built"),
    "put": ("puts", "put", "put"), "set": ("sets", "set", "set"), "lead": ("leads", "led", "led"),
    "keep": ("keeps", "kept", "kept"), "bring": ("brings", "brought", "brought"), "win": ("wins", "won", "won"),
    "seek": ("seeks", "sought", "sought"), "speed": ("speeds", "sped", "sped"), "break": ("breaks", "broke", "broken"),
    "cut": ("cuts", "cut", "cut"), "let": ("lets", "let", "let"), "get": ("gets", "got", "got"),
    "undertake": ("undertakes", "undertook", "undertaken"), "uphold": ("upholds", "upheld", "upheld"),
    "fight": ("fights", "fought", "fought"), "stand": ("stands", "stood", "stood"), "see": ("sees", "saw", "seen"),
    "find": ("finds", "found", "found"), "meet": ("meets", "met", "met"), "run": ("runs", "ran", "run"),
    "rise": ("rises", "rose", "risen"), "fall": ("falls", "fell", "fallen"), "grow": ("grows", "grew", "grown"),
    "drive": ("drives", "drove", "driven"), "draw": ("draws", "drew", "drawn"), "write": ("writes", "wrote", "written"),
    "say": ("says", "said", "said"), "tell": ("tells", "told", "told"), "think": ("thinks", "thought", "thought"),
    "sell": ("sells", "sold", "sold"), "buy": ("buys", "bought", "bought"), "come": ("comes", "came", "come"),
    "become": ("becomes", "became", "become"), "overcome": ("overcomes", "overcame", "overcome"),
    "spread": ("spreads", "spread", "spread"), "strike": ("strikes", "struck", "struck"),
    "stick": ("sticks", "stuck", "stuck"), "bear": ("bears", "bore", "borne"), "begin": ("begins", "began", "begun"),
    "choose": ("chooses", "chose", "chosen"), "feel": ("feels", "felt", "felt"), "know": ("knows", "knew", "known"),
    "lay": ("lays", "laid", "laid"), "leave": ("leaves", "left", "left"), "lose": ("loses", "lost", "lost"),
    "pay": ("pays", "paid", "paid"), "send": ("sends", "sent", "sent"), "show": ("shows", "showed", "shown"),
    "spend": ("spends", "spent", "spent"), "teach": ("teaches", "taught", "taught"),
    "withstand": ("withstands", "withstood", "withstood"), "forge": ("forges", "forged", "forged"),
}  # fmt: skip
# Verbs of more than one syllable, stressed on the last, that double their consonant as short ones do.
_DOUBLING: Final = frozenset("begin prefer refer occur permit submit commit admit control compel expel equip".split())
_BRITISH: Final = {
    "labor": "labour", "labors": "labours", "center": "centre", "centers": "centres", "centered": "centred",
    "defense": "defence", "program": "programme", "programs": "programmes", "favor": "favour", "honor": "honour",
    "color": "colour", "neighbor": "neighbour", "neighbors": "neighbours", "neighborhood": "neighbourhood",
    "behavior": "behaviour", "catalog": "catalogue", "fulfill": "fulfil", "license": "licence",
    "traveled": "travelled", "traveling": "travelling", "modeling": "modelling", "harbor": "harbour",
    "endeavor": "endeavour", "endeavors": "endeavours", "theater": "theatre", "fiber": "fibre",
}  # fmt: skip
_TO_BRITISH: Final = re.compile(r"(?<=[a-z]{3})(i)z(e[ds]?|ing|ations?|ers?)\b", re.IGNORECASE)
_TO_AMERICAN: Final = re.compile(r"(?<=[a-z]{3})(i)s(ed?|es|ing|ations?)\b", re.IGNORECASE)
_AMERICAN: Final = {british: american for american, british in _BRITISH.items()}
_NEVER_WITH_Z: Final = re.compile(
    r"(?:prom|superv|adv|rev|comprom|exerc|enterpr|surpr|franch|telev|improv|dev|disgu|exc|prec|arous|merchand)is",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ']+")


@cache
def plural(noun: str) -> str:
    """The plural of one noun: *policy* gives *policies*; the case of the first letters is kept."""
    lower = noun.lower()
    if lower in _IRREGULAR_PLURALS:
        return _like(noun, _IRREGULAR_PLURALS[lower])
    if noun.isupper() and len(noun) > 1:
        return noun + "s"
    if re.search(r"[^aeiou]y$", lower):
        return noun[:-1] + "ies"
    if re.search(r"(?:s|x|z|ch|sh)$", lower):
        return noun + "es"
    return noun + "s"


@cache
def singular(noun: str) -> str:
    """The singular of one plural noun, or the noun itself when it is none."""
    lower = noun.lower()
    for one, many in _IRREGULAR_PLURALS.items():
        if lower == many:
            return _like(noun, one)
    if lower.endswith("ies") and len(lower) > 4:
        return noun[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|zz)es$", lower):
        return noun[:-2]
    if lower.endswith("s") and not re.search(r"(?:ss|us|is|ics|news)$", lower) and len(lower) > 3:
        return noun[:-1]
    return noun


def irregular_bases() -> dict[str, str]:
    """Every irregular plural, past and participle that is known here, and its base form."""
    verbs = {form: verb for verb, forms in _IRREGULAR_VERBS.items() for form in forms[1:]}
    return {**verbs, **{many: one for one, many in _IRREGULAR_PLURALS.items()}}


def verb_forms(verb: str) -> dict[str, str]:
    """Third person, past, participle and gerund of one verb in its base form."""
    lower = verb.lower()
    if lower in _IRREGULAR_VERBS:
        third, past, participle = _IRREGULAR_VERBS[lower]
    else:
        third = plural(lower)
        participle = past = _past(lower)
    forms = {THIRD_PERSON: third, PAST: past, PARTICIPLE: participle, GERUND: _gerund(lower)}
    return {name: _like(verb, form) for name, form in forms.items()}


@cache
def noun_phrase_number(phrase: str) -> str:
    """``plural`` when the head of a noun phrase is a plural, else ``base``."""
    head = phrase[slice(*_noun_head(phrase))]
    return PLURAL if singular(head) != head else BASE


@cache
def noun_phrase_forms(phrase: str) -> Mapping[str, str]:
    """A noun phrase in the singular (``base``) and the plural, whichever it is given in."""
    start, end = _noun_head(phrase)
    head = phrase[start:end]
    if not head:
        return {BASE: phrase}
    one = singular(head)
    many = head if one != head else plural(head)
    return {BASE: phrase[:start] + one + phrase[end:], PLURAL: phrase[:start] + many + phrase[end:]}


@cache
def verb_phrase_forms(phrase: str) -> Mapping[str, str]:
    """A verb phrase in its base form and with its first word inflected."""
    word = _WORD.match(phrase)
    if not word:
        return {BASE: phrase}
    rest = phrase[word.end() :]
    return {BASE: phrase, **{name: form + rest for name, form in verb_forms(word[0]).items()}}


def spellings(phrase: str) -> Iterable[str]:
    """``phrase`` and what it is in consistent British and in consistent American spelling."""
    pieces = phrase.split(" ")
    if not any(map(_varies, pieces)):
        return (phrase,)
    return dict.fromkeys((phrase, " ".join(map(_in_british, pieces)), " ".join(map(_in_american, pieces))))


def joinings(phrase: str, *, most: int = 3) -> list[str]:
    """``phrase`` with its hyphens also as spaces, and the spaces of a two-word phrase also as a hyphen.

    Up to ``most`` hyphens vary one by one; more of them vary together.
    """
    if "-" not in phrase:
        return [phrase, phrase.replace(" ", "-")] if phrase.count(" ") == 1 else [phrase]
    pieces = phrase.split("-")
    if len(pieces) - 1 > most:
        return [phrase, " ".join(pieces)]
    variants = [pieces[0]]
    for piece in pieces[1:]:
        variants = [head + joint + piece for head in variants for joint in "- "]
    return variants


@cache
def _noun_head(phrase: str) -> tuple[int, int]:
    """Where the head of a noun phrase stands: the last word before its first preposition."""
    start = end = 0
    for word in _WORD.finditer(phrase):
        if word[0].lower() in _PREPOSITIONS and end:
            break
        start, end = word.span()
    return start, end


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + verb[-1] + "ed" if _doubles(verb) else verb + "ed"


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if re.search(r"[^eoy]e$", verb) and verb != "be":
        return verb[:-1] + "ing"
    return verb + verb[-1] + "ing" if _doubles(verb) else verb + "ing"


def _doubles(verb: str) -> bool:
    one_syllable = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb)
    return bool(one_syllable) or verb in _DOUBLING


@cache
def _varies(words: str) -> bool:
    return not (_in_british(words) == words == _in_american(words))


@cache
def _in_british(words: str) -> str:
    return _WORD.sub(lambda word: _british(word[0]), words)


@cache
def _in_american(words: str) -> str:
    return _WORD.sub(lambda word: american(word[0]), words)


@cache
def _british(word: str) -> str:
    return _TO_BRITISH.sub(r"\1s\2", _swap(word, _BRITISH))


@cache
def american(word: str) -> str:
    """One word in American spelling: *modernise* gives *modernize*, *labour* gives *labor*."""
    word = _swap(word, _AMERICAN)
    return word if _NEVER_WITH_Z.search(word) else _TO_AMERICAN.sub(r"\1z\2", word)


def _swap(word: str, table: dict[str, str]) -> str:
    other = table.get(word.lower())
    return _like(word, other) if other else word


def _like(model: str, word: str) -> str:
    """``word`` with the capitals of ``model``: all, the first, or none."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
