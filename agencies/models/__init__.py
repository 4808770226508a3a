from .agency import NO_HEIR, Agency
from .document import IssuedDocument
from .draft import FormDraft, KeptFile
from .event import Event
from .job import Job
from .user import Duty, User
from .workflowed import Workflowed, WorkflowedQuerySet

__all__ = [
    "NO_HEIR",
    "Agency",
    "Duty",
    "Event",
    "FormDraft",
    "IssuedDocument",
    "Job",
    "KeptFile",
    "User",
    "Workflowed",
    "WorkflowedQuerySet",
]
