from django.contrib import admin
from django.contrib.auth.models import Group

from . import agency, event, job, user

__all__ = ["agency", "event", "job", "user"]

admin.site.unregister(Group)  # registered by django.contrib.auth, which `user` imports; nobody uses groups here
