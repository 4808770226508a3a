"""The tables of a new database at once, as 0001_initial to 0031_keep_what_was_handed_in leave them."""

import agencies.calendar
import agencies.files
import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


def staging_without_log(apps, schema_editor):
    """Rows that wait for a confirmation can be read again from the workbook: PostgreSQL need not log them."""
    if schema_editor.connection.vendor == "postgresql":
        for model in ("StagedFile", "UploadProblem"):
            table = schema_editor.quote_name(apps.get_model("plans", model)._meta.db_table)
            schema_editor.execute(f"ALTER TABLE {table} SET UNLOGGED")


class Migration(migrations.Migration):
    replaces = [
        ("plans", "0001_initial"),
        ("plans", "0002_decide_on_rows"),
        ("plans", "0003_read_catalogues_in_a_job"),
        ("plans", "0004_appraise_by_tranches"),
        ("plans", "0005_find_duplicates"),
        ("plans", "0006_keep_the_checked_sample"),
        ("plans", "0007_mark_workbooks_in_a_job"),
        ("plans", "0008_key_old_titles"),
        ("plans", "0009_remember_the_search_a_verdict_saw"),
        ("plans", "0010_find_files_spoken_of"),
        ("plans", "0011_name_the_states_of_catalogues"),
        ("plans", "0012_number_of_the_archive"),
        ("plans", "0013_say_who_drafts_and_signs"),
        ("plans", "0014_state_only_what_was_recorded"),
        ("plans", "0015_point_appraisals_to_documents"),
        ("plans", "0016_places_for_rows_to_correct"),
        ("plans", "0017_enter_detailed_plans_in_the_register"),
        ("plans", "0018_undo_every_change_of_files"),
        ("plans", "0019_changes_own_their_copies"),
        ("plans", "0020_note_which_files_were_looked_at"),
        ("plans", "0021_find_files_looked_at"),
        ("plans", "0022_keep_deleted_catalogues"),
        ("plans", "0023_date_what_changes"),
        ("plans", "0024_keep_what_was_signed"),
        ("plans", "0025_keep_what_reopened_catalogues_had_signed"),
        ("plans", "0026_ask_before_reopening"),
        ("plans", "0027_keep_words_and_names_of_decisions"),
        ("plans", "0028_part_opinions_from_decisions"),
        ("plans", "0029_keep_one_copy_of_duplicates"),
        ("plans", "0030_give_reasons_for_excess"),
        ("plans", "0031_keep_what_was_handed_in"),
    ]

    initial = True

    dependencies = [("agencies", "0007_invite_by_code"), ("agencies", "__first__")]

    operations = [
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_count", models.PositiveBigIntegerField(default=0, verbose_name="số trang A4")),
                ("page_count_a3", models.PositiveBigIntegerField(default=0, verbose_name="số trang A3")),
                ("page_count_a2", models.PositiveBigIntegerField(default=0, verbose_name="số trang A2")),
                ("page_count_a1", models.PositiveBigIntegerField(default=0, verbose_name="số trang A1")),
                ("page_count_a0", models.PositiveBigIntegerField(default=0, verbose_name="số trang A0")),
                ("decided_on", models.DateField(db_index=True, verbose_name="ngày thẩm định")),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lúc trình bản được thẩm định"),
                ),
                ("is_tranche", models.BooleanField(default=False, verbose_name="thẩm định một đợt")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="lần trình")),
                ("file_count", models.PositiveBigIntegerField(verbose_name="số hồ sơ")),
                ("a4_page_count", models.PositiveBigIntegerField(verbose_name="trang A4 quy đổi")),
                ("replaced_files", models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ thẩm định lại")),
                (
                    "replaced_pages",
                    models.PositiveBigIntegerField(
                        default=0, verbose_name="trang A4 quy đổi đã thẩm định trước của hồ sơ đó"
                    ),
                ),
                (
                    "left_out_files",
                    models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ loại khỏi diện số hóa"),
                ),
                (
                    "left_out_pages",
                    models.PositiveBigIntegerField(default=0, verbose_name="trang A4 quy đổi của hồ sơ bị loại"),
                ),
                ("left_out_by_reason", models.JSONField(blank=True, default=dict, verbose_name="loại theo lý do")),
                (
                    "unarranged_files",
                    models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ chưa chỉnh lý được chấp nhận"),
                ),
                ("unarranged_reason", models.TextField(blank=True, verbose_name="lý do chấp nhận hồ sơ chưa chỉnh lý")),
                (
                    "unseen_files",
                    models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ chấp nhận mà không xem từng hồ sơ"),
                ),
                ("unseen_reason", models.TextField(blank=True, verbose_name="lý do chấp nhận mà không xem từng hồ sơ")),
                (
                    "corrected_files",
                    models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ sửa theo trả lời khi thẩm định"),
                ),
                (
                    "corrected_pages",
                    models.BigIntegerField(default=0, verbose_name="trang A4 quy đổi tăng, giảm do sửa theo trả lời"),
                ),
                ("frozen_hash", models.CharField(blank=True, max_length=64, verbose_name="mã kiểm tra bản trình")),
                (
                    "agreed_hash",
                    models.CharField(
                        blank=True, default="", max_length=64, verbose_name="mã kiểm tra sau khi sửa theo trả lời"
                    ),
                ),
                ("sample", models.JSONField(blank=True, default=dict, verbose_name="mẫu đã kiểm tra")),
                (
                    "catalogue_name",
                    models.CharField(blank=True, max_length=250, verbose_name="tên Mục lục lúc thẩm định"),
                ),
                ("fonds_name", models.CharField(blank=True, max_length=250, verbose_name="tên phông lúc thẩm định")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisals",
                        to="agencies.issueddocument",
                        verbose_name="văn bản",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả thẩm định",
                "verbose_name_plural": "kết quả thẩm định",
                "ordering": ["-decided_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Catalogue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state_since", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="từ lúc")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản ghi")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="trình lúc")),
                ("page_count", models.PositiveBigIntegerField(default=0, verbose_name="số trang A4")),
                ("page_count_a3", models.PositiveBigIntegerField(default=0, verbose_name="số trang A3")),
                ("page_count_a2", models.PositiveBigIntegerField(default=0, verbose_name="số trang A2")),
                ("page_count_a1", models.PositiveBigIntegerField(default=0, verbose_name="số trang A1")),
                ("page_count_a0", models.PositiveBigIntegerField(default=0, verbose_name="số trang A0")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang lập"),
                            ("submitted", "Đã trình"),
                            ("received", "Đang thẩm định"),
                            ("returned", "Trả lại để sửa"),
                            ("appraised", "Đã thẩm định"),
                            ("reopening", "Đề nghị mở lại"),
                        ],
                        db_index=True,
                        default="draft",
                        max_length=12,
                        verbose_name="trạng thái",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="tên mục lục")),
                ("file_count", models.PositiveBigIntegerField(default=0, verbose_name="số hồ sơ")),
                ("sheet_count", models.PositiveBigIntegerField(default=0, verbose_name="số tờ")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="lần trình")),
                ("frozen_hash", models.CharField(blank=True, max_length=64, verbose_name="mã kiểm của bản trình")),
                (
                    "agreed_hash",
                    models.CharField(
                        blank=True, default="", max_length=64, verbose_name="mã kiểm sau khi sửa theo trả lời"
                    ),
                ),
                ("accepted_files", models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ đã chấp nhận")),
                ("asked_files", models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ đang hỏi")),
                (
                    "left_out_files",
                    models.PositiveBigIntegerField(default=0, verbose_name="hồ sơ loại khỏi diện số hóa"),
                ),
                (
                    "left_out_pages",
                    models.PositiveBigIntegerField(default=0, verbose_name="trang A4 quy đổi của hồ sơ bị loại"),
                ),
                (
                    "secrecy_declared",
                    models.BooleanField(default=False, verbose_name="đã cam kết không có tài liệu mật"),
                ),
                ("deleted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="xóa lúc")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="catalogues",
                        to="agencies.agency",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trình",
                    ),
                ),
            ],
            options={"verbose_name": "mục lục", "verbose_name_plural": "mục lục", "ordering": ["agency", "name"]},
        ),
        migrations.CreateModel(
            name="ArchivalFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_count", models.PositiveBigIntegerField(default=0, verbose_name="số trang A4")),
                ("page_count_a3", models.PositiveBigIntegerField(default=0, verbose_name="số trang A3")),
                ("page_count_a2", models.PositiveBigIntegerField(default=0, verbose_name="số trang A2")),
                ("page_count_a1", models.PositiveBigIntegerField(default=0, verbose_name="số trang A1")),
                ("page_count_a0", models.PositiveBigIntegerField(default=0, verbose_name="số trang A0")),
                ("position", models.PositiveIntegerField(verbose_name="số thứ tự")),
                ("box_number", models.CharField(blank=True, max_length=30, verbose_name="hộp/cặp số")),
                ("file_number", models.CharField(max_length=30, verbose_name="hồ sơ số")),
                ("reference_code", models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu")),
                ("title", models.CharField(max_length=1000, verbose_name="tiêu đề hồ sơ")),
                (
                    "start_date",
                    models.CharField(help_text="2008, 2008-03 hoặc 2008-03-15", max_length=10, verbose_name="bắt đầu"),
                ),
                ("end_date", models.CharField(blank=True, max_length=10, verbose_name="kết thúc")),
                (
                    "retention_years",
                    models.PositiveSmallIntegerField(default=0, verbose_name="thời hạn bảo quản (năm; 0 là vĩnh viễn)"),
                ),
                ("sheet_count", models.PositiveIntegerField(default=0, verbose_name="số tờ")),
                ("arranged", models.BooleanField(default=True, verbose_name="đã chỉnh lý")),
                ("digitized_before", models.BooleanField(default=False, verbose_name="đã số hóa trước đây")),
                (
                    "condition",
                    models.CharField(
                        choices=[("good", "Tốt"), ("fair", "Bình thường"), ("damaged", "Hỏng")],
                        default="fair",
                        max_length=8,
                        verbose_name="tình trạng vật lý",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("arranged", "Đã chỉnh lý hoàn chỉnh"),
                            ("permanent", "Bảo quản vĩnh viễn"),
                            ("reused", "Thường xuyên tái sử dụng"),
                            ("in_use", "Đang phục vụ quản lý, người dân"),
                            ("at_risk", "Có nguy cơ hư hỏng"),
                        ],
                        max_length=10,
                        verbose_name="ưu tiên",
                    ),
                ),
                ("archive_number", models.CharField(blank=True, default="", max_length=30, verbose_name="số lưu trữ")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Chưa có kết quả"),
                            ("accepted", "Chấp nhận"),
                            ("asked", "Đang hỏi cơ quan"),
                            ("answered", "Cơ quan đã trả lời"),
                            ("left_out", "Loại khỏi diện số hóa"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="kết quả xem xét",
                    ),
                ),
                (
                    "left_out_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("duplicate", "Trùng"),
                            ("superfluous", "Thừa"),
                            ("worthless", "Hết giá trị"),
                            ("unarranged", "Chưa chỉnh lý"),
                            ("other", "Lý do khác"),
                        ],
                        max_length=12,
                        verbose_name="lý do loại",
                    ),
                ),
                ("looked_at", models.DateTimeField(blank=True, null=True, verbose_name="xem từng hồ sơ lúc")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="thay đổi ở lần trình")),
                ("title_key", models.BigIntegerField(default=0, editable=False)),
                ("search_text", models.CharField(editable=False, max_length=1200)),
                (
                    "appraisal",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="files",
                        to="plans.appraisal",
                        verbose_name="thẩm định theo",
                    ),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="plans.catalogue"
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ",
                "verbose_name_plural": "hồ sơ",
                "ordering": ["catalogue", "position"],
                "indexes": [
                    models.Index(fields=["catalogue", "position"], name="file_by_position"),
                    models.Index(fields=["title_key"], name="file_by_title_key"),
                    models.Index(
                        condition=models.Q(("decision__in", ["asked", "answered", "left_out"])),
                        fields=["catalogue", "decision"],
                        name="file_spoken_of",
                    ),
                    models.Index(
                        condition=models.Q(("looked_at__isnull", False)), fields=["catalogue"], name="file_looked_at"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("catalogue", "box_number", "file_number"), name="one_file_number_per_box"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="appraisal",
            name="catalogue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="appraisals", to="plans.catalogue"
            ),
        ),
        migrations.CreateModel(
            name="CatalogueReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveSmallIntegerField(verbose_name="lần trình")),
                ("reason", models.TextField(verbose_name="lý do")),
                ("returned_on", models.DateField(default=agencies.calendar.portal_today, verbose_name="ngày trả lại")),
                ("file_count", models.PositiveBigIntegerField(default=0, verbose_name="số hồ sơ của bản trình")),
                (
                    "a4_page_count",
                    models.PositiveBigIntegerField(default=0, verbose_name="trang A4 quy đổi của bản trình"),
                ),
                (
                    "catalogue_name",
                    models.CharField(blank=True, max_length=250, verbose_name="tên Mục lục lúc trả lại"),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="returns", to="plans.catalogue"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="agencies.issueddocument",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "lần trả lại Mục lục",
                "verbose_name_plural": "lần trả lại Mục lục",
                "ordering": ["-returned_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CatalogueUpload",
            fields=[
                (
                    "job_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="agencies.job",
                    ),
                ),
                ("file_name", models.CharField(max_length=200, verbose_name="tên tệp")),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("reading", "Đang đọc"),
                            ("waiting", "Chờ xác nhận"),
                            ("writing", "Đang ghi"),
                            ("written", "Đã ghi"),
                            ("same", "Không có gì thay đổi"),
                            ("undone", "Đã hoàn tác"),
                        ],
                        default="reading",
                        max_length=8,
                        verbose_name="bước",
                    ),
                ),
                (
                    "workbook",
                    models.FileField(blank=True, upload_to=agencies.files.private_path, verbose_name="tệp đã tải lên"),
                ),
                (
                    "marked",
                    models.FileField(
                        blank=True, upload_to=agencies.files.private_path, verbose_name="bản đánh dấu lỗi"
                    ),
                ),
                (
                    "rest",
                    models.FileField(
                        blank=True, upload_to=agencies.files.private_path, verbose_name="các dòng chưa ghi"
                    ),
                ),
                ("mapping", models.JSONField(blank=True, null=True, verbose_name="cột do người dùng chọn")),
                ("sheets", models.JSONField(default=list, verbose_name="các trang tính")),
                ("notes", models.JSONField(default=list, verbose_name="lưu ý")),
                ("left_out", models.JSONField(default=list, verbose_name="dòng không phải hồ sơ")),
                ("counts", models.JSONField(default=dict, verbose_name="số dòng")),
                (
                    "catalogue_version",
                    models.PositiveIntegerField(default=0, verbose_name="phiên bản Mục lục khi so sánh"),
                ),
                ("only_good", models.BooleanField(default=False, verbose_name="chỉ ghi các dòng đúng")),
                ("remove_missing", models.BooleanField(default=False, verbose_name="xóa hồ sơ không có trong tệp")),
                ("written_at", models.DateTimeField(blank=True, null=True, verbose_name="ghi lúc")),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uploads", to="plans.catalogue"
                    ),
                ),
            ],
            options={
                "verbose_name": "lần tải Mục lục",
                "verbose_name_plural": "lần tải Mục lục",
                "ordering": ["-created_at", "-pk"],
            },
            bases=("agencies.job",),
        ),
        migrations.CreateModel(
            name="CatalogueChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sentence", models.CharField(max_length=400, verbose_name="đã làm gì")),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="lần trình")),
                ("made_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="lúc")),
                ("first_added", models.BigIntegerField(editable=False, null=True)),
                ("last_added", models.BigIntegerField(editable=False, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="hoàn tác lúc")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người sửa",
                    ),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="plans.catalogue"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="change",
                        to="plans.catalogueupload",
                    ),
                ),
            ],
            options={"verbose_name": "lần sửa Mục lục", "verbose_name_plural": "lần sửa Mục lục", "ordering": ["-pk"]},
        ),
        migrations.CreateModel(
            name="DuplicateGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=30, verbose_name="phạm vi tìm")),
                ("fingerprint", models.CharField(db_index=True, max_length=32)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("exact", "Giống hệt"),
                            ("near", "Gần giống"),
                            ("code", "Cùng số, ký hiệu"),
                            ("issue", "Văn bản của một nơi ban hành ở nhiều phông"),
                        ],
                        max_length=5,
                        verbose_name="loại",
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("catalogue", "Trong một Mục lục"),
                            ("agency", "Trong một cơ quan"),
                            ("province", "Giữa các cơ quan"),
                        ],
                        max_length=9,
                        verbose_name="trùng ở đâu",
                    ),
                ),
                ("file_count", models.PositiveIntegerField(verbose_name="số hồ sơ")),
                (
                    "exact_count",
                    models.PositiveIntegerField(default=0, verbose_name="số hồ sơ giống hệt một hồ sơ khác của nhóm"),
                ),
                ("extra_pages", models.PositiveBigIntegerField(verbose_name="trang A4 quy đổi số hóa thừa")),
                ("is_current", models.BooleanField(default=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Chưa xem"),
                            ("handled", "Đã xử lý"),
                            ("different", "Không phải trùng"),
                            ("each", "Mỗi phông giữ một bản"),
                        ],
                        default="",
                        max_length=9,
                        verbose_name="kết luận",
                    ),
                ),
                ("judged_at", models.DateTimeField(blank=True, null=True, verbose_name="kết luận lúc")),
                (
                    "judged_search",
                    models.BigIntegerField(editable=False, null=True, verbose_name="kết luận khi xem lần tìm"),
                ),
                (
                    "opinion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Chưa xem"),
                            ("handled", "Đã xử lý"),
                            ("different", "Không phải trùng"),
                            ("each", "Mỗi phông giữ một bản"),
                        ],
                        default="",
                        max_length=9,
                        verbose_name="ý kiến của cơ quan",
                    ),
                ),
                ("opinion_at", models.DateTimeField(blank=True, null=True, verbose_name="ý kiến lúc")),
                (
                    "opinion_search",
                    models.BigIntegerField(editable=False, null=True, verbose_name="ý kiến khi xem lần tìm"),
                ),
                ("reopened_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mở lại lúc")),
                (
                    "why_reopened",
                    models.CharField(blank=True, default="", editable=False, max_length=200, verbose_name="mở lại vì"),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opinion_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "opinion_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "nhóm hồ sơ trùng",
                "verbose_name_plural": "nhóm hồ sơ trùng",
                "ordering": ["-extra_pages", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DuplicateMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("a4_pages", models.PositiveBigIntegerField(verbose_name="trang A4 quy đổi")),
                ("is_extra", models.BooleanField()),
                ("twins", models.PositiveIntegerField(default=1, verbose_name="số hồ sơ giống hệt trong nhóm")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.archivalfile",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="plans.duplicategroup"
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ trong nhóm trùng",
                "verbose_name_plural": "hồ sơ trong nhóm trùng",
                "ordering": ["is_extra", "-a4_pages", "file_id"],
            },
        ),
        migrations.CreateModel(
            name="DuplicateSearch",
            fields=[
                (
                    "job_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="agencies.job",
                    ),
                ),
                ("scope", models.CharField(db_index=True, max_length=30, verbose_name="phạm vi")),
                ("group_count", models.PositiveIntegerField(default=0, verbose_name="số nhóm")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="plans.catalogue",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần tìm hồ sơ trùng",
                "verbose_name_plural": "lần tìm hồ sơ trùng",
                "ordering": ["-created_at", "-pk"],
            },
            bases=("agencies.job",),
        ),
        migrations.AddField(
            model_name="duplicategroup",
            name="search",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="groups",
                to="plans.duplicatesearch",
            ),
        ),
        migrations.AddIndex(
            model_name="duplicategroup",
            index=models.Index(fields=["scope", "is_current", "-extra_pages"], name="duplicates_by_waste"),
        ),
        migrations.AddConstraint(
            model_name="duplicategroup",
            constraint=models.UniqueConstraint(fields=("scope", "fingerprint"), name="one_group_per_scope"),
        ),
        migrations.CreateModel(
            name="ExcessReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveSmallIntegerField(verbose_name="lần trình")),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="lý do")),
                ("given_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="nêu lúc")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="xác nhận lúc")),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="excess_reasons", to="plans.catalogue"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xác nhận",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nêu",
                    ),
                ),
            ],
            options={
                "verbose_name": "lý do vượt chỉ tiêu",
                "verbose_name_plural": "lý do vượt chỉ tiêu",
                "ordering": ["-given_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("catalogue", "revision"), name="one_excess_reason_per_revision")
                ],
            },
        ),
        migrations.CreateModel(
            name="FileBefore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_count", models.PositiveBigIntegerField(default=0, verbose_name="số trang A4")),
                ("page_count_a3", models.PositiveBigIntegerField(default=0, verbose_name="số trang A3")),
                ("page_count_a2", models.PositiveBigIntegerField(default=0, verbose_name="số trang A2")),
                ("page_count_a1", models.PositiveBigIntegerField(default=0, verbose_name="số trang A1")),
                ("page_count_a0", models.PositiveBigIntegerField(default=0, verbose_name="số trang A0")),
                ("box_number", models.CharField(max_length=30)),
                ("file_number", models.CharField(max_length=30)),
                ("reference_code", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=1000)),
                ("start_date", models.CharField(max_length=10)),
                ("end_date", models.CharField(max_length=10)),
                ("retention_years", models.PositiveSmallIntegerField()),
                ("sheet_count", models.PositiveIntegerField()),
                ("arranged", models.BooleanField()),
                ("priority", models.CharField(max_length=10)),
                ("digitized_before", models.BooleanField()),
                ("condition", models.CharField(max_length=8)),
                ("archive_number", models.CharField(default="", max_length=30)),
                ("note", models.CharField(max_length=500)),
                ("search_text", models.CharField(max_length=1200)),
                ("title_key", models.BigIntegerField()),
                ("file_id", models.BigIntegerField()),
                ("removed", models.BooleanField()),
                ("position", models.PositiveIntegerField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Chưa có kết quả"),
                            ("accepted", "Chấp nhận"),
                            ("asked", "Đang hỏi cơ quan"),
                            ("answered", "Cơ quan đã trả lời"),
                            ("left_out", "Loại khỏi diện số hóa"),
                        ],
                        max_length=8,
                    ),
                ),
                ("left_out_reason", models.CharField(blank=True, max_length=12)),
                ("looked_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveSmallIntegerField()),
                ("appraisal_id", models.BigIntegerField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="plans.cataloguechange"
                    ),
                ),
            ],
            options={"verbose_name": "giá trị trước khi sửa", "verbose_name_plural": "giá trị trước khi sửa"},
        ),
        migrations.CreateModel(
            name="FileNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    models.CharField(
                        choices=[("agency", "Gửi cơ quan"), ("internal", "Ghi chú nội bộ Sở Nội vụ")],
                        max_length=8,
                        verbose_name="nơi đọc",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="nội dung")),
                ("written_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="lúc")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người viết",
                    ),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="plans.catalogue"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="plans.archivalfile",
                    ),
                ),
            ],
            options={"verbose_name": "trao đổi", "verbose_name_plural": "trao đổi", "ordering": ["written_at", "pk"]},
        ),
        migrations.CreateModel(
            name="Fonds",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(blank=True, max_length=30, verbose_name="mã phông")),
                ("name", models.CharField(max_length=250, verbose_name="tên phông")),
                (
                    "years",
                    models.CharField(
                        blank=True, help_text="Ví dụ 1997–2025", max_length=60, verbose_name="thời gian tài liệu"
                    ),
                ),
                ("is_closed", models.BooleanField(default=False, verbose_name="phông đóng")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fonds",
                        to="agencies.agency",
                        verbose_name="cơ quan",
                    ),
                ),
            ],
            options={
                "verbose_name": "phông",
                "verbose_name_plural": "phông",
                "ordering": ["agency", "name"],
                "constraints": [models.UniqueConstraint(fields=("agency", "name"), name="one_fonds_per_name")],
            },
        ),
        migrations.AddField(
            model_name="catalogue",
            name="fonds",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="catalogues",
                to="plans.fonds",
                verbose_name="phông",
            ),
        ),
        migrations.CreateModel(
            name="HeaderMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shape", models.CharField(max_length=64, verbose_name="dạng tiêu đề")),
                ("columns", models.JSONField(default=dict, verbose_name="cột")),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="header_mappings",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "cách đọc cột",
                "verbose_name_plural": "cách đọc cột",
                "constraints": [models.UniqueConstraint(fields=("agency", "shape"), name="one_mapping_per_shape")],
            },
        ),
        migrations.CreateModel(
            name="LeftOutDuplicate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kept_name", models.CharField(max_length=320, verbose_name="hồ sơ giữ lại")),
                ("likeness", models.CharField(max_length=32)),
                ("bound_at", models.DateTimeField(verbose_name="loại lúc")),
                ("lost_at", models.DateTimeField(blank=True, null=True, verbose_name="hồ sơ giữ lại không còn từ")),
                (
                    "why_lost",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("deleted", "đã bị xóa khỏi Mục lục"),
                            ("left_out", "đã bị loại khỏi diện số hóa"),
                            ("withdrawn", "đã được rút lại cùng Mục lục"),
                            ("changed", "đã được sửa nên không còn trùng"),
                        ],
                        max_length=9,
                        verbose_name="vì sao không còn",
                    ),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.catalogue"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.archivalfile",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bound",
                        to="plans.duplicategroup",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.archivalfile",
                    ),
                ),
                (
                    "kept_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "kept_catalogue",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="plans.catalogue"
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ loại vì trùng",
                "verbose_name_plural": "hồ sơ loại vì trùng",
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("file",), name="one_kept_file_each")],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="tên kế hoạch")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="số kế hoạch")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày ban hành kế hoạch")),
                ("province_name", models.CharField(default="Quảng Nam", max_length=100, verbose_name="tên tỉnh")),
                ("starts_on", models.DateField(verbose_name="bắt đầu")),
                ("first_period_end", models.DateField(verbose_name="kỳ báo cáo đầu tiên kết thúc ngày")),
                (
                    "period_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(92),
                        ],
                        verbose_name="số ngày mỗi kỳ báo cáo",
                    ),
                ),
                (
                    "report_signer_title",
                    models.CharField(default="GIÁM ĐỐC", max_length=100, verbose_name="chức vụ người ký báo cáo"),
                ),
                ("report_signer_name", models.CharField(blank=True, max_length=120, verbose_name="người ký báo cáo")),
                (
                    "drafting_unit",
                    models.CharField(
                        blank=True,
                        help_text="Chữ viết tắt sau “Lưu: VT”, ví dụ QLVTLT",
                        max_length=40,
                        verbose_name="đơn vị soạn thảo",
                    ),
                ),
                (
                    "drafter_signs",
                    models.CharField(
                        blank=True,
                        help_text="Sau đơn vị soạn thảo, ví dụ NVA.(05b)",
                        max_length=40,
                        verbose_name="ký hiệu người soạn thảo, số bản",
                    ),
                ),
                ("figures_are_illustrative", models.BooleanField(default=False, verbose_name="số liệu minh họa")),
                (
                    "reporting_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="cơ quan báo cáo",
                    ),
                ),
            ],
            options={
                "verbose_name": "kế hoạch",
                "verbose_name_plural": "kế hoạch",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_days__gte", 1), ("period_days__lte", 92)),
                        name="plan_periods_have_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__gte", datetime.date(2000, 1, 1)),
                            ("starts_on__lte", datetime.date(2099, 12, 31)),
                        ),
                        name="plan_starts_in_our_time",
                        violation_error_message="Ngày bắt đầu từ 01/01/2000 đến 31/12/2099.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_period_end__gte", models.F("starts_on"))),
                        name="plan_starts_before_its_first_period_ends",
                        violation_error_message="Kỳ báo cáo đầu tiên không kết thúc trước ngày bắt đầu Kế hoạch.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodLength",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="áp dụng từ ngày")),
                (
                    "period_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(92),
                        ],
                        verbose_name="số ngày mỗi kỳ báo cáo",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="period_lengths", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "độ dài kỳ báo cáo",
                "verbose_name_plural": "độ dài kỳ báo cáo",
                "ordering": ["valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "valid_from"),
                        name="one_period_length_from_a_day",
                        violation_error_message="Đã có độ dài kỳ báo cáo áp dụng từ ngày này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_days__gte", 1), ("period_days__lte", 92)),
                        name="period_length_has_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("review", "Rà soát hồ sơ, tài liệu"),
                            ("detailed_plan", "Ban hành kế hoạch chi tiết"),
                            ("catalogue", "Thẩm định Mục lục"),
                            ("estimate", "Thẩm định dự toán"),
                            ("digitization", "Thực hiện số hóa"),
                            ("report", "Tổng hợp, báo cáo UBND tỉnh"),
                        ],
                        max_length=16,
                        verbose_name="mốc",
                    ),
                ),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[("departments", "Các sở, ban, ngành tỉnh"), ("districts", "UBND cấp huyện")],
                        help_text="Trống: mọi cơ quan",
                        max_length=12,
                        verbose_name="nhóm cơ quan",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        blank=True,
                        help_text="Ngày có hiệu lực của việc gia hạn; trống: từ đầu Kế hoạch",
                        null=True,
                        verbose_name="áp dụng từ ngày",
                    ),
                ),
                ("printed_date", models.DateField(verbose_name="ngày ghi trong Kế hoạch (trước ngày)")),
                ("last_day_on_time", models.DateField(verbose_name="ngày cuối cùng còn đúng hạn")),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="căn cứ")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        help_text="Chỉ riêng một cơ quan; trống: cả nhóm",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "mốc thời hạn",
                "verbose_name_plural": "mốc thời hạn",
                "ordering": ["printed_date", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("plan"),
                        models.F("key"),
                        models.F("group"),
                        django.db.models.functions.comparison.Coalesce(models.F("agency"), 0),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("valid_from"), datetime.date(2000, 1, 1)
                        ),
                        name="one_milestone_of_a_kind",
                        violation_error_message="Đã có mốc này cho cùng nhóm hoặc cơ quan, áp dụng từ cùng ngày: sửa mốc đó.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agency", None), ("group", ""), _connector="OR"),
                        name="milestone_of_an_agency_names_no_group",
                        violation_error_message="Chọn nhóm cơ quan, hoặc chọn một cơ quan; không chọn cả hai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day_on_time__gte", datetime.date(2000, 1, 1)),
                            ("last_day_on_time__lte", models.F("printed_date")),
                        ),
                        name="milestone_is_on_time_by_its_date",
                        violation_error_message="Ngày cuối cùng còn đúng hạn không sau ngày ghi trong Kế hoạch.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("printed_date__lte", datetime.date(2099, 12, 31))),
                        name="milestone_is_in_our_time",
                        violation_error_message="Ngày của mốc không sau 31/12/2099.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DetailedPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản")),
                ("submitted_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="gửi lúc")),
                ("submitted_on", models.DateField(db_index=True, verbose_name="gửi ngày")),
                ("reason", models.TextField(blank=True, verbose_name="lý do thay đổi")),
                ("number", models.CharField(max_length=60, verbose_name="số kế hoạch")),
                ("issued_on", models.DateField(verbose_name="ngày ban hành")),
                ("signer", models.CharField(max_length=120, verbose_name="người ký")),
                ("period_from", models.DateField(verbose_name="thực hiện từ ngày")),
                ("period_to", models.DateField(verbose_name="đến ngày")),
                (
                    "document",
                    models.FileField(blank=True, upload_to=agencies.files.private_path, verbose_name="văn bản"),
                ),
                ("document_name", models.CharField(blank=True, max_length=200, verbose_name="tên tệp")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="agencies.agency"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"),
                ),
            ],
            options={
                "verbose_name": "kế hoạch chi tiết",
                "verbose_name_plural": "kế hoạch chi tiết",
                "ordering": ["agency", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "agency", "version"), name="one_detailed_plan_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="ControlFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.CharField(
                        choices=[("departments", "Các sở, ban, ngành tỉnh"), ("districts", "UBND cấp huyện")],
                        max_length=12,
                        verbose_name="nhóm",
                    ),
                ),
                (
                    "file_count",
                    models.PositiveBigIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100000000000)], verbose_name="số hồ sơ"
                    ),
                ),
                (
                    "page_count",
                    models.PositiveBigIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100000000000)], verbose_name="số trang A4"
                    ),
                ),
                (
                    "amount_dong",
                    models.PositiveBigIntegerField(
                        validators=[django.core.validators.MaxValueValidator(10000000000000000)],
                        verbose_name="kinh phí (đồng)",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="control_figures", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "số kiểm soát",
                "verbose_name_plural": "số kiểm soát",
                "constraints": [models.UniqueConstraint(fields=("plan", "group"), name="one_control_figure_per_group")],
            },
        ),
        migrations.AddField(
            model_name="catalogue",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="catalogues", to="plans.plan"
            ),
        ),
        migrations.AddIndex(
            model_name="catalogue", index=models.Index(fields=["state", "state_since"], name="catalogue_queue")
        ),
        migrations.AddConstraint(
            model_name="catalogue",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at", None)), fields=("fonds", "name"), name="one_catalogue_per_name"
            ),
        ),
        migrations.CreateModel(
            name="ProgressReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản")),
                ("submitted_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="gửi lúc")),
                ("submitted_on", models.DateField(db_index=True, verbose_name="gửi ngày")),
                ("reason", models.TextField(blank=True, verbose_name="lý do thay đổi")),
                ("period_end", models.DateField(db_index=True, verbose_name="kỳ kết thúc ngày")),
                ("scanned_files", models.PositiveBigIntegerField(verbose_name="hồ sơ đã số hóa")),
                ("scanned_pages", models.PositiveBigIntegerField(verbose_name="trang đã số hóa")),
                ("checked_files", models.PositiveBigIntegerField(verbose_name="hồ sơ kiểm tra đạt")),
                ("checked_pages", models.PositiveBigIntegerField(verbose_name="trang kiểm tra đạt")),
                ("integrated_files", models.PositiveBigIntegerField(verbose_name="hồ sơ đã lên Kho dùng chung")),
                ("integrated_pages", models.PositiveBigIntegerField(verbose_name="trang đã lên Kho dùng chung")),
                ("difficulties", models.TextField(blank=True, verbose_name="khó khăn, vướng mắc")),
                ("proposals", models.TextField(blank=True, verbose_name="kiến nghị, đề xuất")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="agencies.agency"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo tiến độ",
                "verbose_name_plural": "báo cáo tiến độ",
                "ordering": ["agency", "-period_end", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "agency", "period_end", "version"), name="one_progress_report_per_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposedValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=30, verbose_name="cột")),
                ("header", models.CharField(max_length=60, verbose_name="tên cột")),
                ("was", models.CharField(blank=True, max_length=1000, verbose_name="đang ghi")),
                ("value", models.CharField(blank=True, max_length=1000, verbose_name="giá trị đúng")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("", "Chờ Sở Nội vụ"), ("taken", "Đã sửa theo"), ("declined", "Không sửa theo")],
                        default="",
                        max_length=8,
                        verbose_name="kết quả",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="lúc")),
                (
                    "added_pages",
                    models.BigIntegerField(default=0, verbose_name="trang A4 quy đổi tăng, giảm khi sửa theo"),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="plans.cataloguechange",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposal", to="plans.filenote"
                    ),
                ),
            ],
            options={"verbose_name": "đề nghị sửa", "verbose_name_plural": "đề nghị sửa"},
        ),
        migrations.CreateModel(
            name="ReturnedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_id", models.BigIntegerField()),
                ("position", models.PositiveIntegerField()),
                ("box_number", models.CharField(blank=True, max_length=30, verbose_name="hộp/cặp số")),
                ("file_number", models.CharField(max_length=30, verbose_name="hồ sơ số")),
                ("title", models.CharField(max_length=1000, verbose_name="tiêu đề hồ sơ")),
                ("text", models.TextField(max_length=2000, verbose_name="cần sửa gì")),
                ("named_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="lúc")),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="named_files", to="plans.catalogue"
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sent_back",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="plans.cataloguereturn",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ nêu khi trả lại",
                "verbose_name_plural": "hồ sơ nêu khi trả lại",
                "ordering": ["catalogue", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("sent_back", None)),
                        fields=("catalogue", "file_id"),
                        name="one_sentence_per_named_file",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SampleDraw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveSmallIntegerField(verbose_name="lần trình")),
                ("size", models.PositiveSmallIntegerField(verbose_name="cỡ mẫu")),
                ("file_count", models.PositiveBigIntegerField(verbose_name="số hồ sơ của Mục lục khi rút mẫu")),
                ("seed", models.CharField(max_length=40, verbose_name="mã rút mẫu")),
                ("file_keys", models.JSONField(default=list, verbose_name="hồ sơ trong mẫu")),
                ("seen", models.JSONField(blank=True, default=dict, verbose_name="đã xem từng hồ sơ")),
                ("drawn_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="lúc rút")),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="samples", to="plans.catalogue"
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người rút",
                    ),
                ),
            ],
            options={
                "verbose_name": "mẫu kiểm tra",
                "verbose_name_plural": "mẫu kiểm tra",
                "ordering": ["catalogue", "-revision", "-size"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("catalogue", "revision", "size"), name="one_draw_per_size_and_revision"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_count", models.PositiveBigIntegerField(default=0, verbose_name="số trang A4")),
                ("page_count_a3", models.PositiveBigIntegerField(default=0, verbose_name="số trang A3")),
                ("page_count_a2", models.PositiveBigIntegerField(default=0, verbose_name="số trang A2")),
                ("page_count_a1", models.PositiveBigIntegerField(default=0, verbose_name="số trang A1")),
                ("page_count_a0", models.PositiveBigIntegerField(default=0, verbose_name="số trang A0")),
                ("box_number", models.CharField(max_length=30)),
                ("file_number", models.CharField(max_length=30)),
                ("reference_code", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=1000)),
                ("start_date", models.CharField(max_length=10)),
                ("end_date", models.CharField(max_length=10)),
                ("retention_years", models.PositiveSmallIntegerField()),
                ("sheet_count", models.PositiveIntegerField()),
                ("arranged", models.BooleanField()),
                ("priority", models.CharField(max_length=10)),
                ("digitized_before", models.BooleanField()),
                ("condition", models.CharField(max_length=8)),
                ("archive_number", models.CharField(default="", max_length=30)),
                ("note", models.CharField(max_length=500)),
                ("search_text", models.CharField(max_length=1200)),
                ("title_key", models.BigIntegerField()),
                ("file_id", models.BigIntegerField(db_index=True)),
                ("position", models.PositiveIntegerField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Chưa có kết quả"),
                            ("accepted", "Chấp nhận"),
                            ("asked", "Đang hỏi cơ quan"),
                            ("answered", "Cơ quan đã trả lời"),
                            ("left_out", "Loại khỏi diện số hóa"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "left_out_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("duplicate", "Trùng"),
                            ("superfluous", "Thừa"),
                            ("worthless", "Hết giá trị"),
                            ("unarranged", "Chưa chỉnh lý"),
                            ("other", "Lý do khác"),
                        ],
                        max_length=12,
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="lý do bằng lời")),
                (
                    "appraisal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signed_files", to="plans.appraisal"
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaced_rows",
                        to="plans.appraisal",
                    ),
                ),
            ],
            options={
                "verbose_name": "hồ sơ như đã thẩm định",
                "verbose_name_plural": "hồ sơ như đã thẩm định",
                "ordering": ["appraisal", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("appraisal", "file_id"), name="one_signed_row_per_appraisal")
                ],
            },
        ),
        migrations.CreateModel(
            name="Signer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("deputy", "KT. Giám đốc – Phó Giám đốc"),
                            ("by_order", "TL. Giám đốc"),
                            ("authorized", "TUQ. Giám đốc"),
                        ],
                        max_length=12,
                        verbose_name="tư cách ký",
                    ),
                ),
                (
                    "title",
                    models.CharField(help_text="Ví dụ PHÓ GIÁM ĐỐC", max_length=100, verbose_name="chức vụ, viết hoa"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="họ và tên")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signers", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "người ký thay",
                "verbose_name_plural": "người ký thay",
                "constraints": [models.UniqueConstraint(fields=("plan", "capacity"), name="one_signer_per_capacity")],
            },
        ),
        migrations.CreateModel(
            name="SizeFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "size",
                    models.CharField(
                        choices=[("a4", "A4"), ("a3", "A3"), ("a2", "A2"), ("a1", "A1"), ("a0", "A0")],
                        max_length=2,
                        verbose_name="khổ giấy",
                    ),
                ),
                (
                    "factor",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(64),
                        ],
                        verbose_name="hệ số K",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(
                        blank=True, help_text="Trống: từ đầu Kế hoạch", null=True, verbose_name="áp dụng từ ngày"
                    ),
                ),
                ("confirmed", models.BooleanField(default=False, verbose_name="Sở Tài chính đã xác nhận")),
            ],
            options={
                "verbose_name": "hệ số khổ giấy",
                "verbose_name_plural": "hệ số khổ giấy",
                "ordering": ["factor"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("size"),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("valid_from"), datetime.date(2000, 1, 1)
                        ),
                        name="one_factor_of_a_size_from_a_day",
                        violation_error_message="Đã có hệ số của khổ giấy này áp dụng từ ngày này.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("factor__gte", 1), ("factor__lte", 64)), name="size_factor_is_a_factor"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("size", "a4"), _negated=True), ("factor", 1), _connector="OR"),
                        name="a4_counts_as_itself",
                        violation_error_message="Trang A4 là đơn vị tính: hệ số K của A4 luôn là 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            models.Q(
                                ("valid_from__gte", datetime.date(2000, 1, 1)),
                                ("valid_from__lte", datetime.date(2099, 12, 31)),
                            ),
                            _connector="OR",
                        ),
                        name="size_factor_is_of_our_time",
                        violation_error_message="Ngày áp dụng từ 01/01/2000 đến 31/12/2099.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedFile",
            fields=[
                ("page_count", models.PositiveBigIntegerField(default=0, verbose_name="số trang A4")),
                ("page_count_a3", models.PositiveBigIntegerField(default=0, verbose_name="số trang A3")),
                ("page_count_a2", models.PositiveBigIntegerField(default=0, verbose_name="số trang A2")),
                ("page_count_a1", models.PositiveBigIntegerField(default=0, verbose_name="số trang A1")),
                ("page_count_a0", models.PositiveBigIntegerField(default=0, verbose_name="số trang A0")),
                ("box_number", models.CharField(max_length=30)),
                ("file_number", models.CharField(max_length=30)),
                ("reference_code", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=1000)),
                ("start_date", models.CharField(max_length=10)),
                ("end_date", models.CharField(max_length=10)),
                ("retention_years", models.PositiveSmallIntegerField()),
                ("sheet_count", models.PositiveIntegerField()),
                ("arranged", models.BooleanField()),
                ("priority", models.CharField(max_length=10)),
                ("digitized_before", models.BooleanField()),
                ("condition", models.CharField(max_length=8)),
                ("archive_number", models.CharField(default="", max_length=30)),
                ("note", models.CharField(max_length=500)),
                ("search_text", models.CharField(max_length=1200)),
                ("title_key", models.BigIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "upload_id", "position", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("sheet", models.PositiveSmallIntegerField()),
                ("row", models.PositiveIntegerField()),
                ("broken", models.BooleanField()),
                ("fonds", models.CharField(default="", max_length=250)),
                ("origin_upload", models.BigIntegerField(default=0)),
                ("origin_position", models.PositiveIntegerField(default=0)),
                ("place", models.PositiveIntegerField(null=True)),
                (
                    "upload",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="plans.catalogueupload",
                    ),
                ),
            ],
            options={"verbose_name": "dòng chờ ghi", "verbose_name_plural": "dòng chờ ghi"},
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_count", models.PositiveBigIntegerField(verbose_name="số hồ sơ")),
                ("page_count", models.PositiveBigIntegerField(verbose_name="số trang A4")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="agencies.agency"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="targets", to="plans.plan"
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ tiêu",
                "verbose_name_plural": "chỉ tiêu",
                "constraints": [models.UniqueConstraint(fields=("plan", "agency"), name="one_target_per_agency")],
            },
        ),
        migrations.CreateModel(
            name="TargetUpload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                ("file_name", models.CharField(max_length=200)),
                ("rows", models.JSONField(default=list)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="plans.plan")),
                (
                    "uploaded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={"verbose_name": "lần nạp chỉ tiêu", "verbose_name_plural": "lần nạp chỉ tiêu"},
        ),
        migrations.CreateModel(
            name="UnitPrice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount_dong",
                    models.PositiveBigIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000000),
                        ],
                        verbose_name="đơn giá (đồng/trang A4)",
                    ),
                ),
                ("valid_from", models.DateField(unique=True, verbose_name="áp dụng từ ngày")),
                ("source", models.CharField(max_length=300, verbose_name="căn cứ")),
            ],
            options={
                "verbose_name": "đơn giá",
                "verbose_name_plural": "đơn giá",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_dong__gte", 1), ("amount_dong__lte", 10000000)),
                        name="unit_price_is_a_price",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__gte", datetime.date(2000, 1, 1)),
                            ("valid_from__lte", datetime.date(2099, 12, 31)),
                        ),
                        name="unit_price_is_of_our_time",
                        violation_error_message="Ngày áp dụng từ 01/01/2000 đến 31/12/2099.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadMarking",
            fields=[
                (
                    "job_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="agencies.job",
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="marking", to="plans.catalogueupload"
                    ),
                ),
            ],
            options={"verbose_name": "bản đánh dấu lỗi", "verbose_name_plural": "bản đánh dấu lỗi"},
            bases=("agencies.job",),
        ),
        migrations.CreateModel(
            name="UploadProblem",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "upload_id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("level", models.CharField(max_length=7)),
                ("sheet", models.CharField(max_length=60)),
                ("row", models.PositiveIntegerField()),
                ("column", models.CharField(max_length=3)),
                ("header", models.CharField(max_length=60)),
                ("field", models.CharField(max_length=20)),
                ("value", models.TextField()),
                ("text", models.CharField(max_length=500)),
                (
                    "upload",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="plans.catalogueupload",
                    ),
                ),
            ],
            options={"verbose_name": "chỗ cần sửa", "verbose_name_plural": "chỗ cần sửa", "ordering": ["number"]},
        ),
        migrations.CreateModel(
            name="VolumeReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_count", models.PositiveBigIntegerField(default=0, verbose_name="số trang A4")),
                ("page_count_a3", models.PositiveBigIntegerField(default=0, verbose_name="số trang A3")),
                ("page_count_a2", models.PositiveBigIntegerField(default=0, verbose_name="số trang A2")),
                ("page_count_a1", models.PositiveBigIntegerField(default=0, verbose_name="số trang A1")),
                ("page_count_a0", models.PositiveBigIntegerField(default=0, verbose_name="số trang A0")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="phiên bản")),
                ("submitted_at", models.DateTimeField(default=agencies.calendar.portal_now, verbose_name="gửi lúc")),
                ("submitted_on", models.DateField(db_index=True, verbose_name="gửi ngày")),
                ("reason", models.TextField(blank=True, verbose_name="lý do thay đổi")),
                ("file_count", models.PositiveBigIntegerField(default=0, verbose_name="số hồ sơ")),
                ("sheet_count", models.PositiveBigIntegerField(default=0, verbose_name="số tờ")),
                ("a4_page_count", models.PositiveBigIntegerField(default=0, verbose_name="trang A4 quy đổi")),
                ("amount_dong", models.PositiveBigIntegerField(default=0, verbose_name="kinh phí dự kiến (đồng)")),
                ("unit_price_dong", models.PositiveBigIntegerField(default=0, verbose_name="đơn giá (đồng)")),
                ("confidential_files", models.PositiveIntegerField(default=0, verbose_name="hồ sơ Mật")),
                ("confidential_pages", models.PositiveBigIntegerField(default=0, verbose_name="trang Mật")),
                ("secret_files", models.PositiveIntegerField(default=0, verbose_name="hồ sơ Tối mật")),
                ("secret_pages", models.PositiveBigIntegerField(default=0, verbose_name="trang Tối mật")),
                ("top_secret_files", models.PositiveIntegerField(default=0, verbose_name="hồ sơ Tuyệt mật")),
                ("top_secret_pages", models.PositiveBigIntegerField(default=0, verbose_name="trang Tuyệt mật")),
                ("photo_count", models.PositiveIntegerField(default=0, verbose_name="ảnh, phim (số lượng)")),
                ("audio_count", models.PositiveIntegerField(default=0, verbose_name="ghi âm (số lượng)")),
                ("audio_minutes", models.PositiveIntegerField(default=0, verbose_name="ghi âm (phút)")),
                ("video_count", models.PositiveIntegerField(default=0, verbose_name="ghi hình (số lượng)")),
                ("video_minutes", models.PositiveIntegerField(default=0, verbose_name="ghi hình (phút)")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="agencies.agency"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
            ],
            options={
                "verbose_name": "rà soát khối lượng",
                "verbose_name_plural": "rà soát khối lượng",
                "ordering": ["agency", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "agency", "version"), name="one_review_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="VolumeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_count", models.PositiveBigIntegerField(default=0, verbose_name="số trang A4")),
                ("page_count_a3", models.PositiveBigIntegerField(default=0, verbose_name="số trang A3")),
                ("page_count_a2", models.PositiveBigIntegerField(default=0, verbose_name="số trang A2")),
                ("page_count_a1", models.PositiveBigIntegerField(default=0, verbose_name="số trang A1")),
                ("page_count_a0", models.PositiveBigIntegerField(default=0, verbose_name="số trang A0")),
                ("position", models.PositiveSmallIntegerField(verbose_name="số thứ tự")),
                ("fonds_name", models.CharField(max_length=250, verbose_name="phông")),
                (
                    "arrangement",
                    models.CharField(
                        choices=[
                            ("full", "Chỉnh lý hoàn chỉnh"),
                            ("partial", "Chỉnh lý một phần"),
                            ("none", "Chưa chỉnh lý"),
                        ],
                        max_length=8,
                        verbose_name="chỉnh lý",
                    ),
                ),
                (
                    "retention",
                    models.CharField(
                        choices=[("permanent", "Vĩnh viễn"), ("limited", "Có thời hạn")],
                        max_length=10,
                        verbose_name="thời hạn bảo quản",
                    ),
                ),
                ("file_count", models.PositiveBigIntegerField(verbose_name="số hồ sơ")),
                ("sheet_count", models.PositiveBigIntegerField(default=0, verbose_name="số tờ")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="plans.volumereview"
                    ),
                ),
            ],
            options={"verbose_name": "dòng rà soát", "verbose_name_plural": "dòng rà soát", "ordering": ["position"]},
        ),
        migrations.RunPython(staging_without_log, migrations.RunPython.noop),
    ]
