from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.references import find_references

NAMED = [
    # text, symbols
    ("Human Rights Council resolution 51/3", ["A/HRC/RES/51/3"]),
    ("HRC res 51/3", ["A/HRC/RES/51/3"]),
    ("UN Human Rights Council Resolution 51/3", ["A/HRC/RES/51/3"]),
    ("resolution 51/3 of the Human Rights Council", ["A/HRC/RES/51/3"]),
    ("resolution 33/25 of 30 September 2016 of the Human Rights Council", ["A/HRC/RES/33/25"]),
    (
        "Human Rights Council resolutions 28/16, 34/7 and 42/15",
        ["A/HRC/RES/28/16", "A/HRC/RES/34/7", "A/HRC/RES/42/15"],
    ),
    ("Human Rights Council decision 54/101", ["A/HRC/DEC/54/101"]),
    ("Human Rights Council resolution S-39/1", ["A/HRC/RES/S-39/1"]),
    ("General Assembly resolution 78/213", ["A/RES/78/213"]),
    ("UNGA resolution 78/213", ["A/RES/78/213"]),
    ("General\n      Assembly resolution 68/268", ["A/RES/68/268"]),
    ("and Assembly resolution 76/300 of 28 July 2022", ["A/RES/76/300"]),
    ("Recalling General Assembly resolution 70/1 of 25 September 2015", ["A/RES/70/1"]),
    (
        "General Assembly resolutions 72/242 of 22 December 2017, 73/17 of 26 November 2018 and 75/316",
        ["A/RES/72/242", "A/RES/73/17", "A/RES/75/316"],
    ),
    ("General Assembly resolution 51/196 B of 31 July 1997", ["A/RES/51/196 B"]),
    ("General Assembly resolution 2200 A (XXI)", ["A/RES/2200 A (XXI)"]),
    ("resolution 217 A (III)", ["A/RES/217 A (III)"]),
    ("resolution 217(III)A", ["A/RES/217 A (III)"]),
    ("resolution 78/213", ["A/RES/78/213"]),
    ("resolutions 70/1 and 71/243", ["A/RES/70/1", "A/RES/71/243"]),
    ("its resolution 68/237", ["A/RES/68/237"]),
    ("Security Council resolution 2768 (2025)", ["S/RES/2768 (2025)"]),
    ("UN Security Council Resolution 2776", ["S/RES/2776"]),
    ("SC resolution 2776 (2025)", ["S/RES/2776 (2025)"]),
    ("resolution 2776 (2025)", ["S/RES/2776 (2025)"]),
    ("resolution 2713\n   (2023)", ["S/RES/2713 (2023)"]),
    (
        "pursuant to resolutions 1267 (1999) 1989 (2011) and 2253 (2015)",
        ["S/RES/1267 (1999)", "S/RES/1989 (2011)", "S/RES/2253 (2015)"],
    ),
    ("Economic and Social Council resolution 2021/28", ["E/RES/2021/28"]),
    ("Economic and Social Council decision 2021/254 of 22 July 2021", ["E/DEC/2021/254"]),
    ("Council resolution 2024/13", ["E/RES/2024/13"]),
    ("resolution 2022/5", ["E/RES/2022/5"]),
    ("Commission on Human Rights resolution 2005/69", ["E/CN.4/RES/2005/69"]),
    ("ESCAP resolution 79/10", ["E/ESCAP/RES/79/10"]),
    ("In its resolution 33/25, the Human Rights Council decided", ["A/HRC/RES/33/25"]),
    ("at the request of the UNHRC in its resolution 51/3, the Advisory Committee", ["A/HRC/RES/51/3"]),
    ("Recalling that, in its resolution 79/206, the General Assembly recognized", ["A/RES/79/206"]),
    ("The Economic and Social Council, recalling its resolution 2006/46 of 28 July 2006", ["E/RES/2006/46"]),
    ("the adoption by the Human Rights Council of its resolution 54/22", ["A/HRC/RES/54/22"]),
    ("GC 25 of the CRC", ["CRC/C/GC/25"]),
    ("CRC general comment 25", ["CRC/C/GC/25"]),
    ("CESCR General Comment 14", ["E/C.12/2000/4"]),
    ("Human Rights Committee, general comment No. 34 (2011)", ["CCPR/C/GC/34"]),
    ("Human Rights Committee, general comment No. 31 (2004)", ["CCPR/C/21/Rev.1/Add.13"]),
    ("general comment No. 25 (2021) of the Committee on the Rights of the Child", ["CRC/C/GC/25"]),
    ("The Committee on the Rights of the Child published its General Comment No. 25 on", ["CRC/C/GC/25"]),
    ("Committee on the Elimination of Racial Discrimination general recommendation No. 36 (2020)", ["CERD/C/GC/36"]),
    (
        "Committee on the Elimination of Discrimination against Women adopted its general recommendation No. 40 (2024)",
        ["CEDAW/C/GC/40"],
    ),
    (
        "general recommendations No. 38 and 39 of the Committee on the Elimination of Racial Discrimination",
        ["CERD/C/GC/38", "CERD/C/GC/39"],
    ),
    ("document A/HRC/59/60", ["A/HRC/59/60"]),
    ("A/HRC/RES/51/3 and A/HRC/RES/58/6", ["A/HRC/RES/51/3", "A/HRC/RES/58/6"]),
    ("A/HRC/59/42 and Add.1", ["A/HRC/59/42", "A/HRC/59/42/Add.1"]),
    ("A/67/65/Corr.1-E/2012/48/Corr.1", ["A/67/65/Corr.1"]),
]

