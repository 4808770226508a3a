"""What a portal in production must not be: it refuses to start, and says all reasons at once."""

from dataclasses import dataclass

SHORTEST_KEY, FEWEST_LETTERS = 50, 8
PLACEHOLDERS = ("django-insecure", "changeme", "change-me", "secret-key", "secretkey", "example", "thaydoi", "matkhau")


@dataclass(frozen=True)
class Setup:
    """The settings that are looked at."""

    debug: bool
    secret_key: str
    is_demo: bool
    is_rehearsal: bool
    broker_url: str
    database_engine: str
    machines: int


def refusals(setup: Setup) -> list[str]:
    """A sentence for each reason not to start; none where the portal may."""
    several, folder_broker = setup.machines > 1, setup.broker_url.startswith("filesystem")
    reasons = {
        "DJANGO_DEBUG shows code and settings to everybody: not with PORTAL_PRODUCTION.": setup.debug,
        key_advice(setup.secret_key): bool(key_advice(setup.secret_key)),
        "PORTAL_DEMO shows accounts and a password to everybody: not with PORTAL_PRODUCTION.": setup.is_demo,
        "PORTAL_DATA_DIR holds a rehearsal, a copy on another day: not with PORTAL_PRODUCTION.": setup.is_rehearsal,
        "PORTAL_MACHINES is more than one and the broker is a folder of one machine: set CELERY_BROKER_URL to Redis.": (
            several and folder_broker
        ),
        "PORTAL_MACHINES is more than one and the database is a file of one machine: set DATABASE_URL to PostgreSQL.": (
            several and setup.database_engine.endswith("sqlite3")
        ),
    }
    return [sentence for sentence, applies in reasons.items() if applies]


def key_advice(key: str) -> str:
    """Why the key is none; empty where it is one."""
    how = "make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS:
        return f"DJANGO_SECRET_KEY is shorter than {SHORTEST_KEY} characters or nearly all the same; {how}"
    if any(word in key.lower() for word in PLACEHOLDERS):
        return f"DJANGO_SECRET_KEY is a placeholder; {how}"
    return ""
