from .looks import CalendarFeed, NoticeLook
from .mail import MailWish, OutgoingMail
from .report import Paper, Report
from .urging import UrgedAgency, UrgingLetter, UrgingWording

__all__ = [
    "CalendarFeed",
    "MailWish",
    "NoticeLook",
    "OutgoingMail",
    "Paper",
    "Report",
    "UrgedAgency",
    "UrgingLetter",
    "UrgingWording",
]
