from .agency import NO_HEIR, Agency
from .document import IssuedDocument
from .draft import FormDraft, KeptFile
from .duty import Duty
from .event import Event
from .invitation import Invitation, InvitationTerm
from .job import Job
from .office import DutyOffice
from .sent_form import SentForm
from .user import User
from .workflowed import Workflowed, WorkflowedQuerySet

__all__ = [
    "NO_HEIR",
    "Agency",
    "Duty",
    "DutyOffice",
    "Event",
    "FormDraft",
    "Invitation",
    "InvitationTerm",
    "IssuedDocument",
    "Job",
    "KeptFile",
    "SentForm",
    "User",
    "Workflowed",
    "WorkflowedQuerySet",
]
