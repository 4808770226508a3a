"""Geometry of the S-curve: points of reports.series as the context of components/s_curve.html."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.formats.dates import format_date
from agencies.formats.numbers import NOTHING, format_decimal, format_int

from .series import Point, SCurve, can_be_forecast

Pairs = Sequence[tuple[date, int]]  # (day, pages)
WIDTH, HEIGHT = 760, 320
PLOT = {"left": 52, "top": 28, "right": 578, "bottom": 282}
LINES = (
    ("planned", "planned", "Kế hoạch"),
    ("done", "scanned", "Đã số hóa"),
    ("needed", "needed", "Phải đạt để kịp hạn"),
    ("forecast", "forecast", "Dự báo theo tốc độ gần đây"),
)
COLUMNS = ("Đến hết ngày", "Kế hoạch", "Đã số hóa", "Phải đạt", "Dự báo", "Dự báo thấp", "Dự báo cao")
FIELDS = ("planned", "scanned", "needed", "forecast", "forecast_low", "forecast_high")
NO_FORECAST = "dự báo: chưa đủ số liệu"
MILLION, THOUSAND = 10**6, 10**3
TICK_GAP = 46  # pixels that the text of a date needs
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Scale:
    """Days and pages turned into pixels, as text for SVG attributes."""

    first: date
    last: date
    top: int

    def x(self, day: date) -> float:
        """Pixels from the left."""
        span = max(1, (self.last - self.first).days)
        return PLOT["left"] + (PLOT["right"] - PLOT["left"]) * (day - self.first).days / span

    def y(self, pages: int) -> float:
        """Pixels from above."""
        return PLOT["bottom"] - (PLOT["bottom"] - PLOT["top"]) * pages / self.top

    def path(self, points: Pairs) -> str:
        """'M52.0,282.0 L…' through (day, pages) pairs."""
        steps = [f"{self.x(day):.1f},{self.y(pages):.1f}" for day, pages in points]
        return "M" + " L".join(steps) if steps else ""

    def area(self, upper: Pairs, lower: Pairs) -> str:
        """A closed shape between two lines of (day, pages) pairs."""
        return f"{self.path([*upper, *reversed(lower)])}Z" if upper else ""


def curve(series: SCurve) -> dict[str, Any] | None:
    """Context of components/s_curve.html for an SCurve, or None where there is nothing to draw."""
    largest = max((value for point in series.points for value in values(point) if value), default=0)
    if not largest:
        return None
    step = nice_step(largest)
    scale = Scale(series.points[0].day, series.points[-1].day, -(-largest // step) * step)
    size, unit = unit_of(largest)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "plot": PLOT,
        "unit": unit,
        "summary": summary(series),
        "y_ticks": [y_tick(scale, pages, size) for pages in range(0, scale.top + 1, step)],
        "x_ticks": x_ticks(series, scale),
        "labels": labels(series, scale, size, unit),
        "columns": COLUMNS,
        "rows": [row(point) for point in series.points],
    } | shapes(series, scale)


def y_tick(scale: Scale, pages: int, size: int) -> dict[str, str]:
    """A mark of the axis of pages."""
    return {"y": f"{scale.y(pages):.1f}", "text": short(pages, size)}


def shapes(series: SCurve, scale: Scale) -> dict[str, Any]:
    """Lines, the area under what is done, the range of the forecast, and the mark of the day."""
    done = pairs(series, "scanned")
    floor = [(day, 0) for day, _ in done]
    lines = [(kind, name, pairs(series, field)) for kind, field, name in LINES if drawn(series, field)]
    lines = [(kind, name + (besides(series) if kind == "forecast" else ""), found) for kind, name, found in lines]
    shape: dict[str, Any] = {
        "lines": [{"kind": kind, "name": name, "d": scale.path(points)} for kind, name, points in lines],
        "area": scale.area(done, floor) if len(done) > 1 else "",
        "band": "",
    }
    if drawn(series, "forecast"):
        shape["band"] = scale.area(pairs(series, "forecast_high"), pairs(series, "forecast_low"))
    if series.today:
        x = f"{scale.x(series.as_of):.1f}"
        shape["today"] = {"x": x, "text": format_date(series.as_of)}
        shape["dot"] = {"x": x, "y": f"{scale.y(series.today.scanned or 0):.1f}"}
    return shape


def besides(series: SCurve) -> str:
    """How many units the forecast leaves where they are, and which it takes from old reports."""
    units = [unit for unit in series.sums.units if unit.remaining_pages]
    unknown = sum(not can_be_forecast(unit) for unit in units)
    old = sum(can_be_forecast(unit) and not unit.is_fresh for unit in units)
    said = [f"{format_int(old)} đơn vị theo báo cáo cũ"] if old else []
    said += [f"{format_int(unknown)} đơn vị chưa có dự báo, giữ nguyên số đã báo cáo"] if unknown else []
    return f" ({'; '.join(said)})" if said else ""


def drawn(series: SCurve, field: str) -> bool:
    """Whether the line is drawn: not one of a single point, nor a need or forecast after the work is done."""
    if field in ("needed", "forecast") and not series.sums.remaining_pages:
        return False
    return len(pairs(series, field)) > 1


def pairs(series: SCurve, field: str) -> Pairs:
    """The points of one line."""
    return [(point.day, getattr(point, field)) for point in series.points if getattr(point, field) is not None]


def values(point: Point) -> list[int | None]:
    """What each line says at the point, in the order of FIELDS."""
    return [getattr(point, field) for field in FIELDS]


def labels(series: SCurve, scale: Scale, size: int, unit: str) -> list[dict[str, Any]]:
    """What the lines end at, to the right of the plot."""
    last, word = series.points[-1], unit.split()[0]
    found = [label(scale, "planned", last.planned, f"kế hoạch {short(last.planned, size)} {word}")]
    if series.sums.remaining_pages and not series.is_forecast:
        found.append(label(scale, "forecast", series.sums.scanned_pages, NO_FORECAST))
    elif drawn(series, "forecast") and last.forecast is not None:
        text = f"dự báo {short(last.forecast, size)} {span(last, size, word)}"
        found.append(label(scale, "forecast", last.forecast, text))
    return found


def span(point: Point, size: int, word: str) -> str:
    """The range of the forecast, or its unit where slowest and fastest are the same."""
    low, high = point.forecast_low, point.forecast_high
    if low is None or high is None or low == high:
        return word
    return f"({short(low, size)}–{short(high, size)})"


def label(scale: Scale, kind: str, pages: int, text: str) -> dict[str, Any]:
    return {"x": PLOT["right"], "y": scale.y(pages), "kind": kind, "text": text}


def x_ticks(series: SCurve, scale: Scale) -> list[dict[str, str]]:
    """The deadlines first, then the plan's first day and the end, then months, as far as they do not touch."""
    parts = series.sums.parts or (series.sums,)
    months = [day for point in series.points if (day := point.day.replace(day=1)) > scale.first]
    wanted = [*(part.deadline for part in parts), scale.last, series.sums.starts_on, *dict.fromkeys(months)]
    placed: list[date] = []
    for day in (day for day in wanted if day and scale.first <= day <= scale.last):
        if all(abs(scale.x(day) - scale.x(other)) >= TICK_GAP for other in placed):
            placed.append(day)
    return [{"x": f"{scale.x(day):.1f}", "text": format_date(day).rsplit("/", 1)[0]} for day in sorted(placed)]


