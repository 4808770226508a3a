from agencies.policies import route

from . import views

urlpatterns = [
    route("", views.home, "home", "signed_in"),
]
