"""Quotas: so often in a period, said with the time to wait."""

from datetime import timedelta

import pytest

from agencies.limits.later import TooMany, in_words
from agencies.limits.quotas import Quota, spend
from agencies.models import Usage

pytestmark = pytest.mark.django_db

HOURLY = Quota("thu", 2, timedelta(hours=1), "Đã đủ.")


def test_the_third_time_is_refused_and_says_when():
    HOURLY.count("lan")
    HOURLY.count("lan")
    HOURLY.count("binh")
    with pytest.raises(TooMany, match=r"Đã đủ\. Thử lại sau \d+ (giây|phút)\."):
        HOURLY.refuse_when_full("lan")
    HOURLY.refuse_when_full("binh")


def test_where_one_measure_is_full_none_is_counted():
    daily = Quota("ca ngay", 9, timedelta(days=1), "Đủ ngày.")
    spend([(HOURLY, "lan"), (daily, "SYT")])
    spend([(HOURLY, "lan"), (daily, "SYT")])
    with pytest.raises(TooMany, match="Đã đủ"):
        spend([(daily, "SYT"), (HOURLY, "lan")])
    assert Usage.objects.get(what="ca ngay").times == 2


@pytest.mark.parametrize(("seconds", "words"), [(20, "20 giây"), (61, "2 phút"), (3600, "60 phút"), (3601, "2 giờ")])
def test_how_long_is_said_in_words(seconds, words):
    assert in_words(seconds) == words
