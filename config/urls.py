from django.contrib import admin
from django.urls import include, path

from agencies.policies import route

from . import health
from .status.views import status

urlpatterns = [
    route("healthz", health.healthz, "healthz", "public"),
    route("readyz", health.readyz, "readyz", "public"),
    route("tinh-trang/", status, "status", "watches_portal"),
    path("", include("agencies.urls")),
    path("", include("plans.urls")),
    path("", include("budgets.urls")),
    path("", include("reports.urls")),
    path("quan-tri/", admin.site.urls),
]
