"""The step of the start list that belongs to money: whether what limits and forms rest on was checked."""

from django.urls import reverse

from agencies.formats.numbers import format_int
from budgets.models import AdvanceLimit, ProcurementLimit, TreasuryForm

from .step import Step

BASES = "Căn cứ của hạn mức, mẫu biểu"
KINDS = (ProcurementLimit, AdvanceLimit, TreasuryForm)


def bases() -> Step:
    """Limits of procurement and advances and the Treasury's form: nobody has to check them before work begins."""
    open_ones = {kind: kind.objects.filter(basis_checked=False).count() for kind in KINDS}
    first = next((kind for kind, count in open_ones.items() if count), KINDS[0])
    found = [f"{format_int(count)} {kind._meta.verbose_name}" for kind, count in open_ones.items() if count]
    said = f"Cần kiểm tra căn cứ của {', '.join(found)}." if found else "Đã có người kiểm tra mọi căn cứ."
    return Step(BASES, not found, said, reverse(f"admin:budgets_{first._meta.model_name}_changelist"), is_optional=True)
