from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render

from agencies import backups, mail
from plans.models import Plan

from ..todo.beginning import beginning

TRIAL = "Thư này thử đường gửi thư của cổng. Nhận được thư là cổng gửi thư được; không cần trả lời."


def begin(request):
    """Bắt đầu: what an administrator has to enter, what is there, and where."""
    steps = beginning(Plan.current())
    counted = [step for step in steps if step.is_done or not step.is_optional]
    context = {"steps": steps, "count": len(counted), "done": sum(step.is_done for step in counted)}
    return render(request, "reports/beginning.html", context)


def mail_test(request):
    """Whether mail is set, and a mail to oneself as a trial."""
    if request.method == "POST":
        try:
            opened = mail.connection()
            mail.send(request.user.email, f"Thư thử của {settings.PORTAL_NAME}", TRIAL, opened)
            opened.close()
        except mail.MailFailed as error:
            messages.error(request, str(error))
        except mail.AddressRefused:
            messages.error(request, f"Máy chủ thư không nhận địa chỉ {request.user.email}.")
        else:
            messages.success(request, f"Máy chủ thư đã nhận thư gửi tới {request.user.email}: xem hộp thư đó.")
        return redirect("mail_test")
    context = {"is_set": mail.is_set(), "not_set": mail.NOT_SET, "sender": settings.DEFAULT_FROM_EMAIL}
    return render(request, "reports/mail_test.html", context)


def backup_help(request):
    """How the operator makes a backup, and when the last one was made."""
    return render(request, "reports/backup.html", {"state": backups.state()})
