"""How much of what an agency asks money for lies above its target and its review (domain §3)."""

from django.db.models import Sum

from agencies.history import record
from agencies.models import User
from agencies.workflow import WorkflowError
from budgets.models import Estimate
from plans.excess.measure import Excess, Lines, Volume, family_of
from plans.excess.services import hold_lines
from plans.excess.words import REASON_NEEDED, figures, sentences
from plans.models import ExcessReason


def excess_of(estimate: Estimate) -> Excess:
    """The line of the estimate's agency with this estimate and those handed in; only pages are asked money for."""
    lines = Lines(estimate.plan, family_of(estimate.agency))
    others = Estimate.objects.filter(plan=estimate.plan, agency__in=lines.agencies).asked_last()
    own_line = Estimate.objects.same_line(estimate).values("pk")
    sums = others.exclude(pk__in=own_line).order_by().values_list("agency").annotate(Sum("a4_page_count"))
    lines.listed = {agency: Volume(0, pages) for agency, pages in sums}
    own = lines.listed.get(estimate.agency_id, Volume())
    lines.listed[estimate.agency_id] = own + Volume(0, estimate.a4_page_count)
    return lines.of(lines.holder(estimate.agency))


def sentences_of(estimate: Estimate) -> list[str]:
    """What lies above, in Vietnamese; [] where nothing does."""
    return sentences(excess_of(estimate), "Dự toán")


def known_reason(estimate: Estimate) -> str:
    """What was said of the estimate before, else of the agency's latest catalogue that lay above."""
    if estimate.excess_reason:
        return estimate.excess_reason
    given = ExcessReason.objects.filter(catalogue__agency=estimate.agency, catalogue__plan=estimate.plan)
    latest = given.exclude(reason="").first()
    return latest.reason if latest else ""


def keep_reason(estimate: Estimate, actor: User, reason: str) -> None:
    """Keep why the estimate lies above, with its Event. Raises WorkflowError where it does and nobody said why."""
    hold_lines([estimate.agency])
    excess, reason = excess_of(estimate), reason.strip()
    if excess and not reason:
        raise WorkflowError(" ".join([*sentences(excess, "Dự toán"), REASON_NEEDED]))
    estimate.excess_reason = reason if excess else ""
    estimate.save(update_fields=["excess_reason"])
    if excess:
        said = " ".join(sentences(excess, "Dự toán"))
        record(
            estimate,
            actor=actor,
            action="explain_excess",
            sentence=f"nêu lý do vượt chỉ tiêu, rà soát của {estimate}: {said}",
            after=figures(excess),
            reason=reason,
        )
