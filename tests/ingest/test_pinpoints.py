from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pinpoints import (
    Locator,
    LocatorError,
    contains,
    parse_locator,
    parse_locators,
    parse_pinpoint,
    read_locators,
    render_locators,
    render_pinpoint,
)
from ingest.structure.unnumbered import quoted_heading

CANONICAL = [
    "para. 7",
    "para. 3 (b)",
    "para. 3 (b) (ii)",
    "para. 12 bis",
    "PP 13",
    "annex I, para. 4",
    "annex, para. 5",
    "annex I",
    "draft resolution I, para. 3",
    "draft resolution I, PP 2",
    "draft resolution II, annex, para. 1",
    "part two, para. 12",
    "recommendation 6",
    "table 2",
    "figure IV",
    "summary",
    "p. 6",
    "brief, para. 2",
    "sect. II.A",
    "chap. III",
    "chap. I, sect. C",
    "sect. “Key messages”",
    "sect. “Key messages” [3]",
    "annex I, sect. “Terms, and what they mean”",
    "opening text",
    "opening text [2]",
    "annex, opening text",
]

WRITTEN = [
    ('section "Key messages"', ["sect. “Key messages”"]),
    ("sect. “Key messages” [1]", ["sect. “Key messages”"]),
    ("paragraph 12", ["para. 12"]),
    ("Paragraph 12.", ["para. 12"]),
    ("para 12", ["para. 12"]),
    ("§ 12", ["para. 12"]),
    ("¶¶ 12-13", ["para. 12", "para. 13"]),
    ("paras. 12–14", ["para. 12", "para. 13", "para. 14"]),
    ("paras 12 to 14", ["para. 12", "para. 13", "para. 14"]),
    ("paragraphs 4, 6 and 13", ["para. 4", "para. 6", "para. 13"]),
    ("paras. 4, 6, and 13", ["para. 4", "para. 6", "para. 13"]),
    ("paragraphs 15 and 17", ["para. 15", "para. 17"]),
    ("paras. 12-14, 16 & 20 (a)", ["para. 12", "para. 13", "para. 14", "para. 16", "para. 20 (a)"]),
    ("paras 3(b) and (c)", ["para. 3 (b)", "para. 3 (c)"]),
    ("para. 3 (a)–(d)", ["para. 3 (a)", "para. 3 (b)", "para. 3 (c)", "para. 3 (d)"]),
    ("para. 5 (b) (i) and (iii)", ["para. 5 (b) (i)", "para. 5 (b) (iii)"]),
    ("para. 5 (b) (i)–(iii)", ["para. 5 (b) (i)", "para. 5 (b) (ii)", "para. 5 (b) (iii)"]),
    ("paras. 4 (a), 6 (b) and (c)", ["para. 4 (a)", "para. 6 (b)", "para. 6 (c)"]),
    ("para. 12a", ["para. 12 (a)"]),
    ("op. 7", ["para. 7"]),
    ("OP7", ["para. 7"]),
    ("OPs 7 and 9", ["para. 7", "para. 9"]),
    ("op. para. 7", ["para. 7"]),
    ("operative paragraph 37", ["para. 37"]),
    ("PP13", ["PP 13"]),
    ("pp13", ["PP 13"]),
    ("13th preambular paragraph", ["PP 13"]),
    ("thirteenth preambular paragraph", ["PP 13"]),
    ("Twenty-first preambular paragraph", ["PP 21"]),
    ("preambular paragraph 3", ["PP 3"]),
    ("second and third preambular paragraphs", ["PP 2", "PP 3"]),
    ("first to third preambular paragraphs", ["PP 1", "PP 2", "PP 3"]),
    ("page 6", ["p. 6"]),
    ("pp. 6–8", ["p. 6", "p. 7", "p. 8"]),
    ("annex I, paras. 4-6", ["annex I, para. 4", "annex I, para. 5", "annex I, para. 6"]),
    ("Annex I paragraph 4", ["annex I, para. 4"]),
    ("Part II, paragraph 12", ["part two, para. 12"]),
    ("part 2, para. 12", ["part two, para. 12"]),
    ("draft resolution I, second preambular paragraph", ["draft resolution I, PP 2"]),
    ("recommendations 3 and 4", ["recommendation 3", "recommendation 4"]),
    ("Table 2", ["table 2"]),
    ("Executive summary", ["summary"]),
    ("section II.A", ["sect. II.A"]),
    ("chap. II, sect. A, para. 5", ["para. 5"]),
    ("paras. 12 and 14, and annex II, para. 3", ["para. 12", "para. 14", "annex II, para. 3"]),
    ("paras. 1–999999999", ["para. 1", "para. 999999999"]),
    ("paras. 14–12", ["para. 14", "para. 12"]),
]

