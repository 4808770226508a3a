from django.db import models

from ..calendar import portal_now
from .agency import Agency
from .event import Event


class WorkflowedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An agency's own, its communes'; overseers see what was handed in or decided at least once."""
        seen = self.filter(agency__in=Agency.objects.visible_to(user))
        return seen.filter(submitted_at__isnull=False) if user.oversees else seen

    def awaiting_appraisal(self):
        return self.filter(state__in=self.model.AWAITED)

    def changeable(self):
        return self.filter(state__in=self.model.CHANGEABLE)


class Workflowed(models.Model):
    """Base of an agency's papers that move through a workflow.

    Subclasses declare `State` choices with DRAFT and RETURNED, `workflow`, and of the states: CHANGEABLE (the agency
    may change the content), AWAITED (it lies with the department that decides), TONES (how each looks).
    """

    state = models.CharField("trạng thái", max_length=12, db_index=True)
    state_since = models.DateTimeField("từ lúc", default=portal_now)
    version = models.PositiveIntegerField("phiên bản ghi", default=1)
    submitted_by = models.ForeignKey(
        "agencies.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="người trình"
    )
    submitted_at = models.DateTimeField("trình lúc", null=True, blank=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.state = self.state or self.State.DRAFT
        super().save(*args, **kwargs)

    @property
    def is_changeable(self):
        return self.state in self.CHANGEABLE

    @property
    def is_awaited(self):
        return self.state in self.AWAITED

    @property
    def was_never_handed_in(self):
        return self.state == self.State.DRAFT and not self.submitted_at

    def was_handed_in_by(self, user):
        """Now or in any earlier version."""
        return Event.objects.about(self).filter(action="submit", actor=user).exists()

    @property
    def tone(self):
        return self.TONES[self.state]

    def get_state_display(self):
        """The state's Vietnamese name; the choices are the subclass's."""
        return str(self.State(self.state).label)

    def actions_for(self, user):
        return self.workflow.available(self, user)
