"""A day as an option of the command line."""

from datetime import date, datetime

import click

_FORMS = ("%Y-%m-%d", "%d/%m/%Y")


class _Day(click.ParamType[date]):
    """Takes 2021-03-05 and 05/03/2021."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        for form in _FORMS:
            try:
                return datetime.strptime(str(value), form).date()
            except ValueError:
                continue
        return self.fail(f"{value!r} is not a day like 2021-03-05 or 05/03/2021.", param, ctx)


DAY = _Day()
"""The type of an option that is a day."""
