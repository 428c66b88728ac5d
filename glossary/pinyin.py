"""The syllables of pinyin, and what is spelt in nothing else (ISO 7098)."""

import re
from typing import Final

_SYLLABLES: Final = frozenset(
    "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen"
    " ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong"
    " cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du duan dui"
    " dun duo e en er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai"
    " guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia"
    " jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai"
    " kuan kuang kui kun kuo la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu long lou lu"
    " luan lun luo lv lve ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan"
    " nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nuo nv nve o ou pa pai pan pang"
    " pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que"
    " qun ran rang rao re ren reng ri rong rou ru ruan rui run ruo sa sai san sang sao se sen seng sha shai shan"
    " shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun"
    " suo ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen"
    " weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yong"
    " you yu yuan yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong"
    " zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo zi zong zou zu zuan zui zun zuo".split()
)
_LONGEST: Final = 6
# Most English words have a consonant where pinyin cannot have one.
_IMPOSSIBLE: Final = re.compile("[bdfhjklmpqtwxy](?![aeiouv])|[csz](?![aeiouvh])")
_LONGEST_WORD: Final = 48


def is_pinyin(word: str) -> bool:
    """Whether a word without tone marks consists of syllables of pinyin, which many English words do (*women*)."""
    return _fewest_syllables(word) > 0


def has_several_syllables(word: str) -> bool:
    """Whether a word without tone marks consists of two syllables of pinyin or more, however it is cut."""
    return _fewest_syllables(word) > 1


def toneless(text: str) -> str:
    """Pinyin in small letters without its tone marks; ü is v, as keyboards have it."""
    if text.isascii():
        return text.casefold()
    from unicodedata import combining, normalize  # a table of megabytes that few texts need

    decomposed = normalize("NFD", text.casefold()).replace("u\u0308", "v")
    return "".join(character for character in decomposed if not combining(character))


def _fewest_syllables(word: str) -> int:
    """How few syllables make up ``word``, 0 when none do; hyphens and apostrophes may stand between them."""
    letters = word.casefold()
    if len(letters) > _LONGEST_WORD or _IMPOSSIBLE.search(letters):
        return 0
    fewest = {0: 0}
    for start in range(len(letters)):
        if start not in fewest:
            continue
        if start and letters[start] in "-'" and letters[start - 1] not in "-'":
            fewest[start + 1] = min(fewest[start], fewest.get(start + 1, fewest[start]))
        for end in range(start + 1, min(len(letters), start + _LONGEST) + 1):
            if letters[start:end] in _SYLLABLES:
                fewest[end] = min(fewest[start] + 1, fewest.get(end, _LONGEST_WORD))
    return fewest.get(len(letters), 0) if letters[-1:].isalpha() else 0
