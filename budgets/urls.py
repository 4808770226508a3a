from agencies.policies import route

from .allocations import entry_views
from .allocations import views as allocations
from .estimates import correction_views, question_views, together_views, views

FORM = ("GET", "POST")

urlpatterns = [
    route("du-toan.xlsx", views.estimate_list_export, "estimate_list_export", "signed_in"),
    route("du-toan/", views.estimate_list, "estimate_list", "signed_in"),
    route("du-toan/lap-moi/", views.estimate_new, "estimate_new", "prepares", FORM, once=True),
    route(
        "du-toan/tham-dinh-chung/", together_views.estimate_together, "estimate_together", "appraises_estimates", FORM
    ),
    route("du-toan/<int:pk>/", views.estimate_detail, "estimate_detail", "signed_in"),
    route("du-toan/<int:pk>/sua/", views.estimate_edit, "estimate_edit", "prepares", FORM),
    route("du-toan/<int:pk>/xoa/", views.estimate_delete, "estimate_delete", "prepares", FORM),
    route("du-toan/<int:pk>/hoi/", question_views.estimate_ask, "estimate_ask", "appraises_estimates", FORM, once=True),
    route("du-toan/cau-hoi/<int:pk>/", question_views.estimate_answer, "estimate_answer", "prepares", FORM),
    route("du-toan/<int:pk>/dinh-chinh/", correction_views.estimate_correct, "estimate_correct", "signed_in", FORM),
    route("du-toan/<int:pk>/<slug:name>/", views.estimate_action, "estimate_action", "signed_in", FORM),
    route("giao-du-toan.xlsx", allocations.allocation_list_export, "allocation_list_export", "signed_in"),
    route("giao-du-toan/", allocations.allocation_list, "allocation_list", "signed_in"),
    route("giao-du-toan/theo-co-quan/", allocations.allocation_table, "allocation_table", "signed_in"),
    route(
        "giao-du-toan/theo-co-quan.xlsx", allocations.allocation_table_export, "allocation_table_export", "signed_in"
    ),
    route("giao-du-toan/bieu-mau.xlsx", entry_views.allocation_template, "allocation_template", "signed_in"),
    route("giao-du-toan/lap/", entry_views.allocation_new, "allocation_new", "signed_in", FORM, once=True),
    route("giao-du-toan/nap/", entry_views.allocation_upload, "allocation_upload", "signed_in", FORM, once=True),
    route(
        "giao-du-toan/nap/<int:pk>/",
        entry_views.allocation_upload_check,
        "allocation_upload_check",
        "signed_in",
        FORM,
        once=True,
    ),
    route(
        "giao-du-toan/nap/<int:pk>/huy/",
        entry_views.allocation_upload_cancel,
        "allocation_upload_cancel",
        "signed_in",
        ("POST",),
    ),
    route("giao-du-toan/<int:pk>/", allocations.allocation_detail, "allocation_detail", "signed_in"),
    route(
        "giao-du-toan/<int:pk>/ghi-dao/", allocations.allocation_take_back, "allocation_take_back", "signed_in", FORM
    ),
]
