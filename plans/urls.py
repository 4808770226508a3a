from agencies.policies import route

from .catalogues import (
    answer_views,
    bulk_views,
    edit_views,
    file_views,
    grid_views,
    many_views,
    moving_views,
    page_estimate_views,
    search_views,
    undo_views,
)
from .catalogues import desk_views as desk
from .catalogues import views as catalogues
from .declarations import detailed_plan_views as detailed_plans
from .declarations import money_panel, review_sign_views, review_steps, review_together, review_views
from .difficulties import action_views as difficulty_actions
from .difficulties import sorting_views as difficulty_sorting
from .difficulties import views as difficulties
from .duplicates import issued_views
from .duplicates import views as duplicates
from .evidence import views as evidence
from .excess import views as excess_views
from .extensions import views as extensions
from .letters import views as letters
from .progress import district_views, owed, receipt_views
from .progress import entry as progress_entry
from .progress import together as progress_together
from .progress import views as progress_views
from .progress.book import views as books
from .scanning import views as scanning
from .shared_archive import export_views as archive_exports
from .shared_archive import media_upload_views as media_uploads
from .shared_archive import media_views as media
from .shared_archive import receipt_views as archive_receipts
from .shared_archive import views as archive
from .signoffs import views as signoff_views
from .targets import division_views
from .targets import upload_views as target_uploads
from .targets import views as targets
from .unusual import views as unusual_views
from .uploads import correct_views as corrections
from .uploads import memory_views
from .uploads import views as uploads

FORM, POST = ("GET", "POST"), ("POST",)

