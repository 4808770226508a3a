"""Query of the ledger: whose, as of which day. Both names are in addresses that people keep."""

from datetime import date

from django import forms
from django.http import QueryDict

from agencies.calendar import portal_today
from agencies.formats.dates import format_date
from agencies.formfields import DayField

UNIT, DAY = "don-vi", "ngay"
TO_COME = "Ngày số liệu không được sau hôm nay."


class LedgerForm(forms.Form):
    """Số liệu đến ngày: today where nothing or something wrong was entered, with the error."""

    def __init__(self, data: QueryDict) -> None:
        day = data.get(DAY) or format_date(portal_today())
        super().__init__({UNIT: data.get(UNIT, ""), DAY: day})
        self.fields[UNIT] = forms.CharField(label="Sổ của", required=False, max_length=40)
        self.fields[DAY] = DayField(label="Số liệu đến ngày", required=False)

    def clean(self) -> None:
        day = self.cleaned_data.get(DAY)
        if day and day > portal_today():
            self.add_error(DAY, TO_COME)

    @property
    def as_of(self) -> date:
        """The day asked about."""
        return self.cleaned_data.get(DAY) or portal_today() if self.is_valid() else portal_today()

    @property
    def unit(self) -> str:
        """Key of the scope asked for, "" for the widest."""
        return self.data[UNIT]

    @property
    def day_field(self) -> forms.BoundField:
        return self[DAY]
