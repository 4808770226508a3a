from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import models, transaction

from ..chain.digests import BEGINNING, commitment, in_print

if TYPE_CHECKING:
    from .event import Event


class ChainHead(models.Model):
    """Đầu chuỗi: the last link of an agency's chain; whoever adds a link holds this row."""

    chain = models.PositiveBigIntegerField(primary_key=True)  # the agency's key; 0 where an event has none
    number = models.PositiveBigIntegerField(default=0)
    commitment = models.CharField(max_length=64, default=BEGINNING)

    class Meta:
        verbose_name = "đầu chuỗi lịch sử"
        verbose_name_plural = "đầu chuỗi lịch sử"

    def __str__(self) -> str:
        return f"{self.chain}: {self.number}"


class EventLinkQuerySet(models.QuerySet):
    @transaction.atomic
    def append(self, events: Iterable["Event"]) -> None:
        """Bind written events to their chains, in this order; those that are bound already are left alone.

        The transaction holds nothing but heads, in the order of their keys, so that no two writers wait for each other.
        """
        events = list(events)
        heads = held_heads({event.chain for event in events})
        bound = set(self.filter(event__in=events).values_list("event_id", flat=True))
        made = [linked(heads[event.chain], event) for event in events if event.pk not in bound]
        EventLink.objects.bulk_create(made, batch_size=2_000)
        ChainHead.objects.bulk_update(heads.values(), ["number", "commitment"], batch_size=500)


class EventLink(models.Model):
    """Mắt xích: where an event is in its agency's chain, and the commitment up to it. Never changed or deleted."""

    event = models.OneToOneField("agencies.Event", models.PROTECT, related_name="link", primary_key=True)
    chain = models.PositiveBigIntegerField()
    number = models.PositiveBigIntegerField()
    commitment = models.CharField(max_length=64)

    objects = EventLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "mắt xích lịch sử"
        verbose_name_plural = "mắt xích lịch sử"
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_link_per_number")]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number}"


class HistoryCode(models.Model):
    """Mã lịch sử: one code for all chains at the end of a day. Never changed or deleted."""

    day = models.DateField("đến hết ngày", unique=True)
    code = models.CharField("mã", max_length=64)
    heads = models.JSONField("đầu các chuỗi")  # {chain: [number, commitment]}
    made_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "mã lịch sử"
        verbose_name_plural = "mã lịch sử"
        ordering = ["-day"]

    def __str__(self) -> str:
        return in_print(self.code)


class HistoryOpening(models.Model):
    """Lần mở lịch sử: there only inside the transaction of a purge, when values of events may be emptied."""

    class Meta:
        verbose_name = "lần mở lịch sử"
        verbose_name_plural = "lần mở lịch sử"

    def __str__(self) -> str:
        return f"#{self.pk}"


def held_heads(chains: Iterable[int]) -> Mapping[int, ChainHead]:
    """{chain: its head}, locked until the transaction ends."""
    wanted = sorted(chains)
    known = set(ChainHead.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    ChainHead.objects.bulk_create([ChainHead(pk=one) for one in wanted if one not in known], ignore_conflicts=True)
    return {head.pk: head for head in ChainHead.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}


def linked(head: ChainHead, event: "Event") -> EventLink:
    """The event's link behind the head, not yet written; the head moves on to it."""
    head.number += 1
    head.commitment = commitment(head.commitment, head.number, event.fixed_values)
    return EventLink(event=event, chain=head.pk, number=head.number, commitment=head.commitment)
