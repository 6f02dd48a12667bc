"""The statistics page: a period, its figures as tables, and each table as a picture."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.charts import draw, number
from bot.desk.figures import Period, gathered, later, month_of, sections
from bot.desk.sessions import Session
from bot.desk.web import Desk, desk_of, page, problem, render, text
from bot.settings import load_settings


def show(request: Request, session: Session) -> Response:
    """Show the figures of the period that the address names."""
    desk = desk_of(request)
    settings = load_settings()
    period, smallest = _period(request), settings.smallest_group
    found = gathered(desk, period, smallest, settings.statistics_months)
    return render(
        request,
        "figures.html",
        period=period,
        query=urlencode({"first": period.first, "last": period.last}),
        found=found,
        sections=[one for one in sections(desk, found) if one.rows],
        choices=_choices(desk),
        smallest=smallest,
        number=number,
        decimal=decimal,
        percent=percent,
    )


def picture(request: Request, session: Session) -> Response:
    """Give the chart of one table."""
    desk = desk_of(request)
    settings = load_settings()
    smallest = settings.smallest_group
    shown = gathered(desk, _period(request), smallest, settings.statistics_months)
    found = sections(desk, shown)
    section = next((one for one in found if one.name == request.path_params["name"]), None)
    if section is None or not section.rows:
        return problem(request, 404, "problem-not-found")
    kept_back = text(request, "figures-kept-back", smallest=smallest)
    return Response(draw(section.chart(kept_back)), media_type="image/png")


def decimal(value: float) -> str:
    """Return *value* as Vietnamese writes it, with one digit at most: "2,5"."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def percent(share: float | None) -> str:
    """Return a share of 1 as "12,5%"; nothing for what is kept back."""
    return "" if share is None else f"{share:.1%}".replace(".", ",")


def _period(request: Request) -> Period:
    asked = request.query_params
    today = desk_of(request).clock.today()
    return Period.of(asked.get("first", ""), asked.get("last", ""), today)


def _choices(desk: Desk) -> list[tuple[str, Period]]:
    """Return the periods that are one press away, with the keys of their names."""
    this = month_of(desk.clock.today())
    year = int(this[:4])
    quarter = f"{year}-{(int(this[5:]) - 1) // 3 * 3 + 1:02}"
    return [
        ("figures-last-month", Period(later(this, -1), later(this, -1))),
        ("figures-this-month", Period(this, this)),
        ("figures-quarter", Period(quarter, this)),
        ("figures-this-year", Period(f"{year}-01", this)),
        ("figures-last-year", Period(f"{year - 1}-01", f"{year - 1}-12")),
        ("figures-twelve", Period(later(this, -11), this)),
    ]


ROUTES = (
    Route("/figures", page(show), methods=["GET"]),
    Route("/figures/{name:str}.png", page(picture), methods=["GET"]),
)
