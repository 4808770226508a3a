"""Checks of what moves: jobs, workers, backups, mail, the certificate."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

from celery import current_app
from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from agencies import backups, mail
from agencies.formats.numbers import format_int
from agencies.models import Job

from .line import BAD, NOTHING, OK, WARN, Line, Said

BACKUPS = Said("Sao lưu", "Backups")
QUEUE = Said("Công việc nền đang chờ", "Waiting jobs")
WORKERS = Said("Tiến trình xử lý công việc nền", "Workers")
MAIL = Said("Thư điện tử", "Mail")
CERTIFICATE = Said("Chứng thư của {}", "Certificate of {}")
BETWEEN = Said("Mã hóa giữa các máy", "Encryption between machines")
LONG_WAIT = timedelta(minutes=10)
PATIENCE_SECONDS = 3
SOON = timedelta(days=21)
RESTART = Said(
    "Xem nhật ký của worker và broker; khởi động lại worker (docs/operator.md).",
    "Look into the logs of worker and broker; start the worker again (docs/operator.md).",
)


def last_backup() -> Line:
    state = backups.state()
    made = timezone.localtime(state.good_at) if state.good_at else None
    english = f"last good one {made:%Y-%m-%d %H:%M}, {state.size_bytes / 1e6:.1f} MB" if made else "none"
    failed = f"; failed since: {state.why}" if state.has_failed else ""
    advice = Said(
        "Đặt PORTAL_BACKUP_DIR hoặc chạy ./portal backup; lần hỏng: đọc nhật ký của worker.",
        "Set PORTAL_BACKUP_DIR or run ./portal backup; of a failed one the worker's log tells more.",
    )
    bad = state.good_at is None or state.has_failed
    verdict = BAD if bad else WARN if state.is_old else OK
    return Line(BACKUPS, verdict, Said(state.said, english + failed), advice if verdict != OK else NOTHING)


def queue() -> Line:
    """How many jobs wait, and since when the oldest does."""
    waiting = Job.objects.filter(state=Job.State.QUEUED)
    count, oldest = waiting.count(), waiting.aggregate(oldest=Min("heartbeat_at"))["oldest"]
    if oldest is None:
        return Line(QUEUE, OK, Said("không có", "none"))
    minutes = int((timezone.now() - oldest).total_seconds() // 60)
    value = Said(
        f"{format_int(count)} việc, lâu nhất {format_int(minutes)} phút", f"{count}, the oldest for {minutes} min"
    )
    is_slow = timezone.now() - oldest > LONG_WAIT
    return Line(QUEUE, WARN if is_slow else OK, value, RESTART if is_slow else NOTHING)


def workers() -> Line:
    """Those that answer within seconds, or have just written a sign of life of their job: a worker of one process does
    not answer meanwhile."""
    try:
        count = len(current_app.control.ping(timeout=1.5))
    except Exception as error:  # whatever a broker's client raises
        return Line(WORKERS, BAD, Said("broker không trả lời", f"the broker does not answer: {error}"), RESTART)
    if not count and is_at_work():
        return Line(WORKERS, OK, Said("đang làm việc", "busy with a job"))
    if not count:
        return Line(WORKERS, BAD, Said("không có tiến trình nào trả lời", "none answers"), RESTART)
    return Line(WORKERS, OK, Said(f"{count} đang chạy", f"{count} alive"))


def is_at_work() -> bool:
    """Whether a worker wrote a sign of life of its job a moment ago."""
    silent = Job.objects.silent_since(timezone.now() - settings.JOB_HEARTBEAT_TIMEOUT)
    return Job.objects.filter(state=Job.State.RUNNING).exclude(pk__in=silent.values("pk")).exists()


def mail_server() -> Line:
    """Whether the server that is set can be reached; a portal without mail works."""
    if not mail.is_set():
        return Line(MAIL, OK, Said("không dùng", "not used"))
    place = (settings.EMAIL_HOST, int(settings.EMAIL_PORT))
    try:
        socket.create_connection(place, timeout=PATIENCE_SECONDS).close()
    except OSError as error:
        advice = Said("Xem lại PORTAL_EMAIL_URL và tường lửa.", "Look at PORTAL_EMAIL_URL and at the firewall.")
        return Line(MAIL, WARN, Said("máy chủ thư không trả lời", f"the server does not answer: {error}"), advice)
    return Line(MAIL, OK, Said("máy chủ thư trả lời", "the server answers"))


def certificates() -> list[Line]:
    """Of each https address that people type (DJANGO_CSRF_TRUSTED_ORIGINS)."""
    places = [urlsplit(origin) for origin in settings.CSRF_TRUSTED_ORIGINS if "*" not in origin]
    return [certificate(str(each.hostname), each.port or 443) for each in places if each.scheme == "https"]


def certificate(host: str, port: int) -> Line:
    name = Said(CERTIFICATE.vi.format(host), CERTIFICATE.en.format(host))
    advice = Said("Gia hạn chứng thư ở máy chủ trung gian.", "Renew the certificate at the proxy.")
    try:
        ends = end_of_certificate(host, port)
    except ssl.SSLError as error:
        value = Said("không dùng được: hết hạn, sai tên miền hoặc không rõ nơi cấp", str(error))
        return Line(name, BAD, value, advice)
    except OSError:
        ask = Said("Xem từ một máy trạm.", "Look from a desk.")
        return Line(name, WARN, Said("từ máy chủ này không tới được", "not to be reached from this machine"), ask)
    days = (ends - datetime.now(UTC)).days
    value = Said(f"còn {days} ngày", f"{days} days left")
    return Line(name, WARN if timedelta(days=days) < SOON else OK, value, advice)


def end_of_certificate(host: str, port: int) -> datetime:
    context = ssl.create_default_context()
    with socket.create_connection((host, port), timeout=PATIENCE_SECONDS) as plain:
        with context.wrap_socket(plain, server_hostname=host) as secured:
            found = secured.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(found["notAfter"])), UTC)


def encryption() -> list[Line]:
    """Whether several machines ask database and broker over TLS and look at the certificate; one machine has no way."""
    if settings.MACHINES == 1:
        return []
    database, broker = settings.DATABASES["default"], urlsplit(settings.CELERY_BROKER_URL)
    asked = dict(parse_qsl(broker.query))
    bare = [
        name
        for name, is_safe in (
            ("DATABASE_URL", database.get("OPTIONS", {}).get("sslmode") == "verify-full"),
            ("CELERY_BROKER_URL", broker.scheme == "rediss" and asked.get("ssl_cert_reqs", "required") == "required"),
        )
        if not is_safe
    ]
    if not bare:
        return [Line(BETWEEN, OK, Said("TLS, có kiểm tra chứng thư", "TLS, certificates are checked"))]
    advice = Said(
        "Thêm sslmode=verify-full và rediss:// (docs/operator.md), trừ khi các máy nối nhau qua đường riêng đã mã hóa.",
        "Add sslmode=verify-full and rediss:// (docs/operator.md), unless a tunnel of their own joins the machines.",
    )
    names = ", ".join(bare)
    return [
        Line(BETWEEN, WARN, Said(f"{names}: chưa mã hóa hoặc chưa kiểm tra chứng thư", f"{names}: not checked"), advice)
    ]
