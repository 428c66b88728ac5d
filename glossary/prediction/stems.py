"""The stem of an English word: what *modernize*, *modernization* and *modern* have in common.

Dictionary senses and translations of one Chinese word differ in their part of speech (*to maintain*, *maintenance*),
so stems here go further than inflection. They are keys, not words: nothing shows them to anybody.
"""

from functools import lru_cache
from typing import Final

_FEWEST: Final = 4
"""Letters that a stem keeps at the least when a derivational suffix is taken off."""

_FAMILIES: Final = (
    "be am is are was were been being",
    "strong strength strengthen strengthened strengthening strengthens stronger strongest strongly",
    "long length lengthen longer longest",
    "deep depth depths deepen deepened deepening deepens deeper deepest deeply",
    "high height heights heighten higher highest highly",
    "broad breadth broaden broadened broadening broadens broader broadest broadly",
    "wide width widen widened widening widens wider widest widely",
    "stable stability stabilize stabilized stabilizing stabilization stably stabilise stabilised stabilising",
    "destroy destruction destructive destroyed",
    "poor poverty poorer poorest",
    "stick stuck sticking sticks",
    "keep kept keeping keeps",
    "build built building builds builder builders buildings",
    "lose lost losing loss losses loses",
    "break broke broken breaking breaks",
    "grow grew grown growing growth grows",
    "hold held holding holds",
    "lead led leading leads leader leaders leadership",
    "make made making makes maker makers",
    "take took taken taking takes",
    "give gave given giving gives",
    "fight fought fighting fights fighter fighters",
    "man men",
    "person people persons peoples",
    "child children",
    "carry carried carrying carries",
    "police policeman policemen policing",
    "policy policies",
    "think thought thinking thoughts thinks",
    "safe safety safely safer",
    "free freedom freely freer freedoms",
    "speak speech spoke spoken speaking speeches speaks",
    "prove proof proved proven",
    "sell sold selling sale sales sells",
    "choose choice chose chosen choosing choices",
    "live life lives living lived alive",
    "birth born",
    "die death died dead dying deaths",
    "win won winning winner winners wins",
    "catch caught catching catches",
    "decide decision decisions decided deciding decisive",
    "able ability abilities",
    "possible possibility possibly",
    "just justice justly",
    "self selves",
    "china chinese",
    "good better best well",
    "bad worse worst badly",
    "begin began begun beginning",
    "bring brought bringing brings",
    "buy bought buying buys",
    "come came coming comes",
    "do did done doing does",
    "draw drew drawn drawing draws",
    "drive drove driven driving drives driver drivers",
    "fall fell fallen falling falls",
    "find found finding finds",
    "go went gone going goes",
    "know knew known knowing knowledge knows",
    "leave left leaving leaves",
    "pay paid paying pays payment payments",
    "rise rose risen rising rises raise raised raising",
    "run ran running runs",
    "see saw seen seeing sees sight",
    "seek sought seeking seeks",
    "send sent sending sends",
    "show showed shown showing shows",
    "spend spent spending spends",
    "stand stood standing stands",
    "teach taught teaching teaches teacher teachers",
    "tell told telling tells",
    "understand understood understanding understands",
    "write wrote written writing writes writer writers",
    "act action actions active actively activity activities acting acts actor actors",
    "use used using user users usage useful uses",
    "govern government governments governance governed governing governmental",
    "century centuries centenary centennial",
    "finance finances financed financing financial financially financier",
    "office official offices officially officials officer officers",
    "commerce commercial commercially",
    "industry industries industrial industrially industrialize industrialized industrialization",
    "economy economies economic economical economically economics economist economists",
    "society societies social socially",
    "socialism socialist socialists",
    "labor labour laborer labourer laborers labourers labors",
    "center centre centers centres central centrally centralized centralize",
    "defense defence defend defended defending defenses",
    "program programme programs programmes",
    "number numbers numerical numerous",
    "nature natural naturally natures",
    "nation national nationally nationals nations nationwide nationality nationalities",
    "world worldwide worlds",
    "organ organs",
    "organize organise organized organised organizing organization organisation organizations organisations"
    " organizational organizer",
    "general generally",
    "special specially specialized specialised specialize specialty specialization specialties",
    "species",
    "specify specific specifically",
    "party parties",
    "part parts partly",
    "state states statewide",
    "station stations",
    "structure structures structural structurally structured",
    "culture cultures cultural culturally",
    "agriculture agricultural",
    "legal legally legality legalize",
    "law laws lawful lawfully",
    "army armies",
    "arm arms armed",
    "reform reforms reformed reforming",
    "form forms formed forming formation",
    "information informational informatization informatisation informationization inform informed",
    "communist communists communism",
    "community communities",
    "communicate communication communications communicating",
    "consult consultation consultative consulting consultations consultancy",
    "secure security securely securing secured securities",
    "maintain maintenance maintained maintaining maintains",
    "explain explanation explained explaining",
    "produce production productive productivity produced producing producer producers product products",
    "reduce reduction reduced reducing reductions",
    "introduce introduction introduced introducing",
    "receive reception received receiving",
    "apply application applications applied applying",
    "supply supplies supplied supplying supplier suppliers",
    "extend extension extended extending extensive extensively",
    "expand expansion expanded expanding",
    "pure purify purified purification purely",
    "clear clearly cleared clearing clearance clarity clearer",
    "clean cleaned cleaning cleanly cleaner",
    "popular popularly popularity popularize popularization",
    "population populations",
    "supervise supervision supervisory supervising supervised supervisor supervisors",
    "inspect inspection inspections inspector inspectors inspected",
    "prevent prevention preventive preventing prevented",
    "invest investment investments investor investors invested investing",
    "integrate integrated integration integrating integral",
    "innovate innovation innovations innovative innovating innovator",
    "intelligence intelligent intelligently",
    "private privately privacy",
    "original originally origin origins originality",
    "one ones first firstly",
    "two second secondly twice",
    "three third thirdly thirds",
    "four fourth",
    "five fifth",
    "six sixth",
    "seven seventh",
    "eight eighth",
    "nine ninth",
    "ten tenth",
    "thirteen thirteenth",
    "fourteen fourteenth",
    "fifteen fifteenth",
    "hundred hundreds hundredth",
    "thousand thousands",
    "business businesses",
    "basis bases base based basing basic basically basics",
    "analysis analyses analyze analyse analyzed analytical analyst analysts",
    "tax taxes taxation taxed taxing",
    "relate relation relations relative relatively relates related relating relationship relationships",
    "transfer transfers transferred transferring",
    "administer administration administrations administrative administered administering administrator",
    "initiative initiatives",
    "legislate legislation legislative legislature legislator legislators",
    "regulate regulation regulations regulatory regulator regulators regulated regulating",
    "trade trading trader traders trades traded",
    "commit committed committing commitment commitments",
    "committee committees",
    "commission commissions commissioned commissioner",
    "capital capitals",
    "minister ministers ministerial",
    "ministry ministries",
    "province provinces provincial",
    "prosecute prosecution prosecutor prosecutors procurator procuratorial procuratorate procuratorates prosecuting",
    "district districts",
    "media medium",
    "mediate mediation mediated",
    "moderate moderately",
    "urban urbanization urbanized",
    "peak peaks peaking peaked",
    "neutral neutrality neutralization neutralize neutralized",
    "quality qualities",
    "quantity quantities",
    "equal equality equally",
    "proper properly",
    "property properties",
    "strategy strategies strategic strategically",
    "system systems systemic systematic",
    "network networks networked networking",
    "power powers powerful powered",
    "force forces forced",
    "public publicly",
    "publish published publishing publication publications publisher",
    "publicity publicize publicized",
)
"""Words that belong together although their spelling does not say so, or that the suffix rules would tear apart or mix
up (*police*, *policy*). The first word of a line is the stem of all."""

