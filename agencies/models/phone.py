from django_otp.plugins.otp_totp.models import TOTPDevice

from ..second_factor import sealing


class Phone(TOTPDevice):
    """Điện thoại xác thực: whose app shows codes; its key is stored sealed (agencies/second_factor/sealing.py)."""

    class Meta:
        proxy = True
        verbose_name = "điện thoại xác thực"
        verbose_name_plural = "điện thoại xác thực"

    @property
    def bin_key(self) -> bytes:
        """The key itself. Raises sealing.CannotOpen."""
        return sealing.unseal(self.key, self.user_id)

    @property
    def is_readable(self) -> bool:
        try:
            return bool(self.bin_key)
        except sealing.CannotOpen:
            return False

    def seal_anew(self) -> bool:
        """Seal the key with the secret that seals now; False where it is already. Raises sealing.CannotOpen."""
        if sealing.is_current(self.key, self.user_id):
            return False
        sealed = sealing.seal(self.bin_key, self.user_id)
        return bool(Phone.objects.filter(pk=self.pk, key=self.key).update(key=sealed))
