"""Trợ giúp: a guide to every page, words that the pages use, and the first steps of each duty."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import NoReverseMatch, get_resolver, reverse

from agencies.formats.text import sort_key
from agencies.help import topics
from agencies.help.first_steps import TOURS, tour
from agencies.help.terms import TERMS
from agencies.history import record
from agencies.models import Duty
from tests.conftest import CAST

BASE = Path(settings.BASE_DIR)
GUIDES = BASE / "templates" / "help" / "guides"
# Not pages of people's work: their route names need no guide.
NO_PAGE = {"healthz", "readyz", "logout", "javascript-catalog"}


def route_names(patterns=None):
    """Names of the portal's own routes, without the admin's."""
    for pattern in patterns or get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            if getattr(pattern, "app_name", "") != "admin":
                yield from route_names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def sources():
    """All that a page may say: templates and Python of the apps, without the guides, in one line and lower case."""
    files = [*BASE.glob("templates/**/*.html")]
    files += [file for app in ("agencies", "plans", "budgets", "reports") for file in (BASE / app).glob("**/*.py")]
    texts = (file.read_text(encoding="utf-8") for file in files if "help" not in file.parts)
    return " ".join(" ".join(texts).split()).lower()


def test_each_route_has_a_guide_of_its_own_subject():
    known = {name for topic in topics.TOPICS for name in topic.routes}
    without = [
        name
        for name in set(route_names()) - NO_PAGE
        if not any(name == one or name.startswith(f"{one}_") for one in known)
    ]
    assert not without


@pytest.mark.parametrize(
    "route, slug",
    [
        ("catalogue_detail", "muc-luc"),
        ("catalogue_upload_preview", "tai-tep-excel"),
        ("catalogue_action", "trinh-va-tra-loi"),
        ("admin_plans_catalogue_change", "tham-dinh-muc-luc"),
        ("admin_agencies_user_add", "quan-tri"),
        ("invitation_list", "quan-tri"),
        ("invitation", "tai-khoan"),
        ("", "lam-quen"),
    ],
)
def test_a_page_leads_to_the_guide_of_its_subject(route, slug):
    assert topics.topic_of(route).slug == slug


def test_guides_name_buttons_and_parts_as_the_pages_do():
    said, unknown = sources(), []
    for guide in GUIDES.glob("*.html"):
        for bold in re.findall(r"<b>(.*?)</b>", guide.read_text(encoding="utf-8"), re.DOTALL):
            word = " ".join(bold.split()).rstrip(".:").lower()
            if word not in said:
                unknown.append(f"{guide.name}: {word}")
    assert not unknown


def test_each_guide_has_a_text_and_each_text_a_guide():
    assert {topic.slug for topic in topics.TOPICS} == {file.stem for file in GUIDES.glob("*.html")}
    assert all(len(topics.text_of(topic).split()) > 60 for topic in topics.TOPICS)


def test_terms_stand_in_the_order_of_the_alphabet_and_each_once():
    words = [term.word for term in TERMS]
    assert words == sorted(set(words), key=sort_key)


def test_a_guide_is_found_by_words_of_its_text_without_diacritics():
    found = topics.matching("ky luy ke")
    assert [one.topic.slug for one in found][:1] == ["tien-do"]
    assert "lũy kế" in found[0].excerpt
    assert topics.matching("xyzxyz") == []


@pytest.mark.django_db
@pytest.mark.once
def test_the_index_says_whom_to_ask_and_finds_terms(as_user, lan, cast):
    for name in ("hoa", "tuan", "quy"):
        cast(name)
    text = as_user(lan).get("/tro-giup/").content.decode()
    assert "Nguyễn Thị Hoa" in text and "Võ Anh Tuấn" in text and "Bùi Ngọc Quý" in text
    text = as_user(lan).get("/tro-giup/", {"q": "phong"}).content.decode()
    assert "Toàn bộ tài liệu hình thành trong hoạt động của một cơ quan." in text
    assert "Không có hướng dẫn nào khớp" in as_user(lan).get("/tro-giup/", {"q": "xyzxyz"}).content.decode()
    assert as_user(lan).get("/tro-giup/khong-co/").status_code == 404


@pytest.mark.django_db
@pytest.mark.once
def test_every_guide_opens_and_the_masthead_leads_to_the_right_one(as_user, lan):
    client = as_user(lan)
    for topic in topics.TOPICS:
        assert topic.title in client.get(f"/tro-giup/{topic.slug}/").content.decode()
    assert 'href="/tro-giup/tien-do/"' in client.get("/tien-do/").content.decode()


@pytest.mark.django_db
@pytest.mark.once
def test_first_steps_go_once_the_person_has_worked(as_user, lan, agencies):
    assert "Lần đầu vào cổng" in as_user(lan).get("/").content.decode()
    record(lan, actor=lan, action="login", sentence="đăng nhập")
    assert tour(lan)
    record(agencies["SYT"], actor=lan, action="change", sentence="sửa")
    assert not tour(lan)
    assert "Lần đầu vào cổng" not in as_user(lan).get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.once
def test_first_steps_go_after_a_few_log_ins(mai):
    for _ in range(4):
        record(mai, actor=mai, action="login", sentence="đăng nhập")
    assert not tour(mai)


def test_each_duty_has_steps_that_lead_somewhere():
    assert set(TOURS) == set(Duty)
    for steps in TOURS.values():
        for step in steps:
            assert step.guide in topics.BY_SLUG
            try:
                reverse(step.route)
            except NoReverseMatch:
                pytest.fail(step.route)


@pytest.mark.django_db
@pytest.mark.once
def test_each_duty_may_open_the_pages_of_its_steps(as_user, cast):
    for user in map(cast, CAST):
        for step in TOURS[user.duty]:
            response = as_user(user).get(reverse(step.route))
            assert response.status_code in (200, 302), (user, step.route)
