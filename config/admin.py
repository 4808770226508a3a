from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.urls import reverse

from agencies.policies import declared


def portal_login(request, extra_context=None):
    """There is one log-in page, the portal's."""
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


class PortalAdminSite(AdminSite):
    """The admin: reference data for administrators, the appraisal of catalogues for Sở Nội vụ."""

    site_header = "Quản trị và thẩm định"
    site_title = "Quản trị và thẩm định"
    index_title = "Hàng chờ và danh mục"
    site_url = "/"
    enable_nav_sidebar = False  # lists of officials are wide

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.is_active and request.user.may_enter_admin

    login = staticmethod(declared(portal_login, "public"))
