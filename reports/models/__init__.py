from .looks import CalendarFeed, NoticeLook
from .mail import MailWish, OutgoingMail
from .report import MoneyFile, Paper, Report
from .urging import UrgedAgency, UrgingLetter, UrgingWording

__all__ = [
    "CalendarFeed",
    "MailWish",
    "MoneyFile",
    "NoticeLook",
    "OutgoingMail",
    "Paper",
    "Report",
    "UrgedAgency",
    "UrgingLetter",
    "UrgingWording",
]
