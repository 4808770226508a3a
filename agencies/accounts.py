"""Passwords for many new accounts at once: made here, shown once, never stored in clear."""

import csv
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.http import HttpResponse

from .history import record
from .models import User

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no two that look alike in print
LENGTH = 12
Issued = list[tuple[User, str]]  # (user, new password)


@transaction.atomic
def issue_passwords(users: Iterable[User], *, actor: User) -> Issued:
    """Give each user a new random password; returns [(user, password)]."""
    issued: Issued = []
    for user in users:
        password = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        user.set_password(password)
        user.must_change_password = True
        issued.append((user, password))
        record(user, actor=actor, action="password", sentence=f"cấp mật khẩu mới cho {user}")
    User.objects.bulk_update([user for user, _ in issued], ["password", "must_change_password"])
    return issued


def require_own_password(user: User) -> None:
    """Somebody else chose the password: the person sets an own one before anything else."""
    user.must_change_password = True
    user.save(update_fields=["must_change_password"])


def passwords_file(issued: Issued) -> HttpResponse:
    """The list as .csv that Excel opens with its diacritics; nobody keeps a copy."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mat-khau-moi.csv"'
    response.write("\ufeff")
    table = csv.writer(response)
    table.writerow(["Tên đăng nhập", "Họ và tên", "Cơ quan", "Mật khẩu"])
    for user, password in issued:
        table.writerow([as_text(cell) for cell in (user.username, user.full_name, str(user.agency or ""))] + [password])
    return response


def as_text(cell: str) -> str:
    """Text that a spreadsheet cannot take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
