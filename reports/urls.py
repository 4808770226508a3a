from agencies.policies import route

from .views import home

urlpatterns = [
    route("", home.home, "home", "signed_in"),
]