SPOKEN = [
    # speaker, text, symbols
    ("A/HRC/59/60", "Council resolution 53/3", ["A/HRC/RES/53/3"]),
    ("A/HRC/48/31", "resolutions 28/16, 34/7 and 42/15", ["A/HRC/RES/28/16", "A/HRC/RES/34/7", "A/HRC/RES/42/15"]),
    ("A/HRC/59/60", "resolution 78/213", ["A/RES/78/213"]),
    ("A/HRC/59/60", "resolution 48/141", ["A/RES/48/141"]),
    ("A/HRC/59/60", "decision 54/101", ["A/HRC/DEC/54/101"]),
    (
        "A/HRC/RES/16/21",
        "Recalling General Assembly resolution 60/251 and its resolution 5/1",
        ["A/RES/60/251", "A/HRC/RES/5/1"],
    ),
    ("A/HRC/EMRIP/2025/1", "the General Assembly, in its resolution 71/321", ["A/RES/71/321"]),
    (
        "A/RES/78/323",
        "Recalling its resolutions 53/199 of 15 December 1998 and 61/185 of 20 December 2006",
        ["A/RES/53/199", "A/RES/61/185"],
    ),
    ("E/2025/31", "Council resolution 2006/46", ["E/RES/2006/46"]),
    ("E/2025/31", "resolution 70/125", ["A/RES/70/125"]),
    (
        "E/2025/31",
        "its decisions 2007/216 of 26 April 2007, 2010/228 of 19 July 2010",
        ["E/DEC/2007/216", "E/DEC/2010/228"],
    ),
    ("E/2025/60", "In its resolution 49/19, the Council requested the High Commissioner", ["A/HRC/RES/49/19"]),
    ("E/CN.4/2005/102/Add.1", "resolution 2003/51", ["E/CN.4/RES/2003/51"]),
    ("S/2025/389", "resolution 2776", ["S/RES/2776"]),
    ("S/RES/2768 (2025)", "its resolution 2216", ["S/RES/2216"]),
    ("S/RES/2776 (2025)", "General Assembly resolution 46/182", ["A/RES/46/182"]),
    ("CRC/C/GC/26", "general comment No. 25 (2021)", ["CRC/C/GC/25"]),
    ("CERD/C/GC/37", "general recommendation No. 36 (2020)", ["CERD/C/GC/36"]),
    ("CEDAW/C/CAF/CO/6", "the Committee’s general recommendation No. 39 (2022)", ["CEDAW/C/GC/39"]),
]

UNKNOWN = [
    # speaker, text: named, but whose it is cannot be known
    (None, "resolution 51/3"),
    (None, "its resolution 51/3"),
    (None, "Council resolution 53/3"),
    ("E/2025/60", "resolution 51/3"),
    (None, "resolution 2776"),
    ("A/HRC/59/60", "resolution 2776"),
    (None, "resolution 2005/69"),
    (None, "resolution S-30/1"),
    (None, "decision 54/101"),
    ("A/HRC/59/60", "E/2024/24, chap. I, sect. C, decision 55/112"),
    (None, "World Health Assembly resolution 74/7"),
    ("A/80/74", "Executive Board decision 2017/21"),
    (None, "UNEP Governing Council decision 27/2"),
    (None, "Security Council resolution 78/213"),
    (None, "general comment No. 25 (2021)"),
    (None, "general recommendation No. 36 (2020)"),
    ("CRC/C/GC/26", "general recommendation No. 36 (2020)"),
    (None, "Human Rights Committee, general comment No. 16 (1988)"),
    (None, "CEDAW general recommendation No. 19 (1992)"),
]

