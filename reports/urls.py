from agencies.policies import route

from .views import agencies, dashboard, home

urlpatterns = [
    route("", home.home, "home", "signed_in"),
    route("toan-tinh/", dashboard.dashboard, "dashboard", "oversees"),
    route("co-quan/", agencies.agency_list, "agency_list", "signed_in"),
    route("co-quan/<slug:code>/", agencies.agency_detail, "agency_detail", "signed_in"),
]
