import hashlib
from importlib import import_module
from typing import ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from ..calendar import portal_now


class PortalSession(AbstractBaseSession):
    """Phiên đăng nhập: who is logged in, on which device, from where and since when."""

    user = models.ForeignKey(
        "agencies.User", models.CASCADE, null=True, related_name="sessions", verbose_name="người dùng"
    )
    device = models.CharField("thiết bị", max_length=60, blank=True)
    address = models.GenericIPAddressField("địa chỉ", null=True)
    began_at = models.DateTimeField("đăng nhập lúc", null=True)
    seen_at = models.DateTimeField("dùng gần nhất lúc", default=portal_now)

    objects: ClassVar = BaseSessionManager()

    class Meta:
        verbose_name = "phiên đăng nhập"
        verbose_name_plural = "phiên đăng nhập"
        ordering = ["-seen_at"]

    @property
    def public_name(self) -> str:
        """Names the session on pages, which must not hold its key."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]

    @classmethod
    def get_session_store_class(cls):
        return import_module(settings.SESSION_ENGINE).SessionStore  # which stores this model
