from agencies.policies import route

from . import invitation_views, style_page, views
from .purge import views as purges

urlpatterns = [
    route("dang-nhap/", views.PortalLogin.as_view(), "login", "public", methods=("GET", "POST")),
    route("dang-xuat/", views.sign_out, "logout", "public", methods=("POST",)),
    route("mat-khau/", views.PasswordChange.as_view(), "password_change", "signed_in", methods=("GET", "POST")),
    route("moi/", invitation_views.enter, "invitation", "public", methods=("GET", "POST")),
    route("moi/mat-khau/", invitation_views.set_password, "invitation_password", "public", methods=("GET", "POST")),
    route("lam-thay/", views.act_for, "acting_for", "own_agency", methods=("POST",)),
    route("nhap/<path:key>", views.keep_draft, "draft_save", "signed_in", methods=("POST",)),
    route("bo-nhap/<path:key>", views.drop_draft, "draft_drop", "signed_in", methods=("POST",)),
    route("xoa-noi-dung/", purges.purge_list, "purge_list", "purges"),
    route("xoa-noi-dung/de-nghi/", purges.purge_new, "purge_new", "purges", methods=("GET", "POST"), once=True),
    route("xoa-noi-dung/<int:pk>/", purges.purge_detail, "purge_detail", "purges", methods=("GET", "POST")),
    route("giao-dien/", style_page.style_page, "style_page", "public"),
    route("giao-dien/viec/", style_page.style_job, "style_job", "public"),
    route("giao-dien/<slug:part>/", style_page.style_part, "style_part", "public"),
]