NOT_LOCATORS = [
    "",
    "12",
    "paragraph",
    "para. twelve",
    "para. (b)",
    "51/3",
    "para. 3/4",
    "summaryof",
    "spara. 3",
    "foo",
    "para. 3 of",
]


@pytest.mark.parametrize("text", CANONICAL)
def test_canonical_form_is_kept(text):
    assert str(parse_locator(text)) == text
    assert parse_locators(render_locators([parse_locator(text)])) == (parse_locator(text),)


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_as_people_write(text, expected):
    assert [str(locator) for locator in parse_locators(text)] == expected


@pytest.mark.parametrize("text", NOT_LOCATORS)
def test_not_locators(text):
    with pytest.raises(LocatorError):
        parse_locators(text)


def test_one_place_is_not_two():
    with pytest.raises(LocatorError, match="2 places"):
        parse_locator("paras. 3 and 4")


def test_fields():
    assert parse_locator("annex I, para. 3 (b) (ii)") == Locator("annex I", "para.", "3", ("b", "ii"))
    assert parse_locator("summary") == Locator("", "summary")


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("para. 3", "para. 3 (b)", True),
        ("para. 3", "para. 3 (b) (ii)", True),
        ("para. 3 (b)", "para. 3 (b) (ii)", True),
        ("para. 3", "para. 3", True),
        ("para. 3", "para. 30", False),
        ("para. 3 (b)", "para. 3", False),
        ("para. 3", "annex, para. 3", False),
        ("para. 3", "PP 3", False),
        ("annex I", "annex I, para. 4", True),
        ("annex I", "annex II, para. 4", False),
        ("sect. II", "sect. II.A", True),
        ("sect. I", "sect. II", False),
        ("para. 12", "para. 12 bis", False),
    ],
)
def test_contains(outer, inner, expected):
    assert contains(parse_locator(outer), parse_locator(inner)) is expected


def test_natural_order():
    order = [
        "summary",
        "PP 2",
        "PP 13",
        "para. 3",
        "para. 3 (b)",
        "para. 3 (b) (iv)",
        "para. 3 (b) (ix)",
        "para. 3 (c)",
        "para. 12",
        "para. 12 bis",
        "para. 30",
        "annex I, para. 1",
        "annex V, para. 1",
        "annex IX, para. 1",
        "part one, para. 12",
        "part two, para. 1",
    ]
    assert [str(locator) for locator in sorted(map(parse_locator, reversed(order)))] == order


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("A/HRC/48/31, paras. 12–14", "A/HRC/48/31, paras. 12–14"),
        ("CCPR/C/GC/32, paras. 4, 6 and 13", "CCPR/C/GC/32, paras. 4, 6 and 13"),
        ("A/HRC/48/31, paragraphs 12 & 13", "A/HRC/48/31, paras. 12 and 13"),
        ("A/RES/78/213, para. 20 (a)", "A/RES/78/213, para. 20 (a)"),
        ("A/RES/78/213, PP 13", "A/RES/78/213, thirteenth preambular paragraph"),
        ("A/RES/78/213, PPs 2 and 3", "A/RES/78/213, second and third preambular paragraphs"),
        ("A/HRC/48/31, para. 12 (2021)", "A/HRC/48/31, para. 12"),
        ("A/HRC/48/31 para 12", "A/HRC/48/31, para. 12"),
        ("(see A/HRC/48/31 (para. 12))", "A/HRC/48/31, para. 12"),
        ("[A/HRC/48/31, para. 12]", "A/HRC/48/31, para. 12"),
        ("a/hrc/48/31 §12", "A/HRC/48/31, para. 12"),
        ("para. 412 of A/HRC/59/60", "A/HRC/59/60, para. 412"),
        ("paras. 3 (b) and (c) of document A/HRC/59/60", "A/HRC/59/60, para. 3 (b) and (c)"),
        ("HRI/GEN/1/Rev.9 (Vol. I) p. 181", "HRI/GEN/1/Rev.9 (Vol. I), p. 181"),
        ("A/54/18, annex V", "A/54/18, annex V"),
        ("A/54/38/Rev.1, chap. 1", "A/54/38/Rev.1, chap. 1"),
        ("A/80/74-E/2025/53, para. 7", "A/80/74, para. 7"),
        ("A/HRC/48/31", "A/HRC/48/31"),
        ("A/HRC/48/31, annex, paras. 1-3 and 5", "A/HRC/48/31, annex, paras. 1–3 and 5"),
        ("A/HRC/48/31, para. 3; annex, para. 1", "A/HRC/48/31, para. 3; annex, para. 1"),
    ],
)
def test_pinpoint(text, rendered):
    pinpoint = parse_pinpoint(text)
    assert render_pinpoint(pinpoint) == rendered
    assert parse_pinpoint(rendered) == pinpoint


