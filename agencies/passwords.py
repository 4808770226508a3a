"""Passwords that anybody who knows this portal would try first: words of its field and place, names, years."""

import re
import unicodedata

from django.core.exceptions import ValidationError

from .models import User

# Whole words that people here think of, without spaces and diacritics; what is left must be long enough by itself.
WORDS = """
matkhau password quangnam danang tamky hoian vietnam sohoa luutru hoso mucluc tailieu hosoluutru sohoatailieu snv syt
stc skhcn ubnd sonoivu soyte sotaichinh noivu taichinh khoahoc congnghe vanthu canbo thamdinh dutoan thutruong quantri
admin administrator dangnhap nguoidung congviec kehoach phong kholuutru doimatkhau matkhaumoi baomat bimat xinchao
anhyeuem qwerty qwertyuiop asdfgh abcd 123456789 12345678 123456 12345
""".split()
REPLACED = str.maketrans("@401!3$57", "aaoiiesst")
LEAST = 5  # different letters and digits that must be left beside words that all know
YEAR = re.compile(r"(19|20)\d\d")
SAID = (
    "Mật khẩu ghép từ các từ dễ đoán ở đây (tên cơ quan, tên người, “matkhau”, “sohoa”, năm…), kể cả khi thay a bằng "
    "@, o bằng 0. Dùng vài từ không liên quan đến công việc, ví dụ ba bốn từ bất kỳ."
)


class ContextValidator:
    """Refuses a password in which little is left once the words of the portal's field and the person's are out."""

    def validate(self, password: str, user: User | None = None) -> None:
        if is_made_of(own_words(user) | set(WORDS), password):
            raise ValidationError(SAID, code="password_of_the_context")

    def get_help_text(self) -> str:
        return "Mật khẩu không ghép từ các từ dễ đoán như tên cơ quan, tên người, “matkhau”, “sohoa”, năm."


def own_words(user: User | None) -> set[str]:
    """Names of the person, the account and the agency, word by word and joined; of three letters and more."""
    if user is None:
        return set()
    agency = user.agency
    names = [user.username, user.full_name, (user.email or "").partition("@")[0]]
    names += [agency.name, agency.short_name, agency.code] if agency else []
    parts = [only_letters(part) for name in filter(None, names) for part in [name, *name.split()]]
    return {part for part in parts if len(part) > 2}


def bare(text: str) -> str:
    """Small letters without diacritics. Not the search form of texts, which remembers the words that it has seen."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def only_letters(text: str) -> str:
    return "".join(letter for letter in bare(text) if letter.isalnum())


def is_made_of(words: set[str], password: str) -> bool:
    """True where words that all know, or a year, are in it, as typed or with signs for letters, and little else."""
    text, by_length = bare(password), sorted(words, key=len, reverse=True)
    spellings = {only_letters(each) for each in (text, text.translate(REPLACED))}
    left = [(spelling, without(by_length, YEAR.sub("", spelling))) for spelling in spellings]
    return any(rest != spelling and len(set(rest)) < LEAST for spelling, rest in left)


def without(words: list[str], text: str) -> str:
    for word in words:
        text = text.replace(word, "")
    return text
