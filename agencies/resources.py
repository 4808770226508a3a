"""Agencies and users as tables: what the admin exports it can import again."""

from django.core.exceptions import ValidationError

from . import account_changes
from .models import Agency, Duty, User
from .reference_tables import (
    AgencyCell,
    ChoiceCell,
    DayCell,
    ReferenceTable,
    TextCell,
    WholeNumberCell,
    YesNoCell,
    column,
)

NAMING = ("Mã cấp trên", "Mã đơn vị kế thừa")


class AgencyTable(ReferenceTable):
    """Cơ quan, đơn vị; rows are known by their code."""

    may_lack = ("Điện thoại",)

    code = column("code", "Mã")
    name = column("name", "Tên cơ quan, đơn vị")
    short_name = column("short_name", "Tên ngắn")
    kind = column("kind", "Loại", ChoiceCell(Agency.Kind.choices))
    parent = column("parent", "Mã cấp trên", AgencyCell())
    official_order = column("official_order", "Số thứ tự", WholeNumberCell())
    gso_code = column("gso_code", "Mã Tổng cục Thống kê")
    electronic_code = column("electronic_code", "Mã định danh điện tử")
    active_from = column("active_from", "Hoạt động từ ngày", DayCell())
    active_to = column("active_to", "Hoạt động đến hết ngày", DayCell())
    successor = column("successor", "Mã đơn vị kế thừa", AgencyCell())
    phone = column("phone", "Điện thoại")

    class Meta(ReferenceTable.Meta):
        model = Agency
        name = "Cơ quan, đơn vị"
        import_id_fields = ["code"]
        fields = [
            *("code", "name", "short_name", "kind", "parent", "official_order"),
            *("gso_code", "electronic_code", "active_from", "active_to", "successor", "phone"),
        ]
        import_order = export_order = fields

    def in_order(self, rows):
        """Each row after those that it names as cấp trên or đơn vị kế thừa."""
        order = named_first([row for _, row in rows])
        return [rows[place][0] for place in order]


def named_first(rows: list[dict[str, object]]) -> list[int]:
    """Places of the rows, each after those whose codes it names as cấp trên or đơn vị kế thừa."""
    codes = [TextCell().clean(row["Mã"]).lower() for row in rows]
    place_of = {code: place for place, code in enumerate(codes)}
    names = [{TextCell().clean(row[head]).lower() for head in NAMING} for row in rows]
    order: dict[int, None] = {}
    for first in range(len(rows)):
        waiting = [first]
        while waiting:
            place = waiting[-1]
            before = [place_of[name] for name in sorted(names[place]) if name in place_of]
            missing = [each for each in before if each not in order and each not in waiting]
            if missing:
                waiting.append(missing[0])
            else:
                order.setdefault(waiting.pop())
    return list(order)


class UserTable(ReferenceTable):
    """Người dùng; passwords are neither exported nor imported: a new account has none until one is issued."""

    username = column("username", "Tên đăng nhập")
    full_name = column("full_name", "Họ và tên")
    email = column("email", "Thư điện tử")
    agency = column("agency", "Mã cơ quan", AgencyCell())
    duty = column("duty", "Nhiệm vụ", ChoiceCell(Duty.choices))
    position = column("position", "Chức vụ")
    is_active = column("is_active", "Đang dùng", YesNoCell())

    class Meta(ReferenceTable.Meta):
        model = User
        name = "Người dùng"
        import_id_fields = ["username"]
        fields = ["username", "full_name", "email", "agency", "duty", "position", "is_active"]
        import_order = export_order = fields

    def init_instance(self, row=None):
        user = super().init_instance(row)
        user.set_unusable_password()
        return user

    def import_instance(self, instance, row, **kwargs):
        actor = kwargs.get("user")
        if instance.is_superuser and not (actor and actor.is_superuser):
            raise ValidationError({"username": "Tài khoản này chỉ quản trị cao nhất sửa được; bỏ dòng này khỏi bảng."})
        before = User.objects.filter(pk=instance.pk).first()
        super().import_instance(instance, row, **kwargs)
        if actor:
            if before:
                account_changes.refuse_oneself(before, instance, actor)
            instance.__dict__["held"] = account_changes.hold(before, instance, actor=actor)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """A row of which everything waits changes nothing yet, and is taken all the same."""
        held = getattr(instance, "held", None)
        return not held and super().skip_row(instance, original, row, import_validation_errors)

    def after_save_instance(self, instance, row, **kwargs):
        super().after_save_instance(instance, row, **kwargs)
        if getattr(instance, "held", None) and not kwargs.get("dry_run"):
            account_changes.ask(instance, instance.held, actor=kwargs["user"])
