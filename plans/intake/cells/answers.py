"""The words of cells that hold one of a few answers, as offices write them; accents, case and points do not matter."""

YES = {
    "co",
    "x",
    "da",
    "1",
    "true",
    "roi",
    "v",
    "y",
    "yes",
    "hoan chinh",
    "da hoan chinh",
    "co roi",
    "dung",
    "dat",
    "ok",
    "da xong",
    "xong",
    "u",
}
NO = {"khong", "chua", "0", "false", "k", "n", "no", "chua hoan chinh", "chua co", "khong co", "chua xong", "ko"}
ARRANGED = {
    "da chinh ly",
    "da chinh ly hoan chinh",
    "chinh ly hoan chinh",
    "da duoc chinh ly",
    "da cl",
    "co chinh ly",
    "hoan chinh",
    "da hoan chinh",
    "da chinh ly xong",
}
UNARRANGED = {
    "chua chinh ly",
    "chinh ly so bo",
    "moi chinh ly so bo",
    "da chinh ly so bo",
    "chua duoc chinh ly",
    "khong chinh ly",
    "chua cl",
    "dang chinh ly",
    "chua chinh ly hoan chinh",
    "chinh ly chua hoan chinh",
    "so bo",
}
DIGITIZED = {"da so hoa", "da scan", "da duoc so hoa", "so hoa roi", "da quet"}
UNDIGITIZED = {"chua so hoa", "chua scan", "chua duoc so hoa", "khong so hoa", "chua quet"}
# þ and ü are the ticks of the font Wingdings.
TICKS = {
    "☑": True,
    "✓": True,
    "✔": True,
    "☒": True,
    "■": True,
    "√": True,
    "×": True,
    "+": True,
    "☐": False,
    "□": False,
    "-": False,
    "–": False,
    "þ": True,
    "ü": True,
}

PERMANENT_WORDS = {
    "vinh vien",
    "vv",
    "v vien",
    "vvien",
    "vinh v",
    "v v",
    "vinhvien",
    "bao quan vinh vien",
    "vinh vienn",
}
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
UNDECIDED = {"lau dai", "tam thoi", "ld", "l dai", "tt", "ldai", "co thoi han", "khong thoi han"}
UNDECIDED_STARTS = ("den khi ", "theo tuoi tho", "theo doi cong trinh", "den het ", "het hieu luc")

CONDITION_WORDS = {
    "con tot": "good",
    "rat tot": "good",
    "nguyen ven": "good",
    "con nguyen ven": "good",
    "01 tot": "good",
    "bt": "fair",
    "b thuong": "fair",
    "binh thg": "fair",
    "trung binh": "fair",
    "tb": "fair",
    "02 binh thuong": "fair",
    "03 hong": "damaged",
    "hu": "damaged",
} | dict.fromkeys(
    "hu hong|bi hong|bi hu hong|hong nang|hong nhe|hu hong nang|hu hong nhe|rach|bi rach|rach nat|muc|muc nat|am moc|"
    "bi am moc|moc|bi moc|moi mot|moi xong|bi moi mot|bi moi xong|gion|gion rach|nat|bi nat|hong rach|rach hong".split(
        "|"
    ),
    "damaged",
)

# What stands in a cell to say that nothing stands there.
NOTHING = {"-", "–", "—", "−", "--"}
DITTO = {
    '"',
    "''",
    "”",
    "“",
    "nt",
    "-nt-",
    "NT",
    "- nt -",
    "Nt",
    "như trên",
    "Như trên",
    "//",
    "-//-",
    '-"-',
    '- " -',
    "″",
    "〃",
    "„",
    "´´",
    "-như trên-",
    "- như trên -",
}