urlpatterns = [
    route("bang-chu/", money_panel.amount_words, "amount_words", "signed_in"),
    route("ra-soat/", review_views.review, "review", "own_agency"),
    route("ra-soat/khoi-luong/", review_steps.review_edit, "review_edit", "prepares", FORM),
    route("ra-soat/do-mat/", review_steps.review_secrecy, "review_secrecy", "prepares", FORM),
    route("ra-soat/xem-lai/", review_steps.review_check, "review_check", "prepares", FORM, once=True),
    route("ra-soat/bo-nhap/", review_views.review_discard, "review_discard", "prepares", POST),
    route("ra-soat/trinh-ky/<int:pk>/", review_sign_views.review_sign, "review_sign", "signed_in", FORM),
    route(
        "ra-soat/trinh-ky/<int:pk>/tra-lai/",
        review_sign_views.review_give_back,
        "review_sign_give_back",
        "signed_in",
        POST,
    ),
    route(
        "ra-soat/trinh-ky/<int:pk>/rut-lai/",
        review_sign_views.review_take_back,
        "review_sign_take_back",
        "prepares",
        POST,
    ),
    route("cho-ky/", signoff_views.sign_off_list, "sign_off_list", "signed_in", FORM),
    route("ra-soat/chung/", review_together.review_together, "review_together", "prepares", FORM, once=True),
    route("ra-soat/<int:pk>/", review_views.review_version, "review_version", "signed_in"),
    route("ke-hoach-chi-tiet/", detailed_plans.detailed_plan, "detailed_plan", "own_agency"),
    route(
        "ke-hoach-chi-tiet/ghi-nhan/",
        detailed_plans.detailed_plan_edit,
        "detailed_plan_edit",
        "prepares",
        FORM,
        once=True,
    ),
    route("ke-hoach-chi-tiet/<int:pk>/van-ban/", detailed_plans.detailed_plan_file, "detailed_plan_file", "signed_in"),
    route("tien-do.xlsx", progress_views.progress_export, "progress_export", "signed_in"),
    route("tien-do/", progress_views.progress, "progress", "signed_in"),
    route("tien-do/ky/<str:period>/", progress_entry.progress_edit, "progress_edit", "prepares", FORM, once=True),
    route(
        "tien-do/ky/<str:period>/chung/",
        progress_together.progress_together,
        "progress_together",
        "prepares",
        FORM,
        once=True,
    ),
    route("danh-dau/", scanning.marking, "marking", "own_agency"),
    route("danh-dau/cach-bao-cao/", scanning.marking_mode, "marking_mode", "prepares", POST),
    route("danh-dau/<int:pk>/", scanning.marking_files, "marking_files", "signed_in"),
    route("danh-dau/<int:pk>/ho-so.xlsx", scanning.marking_files_export, "marking_files_export", "signed_in"),
    route("danh-dau/<int:pk>/ghi/", scanning.marking_mark, "marking_mark", "prepares", POST),
    route("danh-dau/<int:pk>/danh-sach/", scanning.marking_list, "marking_list", "prepares", FORM),
    route("danh-dau/lan/<int:pk>/bo/", scanning.marking_undo, "marking_undo", "prepares", POST),
    route("ban-so-hoa.xlsx", evidence.manifest_list_export, "manifest_list_export", "signed_in"),
    route("ban-so-hoa/", evidence.manifest_list, "manifest_list", "signed_in"),
    route("ban-so-hoa/tai-len/", evidence.manifest_new, "manifest_new", "prepares", FORM, once=True),
    route("ban-so-hoa/<int:pk>/", evidence.manifest_detail, "manifest_detail", "signed_in"),
    route("ban-so-hoa/<int:pk>/doi-chieu.xlsx", evidence.manifest_detail_export, "manifest_detail_export", "signed_in"),
    route("ban-so-hoa/<int:pk>/quy-tac/", evidence.manifest_rule, "manifest_rule", "prepares", POST),
    route("ban-so-hoa/<int:pk>/tien-do/", evidence.manifest_progress, "manifest_progress", "signed_in"),
    route("ban-so-hoa/<int:pk>/lam-lai/", evidence.manifest_retry, "manifest_retry", "prepares", POST),
    route("ban-so-hoa/<int:pk>/bo/", evidence.manifest_withdraw, "manifest_withdraw", "prepares", POST),
    route(
        "ban-so-hoa/<int:pk>/rut-mau/",
        evidence.evidence_sample_new,
        "evidence_sample_new",
        "signed_in",
        FORM,
        once=True,
    ),
    route("ban-so-hoa/mau/<int:pk>/", evidence.evidence_sample, "evidence_sample", "signed_in", FORM),
    route("chung-cu/ly-do/", evidence.evidence_gap, "evidence_gap", "prepares", FORM, once=True),
    route("tien-do/so-bao-cao/", books.progress_book, "progress_book", "hands_in_progress", FORM, once=True),
    route(
        "tien-do/so-bao-cao/tai/<str:period>/", books.progress_book_template, "progress_book_file", "hands_in_progress"
    ),
    route("tien-do/so-bao-cao/<int:pk>/", books.progress_book_check, "progress_book_check", "hands_in_progress", FORM),
    route(
        "tien-do/so-bao-cao/<int:pk>/bo/", books.progress_book_cancel, "progress_book_cancel", "hands_in_progress", POST
    ),
    route("tien-do/con-thieu/", owed.progress_owed, "progress_owed", "prepares", FORM, once=True),
    route("tien-do/<int:pk>/", progress_views.progress_report, "progress_report", "signed_in"),
    route("tien-do/<int:pk>/tra-lai/", district_views.progress_return, "progress_return", "prepares", FORM),
    route("tien-do/xac-nhan/", district_views.progress_confirm, "progress_confirm", "prepares", FORM),
    route(
        "tien-do/giay-nhan.xlsx",
        receipt_views.progress_receipt_list_export,
        "progress_receipt_list_export",
        "signed_in",
    ),
    route("tien-do/giay-nhan/", receipt_views.progress_receipt_list, "progress_receipt_list", "signed_in"),
    route("tien-do/giay-nhan/<int:pk>/", receipt_views.progress_receipt, "progress_receipt", "signed_in"),
    route("chi-tieu.xlsx", targets.target_list_export, "target_list_export", "signed_in"),
    route("chi-tieu/", targets.target_list, "target_list", "signed_in"),
    route("chi-tieu/bieu-mau.xlsx", target_uploads.target_template, "target_template", "sets_targets"),
    route("chi-tieu/nap/", target_uploads.target_upload, "target_upload", "sets_targets", FORM, once=True),
    route("chi-tieu/nap/<int:pk>/", target_uploads.target_upload_check, "target_upload_check", "sets_targets", FORM),
    route(
        "chi-tieu/nap/<int:pk>/bo/", target_uploads.target_upload_cancel, "target_upload_cancel", "sets_targets", POST
    ),
    route("chi-tieu/co-quan/<slug:code>/", targets.target_edit, "target_edit", "sets_targets", FORM),
    route("chi-tieu/co-quan/<slug:code>/chia/", division_views.target_divide, "target_divide", "signed_in", FORM),
    route("vuot-chi-tieu/", excess_views.excess_list, "excess_list", "oversees"),
    route("vuot-chi-tieu.xlsx", excess_views.excess_export, "excess_export", "oversees"),
    route("vuong-mac.xlsx", difficulties.difficulty_list_export, "difficulty_list_export", "signed_in"),
    route("vuong-mac/", difficulties.difficulty_list, "difficulty_list", "signed_in"),
    route("vuong-mac/neu/", difficulties.difficulty_new, "difficulty_new", "prepares", FORM, once=True),
    route("vuong-mac/da-tra-loi/", difficulties.difficulty_known, "difficulty_known", "signed_in"),
    route(
        "vuong-mac/gop/", difficulty_actions.difficulty_join_many, "difficulty_join_many", "appraises_catalogues", POST
    ),
    route("vuong-mac/phan-loai/", difficulty_sorting.difficulty_sort_many, "difficulty_sort_many", "oversees", POST),
    route(
        "vuong-mac/<int:pk>/phan-loai/hoan-tac/",
        difficulty_sorting.difficulty_sort_undo,
        "difficulty_sort_undo",
        "oversees",
        FORM,
    ),
    route("vuong-mac/tra-loi/<int:pk>/", difficulty_actions.difficulty_share, "difficulty_share", "oversees", FORM),
    route("vuong-mac/tep/<int:pk>/", difficulties.difficulty_file, "difficulty_file", "signed_in"),
    route("vuong-mac/<int:pk>/", difficulties.difficulty_detail, "difficulty_detail", "signed_in"),
    route(
        "vuong-mac/<int:pk>/<slug:name>/", difficulty_actions.difficulty_action, "difficulty_action", "signed_in", FORM
    ),
    route("gia-han.xlsx", extensions.extension_list_export, "extension_list_export", "signed_in"),
    route("gia-han/", extensions.extension_list, "extension_list", "signed_in"),
    route("gia-han/soan/", extensions.extension_new, "extension_new", "prepares", FORM, once=True),
    route("gia-han/<int:pk>/", extensions.extension_detail, "extension_detail", "signed_in"),
    route("gia-han/<int:pk>/sua/", extensions.extension_edit, "extension_edit", "prepares", FORM),
    route("gia-han/<int:pk>/xoa/", extensions.extension_delete, "extension_delete", "prepares", FORM),
    route("gia-han/van-ban/<int:pk>/", extensions.extension_document, "extension_document", "signed_in"),
    route("gia-han/<int:pk>/<slug:name>/", extensions.extension_action, "extension_action", "signed_in", FORM),
    route("can-xac-nhan/", unusual_views.unusual_list, "unusual_list", "signed_in"),
    route("can-xac-nhan.xlsx", unusual_views.unusual_export, "unusual_export", "signed_in"),
    route(
        "can-xac-nhan/xac-nhan-nhieu/",
        unusual_views.unusual_confirm_many,
        "unusual_confirm_many",
        "signed_in",
        POST,
        once=True,
    ),
    route("can-xac-nhan/<int:pk>/", unusual_views.unusual_detail, "unusual_detail", "signed_in"),
    route("can-xac-nhan/<int:pk>/<slug:name>/", unusual_views.unusual_decide, "unusual_decide", "signed_in", POST),
    route("ho-so.xlsx", search_views.file_list_export, "file_list_export", "signed_in"),
    route("ho-so/", search_views.file_list, "file_list", "signed_in"),
    route("trung-lap.xlsx", duplicates.duplicate_list_export, "duplicate_list_export", "signed_in"),
    route("trung-lap/", duplicates.duplicate_list, "duplicate_list", "signed_in"),
    route("trung-lap/tim/", duplicates.duplicate_run, "duplicate_run", "signed_in", POST, once=True),
    route("trung-lap/tien-do/", duplicates.duplicate_progress, "duplicate_progress", "signed_in"),
    route("trung-lap/quy-tac/", issued_views.issued_rule_page, "duplicate_issued_rule", "appraises_catalogues", FORM),
    route("trung-lap/<int:pk>/", duplicates.duplicate_group, "duplicate_group", "signed_in"),
    route("trung-lap/<int:pk>/ket-luan/", duplicates.duplicate_verdict, "duplicate_verdict", "signed_in", FORM),
    route(
        "trung-lap/<int:pk>/loai/", duplicates.duplicate_leave_out, "duplicate_leave_out", "appraises_catalogues", FORM
    ),
    route("tham-dinh.xlsx", desk.appraisal_queue_export, "appraisal_queue_export", "decides_catalogues"),
    route("tham-dinh/", desk.appraisal_queue, "appraisal_queue", "decides_catalogues"),
    route("tham-dinh/giao/", desk.appraisal_assign, "appraisal_assign", "decides_catalogues", FORM),
    route("cong-van/<int:pk>/ban-quet/", letters.letter_scan, "letter_scan", "signed_in"),
    route("muc-luc.xlsx", catalogues.catalogue_list_export, "catalogue_list_export", "signed_in"),
    route("muc-luc/", catalogues.catalogue_list, "catalogue_list", "signed_in"),
    route("muc-luc/lap/", edit_views.catalogue_new, "catalogue_new", "prepares", FORM, once=True),
    route("muc-luc/<int:pk>/", catalogues.catalogue_detail, "catalogue_detail", "signed_in"),
    route("muc-luc/<int:pk>/sua/", edit_views.catalogue_edit, "catalogue_edit", "prepares", FORM),
    route("muc-luc/<int:pk>/xoa/", edit_views.catalogue_delete, "catalogue_delete", "prepares", FORM),
    route(
        "muc-luc/<int:pk>/tra-loi/", answer_views.catalogue_answers, "catalogue_answers", "prepares", FORM, once=True
    ),
    route("muc-luc/<int:pk>/mau/", catalogues.catalogue_template, "catalogue_template", "prepares"),
    route("muc-luc/<int:pk>/ho-so.xlsx", search_views.catalogue_files_export, "catalogue_files_export", "signed_in"),
    route("muc-luc/<int:pk>/ho-so/nhap/", grid_views.files_new, "catalogue_files_new", "prepares", FORM, once=True),
    route("muc-luc/<int:pk>/ho-so/sua/", grid_views.files_edit, "catalogue_files_edit", "prepares", FORM),
    route("muc-luc/<int:pk>/ho-so/hang-loat/", bulk_views.files_bulk, "catalogue_files_bulk", "prepares", FORM),
    route("muc-luc/<int:pk>/ho-so/xoa/", many_views.files_delete, "catalogue_files_delete", "prepares", FORM),
    route("muc-luc/<int:pk>/ho-so/chuyen/", moving_views.files_move, "catalogue_files_move", "prepares", FORM),
    route("muc-luc/<int:pk>/ho-so/danh-so/", many_views.files_renumber, "catalogue_files_renumber", "prepares", FORM),
    route(
        "muc-luc/<int:pk>/uoc-tinh-so-trang/",
        page_estimate_views.page_estimate,
        "catalogue_page_estimate",
        "prepares",
        FORM,
    ),
    route("muc-luc/ho-so/<int:pk>/", file_views.file_detail, "catalogue_file", "signed_in"),
    route("muc-luc/ho-so/<int:pk>/sua/", file_views.file_edit, "catalogue_file_edit", "prepares", FORM),
    route("muc-luc/ho-so/<int:pk>/ghi-lai/", file_views.file_write_back, "catalogue_file_write_back", "prepares", POST),
    route("muc-luc/ho-so/<int:pk>/xoa/", file_views.file_delete, "catalogue_file_delete", "prepares", FORM),
    route("muc-luc/hoan-tac/<int:pk>/", undo_views.change_undo, "catalogue_change_undo", "prepares", FORM),
    route("muc-luc/<int:pk>/tai-len/", uploads.upload_new, "catalogue_upload", "prepares", FORM, once=True),
    route("muc-luc/tai-len/<int:pk>/", uploads.upload_preview, "catalogue_upload_preview", "prepares"),
    route("muc-luc/tai-len/<int:pk>/tien-do/", uploads.upload_progress, "catalogue_upload_progress", "prepares"),
    route("muc-luc/tai-len/<int:pk>/lam-lai/", uploads.upload_retry, "catalogue_upload_retry", "prepares", POST),
    route("muc-luc/tai-len/<int:pk>/cot/", uploads.upload_columns, "catalogue_upload_columns", "prepares", POST),
    route("muc-luc/tai-len/<int:pk>/sua/", corrections.upload_correct, "catalogue_upload_correct", "prepares", POST),
    route("muc-luc/tai-len/<int:pk>/dong/", corrections.upload_row, "catalogue_upload_row", "prepares", FORM),
    route(
        "muc-luc/tai-len/<int:pk>/bo-sua/", corrections.upload_take_back, "catalogue_upload_take_back", "prepares", POST
    ),
    route(
        "muc-luc/tai-len/<int:pk>/khong-dung-lai/",
        corrections.upload_without_memory,
        "catalogue_upload_without_memory",
        "prepares",
        POST,
    ),
    route("muc-luc/cach-doc-tep/", memory_views.memory_list, "catalogue_upload_memory", "prepares"),
    route(
        "muc-luc/cach-doc-tep/<int:pk>/quen/",
        memory_views.memory_forget,
        "catalogue_upload_memory_forget",
        "prepares",
        POST,
    ),
    route("muc-luc/tai-len/<int:pk>/ghi/", uploads.upload_confirm, "catalogue_upload_confirm", "prepares", POST),
    route("muc-luc/tai-len/<int:pk>/bo/", uploads.upload_cancel, "catalogue_upload_cancel", "prepares", POST),
    route("muc-luc/tai-len/<int:pk>/tep/<slug:name>/", uploads.upload_file, "catalogue_upload_file", "prepares"),
    route("muc-luc/<int:pk>/hoan-tac/", uploads.upload_undo, "catalogue_upload_undo", "prepares", FORM),
    route("muc-luc/<int:pk>/thao-tac/<slug:name>/", catalogues.catalogue_action, "catalogue_action", "signed_in", FORM),
    route("kho-dung-chung.xlsx", archive.archive_list_export, "archive_list_export", "signed_in"),
    route("kho-dung-chung/", archive.archive_list, "archive_list", "signed_in"),
    route("kho-dung-chung/co-quan/<slug:code>/", archive.archive_agency, "archive_agency", "signed_in"),
    route(
        "kho-dung-chung/co-quan/<slug:code>/kiem-tra/<slug:fields>/",
        archive.archive_check,
        "archive_check",
        "operates_archive",
        FORM,
    ),
    route(
        "kho-dung-chung/co-quan/<slug:code>/xuat/",
        archive_exports.archive_export_new,
        "archive_export_new",
        "operates_archive",
        FORM,
        once=True,
    ),
    route("kho-dung-chung/co-quan/<slug:code>/da-gui/", archive_exports.archive_items, "archive_items", "signed_in"),
    route(
        "kho-dung-chung/co-quan/<slug:code>/da-gui.xlsx",
        archive_exports.archive_items_export,
        "archive_items_export",
        "signed_in",
    ),
    route("kho-dung-chung/xuat/<int:pk>/", archive_exports.archive_export, "archive_export", "signed_in"),
    route(
        "kho-dung-chung/xuat/<int:pk>/tien-do/",
        archive_exports.archive_export_progress,
        "archive_export_progress",
        "signed_in",
    ),
    route(
        "kho-dung-chung/xuat/<int:pk>/lam-lai/",
        archive_exports.archive_export_retry,
        "archive_export_retry",
        "operates_archive",
        POST,
    ),
    route("kho-dung-chung/xuat/<int:pk>/tep/", archive_exports.archive_export_file, "archive_export_file", "signed_in"),
    route(
        "kho-dung-chung/co-quan/<slug:code>/phieu-nhan/",
        archive_receipts.archive_receipt,
        "archive_receipt",
        "operates_archive",
        FORM,
        once=True,
    ),
    route(
        "kho-dung-chung/phieu-nhan/<int:pk>/",
        archive_receipts.archive_receipt_check,
        "archive_receipt_check",
        "operates_archive",
        FORM,
    ),
    route(
        "kho-dung-chung/phieu-nhan/<int:pk>/huy/",
        archive_receipts.archive_receipt_cancel,
        "archive_receipt_cancel",
        "operates_archive",
        POST,
    ),
    route("nghe-nhin.xlsx", media.media_list_export, "media_list_export", "signed_in"),
    route("nghe-nhin/", media.media_list, "media_list", "signed_in"),
    route("nghe-nhin/them/<slug:kind>/", media.media_new, "media_new", "prepares", FORM, once=True),
    route("nghe-nhin/<int:pk>/sua/", media.media_edit, "media_edit", "prepares", FORM),
    route("nghe-nhin/<int:pk>/xoa/", media.media_delete, "media_delete", "prepares", FORM),
    route("nghe-nhin/bieu-mau/<slug:kind>/", media_uploads.media_template, "media_template", "prepares"),
    route("nghe-nhin/nap/", media_uploads.media_upload, "media_upload", "prepares", FORM, once=True),
    route("nghe-nhin/nap/<int:pk>/", media_uploads.media_upload_check, "media_upload_check", "prepares", FORM),
    route("nghe-nhin/nap/<int:pk>/huy/", media_uploads.media_upload_cancel, "media_upload_cancel", "prepares", POST),
]
