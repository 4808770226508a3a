from django.conf import settings
from django.db import models
from django.utils import timezone


class Usage(models.Model):
    """Lượt dùng: how often somebody did something in a period; the limits on it are agencies.limits.quotas."""

    what = models.CharField(max_length=40)
    who = models.CharField(max_length=60)
    period = models.PositiveBigIntegerField()  # its number since 1970
    times = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "lượt dùng"
        verbose_name_plural = "lượt dùng"
        constraints = [models.UniqueConstraint(fields=["what", "who", "period"], name="one_usage_in_a_period")]

    def __str__(self) -> str:
        return f"{self.what} {self.who}: {self.times}"


class LoginPlace(models.Model):
    """Nơi từng đăng nhập: an address from which a person logged in."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    address = models.CharField(max_length=60)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "nơi từng đăng nhập"
        verbose_name_plural = "nơi từng đăng nhập"
        constraints = [models.UniqueConstraint(fields=["user", "address"], name="one_login_place")]

    def __str__(self) -> str:
        return f"{self.user} · {self.address}"
