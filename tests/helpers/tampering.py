"""The history as somebody changes it who has the password of the database."""

from django.db import connection

from agencies.chain import triggers

OFF = {
    "sqlite": [f"DROP TRIGGER {name}" for name in triggers.NAMES],
    "postgresql": ["SET session_replication_role = replica"],
}
ON = {"sqlite": [], "postgresql": ["SET session_replication_role = origin"]}


def tampered(*statements):
    """What somebody with the database's password does, past every trigger."""
    with connection.cursor() as cursor:
        for statement in (*OFF[connection.vendor], *statements, *ON[connection.vendor]):
            cursor.execute(statement)
    triggers.set_up("default")


def no_history():
    """Forget every event."""
    tampered("DELETE FROM agencies_eventlink", "DELETE FROM agencies_chainhead", "DELETE FROM agencies_event")
