"""Checks of the machine and of how the portal is set up."""

import os
import platform
import shutil
import time
from pathlib import Path
from tempfile import NamedTemporaryFile

import celery
import django
import redis
from django.conf import settings
from django.core.checks import Tags, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from agencies import database_role as role
from agencies.formats.numbers import format_decimal
from config.production import refusals

from .line import BAD, OK, WARN, Line, Said, same

SETUP = Said("Cài đặt cho vận hành thật", "Production settings")
HEADERS = Said("Bảo vệ của trình duyệt (tiêu đề HTTP)", "Security headers")
CLOCK = Said("Đồng hồ", "Clock")
DISK = Said("Ổ đĩa {}", "Disk of {}")
VERSIONS = Said("Phiên bản", "Versions")
MIGRATIONS = Said("Cập nhật cơ sở dữ liệu", "Migrations")
ROLE = Said("Vai trò của cổng trong cơ sở dữ liệu", "Role in the database")
MOST_DRIFT_SECONDS = 2
LOW_SHARE, LOW_BYTES = 0.1, 2 * 10**9
HARDLY_BYTES = 5 * 10**8


def setup() -> Line:
    reasons = refusals(settings.SETUP)
    if reasons:
        advice = Said("Sửa các biến môi trường nêu ở đây; với PORTAL_PRODUCTION cổng không chạy như vậy.", "Mend them.")
        value = Said(" ".join(reason.vi for reason in reasons), " ".join(reason.en for reason in reasons))
        return Line(SETUP, BAD, value, advice)
    if not settings.PRODUCTION:
        advice = Said("Đặt PORTAL_PRODUCTION=1 khi vận hành thật.", "Set PORTAL_PRODUCTION=1 where real people work.")
        return Line(SETUP, WARN, Said("chưa đặt PORTAL_PRODUCTION", "PORTAL_PRODUCTION is not set"), advice)
    return Line(SETUP, OK, Said("đã đặt", "set"))


def headers() -> Line:
    """Django's own checks of a deployment, and the policy of contents."""
    found = [str(each.id) for each in run_checks(tags=[Tags.security], include_deployment_checks=True)]
    found += [] if settings.CONTENT_SECURITY_POLICY.get("DIRECTIVES") else ["CSP"]
    if found:
        advice = Said(
            "Đặt PORTAL_HTTPS=1 (PORTAL_PRODUCTION=1 đã gồm) sau máy chủ trung gian có chứng thư.",
            "Set PORTAL_HTTPS=1 (PORTAL_PRODUCTION=1 does) behind a proxy with a certificate.",
        )
        value = ", ".join(found)
        return Line(HEADERS, WARN, Said(f"Django cảnh báo: {value}", f"Django warns: {value}"), advice)
    return Line(HEADERS, OK, Said("HTTPS, HSTS, cookie, CSP đều bật", "HTTPS, HSTS, cookies and CSP are on"))


def clock() -> Line:
    """This machine's clock against the database's and the one that stamps files."""
    drift = max(abs(database_time() - time.time()), abs(file_time() - time.time()))
    value = Said(f"lệch {format_decimal(drift)} giây", f"{drift:.1f} s apart")
    if drift <= MOST_DRIFT_SECONDS:
        return Line(CLOCK, OK, value)
    advice = Said(
        "Bật đồng bộ thời gian (chrony, systemd-timesyncd) trên mọi máy của cổng.",
        "Turn on time synchronisation (chrony, systemd-timesyncd) on every machine of the portal.",
    )
    return Line(CLOCK, BAD, value, advice)


def database_time() -> float:
    """Seconds since 1970 by the database's clock; SQLite's is ours."""
    if connection.vendor != "postgresql":
        return time.time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        return float(cursor.fetchone()[0])


def file_time() -> float:
    with NamedTemporaryFile(dir=settings.DATA_DIR) as file:
        return os.stat(file.name).st_mtime


def disks() -> list[Line]:
    """Free space where the data lies and where backups go."""
    folders = [Path(settings.DATA_DIR), *([Path(settings.BACKUP_DIR)] if settings.BACKUP_DIR else [])]
    return [disk(folder) for folder in folders]


def disk(folder: Path) -> Line:
    name = Said(DISK.vi.format(folder), DISK.en.format(folder))
    advice = Said(
        "Dọn hoặc thêm chỗ: hết chỗ thì không ghi được gì nữa (docs/operator.md).",
        "Make room: on a full disk nothing can be written any more (docs/operator.md).",
    )
    try:
        usage = shutil.disk_usage(folder)
    except OSError as error:
        value = Said("không có thư mục này, hoặc cổng không đọc được", error.strerror or str(error))
        return Line(name, BAD, value, advice)
    free, total = (format_decimal(size / 1e9) for size in (usage.free, usage.total))
    value = Said(f"còn {free} trong {total} GB", f"{usage.free / 1e9:.1f} of {usage.total / 1e9:.1f} GB free")
    low = usage.free < LOW_BYTES or usage.free < usage.total * LOW_SHARE
    state = BAD if usage.free < HARDLY_BYTES else WARN if low else OK
    return Line(name, state, value, advice)


def versions() -> Line:
    """Of Python, Django, Celery, the database and the broker; newer ones come with an update of the portal."""
    number = ".".join(str(part) for part in connection.get_database_version())
    names = f"Python {platform.python_version()}, Django {django.get_version()}, Celery {celery.__version__}"
    return Line(VERSIONS, OK, same(f"{names}, {connection.display_name} {number}, {broker_version()}"))


def broker_version() -> str:
    """The broker's name and version; a folder has none. What a silent broker means is another line."""
    url = settings.CELERY_BROKER_URL
    if not url.startswith("redis"):
        return url.partition(":")[0]
    client = redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
    try:
        with client:
            return f"Redis {client.info('server')['redis_version']}"
    except redis.RedisError:
        return "Redis (?)"


def migrations() -> Line:
    executor = MigrationExecutor(connection)
    waiting = [str(each) for each, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if not waiting:
        return Line(MIGRATIONS, OK, Said("đầy đủ", "all applied"))
    advice = Said("Sao lưu, rồi chạy ./portal manage migrate.", "Back up, then ./portal manage migrate.")
    return Line(MIGRATIONS, BAD, Said(f"còn {len(waiting)} bước", f"{len(waiting)} wait: {', '.join(waiting)}"), advice)


def database_role() -> list[Line]:
    """Whether the role in use owns tables, which it could change then; SQLite has none."""
    if connection.vendor != "postgresql":
        return []
    if not role.owned() and not role.changeable_history():
        return [
            Line(ROLE, OK, Said("không sở hữu bảng nào, không sửa được lịch sử", "owns nothing, changes no history"))
        ]
    advice = Said(
        "Cho cổng chạy bằng một vai trò không sở hữu gì: ./portal manage application_role in sẵn các lệnh cấp quyền.",
        "Let the portal work under a role that owns nothing: ./portal manage application_role prints the grants.",
    )
    return [Line(ROLE, WARN, Said("là chủ sở hữu các bảng", "owns the tables"), advice)]
