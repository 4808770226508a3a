"""Two simulations of Sở Tài chính's for the departments, one of which it keeps as the proposal."""

from datetime import date, datetime
from typing import Any

from agencies.models import Agency
from budgets.models import Simulation
from budgets.simulations import work
from budgets.simulations.piles import MARKS

from .days import last_known_day, moment
from .province import Province

DAY = date(2025, 6, 20)
STARTS_ON, DEADLINE, PAGES_A_DAY = date(2025, 6, 23), date(2025, 8, 14), 50
ASKED: tuple[dict[str, Any], ...] = (
    {"name": "20 tỷ, theo ưu tiên của Kế hoạch", "sum_dong": 20_000_000_000, "weights": dict.fromkeys(MARKS, 10)},
    {
        "name": "20 tỷ, ưu tiên vĩnh viễn, mỗi cơ quan 300 người",
        "sum_dong": 20_000_000_000,
        "weights": {**dict.fromkeys(MARKS, 5), "permanent": 40},
        "workers": 300,
    },
)


def write(province: Province) -> None:
    if last_known_day() < DAY:
        return
    for number, asked in enumerate(ASKED):
        one = entered(province, asked, moment(DAY, province.dice("simulation", str(number)), 7 + number))
        if number == 0:
            keep(province, one, moment(DAY, province.dice("proposal"), 9))


def entered(province: Province, asked: dict[str, Any], at: datetime) -> Simulation:
    """Asked for and worked out at the moment."""
    by = province.people["tuan"]
    made = Simulation.objects.create(
        kind=work.KIND,
        requester=by,
        created_at=at,
        plan=province.plan,
        owner=next(one for one in province.agencies.values() if one.kind == Agency.Kind.PROVINCE),
        scope=Simulation.Scope.DEPARTMENTS,
        starts_on=STARTS_ON,
        deadline=DEADLINE,
        pages_per_day=PAGES_A_DAY,
        **asked,
    )
    message = work.carry_out(made, lambda percent, message: None)
    done = {"state": Simulation.State.DONE, "percent": 100, "message": message, "finished_at": at}
    Simulation.objects.filter(pk=made.pk).update(**done)
    write_event(province, made, "simulate", "lập", at)
    return made


def keep(province: Province, one: Simulation, at: datetime) -> None:
    Simulation.objects.filter(pk=one.pk).update(proposed_at=at, proposed_by=one.requester)
    write_event(province, one, "propose_allocation", "chọn trình", at)


def write_event(province: Province, one: Simulation, action: str, verb: str, at: datetime) -> None:
    """As `budgets.simulations.services` words it."""
    sentence = f"{verb} phương án phân bổ “{one.name}”"
    province.history.record(one, agency=one.owner, actor=one.requester, action=action, at=at, sentence=sentence)
