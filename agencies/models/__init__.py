from .account_change import AccountChange
from .agency import NO_HEIR, Agency
from .chain import ChainHead, EventLink, HistoryCode, HistoryOpening
from .delegation import Decision, Delegation
from .document import IssuedDocument
from .draft import FormDraft, KeptFile
from .duty import Duty
from .event import Event
from .external_identity import ExternalIdentity
from .holiday import Holiday
from .invitation import Invitation, InvitationTerm
from .job import Job
from .list_view import ListView
from .office import DutyOffice
from .phone import Phone
from .purge import Purge, PurgedPlace
from .saved_view import SavedView
from .sent_form import SentForm
from .session import PortalSession
from .usage import LoginPlace, Usage
from .user import User
from .workflowed import HANDING_IN, Workflowed, WorkflowedQuerySet

__all__ = [
    "HANDING_IN",
    "NO_HEIR",
    "AccountChange",
    "Agency",
    "ChainHead",
    "Decision",
    "Delegation",
    "Duty",
    "DutyOffice",
    "Event",
    "EventLink",
    "ExternalIdentity",
    "FormDraft",
    "HistoryCode",
    "HistoryOpening",
    "Holiday",
    "Invitation",
    "InvitationTerm",
    "IssuedDocument",
    "Job",
    "ListView",
    "LoginPlace",
    "Phone",
    "Usage",
    "KeptFile",
    "Purge",
    "PurgedPlace",
    "SavedView",
    "SentForm",
    "PortalSession",
    "User",
    "Workflowed",
    "WorkflowedQuerySet",
]
