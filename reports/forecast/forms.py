"""Filter of the list, and the pages a day that are tried."""

from collections.abc import Iterable

from django import forms

from agencies.formats.text import has_words
from agencies.formfields import QuantityField
from agencies.models import Agency

from .obstacles import CHOICES
from .outlook import LEVELS, Outlook

MOST_MORE = 10_000_000  # pages a day: more than any agency has


class ForecastFilter(forms.Form):
    """Tìm, nhóm, mức, vướng; an unknown choice counts as none."""

    q = forms.CharField(required=False, max_length=100)
    nhom = forms.ChoiceField(required=False, choices=Agency.Group.choices)
    muc = forms.ChoiceField(required=False, choices=[(key, name) for key, (name, _) in LEVELS.items()])
    vuong = forms.ChoiceField(required=False, choices=CHOICES)

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for by name."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    def select(self, found: Iterable[Outlook]) -> list[Outlook]:
        """The lines that match, in their order."""
        asked = self.asked
        return [one for one in found if matches(one, asked)]


def matches(one: Outlook, asked: dict[str, str]) -> bool:
    """True where the line is what was asked for; a district also by the name of a commune."""
    named = any(has_words(asked["q"], each.name, each.code) for each in (one.row, *one.row.children))
    return (
        named
        and asked["nhom"] in ("", one.row.group)
        and asked["muc"] in ("", one.level)
        and (not asked["vuong"] or asked["vuong"] in {each.key for each in one.obstacles})
    )


class MoreForm(forms.Form):
    """Thêm … trang mỗi ngày."""

    them = QuantityField(label="Thêm mỗi ngày (trang)", required=False, max_value=MOST_MORE, units=("trang",))

    @property
    def more_per_day(self) -> int | None:
        """Pages a day; None where nothing, or no number, was entered."""
        return self.cleaned_data.get("them") if self.is_valid() else None
