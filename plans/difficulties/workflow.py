"""A difficulty's way between who asks and who answers (Kế hoạch III.5; domain §3)."""

from agencies.workflow import Action, Workflow
from plans.models import Difficulty

from . import effects
from .permissions import answers, asks, hands_over, keeps_the_register

S = Difficulty.State
STAYS = ""

DIFFICULTY = Workflow(
    "difficulty",
    Difficulty,
    (
        Action(
            "answer_difficulty",
            "Trả lời",
            (S.RAISED,),
            S.ANSWERED,
            answers,
            effect=effects.answer,
            done="trả lời",
            form="answer",
            style="primary",
        ),
        Action(
            "supplement_answer",
            "Bổ sung trả lời",
            (S.ANSWERED,),
            STAYS,
            answers,
            effect=effects.supplement,
            done="bổ sung trả lời",
            form="answer",
        ),
        Action(
            "hand_over_difficulty",
            "Chuyển nơi trả lời",
            (S.RAISED,),
            STAYS,
            hands_over,
            effect=effects.hand_over,
            keeps=effects.whose,
            done="chuyển nơi trả lời",
            needs_reason=True,
            form="hand_over",
        ),
        Action(
            "join_difficulty",
            "Gộp để trả lời chung",
            (S.RAISED,),
            S.JOINED,
            keeps_the_register,
            effect=effects.join,
            keeps=effects.whose,
            done="gộp để trả lời chung",
            form="join",
        ),
        Action(
            "separate_difficulty",
            "Tách ra trả lời riêng",
            (S.JOINED,),
            S.RAISED,
            keeps_the_register,
            effect=effects.separate,
            done="tách ra trả lời riêng",
        ),
        Action(
            "ask_further",
            "Hỏi thêm",
            (S.ANSWERED,),
            S.RAISED,
            asks,
            effect=effects.ask_further,
            done="hỏi thêm về",
            form="question",
        ),
        Action(
            "close_difficulty",
            "Khép lại",
            (S.RAISED, S.JOINED, S.ANSWERED),
            S.CLOSED,
            asks,
            effect=effects.close,
            done="khép lại",
            style="primary",
        ),
    ),
)
