"""The rule on copies of issuers' documents while it is in force: groups that a later search finds follow it."""

from collections.abc import Collection, Iterable

from django.utils.dateparse import parse_datetime

from agencies.formats.numbers import format_int
from agencies.history import record
from agencies.models import Event
from plans.models import DuplicateGroup, DuplicateSearch, Plan
from plans.models.duplicates import DuplicateGroupQuerySet

EACH, ISSUED = DuplicateGroup.Verdict.EACH, DuplicateGroup.Kind.ISSUED
GIVEN, TAKEN_BACK, FOLLOWED = "rule_issued", "rule_issued_back", "rule_issued_followed"


def hold_rule() -> None:
    """Hold the rule until the transaction ends: none is given or taken back while a search follows it."""
    Plan.objects.select_for_update(no_key=True).order_by("-starts_on").first()


def last_rule() -> Event | None:
    """The last decision on the class; None where there is none, it was taken back, or history lost what it held."""
    latest = Event.objects.filter(action__in=(GIVEN, TAKEN_BACK)).order_by("-happened_at", "-pk").first()
    return latest if latest and latest.action == GIVEN and latest.after else None


def is_for_later(rule: Event | None) -> bool:
    """True where groups that are found later follow the decision; those of earlier days were for the open ones."""
    return bool(rule and rule.after.get("later"))


def ruled_by(rule: Event) -> DuplicateGroupQuerySet:
    """The groups, wherever they were found, on which this decision still holds; also those that followed it."""
    followed = Event.objects.filter(action=FOLLOWED, after__rule=rule.pk).values_list("after", flat=True)
    prints = {print_ for after in (rule.after, *followed) for print_ in after["fingerprints"]}
    at = parse_datetime(rule.after["judged_at"])
    return DuplicateGroup.objects.filter(fingerprint__in=prints, verdict=EACH, judged_at=at).order_by("pk")


def follow_rule(search: DuplicateSearch, groups: Iterable[DuplicateGroup], known: Collection[str]) -> None:
    """Let the groups of the class that the province's search found now, not saved yet, follow the rule in force.

    Not those that it had found before (`known`): whoever opened one of these again is not decided over.
    """
    new = [each for each in groups if each.kind == ISSUED and not each.verdict and each.fingerprint not in known]
    if not new:
        return
    hold_rule()
    rule = last_rule()
    if rule is None or not is_for_later(rule):
        return
    for group in new:
        group.verdict, group.judged_search = EACH, search.pk
        group.judged_by_id, group.judged_at = rule.actor_id, parse_datetime(rule.after["judged_at"])
    sentence = f"theo kết luận chung, {each_keeps(len(new))} vừa tìm thấy"
    after = {"fingerprints": [group.fingerprint for group in new], "rule": rule.pk}
    record(search, actor=None, action=FOLLOWED, sentence=sentence, after=after)


def each_keeps(count: int) -> str:
    return f"mỗi phông giữ một bản của {format_int(count)} nhóm văn bản của một nơi ban hành"
