"""The request of a page behind the login, for type hints."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """A request of somebody who is logged in: the route's policy lets nobody else in."""

    user: User
