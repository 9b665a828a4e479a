"""What kind of answer is asked for, and which texts hold one."""

from __future__ import annotations

import pytest

from assistant.asked.wanted import Wanted, holds, wanted_by

ASKED = [
    ("What percentage of women are online?", Wanted.SHARE),
    ("What proportion of the judges were women?", Wanted.SHARE),
    ("What turnout was recorded?", Wanted.SHARE),
    ("How old must a child be?", Wanted.AGE),
    ("At what age may a child consent?", Wanted.AGE),
    ("How much did the mission cost?", Wanted.MONEY),
    ("What fine was imposed?", Wanted.MONEY),
    ("How large a fine was imposed?", Wanted.MONEY),
    ("How many dollars were pledged?", Wanted.MONEY),
    ("How many States joined?", Wanted.NUMBER),
    ("How often does it meet?", Wanted.NUMBER),
    ("What is the number of members?", Wanted.NUMBER),
    ("When did the Council adopt it?", Wanted.DATE),
    ("In what year was it founded?", Wanted.DATE),
    ("Who chaired the session?", Wanted.PERSON),
    ("And who opened it?", Wanted.PERSON),
    ("Which countries abstained in the vote?", Wanted.STATE),
    ("Which Arab State joined last?", Wanted.STATE),
    ("Which country offices won a prize?", Wanted.ANYTHING),
    ("May States use facial recognition in public places?", Wanted.RULE),
    ("What must a company do before it sells such a system?", Wanted.RULE),
    ("What does human rights law require before police use facial recognition?", Wanted.RULE),
    ("Is mass surveillance lawful?", Wanted.RULE),
    ("And are there exceptions for national security?", Wanted.RULE),
    ("What does encryption protect?", Wanted.ANYTHING),
    ("Why does privacy matter when States watch?", Wanted.ANYTHING),
    ("", Wanted.ANYTHING),
]

HELD = [
    (Wanted.SHARE, "Some 37 per cent were online.", True),
    (Wanted.SHARE, "Half of them were online.", False),
    (Wanted.SHARE, "More than half of them were online.", True),
    (Wanted.SHARE, "Some 370 people were online.", False),
    (Wanted.AGE, "Children under 13 need consent.", True),
    (Wanted.AGE, "Persons aged 16 years may consent.", True),
    (Wanted.AGE, "Children of any age need consent.", False),
    (Wanted.AGE, "The minimum age of responsibility is kept at fourteen years or above.", True),
    (Wanted.AGE, "A person who is eighteen years old may consent.", True),
    (Wanted.AGE, "Children under sixteen need consent.", True),
    (Wanted.AGE, "Children of any age need consent for ten days.", False),
    (Wanted.AGE, "Children below the age of twelve may not be charged.", True),
    (Wanted.AGE, "Girls aged fifteen to nineteen are online.", True),
    (Wanted.AGE, "In the digital age, the Committee met in nine sessions over twelve years.", False),
    (Wanted.AGE, "Discrimination on grounds of age is banned in twelve countries.", False),
    (Wanted.AGE, "Over twenty States have laws on age.", False),
    (Wanted.AGE, "Spending fell in under twenty per cent of States over ten years.", False),
    (Wanted.MONEY, "The fine was €1.2 million.", True),
    (Wanted.MONEY, "The fine was in dollars.", False),
    (Wanted.NUMBER, "It met 12 times.", True),
    (Wanted.NUMBER, "It met twice.", True),
    (Wanted.NUMBER, "It met in 2021, as resolution 48/4 asked.", False),
    (Wanted.NUMBER, "See A/HRC/48/31 and article 19.", False),
    (Wanted.NUMBER, "It met on 13 September 2021.", False),
    (Wanted.NUMBER, "(a) It met often.", False),
    (Wanted.DATE, "It met on 13 September.", True),
    (Wanted.DATE, "It met in 2021.", True),
    (Wanted.DATE, "It met 12 times.", False),
    (Wanted.PERSON, "Ms. Clooney spoke.", True),
    (Wanted.PERSON, "The Special Rapporteur spoke.", True),
    (Wanted.PERSON, "Nobody spoke of it.", False),
    (Wanted.NUMBER, "It stands in volume 1577, number 27531.", False),
    (Wanted.STATE, "It was hosted by the Philippines.", True),
    (Wanted.STATE, "Fourteen members abstained.", False),
    (Wanted.RULE, "States must not interfere with encryption.", True),
    (Wanted.RULE, "The Council called for a moratorium.", True),
    (Wanted.RULE, "Such interference is incompatible with the Covenant.", True),
    (Wanted.RULE, "Digitalization has weakened social protection where facial recognition is used.", False),
    (Wanted.ANYTHING, "", True),
]


@pytest.mark.parametrize(("question", "wanted"), ASKED)
def test_the_kind_of_answer(question: str, wanted: Wanted) -> None:
    assert wanted_by(question) is wanted


@pytest.mark.parametrize(("wanted", "text", "held"), HELD)
def test_whether_a_text_holds_it(wanted: Wanted, text: str, held: bool) -> None:
    assert holds(wanted, text) is held
