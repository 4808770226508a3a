"""Audiences of events about accounts, agencies and jobs."""

from .audience import Audience, told_to

told_to(Audience.BOTH_SIDES, "add", "change", "import", "invite", "password", "unlock")
told_to(Audience.OWN_DESK, "delete")
told_to(Audience.ADMINISTRATORS, "login", "login_failed", "locked", "logout", "denied", "export", "repeat_job", "purge")
told_to(
    Audience.ADMINISTRATORS, "ask_purge", "drop_purge", "second_factor", "sessions", "bind_identity", "unbind_identity"
)
told_to(Audience.BOTH_SIDES, "ask_delegation", "drop_delegation", "confirm_delegation", "end_delegation")
told_to(Audience.BOTH_SIDES, "ask_change", "drop_change", "confirm_change", "purged")
told_to(Audience.ADMINISTRATORS, "save_view", "change_view", "delete_view")
