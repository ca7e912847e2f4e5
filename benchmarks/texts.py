"""Project descriptions by the thousand, from a seed: the pack's own terms among ordinary words, in two languages.

They hold about as much as real ones: `python -m benchmarks.density FILE.csv` puts both side by side.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matcher.model.rules import Pack, RuleBook
from matcher.model.states import Drawer

Row = tuple[str, str, str]
"""Id, title and text."""

WORDS_AT_LEAST, WORDS_AT_MOST = 50, 300
CHINESE_SHARE, MIXED_SHARE = 0.30, 0.05
CHARACTERS_PER_WORD = 1.7
LETTERS_TO_DAMAGE = 6

_SMALL_WORDS = (
    "the of and to in a is for that on with as by at from it are this be or an which was has will its not been were "
    "have also one two more than other new most over under about up out their such between into all per year cost plan "
    "part town area land road site city bank fund loan work team rate east west north south first third local state"
)
_NAMING = (
    "The project finances {term} in the district of {name} and is expected to {words}.",
    "Proceeds go to {term} with a total capacity of {number} MW, {words}.",
    "It comprises {term} and auxiliary works, {words}.",
    "The borrower, a company of {name}, is engaged in {term}; {words}.",
    "According to the study, {term} will save {number} tonnes of CO2 a year, {words}.",
    "Funds are used for {term}, {words}.",
    "{words}, including {term}.",
    "The client plans {term} with {number} jobs, {words}.",
    "The loan of {number} million does not cover {term}, {words}.",
)
_PLAIN = ("{words}.", "{words}, near the town of {name}.", "The budget is {number} million, {words}.")
_CHINESE_NAMING = (
    "本项目拟建设{term}，{words}。",
    "建设内容包括{term}及配套工程，{words}。",
    "募集资金用于{term}，装机容量{number}兆瓦，{words}。",
    "贷款用途为{term}，{words}。",
    "{words}，主要包括{term}。",
    "企业计划实施{term}，总投资{number}万元，{words}。",
    "本项目不涉及{term}，{words}。",
)
_CHINESE_PLAIN = ("{words}，{words}。", "{words}。", "项目建成后每年可减少二氧化碳排放{number}吨，{words}。")
_THINGS = (0, 0, 1, 1, 2, 3)
_NAMES_ONE_IN = 3
_CHINESE_PIECES = (
    "项目位于县城以北的工业园区内 建设工期约为二十四个月 资金由企业自筹和银行贷款共同解决 "
    "前期手续已经基本办理完毕 可以带动当地就业和相关产业发展 施工单位通过公开招标方式确定 "
    "用地已经取得自然资源部门的批复 该公司成立于二十年前 主要股东为当地国有资本运营平台 "
    "近三年经营情况总体稳定 项目审批文件齐全有效 贷款期限为十五年含宽限期两年 担保方式为应收账款质押 "
    "预计投产后年均营业收入稳步增长 周边交通条件便利 施工期间加强扬尘和噪声管理 设备采购合同已经签订 "
    "项目法人负责全过程管理 设计单位完成了初步设计 当地政府给予了大力支持 居民对该工程普遍表示欢迎 "
    "公司拥有一支经验丰富的管理团队 质量管理体系运行良好 主要原材料价格保持平稳 项目区地形以丘陵为主 "
    "年平均气温十六度 配套道路由市政部门同步实施 经济评价表明内部收益率高于行业平均水平 风险总体可控 "
    "还款来源为经营性现金流"
)
_SYLLABLES = "bra kel mor tun ves lin dar hol ost rav ney wick ford stad berg holm leth gar ul pen"
_SOUGHT = (Drawer.NAMES_IT, Drawer.HINTS_AT_IT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What texts are made of."""

    english_terms: tuple[str, ...]
    chinese_terms: tuple[str, ...]
    long_words: tuple[str, ...]

    @classmethod
    def of(cls, pack: Pack) -> "Wording":
        """The naming and hinting terms of a pack, and its list of ordinary words."""
        return cls(
            english_terms=_terms(pack.book, "en"),
            chinese_terms=_terms(pack.book, "zh"),
            long_words=tuple(word for word in pack.book.ordinary_words.splitlines() if word.isalpha()),
        )


