"""Filters for everything a page writes: {{ pages|number }}, {{ part|percent_of:whole }}, {{ amount|words }}.

What is not known shows as a dash.
"""

from functools import wraps

from django import template

from agencies.formats import dates, numbers
from agencies.formats.words import amount_in_words

register = template.Library()


def known(name, write):
    """Register a filter that writes a value, or a dash where there is none."""

    @register.filter(name)
    @wraps(write)
    def filter_known(value, *args):
        return numbers.NOTHING if value is None or value == "" else write(value, *args)

    return filter_known


number = known("number", numbers.format_int)
signed = known("signed", numbers.format_signed)
dong = known("dong", numbers.format_dong)
day = known("day", dates.format_date)
moment = known("moment", dates.format_datetime)
partial_day = known("partial_day", dates.format_partial_date)
words = known("words", amount_in_words)


@register.filter
def percent_of(part, whole):
    """Share of the whole: {{ scanned|percent_of:planned }} -> 31,43%."""
    return numbers.format_percent(part, whole)
