"""The starter library: every brief loads, covers what it must, and is written in our own words."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.briefs import read_briefs
from ingest.symbols import normalise, parse, url
from store.errors import RightsDeskError
from store.model import Kind

SYMBOLS = [
    "A/74/821",
    "A/75/147",
    "A/76/220",
    "A/78/481/Add.2",
    "A/79/296",
    "A/CONF.157/24 (Part I)",
    "A/HRC/17/31",
    "A/HRC/20/8",
    "A/HRC/34/60",
    "A/HRC/40/63",
    "A/HRC/43/40",
    "A/HRC/44/57",
    "A/HRC/48/31",
    "A/HRC/48/76",
    "A/HRC/50/56",
    "A/HRC/53/42",
    "A/HRC/57/61",
    "A/HRC/58/58",
    "A/HRC/RES/20/8",
    "A/HRC/RES/28/16",
    "A/HRC/RES/51/3",
    "A/HRC/RES/58/6",
    "A/RES/217 A (III)",
    "A/RES/2200 A (XXI)",
    "A/RES/70/1",
    "A/RES/70/125",
    "A/RES/76/6",
    "A/RES/78/213",
    "CERD/C/GC/36",
    "CRC/C/GC/25",
    "E/2023/27",
]
"""Every symbol that the source texts name."""

NAMES = (
    "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment",
    "International Covenant on Civil and Political Rights",
    "Office of the United Nations High Commissioner for Human Rights",
    "United Nations Educational, Scientific and Cultural Organization",
    "Special Rapporteur on contemporary forms of racism, racial discrimination, xenophobia and related intolerance",
    "promotion and protection of human rights and fundamental freedoms while countering terrorism",
    "Special Rapporteur on the promotion and protection of the right to freedom of opinion and expression",
    "sale and sexual exploitation of children, including child prostitution, child pornography "
    "and other child sexual abuse material",
    "Guidance on the Protection of Personal Data of Persons of Concern to UNHCR",
)
"""Offices, mandates and instruments whose names are longer than a run that may be copied."""

LONGEST_RUN = 12
LONGEST_PARAGRAPH = 200
SHORTEST_PARAGRAPH = 5

BRIEFS = read_briefs()
PARAGRAPHS = [(document, passage) for document, passages in BRIEFS for passage in passages]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower().replace("’", "'"))


def test_everything_is_marked_as_a_brief() -> None:
    assert len(BRIEFS) > 80
    assert {document.kind for document, _ in BRIEFS} == {Kind.BRIEF}
    assert all(document.title and document.sha256 and document.source for document, _ in BRIEFS)
    assert all(passage.page == 0 and passage.language == "en" for _, passage in PARAGRAPHS)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_every_symbol_has_its_brief(symbol: str) -> None:
    assert symbol in {name for document, _ in BRIEFS for name in (document.symbol, *document.other_symbols)}


def test_symbols_are_normalised_and_link_to_the_official_document() -> None:
    with_symbol = [document for document, _ in BRIEFS if document.url]
    assert len(with_symbol) == len(SYMBOLS) - 1  # one resolution has a brief under two symbols
    for document in with_symbol:
        assert normalise(document.symbol) == document.symbol
        assert document.url == url(parse(document.symbol))


def test_resolution_78_213_has_every_paragraph_in_order() -> None:
    passages = next(passages for document, passages in BRIEFS if document.symbol == "A/RES/78/213")
    locators = [passage.locator for passage in passages if passage.section != "brief"]
    assert locators == [f"PP {n}" for n in range(1, 29)] + [f"para. {n}" for n in range(1, 23)]
    parts = {part.locator: passage.text[part.start :] for passage in passages for part in passage.subparagraphs}
    assert list(parts) == [f"para. 3 ({x})" for x in "abc"] + [f"para. 20 ({x})" for x in "abcd"]
    assert all(text.startswith(f"{locator[-3:]} ") for locator, text in parts.items())
    assert all(f"paragraph {n}" in passages[29 + n].text for n in range(1, 23))


def test_other_paragraphs_are_numbered_within_their_brief() -> None:
    for document, passages in BRIEFS:
        own = [passage.locator for passage in passages if passage.section == "brief"]
        assert own == [f"brief, para. {n}" for n in range(1, len(own) + 1)], document.source
        assert document.symbol == "A/RES/78/213" or len(own) == len(passages)


@pytest.mark.parametrize(
    ("question", "symbol", "words_of_the_answer"),
    [
        ("moratorium on AI", "A/HRC/48/31", "moratorium"),
        ("encryption for journalists", "A/RES/78/213", "sources confidential"),
        ("neurotechnology guidelines", "A/HRC/RES/58/6", "recommended guidelines"),
        ("spyware", "High Commissioner's privacy report of 2022", "spyware"),
        ("digital welfare", "Special Rapporteur's report on the digital welfare state (2019)", "digital welfare"),
        ("status of the guidance", "Human rights due diligence (HRDD) guidance for digital technology", "2024"),
    ],
)
def test_answers_that_a_first_chat_needs(question: str, symbol: str, words_of_the_answer: str) -> None:
    assert any(words_of_the_answer in p.text for document, p in PARAGRAPHS if document.symbol == symbol), question


def test_paragraphs_are_short_enough_to_read_and_long_enough_to_say_something() -> None:
    for document, passage in PARAGRAPHS:
        starts = [0, *(part.start for part in passage.subparagraphs), len(passage.text)]
        for start, end in pairwise(starts):
            count = len(passage.text[start:end].split())
            assert SHORTEST_PARAGRAPH <= count <= LONGEST_PARAGRAPH, (document.source, passage.locator, count)


def test_no_sentence_begins_with_a_word_that_needs_the_sentence_before() -> None:
    for document, passage in PARAGRAPHS:
        for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z])", passage.text):
            assert not re.match(
                r"(It|They|This|These|That|Those|He|She|There|Such|The (?:report|document) (?!on|that)\w+)\b", sentence
            ), (
                document.source,
                passage.locator,
                sentence,
            )


def test_briefs_are_in_our_own_words() -> None:
    seeds = Path(__file__).parents[3] / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the texts that the briefs summarise are not on this machine")
    runs = set()
    for file in seeds.glob("*.txt"):
        source = words(re.sub(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+", " ", file.read_text("utf-8")))
        runs |= {tuple(source[i : i + LONGEST_RUN + 1]) for i in range(len(source) - LONGEST_RUN)}
    names = [*NAMES, *(name for document, _ in BRIEFS for name in (document.title, document.symbol))]
    patterns = [r"[\W_]+".join(words(name)) for name in sorted(names, key=len, reverse=True)]
    for document, passage in PARAGRAPHS:
        text = passage.text.replace("’", "'")
        for pattern in patterns:
            text = re.sub(pattern, " ※ ", text, flags=re.IGNORECASE)
        for stretch in text.split("※"):
            own = words(stretch)
            copied = [
                own[i : i + LONGEST_RUN + 1] for i in range(len(own)) if tuple(own[i : i + LONGEST_RUN + 1]) in runs
            ]
            assert not copied, (document.source, passage.locator, " ".join(copied[0]))


PARAGRAPH = "paragraphs: [{locator: 'brief, para. 1', text: A text of a few words.}]"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("symbol: [", "not valid YAML"),
        ("just text", "not a mapping"),
        (f"title: T\n{PARAGRAPH}", "must have a symbol or a designation"),
        (f"symbol: A/78/1\ndesignation: D\ntitle: T\n{PARAGRAPH}", "must have a symbol or a designation"),
        (f"symbol: a/78/1\ntitle: T\n{PARAGRAPH}", "Write it as 'A/78/1'"),
        (f"symbol: Compact\ntitle: T\n{PARAGRAPH}", "is not the symbol"),
        (f"designation: D\n{PARAGRAPH}", "title is missing"),
        (f"designation: D\ntitle: 12\n{PARAGRAPH}", "title is not text"),
        (f"designation: D\ntitle: T\ncolour: red\n{PARAGRAPH}", "unknown key colour"),
        (f"designation: D\ntitle: T\ndate: December 2023\n{PARAGRAPH}", "Write it like 2023"),
        (f"designation: D\ntitle: T\nother_symbols: A/78/1\n{PARAGRAPH}", "other_symbols is not a list"),
        ("designation: D\ntitle: T", "no paragraphs"),
        ("designation: D\ntitle: T\nparagraphs: [one]", "paragraph 1 in brief.yaml is not a mapping"),
        ("designation: D\ntitle: T\nparagraphs: [{locator: 'brief, para. 1'}]", "text of paragraph 1 is missing"),
        ("designation: D\ntitle: T\nparagraphs: [{text: A text.}]", "locator of paragraph 1 is missing"),
        ("designation: D\ntitle: T\nparagraphs: [{locator: somewhere, text: A text.}]", "somewhere"),
        ("designation: D\ntitle: T\nparagraphs: [{locator: para 1, text: A text.}]", "Write it as 'para. 1'"),
        ("designation: D\ntitle: T\nparagraphs: [{locator: PP 1, text: A, note: B}]", "unknown key note"),
        ("designation: D\ntitle: T\nparagraphs: [{locator: PP 1, text: A}, {locator: PP 1, text: B}]", "'PP 1' twice"),
    ],
)
def test_a_mistake_names_the_file_and_what_to_do(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "brief.yaml").write_text(content, "utf-8")
    with pytest.raises(RightsDeskError, match=r"brief\.yaml") as caught:
        read_briefs(tmp_path)
    assert message in str(caught.value)
    assert caught.value.remedy


def test_two_briefs_of_one_document_are_refused(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(f"symbol: A/78/1\ntitle: T\n{PARAGRAPH}", "utf-8")
    with pytest.raises(RightsDeskError, match=r"two\.yaml and one\.yaml both describe A/78/1"):
        read_briefs(tmp_path)


def test_a_brief_becomes_a_document_and_its_passages(tmp_path: Path) -> None:
    (tmp_path / "a_78_1.yaml").write_text(
        'symbol: A/78/1\ntitle: A title\nbody: General Assembly\ndate: "2023-12"\nparagraphs:\n'
        "  - locator: para. 3\n    summarises: para. 3\n    headings: [Remedy]\n"
        "    text: |-\n      States are to:\n      (a) Listen;\n      (b) Act.\n",
        "utf-8",
    )
    [(document, [passage])] = read_briefs(tmp_path)
    assert (document.symbol, document.date, document.source) == ("A/78/1", "2023-12", "a_78_1.yaml")
    assert passage.headings == ("Remedy", "Brief of para. 3")
    assert [(part.locator, passage.text[part.start : part.end]) for part in passage.subparagraphs] == [
        ("para. 3 (a)", "(a) Listen;"),
        ("para. 3 (b)", "(b) Act."),
    ]
