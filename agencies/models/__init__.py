from .account_change import AccountChange
from .agency import NO_HEIR, Agency
from .document import IssuedDocument
from .draft import FormDraft, KeptFile
from .duty import Duty
from .event import Event
from .invitation import Invitation, InvitationTerm
from .job import Job
from .office import DutyOffice
from .session import PortalSession
from .user import User
from .workflowed import Workflowed, WorkflowedQuerySet

__all__ = [
    "NO_HEIR",
    "AccountChange",
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
    "PortalSession",
    "User",
    "Workflowed",
    "WorkflowedQuerySet",
]
