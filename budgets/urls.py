from agencies.policies import route

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
]
