from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.admin_query import refuse_strange, refuse_strange_choice
from agencies.policies import admits, declared
from plans.models import Catalogue

Context = dict[str, Any] | None


def portal_login(request: HttpRequest, extra_context: Context = None) -> HttpResponse:
    """Redirect to the portal's own log-in page, the only one there is."""
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


class PortalAdminSite(AdminSite):
    """The admin: reference data for administrators, the appraisal of catalogues for Sở Nội vụ."""

    site_header = "Quản trị và thẩm định"
    site_title = "Quản trị và thẩm định"
    index_title = "Hàng chờ và danh mục"
    site_url = "/"
    enable_nav_sidebar = False  # lists of officials are wide

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.is_active and request.user.may_enter_admin

    def admin_view(self, view, cacheable=False):
        """Every page of the admin, whose address is looked at first."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def looked_at(request, *args, **kwargs):
            refuse_strange(request.GET)
            refuse_strange_choice(request.POST)
            return inner(request, *args, **kwargs)

        return looked_at

    def index(self, request, extra_context=None):
        """The start page with the number of catalogues that wait, for those who may see the queue."""
        context = (extra_context or {}) | {"may_purge": admits("purges", request.user)}
        if self._registry[Catalogue].has_view_permission(request):
            count = Catalogue.objects.visible_to(request.user).awaiting_appraisal().count()
            context |= {"awaited": {"count": count, "url": reverse("appraisal_queue")}}
        return super().index(request, context)

    def password_change(self, request, extra_context=None):
        """Redirect to the portal's own page for a new password, the only one there is."""
        return redirect("password_change")

    login = staticmethod(declared(portal_login, "public"))
