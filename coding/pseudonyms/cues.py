"""Words that lead to a name, a place or an institution."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text, parted by white space."""
    return frozenset(words.split())


TITLES = word_set("""
    mr mrs ms miss mx dr doctor prof professor sir dame lady lord rev reverend fr nurse sister
    councillor cllr sergeant sgt constable inspector captain judge rabbi imam pastor father
    matron auntie aunty uncle aunt canon
""")
"""Titles stay; the name after them is replaced."""

TITLES_ALONE = word_set("""
    nan nana gran granny grandma grandpa grandad cousin
""")

FAMILY = word_set("""
    husband wife son daughter brother sister friend partner boyfriend girlfriend mum mother dad
    father cousin niece nephew neighbour neighbor boss manager supervisor colleague therapist
    counsellor psychologist worker keyworker grandson granddaughter mate dog cat ex
""")

CALLED = (
    "i'm", "i am", "my name is", "my name's", "name is", "name's", "called", "call me", "calls me",
    "call him", "call her", "named", "known as", "this is", "thanks", "thank you", "dear", "hello",
    "hi", "hey", "sincerely", "it's", "our",
)  # fmt: skip

PLACED = word_set("""
    in at near from to around outside towards across via through by over visiting left
""")

WORKED = word_set("""
    at for with
""")

ORGANISATIONS = word_set("""
    hospital infirmary clinic surgery practice trust university college school academy nursery
    church chapel mosque synagogue temple cathedral council centre center hospice ward charity
    foundation society association institute ltd limited plc inc llp service
    services library museum theatre bank building union club board department ministry agency
    court prison police constabulary housing partnership federation committee network
    minds mind samaritans pharmacy supermarket health gym leisure
""")

STREETS = word_set("""
    street road lane avenue drive close crescent terrace gardens square way hill court grove
    place park row walk mews house bank green rise view farm cottage bridge estate
""")