POSSIBLE = [
    # text, whose it may be
    ("resolution 51/3", ["A/RES/51/3", "A/HRC/RES/51/3"]),
    ("resolution 2776", ["S/RES/2776"]),
    ("decision 54/101", ["A/HRC/DEC/54/101"]),
    ("World Health Assembly resolution 74/7", []),
    ("E/2024/24, chap. I, sect. C, decision 55/112", []),
    ("Security Council resolution 78/213", []),
    ("general recommendation No. 36 (2020)", ["CEDAW/C/GC/36", "CERD/C/GC/36"]),
    ("general comment No. 1", ["CRC/GC/2001/1", "CRPD/C/GC/1", "CMW/C/GC/1", "CED/C/GC/1", "CAT/OP/GC/1"]),
    ("Human Rights Committee, general comment No. 16 (1988)", []),
    ("general comment No. 25 of the Committee on the Rights of the Child", []),
]

NOT_REFERENCES = [
    "",
    "screen resolution 1080p and 1920 x 1080",
    "the resolution of 24/7 services in 2024/2025",
    "draft resolution 51/3",
    "Draft resolution I",
    "see resolution 1, annexes I and II",
    "decision 1/CP.21",
    "New Year's resolution 12",
    "paragraph 4 of the report",
    "general comments were received from 25 States",
    "a general comment",
    "GC25",
    "the decision of 25 May",
    "GE.25-05795",
    "https://docs.un.org/en/A/HRC/48/31",
]

