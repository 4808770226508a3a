"""The words of cells that hold one of a few answers, as offices write them; accents, case and points do not matter."""


def words(text: str) -> frozenset[str]:
    """The words of a list that is split by |."""
    return frozenset(each.strip() for each in text.split("|"))


YES = words("co | co roi | x | v | u | da | da xong | xong | roi | dung | dat | ok | y | yes | 1 | true") | words(
    "hoan chinh | da hoan chinh"
)
NO = words("khong | khong co | ko | k | chua | chua co | chua xong | chua hoan chinh | n | no | 0 | false")
ARRANGED = words(
    "da chinh ly | da chinh ly hoan chinh | chinh ly hoan chinh | da duoc chinh ly | da cl | co chinh ly | "
    "hoan chinh | da hoan chinh | da chinh ly xong"
)
UNARRANGED = words(
    "chua chinh ly | chinh ly so bo | moi chinh ly so bo | da chinh ly so bo | chua duoc chinh ly | khong chinh ly | "
    "chua cl | dang chinh ly | chua chinh ly hoan chinh | chinh ly chua hoan chinh | so bo"
)
DIGITIZED = words("da so hoa | da scan | da duoc so hoa | so hoa roi | da quet")
UNDIGITIZED = words("chua so hoa | chua scan | chua duoc so hoa | khong so hoa | chua quet")
# þ and ü are the ticks of the font Wingdings.
TICKS = dict.fromkeys("☑✓✔☒■√×+þü", True) | dict.fromkeys("☐□-–", False)

PERMANENT_WORDS = words("vinh vien | vinhvien | vinh vienn | vinh v | v vien | vvien | v v | vv | bao quan vinh vien")
YEARS = {
    "nam nam": 5,
    "muoi nam": 10,
    "muoi lam nam": 15,
    "hai muoi nam": 20,
    "ba muoi nam": 30,
    "bon muoi nam": 40,
    "nam muoi nam": 50,
    "bay muoi nam": 70,
}
UNDECIDED = words("lau dai | tam thoi | ld | l dai | ldai | tt | co thoi han | khong thoi han")
UNDECIDED_STARTS = ("den khi ", "theo tuoi tho", "theo doi cong trinh", "den het ", "het hieu luc")

GOOD = words("con tot | rat tot | nguyen ven | con nguyen ven | 01 tot")
FAIR = words("bt | b thuong | binh thg | trung binh | tb | 02 binh thuong")
DAMAGED = words(
    "03 hong | hu | hu hong | bi hong | bi hu hong | hong nang | hong nhe | hu hong nang | hu hong nhe | rach | "
    "bi rach | rach nat | muc | muc nat | am moc | bi am moc | moc | bi moc | moi mot | moi xong | bi moi mot | "
    "bi moi xong | gion | gion rach | nat | bi nat | hong rach | rach hong"
)
CONDITION_WORDS = dict.fromkeys(GOOD, "good") | dict.fromkeys(FAIR, "fair") | dict.fromkeys(DAMAGED, "damaged")

# Signs that mean an empty cell.
NOTHING = words("- | – | — | − | -- | N/A | n/a | N/a | NA")
# The same as in the row above.
DITTO = words(
    '" | \'\' | ” | “ | ″ | 〃 | „ | ´´ | // | -//- | -"- | - " - | nt | Nt | NT | -nt- | - nt - | '
    "như trên | Như trên | -như trên- | - như trên -"
)