def nice_step(largest: int) -> int:
    """A step of 1, 2 or 5 times a power of ten that divides the axis into three to six."""
    power = 10 ** max(0, len(str(largest)) - 2)
    return next(step * power * ten for ten in (1, 10) for step in STEPS if largest <= 5 * step * power * ten)


def unit_of(largest: int) -> tuple[int, str]:
    """The unit of the axis, and its name."""
    if largest >= MILLION:
        return MILLION, "triệu trang"
    return (THOUSAND, "nghìn trang") if largest >= 10_000 else (1, "trang")


def short(pages: int, size: int) -> str:
    """Pages in the unit of the axis, one decimal where it says something."""
    text = format_decimal(pages / size, 1)
    return text.removesuffix(",0")


def row(point: Point) -> list[str]:
    """The point as a line of the table below the chart."""
    texts = [NOTHING if value is None else format_int(value) for value in values(point)]
    return [format_date(point.day), *texts]


def summary(series: SCurve) -> str:
    """One sentence for those who do not see the drawing."""
    sums = series.sums
    text = f"Đến ngày {format_date(series.as_of)} đã số hóa {format_int(sums.scanned_pages)} trang"
    if series.today:
        text += f", kế hoạch đến ngày đó {format_int(series.today.planned)} trang"
    if sums.forecast_done_on:
        text += f"; với tốc độ gần đây dự kiến xong ngày {format_date(sums.forecast_done_on)}{besides(series)}"
    elif sums.remaining_pages and not series.is_forecast:
        text += f"; {NO_FORECAST}"
    return text + "."
