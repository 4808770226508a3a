"""The app on a person's phone: sets itself up and shows the code of this moment."""

import time

from django_otp.oath import totp

from agencies.models import Phone
from agencies.second_factor import devices


def code_of(user, **which):
    """What the phone shows now; as if the code before had been another one, so that no test waits half a minute."""
    device = Phone.objects.get(user=user, **which)
    Phone.objects.filter(pk=device.pk).update(last_t=-1)
    return f"{totp(device.bin_key, drift=device.drift):06d}"


def a_phone(user):
    """Set up a phone for the person; returns the recovery codes."""
    devices.begin(user)
    codes = devices.confirm(user, code_of(user, confirmed=False))
    user.refresh_from_db()
    return codes


def let_time_pass(browser, minutes):
    """As if the session had been proved that long ago."""
    session = browser.session
    session["second_factor"] = session["second_factor"] | {"at": time.time() - minutes * 60}
    session.save()
