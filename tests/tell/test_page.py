"""Pages tell what the answers hold, need no network and no script, and nothing from data can act in them."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from matcher import Document, Options
from matcher.cli.formats import as_page, written
from matcher.model.materiality import MaterialityOptions
from matcher.tell.page.marked import marked_fields
from matcher.tell.page.markup import page, table
from matcher.tell.voice import Voice

HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)> wind farm \x1b[31m \u202etxt {status} %s &amp; '
    "javascript:alert(1) ' onmouseover='alert(1) </style></title><!-- not a solar park"
)
TEXTS = [
    "Construction of a 40 MW wind farm with life-cycle emissions of 12 gCO2e/kWh; no coal-fired unit.",
    "新建200MW集中式光伏电站项目，不涉及储能",
    "A 660 MW coal-fired power plant with a CO2 capture unit.",
    "A geothermal plant with life-cycle emissions of 130 gCO2e/kWh.",
    "Support for renewable energy.",
    "",
]
VOID = {"meta", "input", "br", "img", "link"}
ALLOWED = {
    *{"html", "head", "meta", "title", "style", "body", "a", "header", "main", "nav", "section", "article", "footer"},
    *{"h1", "h2", "h3", "h4", "p", "div", "span", "ul", "li", "b", "s", "code", "mark", "table", "caption", "thead"},
    *{"tbody", "tr", "th", "td", "details", "summary", "figure", "fieldset", "legend", "label", "input"},
    *{"svg", "desc", "rect", "path", "text", "circle", "g"},
}


class Reader(HTMLParser):
    """Collects what stands in a page, and checks that every element is closed in its turn."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.attributes, self.ids = [], set(), [], []
        self.text, self.marked, self.words = "", [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]
        if tag == "mark" and dict(attrs).get("title") is not None:
            self.marked.append([dict(attrs)["class"], ""])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)
        if self.open and self.open[-1] == "mark" and self.marked:
            self.marked[-1][1] += data


def read(text):
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert not reader.open
    return reader


@pytest.fixture(scope="module")
def answers(matcher):
    return [matcher.classify(Document(id=f"d{at}", text=text)) for at, text in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def hostile(matcher):
    return matcher.classify(Document(id=HOSTILE, title=HOSTILE, text=HOSTILE))


@pytest.mark.parametrize("language", ["en", "zh", None])
def test_a_page_is_whole_and_tells_every_document(answers, matcher, language):
    told = read(as_page(answers, matcher, language))
    words = "".join(told.words)
    assert told.tags <= ALLOWED
    assert len(told.ids) == len(set(told.ids))
    for answer in answers:
        assert answer.document.text in words.replace("\n", "") or not answer.document.text
        assert answer.decision_id in words
        for match in answer.matches:
            assert match.activity in words
            assert all(finding.id in words for finding in match.findings)
    assert matcher.pack.identity.fingerprint in words
    assert dict(told.attributes).get("lang")


def test_nothing_is_fetched_and_nothing_runs(answers, hostile, matcher):
    whole = as_page([*answers, hostile], matcher, "en")
    told = read(whole)
    assert not {"script", "img", "iframe", "object", "embed", "form", "link", "base"} & told.tags
    names = {name for name, _ in told.attributes}
    assert not {name for name in names if name.startswith("on")} | (names & {"src", "style", "srcset", "action"})
    assert all(value.startswith("#") for name, value in told.attributes if name == "href")
    assert "url(" not in whole
    assert "@import" not in whole


def test_the_policy_allows_the_page_its_own_style_only(answers, matcher):
    whole = as_page(answers, matcher, "en")
    style = re.search(r"(?s)<style>(.*?)</style>", whole).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', whole).group(1)
    assert policy.startswith("default-src 'none'")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_hostile_words_stay_words(hostile, matcher):
    whole = as_page([hostile], matcher, "en")
    assert "\x1b" not in whole
    assert "\u202e" not in whole
    words = "".join(read(whole).words)
    assert "<script>alert(1)</script>" in words
    assert "\\u202e" in words


def test_marks_cut_the_words_of_the_evidence(answers, matcher):
    for answer in answers:
        voice = Voice(matcher.pack.book.sentences, "en")
        told = read("".join(marked_fields(answer, voice)))
        found = {(kind, words) for kind, words in told.marked}
        for match in answer.matches:
            for hit in match.hits:
                quote = answer.document.text[hit.span.start : hit.span.end]
                assert any(words in quote or quote in words for _, words in found)
        assert ("cue" in {kind for kind, _ in found}) == any(
            doubt for one in (*answer.matches, *answer.set_aside) for doubt in one.doubts
        )


def test_evidence_names_its_page(matcher):
    answer = matcher.classify(Document(id="d", text="A first page.\nA 40 MW wind farm.", pages=(0, 14)))
    assert ", p. 2" in as_page([answer], matcher, "en")


def test_a_lone_surrogate_can_be_written(matcher):
    answer = matcher.classify(Document(id="\ud800", text="A wind farm."))
    as_page([answer], matcher, "en").encode("utf-8")


def test_the_same_answers_give_the_same_bytes(answers, matcher):
    assert written(answers, matcher, "html", "en") == written(answers, matcher, "html", "en")


def test_words_can_be_read_on_their_ground():
    """Contrast of at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3) for every pair of colours of the style."""
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", page("t", "en", "")))
    pairs = [("ink", "paper"), ("ink", "pale"), ("soft", "paper"), ("link", "paper")]
    pairs += [(name, f"{name}-pale") for name in ("good", "bad", "open")]
    for ink, ground in pairs:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    lights = sorted((luminance(one), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_screening_of_materiality_stands_in_the_page(matcher):
    answer = matcher.classify(Document(id="d", text=TEXTS[0]), Options(materiality=MaterialityOptions()))
    assert answer.materiality is not None
    words = "".join(read(as_page([answer], matcher, "en")).words)
    assert "Double materiality screening" in words
    assert all(topic.code in words for topic in answer.materiality.topics)


def test_a_table_names_its_heads():
    told = read(table(["a", "b"], [["1", "2"]], caption="t"))
    assert ("scope", "col") in told.attributes
    assert ("scope", "row") in told.attributes
    assert ("aria-label", "t") in told.attributes
    assert table(["a"], []) == ""