def rows(wording: Wording, number: int, *, seed: int, damaged_per_thousand: int) -> Iterator[Row]:
    """So many rows of 50 to 300 words; of their longer English words so many in a thousand have a typing error."""
    dice = random.Random(seed)
    writer = _Writer(wording, dice, damaged_per_thousand)
    for at in range(number):
        kind, words = dice.random(), dice.randint(WORDS_AT_LEAST, WORDS_AT_MOST)
        if kind < CHINESE_SHARE:
            text = writer.chinese(words)
        elif kind < CHINESE_SHARE + MIXED_SHARE:
            text = f"{writer.english(words // 2)} {writer.chinese(words // 2)}"
        else:
            text = writer.english(words)
        yield f"B-{at:07d}", f"{writer.name()} {at}", text


def _terms(book: RuleBook, language: str) -> tuple[str, ...]:
    """The distinct terms of rules in one language, as written but for a trailing `*`, in the order of the alphabet."""
    found = {
        book.table.terms[term].written.rstrip("*")
        for phrase in book.table.phrases
        if phrase.rule >= 0 and phrase.kind in _SOUGHT and phrase.language == language
        for part in phrase.parts
        for term in part
    }
    return tuple(sorted(found))


class _Writer:
    """Writes sentences with one pair of dice."""

    def __init__(self, wording: Wording, dice: random.Random, damaged_per_thousand: int) -> None:
        self._wording = wording
        self._dice = dice
        self._damaged = damaged_per_thousand
        self._small = _SMALL_WORDS.split()
        self._pieces = _CHINESE_PIECES.split()
        self._syllables = _SYLLABLES.split()

    def english(self, words: int) -> str:
        """English sentences of so many words or a few more."""
        things = self._things(self._wording.english_terms)
        sentences: list[str] = []
        count = 0
        while count < words:
            sentence = self._sentence(things, _NAMING, _PLAIN, self._english_words)
            sentences.append(sentence[0].upper() + sentence[1:])
            count += sentence.count(" ") + 1
        return " ".join(sentences)

    def chinese(self, words: int) -> str:
        """Chinese sentences as long as so many words."""
        things = self._things(self._wording.chinese_terms)
        text = ""
        while len(text) < words * CHARACTERS_PER_WORD:
            text += self._sentence(things, _CHINESE_NAMING, _CHINESE_PLAIN, lambda: self._dice.choice(self._pieces))
        return text

    def name(self) -> str:
        """The name of a place that does not exist."""
        return "".join(self._dice.choice(self._syllables) for _ in range(self._dice.randint(2, 3))).capitalize()

    def _things(self, terms: tuple[str, ...]) -> list[str]:
        """The few terms that one text is about; none at all in one of three."""
        return [self._dice.choice(terms) for _ in range(self._dice.choice(_THINGS))]

    def _sentence(
        self, things: list[str], naming: tuple[str, ...], plain: tuple[str, ...], words: Callable[[], str]
    ) -> str:
        """A sentence; every third names one of the things, if there are any."""
        names = bool(things) and self._dice.randrange(_NAMES_ONE_IN) == 0
        sentence = self._dice.choice(naming if names else plain)
        while "{words}" in sentence:
            sentence = sentence.replace("{words}", words(), 1)
        thing = self._dice.choice(things) if names else ""
        number = str(self._dice.randint(2, 900))
        return sentence.replace("{term}", thing).replace("{name}", self.name()).replace("{number}", number)

    def _english_words(self) -> str:
        """Eight to eighteen ordinary words, half of them small."""
        return " ".join(
            self._dice.choice(self._small) if self._dice.random() < 0.5 else self._long_word()
            for _ in range(self._dice.randint(8, 18))
        )

    def _long_word(self) -> str:
        """An ordinary word; now and then two of its letters have changed places."""
        word = self._dice.choice(self._wording.long_words)
        if len(word) < LETTERS_TO_DAMAGE or self._dice.randrange(1000) >= self._damaged:
            return word
        at = self._dice.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
