"""Forms of many rows as a browser posts them, and as it finds them drawn."""

from html.parser import HTMLParser

TYPED = {
    "box_number": "1",
    "file_number": "01",
    "title": "Hồ sơ khám chữa bệnh",
    "start_date": "3/2008",
    "sheet_count": "60",
    "end_date": "",
    "retention_years": "20 năm",
    "page_count": "1.250",
    "arranged": "Có",
    "digitized_before": "Không",
    "condition": "Bình thường",
}


def grid(*rows, initial=0, empty=0, **extra):
    """What the browser posts: rows of the grid, and empty ones with their selects as drawn."""
    blank = {"arranged": "Có", "digitized_before": "Không", "condition": "Bình thường"}
    data = {"form-TOTAL_FORMS": len(rows) + empty, "form-INITIAL_FORMS": initial} | extra
    for number, each in enumerate([*rows, *[blank] * empty]):
        data |= {f"form-{number}-{name}": value for name, value in each.items()}
    return data


def page_of(answer):
    return answer.content.decode()


def shown(browser, path):
    return shown_in(browser.get(path))


def shown_in(answer):
    """The form as drawn: {field name: value} of every input, as the browser would post it back."""
    reader = InputReader()
    reader.feed(page_of(answer))
    return reader.data


class InputReader(HTMLParser):
    """Collects what a browser would post of a page's inputs; of templates nothing."""

    def __init__(self):
        super().__init__()
        self.data, self.select, self.area, self.inside_template = {}, None, None, False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "template":
            self.inside_template = True
        if self.inside_template:
            return
        if tag == "input" and attrs.get("type") not in ("checkbox", "search") and "name" in attrs:
            self.data.setdefault(attrs["name"], []).append(attrs.get("value", ""))
        if tag == "select":
            self.select = attrs["name"]
        if tag == "option" and ("selected" in attrs or self.select not in self.data):
            self.data[self.select] = [attrs["value"]]
        if tag == "textarea":
            self.area = attrs["name"]

    def handle_data(self, text):
        if self.area:
            self.data[self.area], self.area = [text.removeprefix("\n")], None

    def handle_endtag(self, tag):
        if tag == "template":
            self.inside_template = False
