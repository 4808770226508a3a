"""Who may do what with documents of money, written by hand from Kế hoạch II.3 and domain §2, not from the code.

A line names whose document and in which state, then each doing that anybody has there, and who. Nobody does what is not
named. People are those of tests/conftest.py; `truc` signs at Tam Kỳ.
"""

ESTIMATES = """
sở, không thủ trưởng ký:
  draft       submit lan nam; edit lan nam; delete lan nam
  returned    submit lan nam; edit lan nam
  submitted   withdraw lan nam; appraise tuan; return tuan; ask tuan
  appraised   correct tuan; edition_new lan nam
sở, thủ trưởng ký:
  draft       ask_signature lan; submit nam; edit lan nam; delete lan nam
  put before  take_back_signature lan; submit nam; give_back nam; edit lan nam; delete lan nam
  returned    ask_signature lan; submit nam; edit lan nam
huyện, không thủ trưởng ký:
  draft       decide hai truc; edit hai truc; delete hai truc
  decided     correct hai; edition_new hai truc
huyện, thủ trưởng ký:
  draft       ask_signature hai; decide truc; edit hai truc; delete hai truc
  put before  take_back_signature hai; decide truc; give_back truc; edit hai truc; delete hai truc
  decided     correct truc; edition_new hai truc
"""

# What is recorded after the allocation is the agency's own: its clerk's and its head's. Others look.
CONTRACTS = """
sở:
  in force    accept lan nam; pay lan nam; amend lan nam; cancel lan nam; take back signed lan nam
  amended     accept lan nam; pay lan nam; amend lan nam; cancel lan nam; take back amended lan nam
  accepted    accept lan nam; pay lan nam; amend lan nam; cancel lan nam; take back accepted lan nam
  paid        accept lan nam; pay lan nam; amend lan nam; cancel lan nam; take back paid lan nam
  cancelled   pay lan nam; take back cancelled lan nam
  settled     take back settled lan nam
huyện:
  in force    accept hai truc; pay hai truc; amend hai truc; cancel hai truc; take back signed hai truc
  settled     take back settled hai truc
xã:
  in force    accept thu; pay thu; amend thu; cancel thu; take back signed thu
  settled     take back settled thu
"""

SIMULATIONS = """
tỉnh:
  failed      retry tuan; delete tuan
  worked out  propose tuan; delete tuan
  proposal    propose tuan; draft tuan
huyện:
  worked out  propose hai truc; delete hai
  proposal    propose hai truc; draft hai truc
"""


def truth(table):
    """[(whose, state, {doing: {people}})] of a table."""
    found, whose = [], ""
    for line in table.strip().splitlines():
        if not line.startswith(" "):
            whose = line.rstrip(":")
            continue
        state, _, rest = line.strip().partition("  ")
        found.append((whose, state, dict(map(doing_of, filter(None, rest.split(";"))))))
    return found


def doing_of(text):
    """ "take back acceptance lan nam" → (its name, {people})"""
    words = text.split()
    people = {word for word in words if word in PEOPLE}
    return " ".join(word for word in words if word not in PEOPLE), people


PEOPLE = ("lan", "minh", "nam", "hoa", "tuan", "son", "mai", "quy", "binh", "hai", "thu", "truc")
OVERSEERS = {"hoa", "tuan", "son", "mai", "quy"}
