from django.contrib import admin
from django.contrib.auth.models import Group

from . import agency, event, job, user  # noqa: F401  (importing user registers Group, which nobody uses here)

admin.site.unregister(Group)