@pytest.mark.parametrize("text", ["", "para. 12", "A/HRC/48/31, foo", "foo A/HRC/48/31", "A/HRC/48, para. 3"])
def test_not_pinpoints(text):
    with pytest.raises(LocatorError):
        parse_pinpoint(text)


parts = st.sampled_from(["", "annex", "annex IV", "part two", "draft resolution I", "brief"])
paragraphs = st.builds(
    Locator,
    parts,
    st.just("para."),
    st.integers(1, 999).map(str),
    st.sampled_from([(), ("a",), ("b", "ii"), ("c", "iv")]),
)
others = st.builds(
    Locator, parts, st.sampled_from(["PP", "recommendation", "table", "p."]), st.integers(1, 99).map(str)
)
places = st.one_of(paragraphs, others, parts.map(lambda part: Locator(part, "summary")))


@given(places)
def test_parsing_and_rendering_are_inverse(locator):
    assert parse_locator(str(locator)) == locator


@given(st.lists(places, min_size=1, max_size=8, unique=True))
def test_a_rendered_list_reads_as_the_same_places(locators):
    assert parse_locators(render_locators(locators)) == tuple(locators)


@given(places, places)
def test_places_are_ordered(a, b):
    assert [a < b, a == b, a > b].count(True) == 1


words = st.sampled_from(
    [
        "paras. ",
        "para. ",
        "12",
        "–",
        ", ",
        " and ",
        "(b)",
        " (ii)",
        "annex I",
        "first ",
        "preambular ",
        "PP",
        " ",
        "bis",
    ]
)


@given(st.one_of(st.text(), st.lists(words).map("".join)))
def test_never_raises_anything_else(text):
    match = read_locators(text)
    assert match is None or match.end <= len(text)
    with suppress(LocatorError):
        parse_pinpoint(f"A/HRC/48/31, {text}")


@pytest.mark.parametrize(
    "piece", ["paras. 1–999, ", "para. 1 (a) (b) ", "1–9999999, ", "annex, ", "first, ", "(b) and ", "paras. "]
)
def test_adversarial_text_is_read_fast(piece):
    start = time.perf_counter()
    read_locators("paras. " + piece * (100_000 // len(piece)))
    read_locators(piece * (100_000 // len(piece)))
    assert time.perf_counter() - start < 5


@given(st.text(min_size=1, max_size=200).filter(lambda text: any(char.isalpha() for char in text)))
def test_any_heading_names_a_place_that_can_be_read(heading):
    place = Locator("annex", "sect.", quoted_heading(heading))
    assert parse_locator(str(place)) == place
    assert contains(place, parse_locator(f"{place} [12]"))
