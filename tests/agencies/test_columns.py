"""Columns defined once: the head of a table and its cells cannot say different things."""

from types import SimpleNamespace

from django.template import Context, Template

COLUMNS = """{% rows page anchor="ml-" %}{% main_column "Mục lục" %}<b>{{ row.name }}</b>{% endmain_column %}
{% column "Phông" css="small" %}{{ row.fonds.name }}{% endcolumn %}{% column "Trạng thái" label="" %}{{ row.state }}
{% endcolumn %}{% number_column "Số hồ sơ" row.files css=row.files|yesno:",none" %}{% endrows %}"""
HEALTH = SimpleNamespace(pk=7, name="Sở Y tế & con", fonds={"name": "Sở Y tế"}, state="trả lại", files=1240)


def drawn(template, **context):
    return Template(template).render(Context(context)).replace("\n", "")


def test_each_column_is_a_head_and_a_cell_of_every_row():
    html = drawn(COLUMNS, page=[HEALTH, SimpleNamespace(pk=8)])
    assert html.startswith(
        '<thead><tr><th scope="col">Mục lục</th><th scope="col">Phông</th><th scope="col">Trạng thái</th>'
        '<th scope="col" class="num">Số hồ sơ</th></tr></thead><tbody><tr id="ml-7">'
    )
    assert '<th scope="row"><b>Sở Y tế &amp; con</b></th><td class="small" data-label="Phông">Sở Y tế</td>' in html
    assert "<td>trả lại</td>" in html and '<td class="num" data-label="Số hồ sơ">1.240</td>' in html
    assert '<tr id="ml-8">' in html and '<td class="num none" data-label="Số hồ sơ">–</td>' in html


def test_the_head_does_not_look_at_what_a_row_would_hold():
    links = "{% rows page %}{% column 'Tên' %}{% url 'catalogue_detail' row.pk %}{% endcolumn %}{% endrows %}"
    assert drawn(links, page=[]) == '<thead><tr><th scope="col">Tên</th></tr></thead><tbody></tbody>'


def test_a_title_and_a_label_are_escaped():
    html = drawn("{% rows page %}{% number_column title 1 %}{% endrows %}", page=[HEALTH], title='A & "B"')
    assert '<th scope="col" class="num">A &amp; &quot;B&quot;</th>' in html
    assert 'data-label="A &amp; &quot;B&quot;">1</td>' in html


def test_a_small_line_stands_only_where_there_is_something_to_say():
    assert drawn("{% small_line text %}{% small_line none %}{% small_line day|day %}", text="<3 ngày") == (
        '<div class="small muted">&lt;3 ngày</div>'
    )
