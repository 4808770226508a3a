"""Mails: one a day to who has something to do, at once what cannot wait, nothing twice."""

from datetime import datetime, timedelta

import pytest
from django.core import mail as sent_mail
from django.utils import timezone

from agencies import mail
from agencies.history import record
from agencies.models import Holiday
from plans.difficulties.services import raise_difficulty
from reports.digest import post, services
from reports.digest.post import State, claimed
from reports.digest.services import choose_mail, clear_old_mail, send_due_mail
from reports.figures import province_figures
from reports.models import OutgoingMail
from reports.todo.whole import tasks_of
from tests.helpers import factories as make
from tests.helpers.figures import DAY
from tests.helpers.racing import together


@pytest.fixture
def at(monkeypatch):
    """The portal's clock stands: at("2025-06-20 07:00")."""

    def stand(text):
        moment = timezone.make_aware(datetime.fromisoformat(text))
        for place in (services, post, "reports.models.mail", "agencies.history"):
            name = place if isinstance(place, str) else place.__name__
            monkeypatch.setattr(f"{name}.portal_now", lambda: moment)
        monkeypatch.setattr("agencies.models.event.portal_now", lambda: moment)
        monkeypatch.setattr("plans.difficulties.services.portal_now", lambda: moment)
        return moment

    return stand


@pytest.fixture
def work(agencies, lan):
    """Lan's agency has a target and has handed in nothing."""
    make.a_target(agencies["SYT"], 117_000, 1_700)
    return lan


@pytest.fixture
def server(settings):
    """Mail is set up, outside the demo."""
    settings.MAIL_URL, settings.DEFAULT_FROM_EMAIL = "smtp://localhost", "cong@example.vn"
    settings.PORTAL_DEMO = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return sent_mail


def told(user, kind="digest"):
    return list(
        OutgoingMail.objects.filter(user=user, key__startswith=kind)
        .exclude(state=State.NOTHING)
        .values_list("key", flat=True)
    )


def test_the_digest_has_the_rows_of_the_home_page(work, plan, at, as_user):
    at("2025-06-20 07:00")
    send_due_mail()
    text = OutgoingMail.objects.get(user=work).text
    titles = [task["title"] for task in tasks_of(work, plan, province_figures(plan, DAY), DAY)]
    page = as_user(work).get("/").content.decode()
    assert len(titles) >= 3 and all(f"- {title}" in text and title in page for title in titles)
    assert text.startswith("Kính gửi: Trần Thị Lan\n") and "PHẢI LÀM NGAY" in text


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        ("2025-06-20 06:59", 0),
        ("2025-06-20 07:00", 1),
        ("2025-06-20 23:59", 1),  # a beat that was late all day
        ("2025-06-21 09:00", 0),  # Saturday
        ("2025-06-22 09:00", 0),
        ("2025-06-23 00:00", 0),
        ("2025-06-23 07:00", 1),
    ],
)
def test_the_hour_and_the_working_days(work, at, day, moment, count):
    day(moment[:10])
    at(moment)
    send_due_mail()
    assert len(told(work)) == count


def test_the_hour_is_a_setting(work, at, settings):
    settings.PORTAL_DIGEST_HOUR = 9
    at("2025-06-20 08:59")
    send_due_mail()
    assert told(work) == []


def test_nothing_on_a_holiday(work, at):
    Holiday.objects.create(day=DAY, name="Nghỉ bù")
    at("2025-06-20 09:00")
    send_due_mail()
    assert told(work) == []


def test_one_a_day_across_midnight(work, at, day):
    for moment in ("2025-06-19 07:00", "2025-06-19 23:59", "2025-06-20 00:01", "2025-06-20 07:00", "2025-06-20 07:05"):
        day(moment[:10])
        at(moment)
        send_due_mail()
    assert told(work) == ["digest 2025-06-20", "digest 2025-06-19"]


def test_nothing_to_who_has_nothing_no_address_or_does_not_want_it(work, mai, nam, minh, at, monkeypatch):
    monkeypatch.setattr(services, "tasks_of", lambda user, *known: [] if user == mai else tasks_of(user, *known))
    nam.email = ""
    nam.save()
    choose_mail(minh, "none")
    at("2025-06-20 07:00")
    send_due_mail()
    assert (told(work), told(nam), told(minh), told(mai)) == (["digest 2025-06-20"], [], [], [])
    assert OutgoingMail.objects.get(user=mai).state == State.NOTHING


