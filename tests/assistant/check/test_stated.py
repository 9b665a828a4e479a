"""What a sentence states, and whether its sources hold it word for word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.check.stated import numbers_stated, quotations, unmet

NUMBERS = [
    # Figures.
    ("in 2024", {"2024"}),
    ("25 per cent, or 25%", {"25"}),
    ("1.5 per cent", {"1.5"}),
    ("2.0 per cent", {"2"}),
    ("1,250 States, 1 250 States, 1\u00a0250 States", {"1250"}),
    ("30 000 of 1,000,000", {"30000", "1000000"}),
    ("in 2020 1250 people", {"2020", "1250"}),
    ("2019–2021", {"2019", "2021"}),
    ("the 2019/20 season", {"2019", "20"}),
    ("on 3 June 2024, or 3/6/2024", {"3", "6", "2024"}),
    ("a 25-year-old, 10km away", {"25", "10"}),
    ("para. 7, para.8 and paras. 9-10", {"7", "8", "9", "10"}),
    ("general comment No.34", {"34"}),
    ("article 17 (2)", {"17", "2"}),
    ("the G20 on COVID-19", {"20", "19"}),
    ("in the 1990s", {"1990"}),
    ("$3 and €5m", {"3", "5"}),
    # Words.
    ("twenty-five", {"25"}),
    ("Twenty five", {"25"}),
    ("two, three and four", {"2", "3", "4"}),
    ("between four and five", {"4", "5"}),
    ("twelve hundred", {"1200"}),
    ("one hundred and twenty-three", {"123"}),
    ("two thousand and five", {"2005"}),
    ("between two hundred and five hundred", {"200", "500"}),
    ("between one million and two million", {"1000000", "2000000"}),
    ("one hundred and fifty thousand", {"150000"}),
    ("two million five hundred thousand", {"2500000"}),
    ("a hundred, a thousand, a dozen", {"100", "1000", "12"}),
    ("half a million", {"500000"}),
    ("2 million", {"2000000"}),
    ("2.3 million, or 2,300,000", {"2300000"}),
    ("1,200 million, or $1.2 billion", {"1200000000"}),
    ("two-thirds of all, one in five", {"2", "5"}),
    # Ordinals.
    ("the 58th session", {"58"}),
    ("the fifty-eighth session", {"58"}),
    ("the first and the 2nd", {"1", "2"}),
    ("the twenty-first century", {"21"}),
    ("its 131st session, its one hundred and thirty-first session", {"131"}),
    ("its one hundredth session", {"100"}),
    # None, or none that counts.
    ("States must act", set()),
    ("one of them, no one, zero tolerance", set()),
    ("hundreds of millions", set()),
    ("Second, States must act", set()),
    ("Article II, annex IV", set()),
    # Those of a document's symbol are the document's.
    ("A/HRC/48/31", set()),
    ("A/HRC/48/31, para. 7", {"7"}),
    ("General Assembly resolution 68/167 of 18 December 2013", {"18", "2013"}),
    ("Security Council resolution 1325 (2000)", set()),
]

QUOTATIONS = [
    ("It calls for “a moratorium” on sales.", ["a moratorium"]),
    ('It calls for "a moratorium" on sales.', ["a moratorium"]),
    ("It calls for 'a moratorium' on sales.", ["a moratorium"]),
    ("It calls for ‘a moratorium’ on sales.", ["a moratorium"]),
    ("It calls for «a moratorium» on sales.", ["a moratorium"]),
    ("“Act now,” it says.", ["Act now"]),
    ("It says “act now.”", ["act now"]),
    ("“privacy”, “data” and “law”", ["privacy", "data", "law"]),
    ("It names “the State’s duty”.", ["the State’s duty"]),
    ("It names 'the State's duty'.", ["the State's duty"]),
    ("The States' duty and the people's right don't differ.", []),
    ("“a” or “b”", []),
    ("It says “act", []),
    ("States must act.", []),
]

SOURCES = (
    "1. The General Assembly, in its resolution 68/167 of 18 December 2013, called upon all States to respect privacy "
    "on the Internet. Twenty-five of 1,250 companies in Kenya and the Republic of Korea replied to the survey, among "
    "them 40 per cent of those asked by Meta. See A/HRC/27/37, para. 12.\n"
    "The Special Rapporteur called for “a moratorium” on the sale of face‑recognition tools, as did Michelle Bachelet, "
    "the Office of the United Nations High Commissioner for Human Rights and the World Health Organization."
)

MET = [
    "States must respect privacy.",
    # Quotations.
    "It calls for “a moratorium”.",
    "It calls for “A  moratorium,” it says.",
    "It calls for 'the sale of face-recognition tools'.",
    "It speaks of “face-recognition tools”.",
    # Documents, by any of their names.
    "See A/HRC/27/37.",
    "Resolution 68/167 says so.",
    "A/RES/68/167 says so.",
    "So says A/HRC/48/31.",
    # Numbers, however they are written.
    "25 companies replied.",
    "Twenty-five companies replied.",
    "1 250 companies were asked.",
    "It was forty percent.",
    "It did so on 18 December 2013.",
    "In paragraph 12 it says so.",
    "Of the companies, one replied.",
    # Names, in another form.
    "Kenyan companies replied.",
    "Companies in Kenya replied.",
    "Kenya's companies replied.",
    "Korean companies replied.",
    "The UN Special Rapporteur said so.",
    "Ms. Bachelet said so.",
    "It was said by OHCHR and WHO.",
    "WHO said so.",
    "It was said by Meta and Bachelet.",
    "The Web is open to States and Governments.",
]

UNMET = [
    # Quotations.
    ("It calls for “a ban”.", "the words “a ban”"),
    ("It calls for 'a total moratorium'.", "the words “a total moratorium”"),
    # Documents.
    ("See A/HRC/28/39.", "the document A/HRC/28/39"),
    ("See A/HRC/27/37/Add.1.", "the document A/HRC/27/37/Add.1"),
    ("Resolution 69/166 of the General Assembly says so.", "the document A/RES/69/166"),
    # Numbers.
    ("26 companies replied.", "the number 26"),
    ("Twenty companies replied.", "the number 20"),
    ("It was in 2014.", "the number 2014"),
    ("It was 41 per cent.", "the number 41"),
    ("1,205 companies replied.", "the number 1205"),
    ("A hundred companies replied.", "the number 100"),
    ("25 million companies replied.", "the number 25000000"),
    ("In para.13 it says so.", "the number 13"),
    ("At its sixty-eighth session it said so.", "the number 68"),
    ("It was its third call.", "the number 3"),
    # Names, wherever they stand.
    ("Companies in Nigeria replied.", "the name Nigeria"),
    ("Nigeria replied.", "the name Nigeria"),
    ("Nigeria's companies replied.", "the name Nigeria"),
    ("Nigerian companies replied.", "the name Nigerian"),
    ("North Korean companies replied.", "the name North Korean"),
    ("The Dominican Republic replied.", "the name Dominican Republic"),
    ("Companies such as Amazon replied.", "the name Amazon"),
    ("In paragraph 12, Amazon replied.", "the name Amazon"),
    ("It was said by Ms. Jane Doe.", "the name Jane Doe"),
    ("Mr. Doe said so.", "the name Doe"),
    ("The Human Rights Council called upon States.", "the name Human Rights Council"),
    ("UNESCO replied.", "the name UNESCO"),
    ("It was said by Meta and Amazon.", "the name Meta and Amazon"),
]


@pytest.mark.parametrize(("text", "numbers"), NUMBERS)
def test_the_numbers_that_a_text_states(text: str, numbers: set[str]) -> None:
    assert numbers_stated(text) == numbers


@pytest.mark.parametrize(("sentence", "quoted"), QUOTATIONS)
def test_what_a_sentence_quotes(sentence: str, quoted: list[str]) -> None:
    assert quotations(sentence) == quoted


@pytest.mark.parametrize("sentence", MET)
def test_what_the_sources_hold_is_met(sentence: str) -> None:
    assert unmet(sentence, SOURCES, frozenset({"A/HRC/48/31"})) == ""


@pytest.mark.parametrize(("sentence", "missing"), UNMET)
def test_what_the_sources_do_not_hold_is_named(sentence: str, missing: str) -> None:
    assert unmet(sentence, SOURCES, frozenset({"A/HRC/48/31"})) == missing


@pytest.mark.parametrize("sentence", ["Dominican Republic law applies.", "It applies in the Dominican Republic."])
def test_a_country_whose_name_holds_the_adjective_of_another_is_met(sentence: str) -> None:
    assert unmet(sentence, "The law of the Dominican Republic", frozenset()) == ""


@given(
    st.text(max_size=80) | st.lists(st.sampled_from(["two", "hundred", "and", "-", " ", "5", ",", "."])).map("".join)
)
def test_every_text_holds_its_own_numbers_and_quotations(text: str) -> None:
    assert numbers_stated(text) == numbers_stated(f" {text} ")
    assert not unmet(text, text, frozenset()).startswith(("the words", "the number", "the document"))
