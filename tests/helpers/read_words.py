"""Amounts in Vietnamese words read back to their number, by another way than they are written."""

import re

DIGITS = {word: digit for digit, word in enumerate("không một hai ba bốn năm sáu bảy tám chín".split())}
ALONE = DIGITS | {"mốt": 1, "lăm": 5, "mười": 10}
SCALES = {"ngàn": 10**3, "triệu": 10**6}


def number_of(words):
    """`number_of("Hai tỷ không trăm linh năm triệu đồng")`: 2005000000. KeyError for a word that is none of them."""
    billions = below = group = last = 0
    for word in words.lower().removesuffix(" đồng").split():
        if word in ("trăm", "mươi"):
            group, last = group + last * {"trăm": 100, "mươi": 10}[word], 0
        elif word in SCALES:
            below, group, last = below + (group + last) * SCALES[word], 0, 0
        elif word == "tỷ":
            billions, below, group, last = below + group + last, 0, 0, 0
        elif word != "linh":
            group, last = group + last, ALONE[word]
    return billions * 10**9 + below + group + last


def amounts_in_words(text):
    """Numbers of all amounts in words of the text: "(bằng chữ: …)" or "Bằng chữ: …."."""
    return [number_of(words) for words in re.findall(r"[Bb]ằng chữ: ([^.…)]+ đồng)", text)]