def test_in_the_demo_and_a_rehearsal_mails_are_kept_and_not_sent(work, at, server, settings):
    settings.PORTAL_DEMO = True
    at("2025-06-20 07:00")
    send_due_mail()
    assert OutgoingMail.objects.get(user=work).state == State.KEPT and server.outbox == []
    settings.PORTAL_DEMO, settings.PORTAL_REHEARSAL = False, "2025-06-23"
    assert not services.opened_post().server


def test_with_a_server_it_goes_out_once(work, at, server):
    at("2025-06-20 07:00")
    send_due_mail()
    send_due_mail()
    (one,) = server.outbox
    assert one.to == ["lan@example.vn"] and one.subject == "Việc của bạn ngày 20/6/2025: " + one.subject.split(": ")[1]
    assert OutgoingMail.objects.get(user=work).state == State.SENT


def test_a_server_that_does_not_answer_leaves_it_for_the_next_round(work, at, server, monkeypatch):
    def closed():
        raise mail.MailFailed("x")

    at("2025-06-20 07:00")
    with monkeypatch.context() as patch:
        patch.setattr(mail, "connection", closed)
        send_due_mail()
    assert not OutgoingMail.objects.exists()
    send_due_mail()
    assert len(server.outbox) == 1


def test_a_refused_address_is_told_and_not_tried_again(work, at, server, monkeypatch):
    def refuse(*args):
        raise mail.AddressRefused("x")

    at("2025-06-20 07:00")
    monkeypatch.setattr(mail, "send", refuse)
    send_due_mail()
    row = OutgoingMail.objects.get(user=work)
    assert (row.state, row.error) == (State.FAILED, "Máy chủ thư không nhận địa chỉ này.")
    monkeypatch.undo()


