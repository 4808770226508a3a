"""Settings of the portal; what differs between machines comes from the environment (see README, Settings)."""

import os
import secrets
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.identity_server import identity_server_refusal, origin
from config.logs import LOGGING
from config.private_folder import private_folder
from config.production import Setup, refusals
from config.schedule import DAILY_BACKUP, SCHEDULE

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()  # NAME_FILE names a file that holds NAME: a secret from a vault or from Docker
if env.bool("PORTAL_DOTENV", default=True) and (BASE_DIR / ".env").exists():
    env.read_env(BASE_DIR / ".env")

DATA_DIR = private_folder(Path(env.str("PORTAL_DATA_DIR", default=str(BASE_DIR / "var"))))
PLACES_DIR = DATA_DIR / "run" / "places"


def local_secret_key():
    """A key made on this machine at the first start, for runs without DJANGO_SECRET_KEY (development, demo)."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = env.bool("DJANGO_DEBUG", default=False)
PRODUCTION = env.bool("PORTAL_PRODUCTION", default=False)
SECRET_KEY = (
    env.str("DJANGO_SECRET_KEY") if PRODUCTION else env.str("DJANGO_SECRET_KEY", default="") or local_secret_key()
)
SECRET_KEY_FALLBACKS = env.list("DJANGO_SECRET_KEY_FALLBACKS", default=[])  # older keys, while a new one takes over
ALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("DJANGO_CSRF_TRUSTED_ORIGINS", default=[])

# The portal's own words and day. The demo day is for demonstrations only: a real portal lives in the present.
PORTAL_DEMO = env.bool("PORTAL_DEMO", default=False)
# A rehearsal is a copy of real data on a set day: the file that `./portal rehearse` leaves in the copy holds the day.
REHEARSAL = DATA_DIR / "rehearsal"
PORTAL_REHEARSAL = REHEARSAL.read_text(encoding="utf-8").strip() if REHEARSAL.exists() else ""
PORTAL_TODAY = env.str("PORTAL_TODAY", default=PORTAL_REHEARSAL) if PORTAL_DEMO or PORTAL_REHEARSAL else ""
PORTAL_NAME = env.str("PORTAL_NAME", default="Số hóa hồ sơ, tài liệu lưu trữ")
PORTAL_HELP_PHONE = env.str("PORTAL_HELP_PHONE", default="")  # of who administers; also on pages without a log-in

INSTALLED_APPS = [
    "agencies",
    "plans",
    "budgets",
    "reports",
    "config.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "import_export",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "agencies.request_facts.RequestFactsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "agencies.sessions.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "agencies.session_limits.SessionLimitsMiddleware",
    "agencies.drafts.KeepFormMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "agencies.second_factor.gate.SecondFactorMiddleware",
    "agencies.policies.PolicyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "agencies.access.AccessEventMiddleware",
    "axes.middleware.AxesMiddleware",
    "agencies.secrecy.middleware.RefusedSecretMiddleware",
    "agencies.limits.middleware.LaterMiddleware",
    "agencies.uploads.CutOffMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.portal",
            ],
            "builtins": ["agencies.templatetags.vi", "agencies.templatetags.ui", "django.templatetags.static"],
        },
    }
]

OWN_DATABASE = f"sqlite:///{DATA_DIR / 'db.sqlite3'}"
DATABASES = {"default": env.db("DATABASE_URL", default=OWN_DATABASE)}
if PORTAL_REHEARSAL:  # whatever the environment names: a rehearsal never touches the real data
    DATABASES = {"default": env.db_url_config(OWN_DATABASE)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Anything but IMMEDIATE loses writes under two writers.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", env.int("DATABASE_CONN_MAX_AGE", default=60))
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # the filters of agencies.templatetags.vi group digits; ids stay plain
FORMAT_MODULE_PATH = ["agencies.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("PORTAL_STATIC_DIR", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"  # private: no route serves it, views check permission and stream
MANIFEST_STATIC = env.bool("PORTAL_MANIFEST_STATIC", default=not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static_files.KnownAddresses"
        if MANIFEST_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
        # Everybody's: in the image root collects them and the web process, another user, reads them.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
# Every page and style sheet names the hashed copy: the plain one would only be compressed and kept a second time.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Uploaded lists stay in memory until they are known to hold no state secret: nothing of a refused list is stored.
FILE_UPLOAD_HANDLERS = ["agencies.uploads.MemoryOnlyUploadHandler"]
UPLOAD_MAX_BYTES = env.int("PORTAL_UPLOAD_MAX_BYTES", default=20 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "agencies.limits.logins.AddressBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["agencies.limits.passwords.PlacedHasher"]
# A hash holds a processor for half a second: pages keep at least half of them.
PASSWORD_PLACES = env.int("PORTAL_PASSWORD_PLACES", default=max(1, (os.cpu_count() or 1) // 2))
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "agencies.leaked_passwords.LeakedPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "agencies.passwords.ContextValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_ENGINE = "agencies.sessions"
SESSION_COOKIE_AGE = env.int("PORTAL_SESSION_SECONDS", default=8 * 3600)
SESSION_IDLE_SECONDS = env.int("PORTAL_SESSION_IDLE_SECONDS", default=3600)
SESSION_SAVE_EVERY_REQUEST = False

# Who decides needs a second factor; before what weighs much it is asked for again when it was shown too long ago.
SECOND_FACTOR = env.bool("PORTAL_SECOND_FACTOR", default=PRODUCTION)
PROOF_SECONDS = 60 * env.int("PORTAL_PROOF_MINUTES", default=15)
# What seals the keys of phones in the database, and what sealed them before; DJANGO_SECRET_KEY where it is not set.
TOTP_KEY = env.str("PORTAL_TOTP_KEY", default="")
TOTP_KEY_FALLBACKS = env.list("PORTAL_TOTP_KEY_FALLBACKS", default=[])
OTP_TOTP_ISSUER = "Số hóa lưu trữ"  # short: it makes the QR code coarse enough for any camera

# Log-in by a province's own identity server (OpenID Connect): off unless its address is set (agencies/oidc).
OIDC_ISSUER = env.str("PORTAL_OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("PORTAL_OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("PORTAL_OIDC_CLIENT_SECRET", default="")
OIDC_MATCH = env.str("PORTAL_OIDC_MATCH", default="username")  # what finds the account the first time
OIDC_CLAIM = env.str("PORTAL_OIDC_CLAIM", default="email" if OIDC_MATCH == "email" else "preferred_username")
OIDC_SECOND_FACTOR = env.list("PORTAL_OIDC_SECOND_FACTOR", default=[])  # values of amr or acr that count as one
if OIDC_ISSUER and (reason := identity_server_refusal(OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_MATCH)):
    raise ImproperlyConfigured(reason)

# A whole office sits behind one address: lock the pair (user name, address), for a while, never the address alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
LOGIN_FAILURES = env.int("PORTAL_LOGIN_FAILURES", default=7)
ADDRESS_FAILURES = env.int("PORTAL_ADDRESS_FAILURES", default=60)  # in five minutes, for names not known there
CODE_FAILURES = 50  # wrong codes of invitations from one address: a whole office may have old links
AXES_FAILURE_LIMIT = "agencies.client_address.most_failures"
AXES_COOLOFF_TIME = timedelta(minutes=env.int("PORTAL_LOGIN_COOLOFF_MINUTES", default=15))
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who goes on guessing keeps nobody locked out
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False  # the User admin unlocks
PROXY_COUNT = env.int("PORTAL_PROXY_COUNT", default=0)
AXES_CLIENT_IP_CALLABLE = "agencies.client_address.client_address"
AXES_SENSITIVE_PARAMETERS = ["ma"]  # the code of an invitation
AXES_USERNAME_CALLABLE = "agencies.client_address.username_tried"
IPWARE_STRICT = False  # a client may claim any number of addresses: ours are counted from the right

# How much heavy work one person asks for in an hour; an agency four times as much (agencies/limits/work.py).
WORK_AN_HOUR = {
    "uploads": env.int("PORTAL_UPLOADS_AN_HOUR", default=60),
    "reports": env.int("PORTAL_REPORTS_AN_HOUR", default=20),
    "exports": env.int("PORTAL_EXPORTS_AN_HOUR", default=120),
    "searches": env.int("PORTAL_SEARCHES_AN_HOUR", default=30),
    "simulations": env.int("PORTAL_SIMULATIONS_AN_HOUR", default=60),
}
# Files looked through at once on this machine, of each size; larger ones wait in memory: of one person, and of all.
WORKBOOK_PLACES = env.int("PORTAL_WORKBOOK_PLACES", default=max(1, (os.cpu_count() or 1) // 2))
WORKBOOKS_WAITING_OF_ONE, WORKBOOKS_WAITING = 2, 8

# Records that one batch of an export to the shared archive holds.
ARCHIVE_BATCH_SIZE = max(1, env.int("PORTAL_ARCHIVE_BATCH_SIZE", default=1000))

# Security headers. HTTPS settings follow one switch, so that a demo on http://localhost works.
HTTPS = env.bool("PORTAL_HTTPS", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
COOKIE_PREFIX = "__Host-" if HTTPS else ""  # browsers take such a cookie from this very host only, and over HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # they name people and files: no cookie
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("PORTAL_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False  # autosave reads the token
CSRF_FAILURE_VIEW = "agencies.csrf.keep_late_form"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, origin(OIDC_ISSUER)] if OIDC_ISSUER else [SELF],  # log-out goes on to its page
        "frame-ancestors": [NONE],
    }
}

# Backups by themselves: into a folder outside the data folder, each day from that hour on, the newest ones kept.
BACKUP_DIR = "" if PORTAL_REHEARSAL else env.str("PORTAL_BACKUP_DIR", default="")
BACKUP_HOUR = env.int("PORTAL_BACKUP_HOUR", default=1)
BACKUP_KEEP = env.list("PORTAL_BACKUP_KEEP", cast=int, default=[7, 4, 12])  # days, weeks, months
if len(BACKUP_KEEP) != 3:
    raise ImproperlyConfigured("PORTAL_BACKUP_KEEP is three numbers, days, weeks and months to keep: 7,4,12.")
BACKUP_PUBLIC_KEY = env.str("PORTAL_BACKUP_PUBLIC_KEY", default="")
BACKUP_OLD_AFTER = timedelta(hours=env.int("PORTAL_BACKUP_OLD_HOURS", default=36))

CELERY_BROKER_URL = "filesystem://" if PORTAL_REHEARSAL else env.str("CELERY_BROKER_URL", default="filesystem://")
MACHINES = env.int("PORTAL_MACHINES", default=1)
SETUP = Setup(
    debug=DEBUG,
    secret_key=SECRET_KEY,
    totp_key=TOTP_KEY,
    is_demo=PORTAL_DEMO,
    is_rehearsal=bool(PORTAL_REHEARSAL),
    broker_url=CELERY_BROKER_URL,
    database_engine=DATABASES["default"]["ENGINE"],
    machines=MACHINES,
)
if PRODUCTION and (reasons := refusals(SETUP)):
    raise ImproperlyConfigured(" ".join(reason.en for reason in reasons))
CELERY_BROKER_DIR = DATA_DIR / "broker"
if CELERY_BROKER_URL.startswith("filesystem"):
    for name in ("messages", "control"):
        (CELERY_BROKER_DIR / name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT = "config.broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(CELERY_BROKER_DIR / "messages"),
        "data_folder_out": str(CELERY_BROKER_DIR / "messages"),
        "control_folder": str(CELERY_BROKER_DIR / "control"),
        "polling_interval": 0.25,
    }
    # Without an event loop Celery hands tasks to its children through a queue with a lock. A child that is killed while
    # it waits keeps the lock for ever, and the worker hangs. So each worker is one process, which is started again.
    CELERY_WORKER_POOL = "solo"
else:
    # A broker that is frozen or gone keeps nobody waiting: the job's row is committed, the sweep calls a worker.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 2, "socket_connect_timeout": 2}
CELERY_TASK_PUBLISH_RETRY = False  # the sweep tries again
CELERY_TASK_IGNORE_RESULT = True  # the row the user watches is the result
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.int("PORTAL_WORKER_PROCESSES", default=2)
LONG_JOB_PLACES = max(1, CELERY_WORKER_CONCURRENCY - 1)  # reports, backups …: one process stays free for short jobs
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = SCHEDULE | (DAILY_BACKUP if BACKUP_DIR else {})
CELERY_IMPORTS = ["config.tasks"]
JOB_HEARTBEAT_TIMEOUT = timedelta(seconds=env.int("PORTAL_JOB_TIMEOUT_SECONDS", default=120))
JOB_MAX_ATTEMPTS = 3

# Mail is sent where both are set, and never from a rehearsal (agencies/mail.py).
MAIL_URL = env.str("PORTAL_EMAIL_URL", default="")
if MAIL_URL:
    vars().update(env.email_url("PORTAL_EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.str("PORTAL_EMAIL_FROM", default="")
EMAIL_TIMEOUT = 20
# From which hour of a working day the digest goes out, and the address that mails and calendars lead to.
PORTAL_DIGEST_HOUR = env.int("PORTAL_DIGEST_HOUR", default=7)
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", default="").rstrip("/")

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.MediaStorage"  # any of several web machines confirms

LOGGING["root"]["level"] = env.str("PORTAL_LOG_LEVEL", default="INFO")
