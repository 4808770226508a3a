"""Who reads what is done to reports and documents: a report speaks of the province and is no agency's."""

from agencies.audience import Audience, told_to

told_to(Audience.BOTH_SIDES, "request_report", "build_report", "repeat_report")
told_to(Audience.ADMINISTRATORS, "request_paper", "choose_mail", "make_calendar", "stop_calendar")
told_to(Audience.BOTH_SIDES, "draft_urging", "edit_urging", "delete_urging")
told_to(Audience.BOTH_SIDES, "urge", "correct_urging", "receive_urging")