def test_who_dies_between_writing_and_sending_is_told_and_sends_nothing_twice(work, at, server, monkeypatch):
    moment = at("2025-06-20 07:00")

    def die(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(mail, "send", die)
        send_due_mail()
    at("2025-06-20 07:11")
    send_due_mail()
    row = OutgoingMail.objects.get(user=work)
    assert server.outbox == [] and row.created_at == moment
    assert row.is_doubtful and row.state_said == "Không rõ đã gửi chưa"


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_send_one(work, at):
    at("2025-06-20 07:00")
    together(send_due_mail, send_due_mail)
    assert told(work) == ["digest 2025-06-20"]


def test_at_once_only_what_cannot_wait_only_from_others_and_only_since_it_was_wanted(work, hoa, nam, agencies, at):
    catalogue = make.a_catalogue(agencies["SYT"], 900, state="submitted", submitted_on=DAY)
    at("2025-06-20 10:00")
    record(catalogue, actor=hoa, action="return", sentence="trả lại trước khi chọn")
    at("2025-06-20 10:01")
    choose_mail(work, "at_once")
    at("2025-06-20 10:02")
    kept = record(catalogue, actor=hoa, action="return", sentence="trả lại Mục lục", reason="Thiếu trang.")
    record(catalogue, actor=hoa, action="receive", sentence="tiếp nhận Mục lục")
    record(catalogue, actor=work, action="decide", sentence="tự quyết định")
    other = make.a_catalogue(agencies["SXD"], 900, state="submitted", submitted_on=DAY)
    record(other, actor=hoa, action="return", sentence="trả lại của cơ quan khác")
    at("2025-06-20 10:05")
    send_due_mail()
    send_due_mail()
    assert told(work, "event") == [f"event {kept.pk}"] and told(nam, "event") == []
    text = OutgoingMail.objects.get(key=f"event {kept.pk}").text
    assert "Nguyễn Thị Hoa (Sở Nội vụ) trả lại Mục lục." in text and "Lý do: Thiếu trang." in text


def test_at_once_what_an_office_is_asked(work, plan, lan, hoa, tuan, son, at):
    at("2025-06-20 10:00")
    for office in (hoa, tuan, son):
        choose_mail(office, "at_once")
    at("2025-06-20 10:02")
    known = {"plan": plan, "actor": lan, "kind": None, "answerer": "finance"}
    raise_difficulty(lan.agency, text="Thiếu vốn.", **known)
    at("2025-06-20 10:05")
    send_due_mail()
    assert [len(told(office, "event")) for office in (hoa, tuan, son)] == [0, 1, 0]
    assert "nêu Vướng mắc số" in OutgoingMail.objects.get(user=tuan, key__startswith="event").text


def test_at_once_what_the_archive_refused_and_not_what_it_took(work, son, agencies, at):
    at("2025-06-20 10:00")
    choose_mail(work, "at_once")
    at("2025-06-20 10:02")
    said = {"agency": agencies["SYT"], "actor": son, "action": "archive_answers"}
    record(agencies["SYT"], sentence="ghi phiếu nhận: 2 đã nhận", after={"taken": 2, "refused": 0}, **said)
    sentence = "ghi phiếu nhận: 1 đã nhận, 1 bị từ chối"
    kept = record(agencies["SYT"], sentence=sentence, after={"taken": 1, "refused": 1}, **said)
    at("2025-06-20 10:05")
    send_due_mail()
    assert told(work, "event") == [f"event {kept.pk}"]
    assert "1 bị từ chối." in OutgoingMail.objects.get(key=f"event {kept.pk}").text


@pytest.mark.parametrize("action", ["undo_extension", "take_back_allocation_line", "return_figures", "not_extend"])
def test_at_once_what_was_taken_back_or_refused(work, hoa, agencies, at, action):
    at("2025-06-20 10:00")
    choose_mail(work, "at_once")
    at("2025-06-20 10:02")
    kept = record(agencies["SYT"], agency=agencies["SYT"], actor=hoa, action=action, sentence="quyết định khác")
    at("2025-06-20 10:05")
    send_due_mail()
    assert told(work, "event") == [f"event {kept.pk}"]


def test_what_happened_long_ago_is_left_to_the_digest(work, hoa, agencies, at):
    catalogue = make.a_catalogue(agencies["SYT"], 900, state="submitted", submitted_on=DAY)
    at("2025-06-18 10:00")
    choose_mail(work, "at_once")
    at("2025-06-18 11:00")
    record(catalogue, actor=hoa, action="return", sentence="trả lại Mục lục")
    at("2025-06-20 12:00")
    send_due_mail()
    assert told(work, "event") == []


def test_what_ends_by_the_next_working_day_is_told_in_the_afternoon(work, agencies, at, day):
    """The period to Friday 15/8 is told on Thursday; digitization ends on Thursday itself, which is not told again."""
    choose_mail(work, "at_once")
    day("2025-08-14")
    at("2025-08-14 14:00")
    send_due_mail()
    text = OutgoingMail.objects.get(user=work, key="due 2025-08-14").text
    assert "- Gửi báo cáo tiến độ kỳ đến 15/8/2025" in text and text.count("\n- ") == 1


def test_a_task_due_on_monday_is_told_on_friday(work, plan, at, monkeypatch):
    choose_mail(work, "at_once")
    monday = DAY + timedelta(days=3)
    task = {"title": "Trả lời câu hỏi", "url": "/", "due": monday, "due_text": "hạn 23/6/2025", "word": "còn 3 ngày"}
    task |= {"tone": "warn", "note": "", "count": None}
    monkeypatch.setattr(services, "tasks_of", lambda *args: [task, task | {"title": "Xa", "due": DAY + timedelta(4)}])
    at("2025-06-20 13:59")
    send_due_mail()
    assert told(work, "due") == []
    at("2025-06-20 14:00")
    send_due_mail()
    row = OutgoingMail.objects.get(user=work, key="due 2025-06-20")
    assert row.subject == "Sắp hết hạn, đến ngày 23/6/2025: 1 việc" and "Xa" not in row.text


def test_an_administrator_reads_what_went_out_and_nobody_else(work, quy, lan, as_user, at):
    at("2025-06-20 07:00")
    send_due_mail()
    row = OutgoingMail.objects.get(user=work)
    browser = as_user(quy)
    assert row.subject in browser.get("/hop-thu-di/").content.decode()
    assert "Kính gửi: Trần Thị Lan" in browser.get(f"/hop-thu-di/{row.pk}/").content.decode()
    assert as_user(lan).get("/hop-thu-di/").status_code == 403


def test_a_mark_of_secrecy_in_a_sentence_is_withheld(lan):
    row = claimed(lan, "event 1", State.KEPT, "x", "Hồ sơ Tối mật")
    row.refresh_from_db()
    assert "Tối mật" not in row.text


def test_each_person_chooses(as_user, lan):
    browser = as_user(lan)
    page = browser.get("/tai-khoan/thu-va-lich/").content.decode()
    assert 'value="daily"' in page
    browser.post("/tai-khoan/thu-va-lich/", {"choice": "at_once"})
    assert lan.mail_wish.choice == "at_once"


def test_old_mails_are_forgotten(lan, at, settings):
    claimed(lan, "digest 2025-03-01", State.KEPT, "x", "x")
    OutgoingMail.objects.update(created_at=timezone.make_aware(datetime(2025, 3, 1)))
    at("2025-06-20 07:00")
    clear_old_mail()
    assert not OutgoingMail.objects.exists()
