from django.contrib import admin
from django.contrib.auth.models import Group

from . import account_change, agency, event, job, user

__all__ = ["account_change", "agency", "event", "job", "user"]

admin.site.unregister(Group)  # registered by django.contrib.auth, which `user` imports; nobody uses groups here
