"""Checks of a portal in production: it refuses to start, and gives all reasons at once."""

from dataclasses import dataclass

from config.status.line import Said

SHORTEST_KEY, FEWEST_LETTERS = 50, 8
PLACEHOLDERS = ("django-insecure", "changeme", "change-me", "secret-key", "secretkey", "example", "thaydoi", "matkhau")
DEBUG = Said(
    "DJANGO_DEBUG cho mọi người thấy mã nguồn và cài đặt: không dùng cùng PORTAL_PRODUCTION.",
    "DJANGO_DEBUG shows code and settings to everybody: not with PORTAL_PRODUCTION.",
)
MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
SHORT_KEY = Said(
    f"DJANGO_SECRET_KEY ngắn hơn {SHORTEST_KEY} ký tự hoặc gần như chỉ lặp một vài ký tự; tạo khóa mới: {MAKE_ONE}.",
    f"DJANGO_SECRET_KEY is shorter than {SHORTEST_KEY} characters or nearly all the same; make one: {MAKE_ONE}.",
)
PLACEHOLDER_KEY = Said(
    f"DJANGO_SECRET_KEY là chữ mẫu, ai cũng biết; tạo khóa mới: {MAKE_ONE}.",
    f"DJANGO_SECRET_KEY is a placeholder; make one: {MAKE_ONE}.",
)
PHONE_KEY = Said(
    f"PORTAL_TOTP_KEY quá ngắn, gần như chỉ lặp một vài ký tự hoặc là chữ mẫu; tạo khóa mới: {MAKE_ONE}.",
    f"PORTAL_TOTP_KEY is too short, nearly all the same or a placeholder; make one: {MAKE_ONE}.",
)
DEMO = Said(
    "PORTAL_DEMO cho mọi người thấy tài khoản và mật khẩu: không dùng cùng PORTAL_PRODUCTION.",
    "PORTAL_DEMO shows accounts and a password to everybody: not with PORTAL_PRODUCTION.",
)
REHEARSAL = Said(
    "PORTAL_DATA_DIR là bản diễn tập, sao từ dữ liệu thật và chạy ở một ngày khác: không dùng cùng PORTAL_PRODUCTION.",
    "PORTAL_DATA_DIR holds a rehearsal, a copy on another day: not with PORTAL_PRODUCTION.",
)
FOLDER_BROKER = Said(
    "PORTAL_MACHINES lớn hơn một mà hàng đợi (broker) là thư mục của một máy: đặt CELERY_BROKER_URL trỏ đến Redis.",
    "PORTAL_MACHINES is more than one and the broker is a folder of one machine: set CELERY_BROKER_URL to Redis.",
)
FILE_DATABASE = Said(
    "PORTAL_MACHINES lớn hơn một mà cơ sở dữ liệu là tệp của một máy: đặt DATABASE_URL trỏ đến PostgreSQL.",
    "PORTAL_MACHINES is more than one and the database is a file of one machine: set DATABASE_URL to PostgreSQL.",
)


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
    totp_key: str = ""  # empty: the portal's secret key is used


def refusals(setup: Setup) -> list[Said]:
    """A sentence for each reason not to start; none where the portal may."""
    several, folder_broker = setup.machines > 1, setup.broker_url.startswith("filesystem")
    key = key_advice(setup.secret_key)
    reasons = [
        (setup.debug, DEBUG),
        (key is not None, key),
        (bool(setup.totp_key) and key_advice(setup.totp_key) is not None, PHONE_KEY),
        (setup.is_demo, DEMO),
        (setup.is_rehearsal, REHEARSAL),
        (several and folder_broker, FOLDER_BROKER),
        (several and setup.database_engine.endswith("sqlite3"), FILE_DATABASE),
    ]
    return [sentence for applies, sentence in reasons if applies and sentence]


def key_advice(key: str) -> Said | None:
    """Why the key is none; None where it is one."""
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS:
        return SHORT_KEY
    return PLACEHOLDER_KEY if any(word in key.lower() for word in PLACEHOLDERS) else None
