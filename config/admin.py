from django.contrib.admin import AdminSite


class PortalAdminSite(AdminSite):
    """The admin: reference data for administrators, the appraisal of catalogues for Sở Nội vụ."""

    site_header = "Quản trị và thẩm định"
    site_title = "Quản trị và thẩm định"
    index_title = "Hàng chờ và danh mục"
    site_url = "/"
    enable_nav_sidebar = False  # lists of officials are wide

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.is_active and request.user.may_enter_admin
