from .agency import Agency
from .draft import FormDraft
from .event import Event
from .job import Job
from .user import Duty, User
from .workflowed import Workflowed, WorkflowedQuerySet

__all__ = ["Agency", "Duty", "Event", "FormDraft", "Job", "User", "Workflowed", "WorkflowedQuerySet"]
