"""The three arrows around a signature, for each workflow whose objects a head signs: the state stays what it is."""

from collections.abc import Callable
from typing import Any

from agencies.models import Decision
from agencies.workflow import Action

from . import services
from .permissions import asks, gives_back, takes_back

ASK, TAKE_BACK, GIVE_BACK = NAMES = ("ask_signature", "take_back_signature", "give_back")
STAYS = ""
WEIGHTS = {
    ASK: "Thủ trưởng thấy trong việc cần làm, ký là gửi đi. Sửa nội dung sau khi trình ký thì phải trình ký lại.",
    TAKE_BACK: "Thủ trưởng không thấy bản này trong việc chờ ký nữa; sửa xong thì trình ký lại.",
    GIVE_BACK: "Cán bộ thấy lý do ngay trên đầu trang; chưa có gì được gửi ra ngoài cơ quan.",
}


def around_signing(states: tuple[str, ...], ready: Callable[[Any], list[str]], form: str = "") -> tuple[Action, ...]:
    """Ask, take back, give back, in these states; `ready` and `form` are those of the action that is signed."""
    return (
        Action(
            ASK,
            "Trình lãnh đạo ký",
            states,
            STAYS,
            asks,
            ready,
            services.ask,
            done="trình lãnh đạo ký",
            form=form,
            style="primary",
        ),
        Action(
            TAKE_BACK,
            "Rút lại bản trình ký",
            states,
            STAYS,
            takes_back,
            effect=services.take_back,
            done="rút lại bản trình ký",
        ),
        Action(
            GIVE_BACK,
            "Trả lại, chưa ký",
            states,
            STAYS,
            gives_back,
            effect=services.give_back,
            done="trả lại, chưa ký",
            needs_reason=True,
            style="danger",
            decision=Decision.HAND_IN,
            verb_of_head="Trả lại, chưa ký",
        ),
    )