_BASE: Final = {word: family.split()[0] for family in _FAMILIES for word in family.split()}

_DERIVED: Final = (
    "abilities", "ability", "ibilities", "ibility", "izations", "isations", "ization", "isation", "ational", "ations",
    "ation", "izing", "ising", "ized", "ised", "izes", "ises", "ize", "ise", "ically", "fulness", "iveness",
    "ousness", "ments", "ment", "nesses", "ness", "ities", "ity", "ances", "ance", "ences", "ence", "ancy", "ency",
    "ively", "ives", "ive", "ials", "ial", "ical", "als", "al", "ics", "ic", "ously", "ous", "fully", "ful", "less",
    "ables", "able", "ible", "isms", "ism", "ists", "ist", "ors", "or", "ers", "er", "ants", "ant", "ents", "ent",
    "ary", "ory", "ions", "ion", "edly", "ingly", "ings", "ing", "ed", "ly", "ies", "es", "s",
)  # fmt: skip
_BY_LETTER: Final = {
    letter: tuple(suffix for suffix in _DERIVED if suffix.endswith(letter)) for letter in {it[-1] for it in _DERIVED}
}
"""The suffixes by their last letter, in their order."""
_ROUNDS: Final = 3


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded (lower-case) word; figures and what is no word come back as they are."""
    if word in _BASE:
        return _BASE[word]
    if word.endswith("s") and word[:-1] in _BASE:
        return _BASE[word[:-1]]
    for _ in range(_ROUNDS):
        shorter = _without_suffix(word)
        if shorter == word:
            break
        word = shorter
        if word in _BASE:
            return _BASE[word]
    return _trimmed(word)


def _without_suffix(word: str) -> str:
    """``word`` without its longest suffix, if what is left is long enough."""
    for suffix in _BY_LETTER.get(word[-1:], ()):
        if word.endswith(suffix):
            rest = word[: -len(suffix)]
            if suffix == "s":
                return rest if len(rest) > 2 and rest[-1] not in "sui" else word
            if suffix in {"es", "ies"}:
                return rest if len(rest) >= 3 else word
            if suffix in {"ing", "ed", "ly"}:
                return rest if len(rest) >= 3 and _has_vowel(rest) else word
            if len(rest) >= _FEWEST + (suffix in {"ion", "ions", "er", "or", "ent", "ant", "al", "ic", "ors", "ers"}):
                return rest
            return word
    return word


def _trimmed(word: str) -> str:
    """Without the final vowel and the double consonant by which forms of one word differ."""
    while len(word) > 3 and word[-1] in "eiy":
        word = word[:-1]
    if len(word) > 5 and word.endswith("at"):
        word = word[:-2]
        if word[-1] == "i":
            word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word


def _has_vowel(text: str) -> bool:
    return any(letter in text for letter in "aeiouy")
