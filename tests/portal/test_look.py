"""The look keeps its promises: contrasts, no inline code, geometry in plain numbers, a word beside every colour."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from agencies.templatetags.charts import spread

ROOT = Path(__file__).resolve().parents[2]
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (ROOT / "static/css/tokens.css").read_text()))
TEXT_ON_GROUND = [
    ("ink", "ground"),
    ("ink-2", "ground"),
    ("ink-3", "ground"),
    ("brand", "paper"),
    ("brand", "brand-soft"),
    ("gold", "gold-soft"),
    ("ok", "ok-soft"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("bad", "paper"),
    ("on-brand", "brand"),
    ("on-brand-2", "brand-deep"),
]
SHAPES_ON_GROUND = [("edge", "paper"), ("gold-fill", "paper"), ("brand", "brand-soft"), ("brand-mid", "paper")]


def draw(source, **context):
    return Template("{% load charts %}" + source).render(Context(context))


def contrast(one, other):
    light, dark = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_is_readable_on_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPES_ON_GROUND)
def test_borders_of_inputs_and_bars_stand_out(shape, ground):
    assert contrast(shape, ground) >= 3


SERVED = [path for path in sorted((ROOT / "templates").rglob("*.html")) if "documents" not in path.parts]


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.name)
def test_no_template_carries_inline_code(path):
    source = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


def test_no_field_stands_beside_the_form_that_would_send_it():
    """What a confirmation shows is drawn above its form: fields are arguments of `confirm_card`."""
    shown = re.compile(r"{% confirm_card (.*?){% endconfirm_card %}", re.S)
    blocks = [block for path in SERVED for block in shown.findall(path.read_text())]
    assert len(blocks) > 5
    assert [block for block in blocks if re.search("<(input|select|textarea|button)", block)] == []


def test_every_stylesheet_is_linked():
    linked = "".join(path.read_text() for path in SERVED)
    files = {path.name for path in (ROOT / "static/css").glob("*.css")}
    assert {name for name in files if f"css/{name}" not in linked} == set()


def test_a_bar_shows_its_figures_without_colour():
    html = draw("{% progress_bar 412 1000 520 'bad' %}")
    assert 'aria-label="Đã làm 41,20%, hôm nay phải đạt 52,00%"' in html
    assert 'width="41.2"' in html and 'x="52.0"' in html


def test_a_bar_of_nothing_planned_stays_empty():
    assert 'width="0.0"' in draw("{% progress_bar 0 0 0 %}")


def test_a_bar_never_runs_over_its_track():
    assert 'width="100.0"' in draw("{% progress_bar 1200 1000 1100 %}")


def test_the_funnel_says_where_data_are_missing():
    stages = [
        {"name": "Kế hoạch", "value": 71_722_221},
        {"name": "Đã số hóa", "value": 22_530_118},
        {"name": "Đã tích hợp", "value": None},
    ]
    html = draw('{% funnel stages unit="trang" %}', stages=stages)
    assert "22.530.118" in html and "31,41%" in html and "chưa có số liệu" in html
    assert 'width="31.4"' in html


def test_labels_of_the_curve_never_touch():
    labels = [{"y": 30.0, "text": "kế hoạch"}, {"y": 34.5, "text": "cần"}, {"y": 35.0, "text": "dự báo"}]
    heights = [float(label["y"]) for label in spread(labels)]
    assert all(lower - upper >= 17 for upper, lower in zip(heights, heights[1:], strict=False))


def test_the_curve_is_drawn_with_points_and_has_its_figures_as_a_table():
    chart = {
        "width": 760,
        "height": 310,
        "summary": "Đã số hóa 31,41%",
        "plot": {"left": 60, "top": 30, "right": 600, "bottom": 280},
        "y_ticks": [{"y": 230.5, "text": "20 tr"}],
        "x_ticks": [],
        "lines": [{"kind": "done", "d": "M60,280 L100.5,270", "name": "Đã số hóa"}],
        "labels": [{"x": 600, "y": 51.25, "kind": "forecast", "text": "dự báo"}],
        "columns": ["Ngày", "Đã số hóa"],
        "rows": [["20/6", "22.530.118"]],
    }
    html = draw("{% s_curve chart %}", chart=chart)
    assert 'y1="230.5"' in html and 'y="51.2"' in html
    assert '<td class="num">22.530.118</td>' in html


def test_a_tile_links_to_its_story():
    html = render_to_string(
        "components/tile.html",
        {"label": "Khối lượng", "figure": "71.722.221", "url": "/doi-chieu/", "tone": "ok", "word": "Khớp"},
    )
    assert 'href="/doi-chieu/"' in html and '<span class="status ok">Khớp</span>' in html


def test_the_money_panel_gives_the_script_plain_numbers():
    line = {"key": "pages_a3", "label": "Trang A3", "factor": 2, "equivalent": 14_860}
    html = render_to_string(
        "components/money_panel.html",
        {
            "amount_dong": 8_979_616_512,
            "unit_price_dong": 4896,
            "lines": [line],
            "equivalent_pages": 1_834_072,
            "plan_pages": 2_210_480,
        },
    )
    assert 'data-price="4896"' in html and 'data-plan-pages="2210480"' in html
    assert "8.979.616.512" in html and "còn thiếu 376.408 trang" in html


def test_a_job_is_asked_about_only_while_it_runs():
    job = SimpleNamespace(
        state="running", percent=62, message="Đang lập Phụ lục II", is_over=False, get_state_display="Đang chạy"
    )
    assert "hx-get" in render_to_string("components/job.html", {"job": job, "poll_url": "/viec/1/"})
    job.state, job.is_over = "done", True
    assert "hx-get" not in render_to_string("components/job.html", {"job": job, "poll_url": "/viec/1/"})


def test_a_column_head_sorts_and_turns_round():
    request = RequestFactory().get("/?nhom=so&sort=-pages&page=3")
    html = draw('{% sort_th "Số trang" "pages" %}{% sort_th "Cơ quan" "name" numeric=False %}', request=request)
    assert 'aria-sort="descending"' in html and 'href="?nhom=so&amp;sort=pages"' in html
    assert 'href="?nhom=so&amp;sort=name"' in html


@pytest.mark.django_db
def test_a_wrong_address_is_explained_in_vietnamese(client):
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_draw_without_any_context(name):
    html = render_to_string(f"{name}.html")
    assert "Về trang đầu" in html


def test_every_width_of_the_grid_that_a_template_asks_for_has_a_rule():
    classes = " ".join(name for path in SERVED for name in re.findall(r'class="([^"]*)"', path.read_text()))
    asked = set(re.findall(r"\bc\d+\b", classes))
    rules = (ROOT / "static/css/cards.css").read_text()
    assert {name for name in asked if f".{name} {{" not in rules} == set()


def test_a_page_refused_with_its_reason_names_no_other(rf):
    reason = "UBND huyện đã kết thúc hoạt động."
    said = render_to_string("403.html", {"exception": reason}, request=rf.get("/"))
    assert reason in said and "nhiệm vụ khác" not in said
    assert "nhiệm vụ khác" in render_to_string("403.html", {"exception": ""}, request=rf.get("/"))
