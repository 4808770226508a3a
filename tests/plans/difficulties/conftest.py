"""What Lan (Sở Y tế) and Bình (Sở Xây dựng) are kept by."""

import pytest

from plans.difficulties.services import raise_difficulty
from plans.models import DifficultyKind

LAN, BINH = "Bản vẽ A0 phải thuê máy quét riêng, hệ số K chưa thống nhất.", "Chưa rõ hệ số K của bản vẽ khổ lớn."


def kind_called(part):
    return DifficultyKind.objects.get(name__contains=part)


@pytest.fixture
def raised(plan, lan):
    return raise_difficulty(
        lan.agency, plan=plan, actor=lan, kind=kind_called("Khác"), text=LAN, proposal="Đề nghị xác nhận hệ số K."
    )


@pytest.fixture
def of_binh(plan, binh):
    return raise_difficulty(binh.agency, plan=plan, actor=binh, kind=kind_called("Khác"), text=BINH)
