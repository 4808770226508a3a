"""The tables of a new database at once, as 0001_initial to 0007_invite_by_code leave them."""

import agencies.calendar
import agencies.files
import agencies.models.user
import datetime
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("agencies", "0001_initial"),
        ("agencies", "0002_keep_what_was_typed"),
        ("agencies", "0003_issue_documents"),
        ("agencies", "0004_register_detailed_plans"),
        ("agencies", "0005_refuse_what_cannot_be"),
        ("agencies", "0006_duties_of_offices"),
        ("agencies", "0007_invite_by_code"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="mã")),
                ("name", models.CharField(max_length=200, verbose_name="tên cơ quan, đơn vị")),
                ("short_name", models.CharField(blank=True, max_length=100, verbose_name="tên ngắn")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("province", "UBND tỉnh"),
                            ("department", "Sở, ban, ngành"),
                            ("board", "Ban quản lý"),
                            ("archives", "Trung tâm Lưu trữ lịch sử"),
                            ("district", "UBND cấp huyện"),
                            ("commune", "UBND cấp xã"),
                        ],
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                (
                    "official_order",
                    models.PositiveIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(99999)],
                        verbose_name="số thứ tự",
                    ),
                ),
                ("gso_code", models.CharField(blank=True, max_length=8, verbose_name="mã Tổng cục Thống kê")),
                (
                    "electronic_code",
                    models.CharField(
                        blank=True, help_text="Ví dụ H47.05", max_length=20, verbose_name="mã định danh điện tử"
                    ),
                ),
                ("active_from", models.DateField(blank=True, null=True, verbose_name="hoạt động từ ngày")),
                ("active_to", models.DateField(blank=True, null=True, verbose_name="hoạt động đến hết ngày")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="agencies.agency",
                        verbose_name="cơ quan cấp trên",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="agencies.agency",
                        verbose_name="đơn vị kế thừa",
                    ),
                ),
            ],
            options={
                "verbose_name": "cơ quan, đơn vị",
                "verbose_name_plural": "cơ quan, đơn vị",
                "ordering": ["official_order", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("code"),
                        name="one_agency_per_code",
                        violation_error_message="Mã này đã có cơ quan dùng.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_from", None),
                            ("active_to", None),
                            ("active_from__lte", models.F("active_to")),
                            _connector="OR",
                        ),
                        name="agency_begins_before_it_ends",
                        violation_error_message="Ngày kết thúc hoạt động không được trước ngày bắt đầu.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("pk")), _negated=True),
                        name="agency_is_not_above_itself",
                        violation_error_message="Cơ quan không là cấp trên của chính mình.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("successor", models.F("pk")), _negated=True),
                        name="agency_does_not_succeed_itself",
                        violation_error_message="Đơn vị không kế thừa chính mình.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("prepares", "Cán bộ chuẩn bị hồ sơ"),
                            ("signs", "Thủ trưởng ký"),
                            ("reads", "Chỉ xem trong cơ quan"),
                            ("appraises_catalogues", "Thẩm định Mục lục (Sở Nội vụ)"),
                            ("appraises_estimates", "Thẩm định dự toán (Sở Tài chính)"),
                            ("operates_archive", "Vận hành Kho lưu trữ dùng chung (Sở KH&CN)"),
                            ("reads_everything", "Xem toàn tỉnh (UBND tỉnh)"),
                            ("administrator", "Quản trị hệ thống"),
                        ],
                        default="reads",
                        max_length=24,
                        verbose_name="nhiệm vụ",
                    ),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="họ và tên")),
                ("position", models.CharField(blank=True, max_length=120, verbose_name="chức vụ")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="users",
                        to="agencies.agency",
                        verbose_name="cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "người dùng",
                "verbose_name_plural": "người dùng",
                "ordering": ["username"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"),
                        name="one_user_per_name",
                        violation_error_message="Tên đăng nhập này đã có người dùng.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agency__isnull", False),
                            ("is_superuser", True),
                            ("duty", "administrator"),
                            _connector="OR",
                        ),
                        name="user_belongs_to_an_agency",
                        violation_error_message="Chọn cơ quan của người dùng.",
                    ),
                ],
            },
            managers=[("objects", agencies.models.user.PortalUserManager())],
        ),
        migrations.CreateModel(
            name="DutyOffice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("appraises_catalogues", "Thẩm định Mục lục (Sở Nội vụ)"),
                            ("appraises_estimates", "Thẩm định dự toán (Sở Tài chính)"),
                            ("operates_archive", "Vận hành Kho lưu trữ dùng chung (Sở KH&CN)"),
                        ],
                        max_length=24,
                        verbose_name="nhiệm vụ",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        blank=True, help_text="Trống: từ đầu Kế hoạch", null=True, verbose_name="áp dụng từ ngày"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="agencies.agency",
                        verbose_name="cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "cơ quan giữ nhiệm vụ",
                "verbose_name_plural": "cơ quan giữ nhiệm vụ",
                "ordering": ["duty", "valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("duty"),
                        django.db.models.functions.comparison.Coalesce(models.F("valid_from"), datetime.date(1, 1, 1)),
                        name="one_office_per_duty_from_a_day",
                        violation_error_message="Đã ghi cơ quan giữ nhiệm vụ này từ ngày này.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "happened_at",
                    models.DateTimeField(db_index=True, default=agencies.calendar.portal_now, verbose_name="lúc"),
                ),
                ("actor_name", models.CharField(max_length=120, verbose_name="họ tên")),
                ("object_id", models.PositiveBigIntegerField()),
                ("action", models.CharField(max_length=40, verbose_name="hành động")),
                ("sentence", models.CharField(max_length=500, verbose_name="nội dung")),
                ("before", models.JSONField(blank=True, default=dict, verbose_name="trước")),
                ("after", models.JSONField(blank=True, default=dict, verbose_name="sau")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="số văn bản")),
                ("document_date", models.DateField(blank=True, null=True, verbose_name="ngày văn bản")),
                ("own_agency", models.BooleanField(default=False, verbose_name="quyết định cho chính cơ quan mình")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thực hiện",
                    ),
                ),
                (
                    "actor_agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="cơ quan người thực hiện",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="agencies.agency",
                        verbose_name="hồ sơ của cơ quan",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"),
                ),
            ],
            options={
                "verbose_name": "sự kiện",
                "verbose_name_plural": "lịch sử",
                "ordering": ["-happened_at", "-pk"],
                "indexes": [
                    models.Index(fields=["content_type", "object_id"], name="event_by_object"),
                    models.Index(fields=["agency", "-happened_at"], name="event_by_agency"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("fields", models.JSONField(default=dict)),
                ("seen", models.CharField(default="", max_length=64)),
                ("address", models.CharField(default="", max_length=300)),
                ("title", models.CharField(default="", max_length=200)),
                ("saved_at", models.DateTimeField(default=agencies.calendar.portal_now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "bản nháp",
                "verbose_name_plural": "bản nháp",
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="one_draft_per_form")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("password_hash", models.CharField(max_length=64)),
                ("issued_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="mời lúc")),
                ("expires_at", models.DateTimeField(verbose_name="hết hạn lúc")),
                ("mailed_to", models.EmailField(blank=True, max_length=254, verbose_name="gửi tới")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="dùng lúc")),
                ("replaced_at", models.DateTimeField(blank=True, null=True, verbose_name="thay lúc")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người mời",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người được mời",
                    ),
                ),
            ],
            options={
                "verbose_name": "giấy mời",
                "verbose_name_plural": "giấy mời",
                "ordering": ["-issued_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None), ("used_at", None)),
                        fields=("user",),
                        name="one_unspent_invitation_per_user",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="số ngày",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        blank=True, help_text="Trống: từ đầu Kế hoạch", null=True, verbose_name="áp dụng từ ngày"
                    ),
                ),
            ],
            options={
                "verbose_name": "thời hạn giấy mời",
                "verbose_name_plural": "thời hạn giấy mời",
                "ordering": ["valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Coalesce(models.F("valid_from"), datetime.date(1, 1, 1)),
                        name="one_invitation_term_from_a_day",
                        violation_error_message="Đã có thời hạn giấy mời áp dụng từ ngày này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 90)), name="invitation_term_has_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("catalogue_appraisal", "văn bản thẩm định Mục lục"),
                            ("estimate_appraisal", "văn bản thẩm định dự toán"),
                            ("detailed_plan", "kế hoạch số hóa chi tiết"),
                            ("estimate_decision", "quyết định phê duyệt dự toán"),
                        ],
                        max_length=24,
                        verbose_name="loại văn bản",
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="số văn bản")),
                ("number_key", models.CharField(editable=False, max_length=80)),
                ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="năm")),
                ("issued_on", models.DateField(verbose_name="ngày văn bản")),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("head", "Giám đốc"),
                            ("deputy", "KT. Giám đốc – Phó Giám đốc"),
                            ("by_order", "TL. Giám đốc"),
                            ("authorized", "TUQ. Giám đốc"),
                        ],
                        default="head",
                        max_length=12,
                        verbose_name="tư cách ký",
                    ),
                ),
                ("registered_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="lúc ghi")),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="agencies.agency",
                        verbose_name="nơi ban hành",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản đã ban hành",
                "verbose_name_plural": "văn bản đã ban hành",
                "ordering": ["-issued_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "year", "number_key"), name="one_document_per_number_and_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="loại")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Đang chờ"),
                            ("running", "Đang chạy"),
                            ("done", "Đã xong"),
                            ("failed", "Không thành công"),
                        ],
                        db_index=True,
                        default="queued",
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0, verbose_name="tiến độ (%)")),
                ("message", models.CharField(default="Đang chờ đến lượt", max_length=300, verbose_name="đang làm")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="số lần chạy")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="yêu cầu lúc")),
                ("heartbeat_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="còn chạy lúc")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="xong lúc")),
                (
                    "requester",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người yêu cầu",
                    ),
                ),
            ],
            options={
                "verbose_name": "công việc nền",
                "verbose_name_plural": "công việc nền",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="KeptFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200)),
                ("field", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("size_bytes", models.PositiveIntegerField()),
                ("content", models.FileField(upload_to=agencies.files.private_path)),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp chọn dở",
                "verbose_name_plural": "tệp chọn dở",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key", "field"), name="one_kept_file_per_field")
                ],
            },
        ),
    ]
