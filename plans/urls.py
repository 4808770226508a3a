from agencies.policies import route

from .views import catalogues, detailed, files, own, progress, progress_entry, review, review_steps, targets, uploads

FORM = ("GET", "POST")

urlpatterns = [
    route("bang-chu/", own.amount_words, "amount_words", "signed_in"),
    route("ra-soat/", review.review, "review", "own_agency"),
    route("ra-soat/khoi-luong/", review_steps.review_edit, "review_edit", "prepares", methods=FORM),
    route("ra-soat/do-mat/", review_steps.review_secrecy, "review_secrecy", "prepares", methods=FORM),
    route("ra-soat/xem-lai/", review_steps.review_check, "review_check", "prepares", methods=FORM),
    route("ra-soat/<int:pk>/", review.review_version, "review_version", "signed_in"),
    route("ke-hoach-chi-tiet/", detailed.detailed_plan, "detailed_plan", "own_agency"),
    route("ke-hoach-chi-tiet/ghi-nhan/", detailed.detailed_plan_edit, "detailed_plan_edit", "prepares", methods=FORM),
    route("ke-hoach-chi-tiet/<int:pk>/van-ban/", detailed.detailed_plan_file, "detailed_plan_file", "signed_in"),
    route("tien-do/", progress.progress, "progress", "signed_in"),
    route("tien-do/ky/<str:period>/", progress_entry.progress_edit, "progress_edit", "prepares", methods=FORM),
    route("tien-do/<int:pk>/", progress.progress_report, "progress_report", "signed_in"),
    route("chi-tieu/", targets.target_list, "target_list", "signed_in"),
    route("chi-tieu/bieu-mau.xlsx", targets.target_template, "target_template", "sets_targets"),
    route("chi-tieu/nap/", targets.target_upload, "target_upload", "sets_targets", methods=FORM),
    route("chi-tieu/nap/<int:pk>/", targets.target_upload_check, "target_upload_check", "sets_targets", methods=FORM),
    route("chi-tieu/nap/<int:pk>/bo/", targets.target_upload_cancel, "target_upload_cancel", "sets_targets", ("POST",)),
    route("chi-tieu/co-quan/<slug:code>/", targets.target_edit, "target_edit", "sets_targets", methods=FORM),
    route("chi-tieu/co-quan/<slug:code>/chia/", targets.target_divide, "target_divide", "signed_in", methods=FORM),
    route("muc-luc/", catalogues.catalogue_list, "catalogue_list", "signed_in"),
    route("muc-luc/lap/", catalogues.catalogue_new, "catalogue_new", "prepares", methods=FORM),
    route("muc-luc/<int:pk>/", catalogues.catalogue_detail, "catalogue_detail", "signed_in"),
    route("muc-luc/<int:pk>/sua/", catalogues.catalogue_edit, "catalogue_edit", "prepares", methods=FORM),
    route("muc-luc/<int:pk>/xoa/", catalogues.catalogue_delete, "catalogue_delete", "prepares", methods=FORM),
    route("muc-luc/<int:pk>/mau/", catalogues.catalogue_template, "catalogue_template", "prepares"),
    route("muc-luc/<int:pk>/tep/", catalogues.catalogue_export, "catalogue_export", "signed_in"),
    route("muc-luc/<int:pk>/ho-so/nhap/", files.files_new, "catalogue_files_new", "prepares", methods=FORM),
    route("muc-luc/<int:pk>/ho-so/sua/", files.files_edit, "catalogue_files_edit", "prepares", methods=FORM),
    route("muc-luc/ho-so/<int:pk>/sua/", files.file_edit, "catalogue_file_edit", "prepares", methods=FORM),
    route("muc-luc/ho-so/<int:pk>/xoa/", files.file_delete, "catalogue_file_delete", "prepares", methods=FORM),
    route("muc-luc/<int:pk>/tai-len/", uploads.upload_new, "catalogue_upload", "prepares", methods=FORM),
    route("muc-luc/tai-len/<int:pk>/", uploads.upload_preview, "catalogue_upload_preview", "prepares"),
    route(
        "muc-luc/tai-len/<int:pk>/ghi/",
        uploads.upload_confirm,
        "catalogue_upload_confirm",
        "prepares",
        methods=("POST",),
    ),
    route(
        "muc-luc/tai-len/<int:pk>/bo/", uploads.upload_cancel, "catalogue_upload_cancel", "prepares", methods=("POST",)
    ),
    route(
        "muc-luc/<int:pk>/thao-tac/<slug:name>/",
        catalogues.catalogue_action,
        "catalogue_action",
        "signed_in",
        methods=FORM,
    ),
]