LOCATED = [
    # text, locators of the last reference
    ("Human Rights Council resolution 51/3, paragraph 4", ["para. 4"]),
    ("General Assembly resolution 79/226, para. 2.", ["para. 2"]),
    ("resolution 45/212, paragraph 10. Contributions", ["para. 10"]),
    ("A/RES/78/213, paras. 4, 6 and 13", ["para. 4", "para. 6", "para. 13"]),
    ("A/HRC/48/31 (paras. 12–14)", ["para. 12", "para. 13", "para. 14"]),
    ("A/HRC/48/31 para 12", ["para. 12"]),
    ("A/HRC/48/31, para. 12 (2021)", ["para. 12"]),
    ("paragraph 20 (a) of resolution 78/213", ["para. 20 (a)"]),
    ("in paragraph 2 (a) of its resolution 33/25, the Human Rights Council", ["para. 2 (a)"]),
    ("In accordance with paragraph 2 (b) of Human Rights Council resolution 33/25", ["para. 2 (b)"]),
    ("Pursuant to paragraph 11 of General Assembly resolution 60/251", ["para. 11"]),
    ("paragraphs 15 and 17 of resolution 2182 (2014)", ["para. 15", "para. 17"]),
    ("operative paragraph 7 of A/HRC/RES/59/25", ["para. 7"]),
    ("A/HRC/RES/59/25, op. para. 7", ["para. 7"]),
    ("thirteenth preambular paragraph of A/RES/78/213", ["PP 13"]),
    ("para. 412 of A/HRC/59/60", ["para. 412"]),
    ("paragraphs 4 and 5 of the annex to General Assembly resolution 70/1", ["annex, para. 4", "annex, para. 5"]),
    ("the annex to resolution 70/1", ["annex"]),
    ("General Assembly resolution 79/1, annex I", ["annex I"]),
    ("resolution 2200 A (XXI), annex", ["annex"]),
    ("Security Council resolution 2467 (2019) (paras. 1 and 2)", ["para. 1", "para. 2"]),
    ("A/CONF.157/24 (Part I), chap. III", ["chap. III"]),
    ("E/2024/27, chap. I, sect. A", ["chap. I, sect. A"]),
    ("CRC general comment No. 25 (2021), paras. 67-69", ["para. 67", "para. 68", "para. 69"]),
    (
        "Committee on the Rights of the Child, general comment No. 25 (2021) on children’s rights in relation to the"
        " digital environment, para. 5",
        ["para. 5"],
    ),
    ("A/80/74–E/2025/53, paras. 7 and 9", ["para. 7", "para. 9"]),
    ("A/HRC/59/60, para. 3, and paragraph 26 of resolution 2713 (2023)", ["para. 26"]),
    ("A/HRC/48/31. Paragraph 3 says", []),
    ("A/HRC/48/31 has annex I", []),
    ("paragraph 4. General Assembly resolution 70/1", []),
    ("le paragraphe 3 du document A/HRC/62/9", ["para. 3"]),
    ("les paragraphes 3 à 5 du document A/HRC/62/9", ["para. 3", "para. 4", "para. 5"]),
    ("A/HRC/62/9, par. 3", ["para. 3"]),
    ("A/HRC/62/9, párrs. 3 y 4", ["para. 3", "para. 4"]),
    ("los párrafos 3–5 del informe A/HRC/62/9", ["para. 3", "para. 4", "para. 5"]),
    ("el párrafo 3 de la resolución A/RES/78/213", ["para. 3"]),
    ("в пункте 3 документа A/HRC/62/9", ["para. 3"]),
    ("A/HRC/62/9, п. 3", ["para. 3"]),
    ("الفقرة 3 من الوثيقة A/HRC/62/9", ["para. 3"]),
    ("الفقرة 3 A/HRC/62/9", []),
    ("para. 3 A/HRC/62/9", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_named(text, expected):
    assert [str(reference.symbol) for reference in find_references(text)] == expected


@pytest.mark.parametrize(("speaker", "text", "expected"), SPOKEN)
def test_the_speaker_decides(speaker, text, expected):
    assert [str(reference.symbol) for reference in find_references(text, speaker)] == expected


@pytest.mark.parametrize(("speaker", "text"), UNKNOWN)
def test_never_guesses(speaker, text):
    assert find_references(text, speaker)[-1].symbol is None


@pytest.mark.parametrize(("text", "symbols"), POSSIBLE)
def test_whose_it_may_be(text, symbols):
    assert [str(symbol) for symbol in find_references(text)[-1].possible] == symbols


@pytest.mark.parametrize("text", NOT_REFERENCES)
def test_not_references(text):
    assert find_references(text) == []


@pytest.mark.parametrize(("text", "expected"), LOCATED)
def test_places(text, expected):
    assert [str(locator) for locator in find_references(text)[-1].locators] == expected


def test_each_reference_has_its_own_places():
    text = "paragraph 9 of resolution 1998 (2011) and paragraph 12 of resolution 2467 (2019)"
    assert [(str(found.symbol), str(found.locators[0])) for found in find_references(text)] == [
        ("S/RES/1998 (2011)", "para. 9"),
        ("S/RES/2467 (2019)", "para. 12"),
    ]


def test_span_kind_and_number():
    text = "See Human Rights Council resolutions 28/16 and 34/7, para. 2."
    first, second = find_references(text)
    assert text[first.start : first.end] == "Human Rights Council resolutions 28/16"
    assert (text[second.start : second.end], second.kind, second.number) == ("34/7", "resolution", "34/7")


def test_a_joint_document_is_one_reference():
    (reference,) = find_references("A/80/74-E/2025/53, para. 7")
    assert (str(reference.symbol), [str(symbol) for symbol in reference.joint]) == ("A/80/74", ["E/2025/53"])


def test_an_unreadable_speaker_is_no_speaker():
    assert find_references("resolution 51/3", "a short title")[0].symbol is None


PIECES = """
resolution
resolutions
decision
general comment No. 25
General Assembly
Council
CRC
its
of
and
,
.
(
)
51/3
S-30/2
2768 (2025)
217 A (III)
0 (2000)A
A/HRC/48/31
paras. 3–5
annex
fırſt preambular paragraph
FİRST PREAMBULAR PARA
"""
words = st.sampled_from([*PIECES.split("\n"), " ", "\n"])


@given(
    st.one_of(st.text(), st.lists(words).map("".join)),
    st.sampled_from([None, "A/HRC/48/31", "E/2025/60", "S/2025/389"]),
)
def test_never_raises_and_spans_lie_in_the_text(text, speaker):
    for reference in find_references(text, speaker):
        assert 0 <= reference.start < reference.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "A/",
        "(",
        "resolution ",
        "resolutions 51/3, ",
        "its resolution 51/3 ",
        "Council ",
        "general comment No. 25 ",
        "paras. 1–99, ",
        "first, ",
        "annex, ",
        "United Nations ",
        "1 (",
        "Economic and Social ",
        "A/HRC/48/31 and Add.1, ",
        " \n",
    ],
)
def test_adversarial_text_is_read_fast(piece):
    start = time.perf_counter()
    find_references(piece * (100_000 // len(piece)), "A/HRC/48/31")
    assert time.perf_counter() - start < 20
