"""By which rule a scan belongs to a file."""

import pytest

from plans.evidence.patterns import PRESETS, Pattern, WrongPattern, index_of, plain, read_pattern, tried

FILE = {"hop": "Hộp 01", "so_ho_so": "05", "ky_hieu": "12/QĐ-UBND", "luu_tru": "", "muc_luc": "2", "phong": "Sở Y tế"}


@pytest.mark.parametrize(
    "pattern, path, key",
    [
        ("{hop}/{so_ho_so}.pdf", "1/5.pdf", ("1", "5")),
        ("{hop}/{so_ho_so}.pdf", "D:\\Quét 2025\\Hộp 001\\HS 05.PDF", ("1", "5")),
        ("{hop}/{so_ho_so}.pdf", "5.pdf", None),
        ("{hop}/{so_ho_so}/{van_ban}.pdf", "H1/05a/003.pdf", ("1", "5a")),
        ("Hop {hop}/HS{so_ho_so}.pdf", "hộp 1/hs05.pdf", ("1", "5")),
        ("{muc_luc}/{hop}-{so_ho_so}.pdf", "ML 2/01-05.pdf", ("2", "1", "5")),
        ("{ky_hieu}.pdf", "12-qd-ubnd.pdf", ("12 qd ubnd",)),
        ("{hop}_{so_ho_so}_{van_ban}.pdf", "1_5_bia.pdf", ("1", "5")),
        ("{so_ho_so}.pdf", "05.jpg", None),
    ],
)
def test_what_a_path_says_of_its_file(pattern, path, key):
    assert read_pattern(pattern).key(path) == key


def test_a_file_of_the_catalogue_has_the_same_key():
    assert Pattern("{muc_luc}/{hop}/{so_ho_so}.pdf").key_of(FILE) == ("2", "1", "5")
    assert Pattern("{ky_hieu}.pdf").key_of(FILE) == ("12 qd ubnd",)
    assert Pattern("{luu_tru}.pdf").key_of(FILE) is None


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("{hộp}/{so}.pdf", "Không có mục {hộp}"),
        ("{hop}.pdf", "Quy tắc cần có"),
        ("{hop}/{so_ho_so}", "kết thúc bằng .pdf"),
        ("{hop}{so_ho_so}.pdf", "ít nhất một dấu"),
        ("{so_ho_so}/{so_ho_so}.pdf", "chỉ ghi một lần"),
    ],
)
def test_a_rule_that_tells_nothing_is_refused(text, sentence):
    with pytest.raises(WrongPattern, match=sentence.replace("{", r"\{").replace("}", r"\}")):
        read_pattern(text)


def test_all_presets_are_rules():
    assert [read_pattern(text).text for text in PRESETS] == list(PRESETS)


def test_a_trial_tells_what_would_be_found():
    pattern = Pattern("{so_ho_so}.pdf")
    index = index_of(pattern, [(7, FILE), (8, FILE | {"so_ho_so": "6"}), (9, FILE | {"so_ho_so": "06"})])
    trial = tried(pattern, ["a/5.pdf", "6.pdf", "7.pdf", "x.txt"], index, lambda pk: f"hồ sơ {pk}")
    assert (trial.matched, trial.ambiguous, trial.total) == (1, 1, 4)
    assert [said for _, said in trial.examples] == [
        "hồ sơ 7",
        "2 hồ sơ cùng số, quy tắc chưa phân biệt được",
        "không có hồ sơ nào trong Mục lục",
        "không đúng quy tắc",
    ]


PLAIN = [("Hộp số 012", "12"), ("HS-3b", "3b"), ("000", "0"), ("A05", "a5"), ("100", "100")]


@pytest.mark.parametrize("text, said", PLAIN)
def test_numbers_are_compared_plainly(text, said):
    assert plain(text) == said
