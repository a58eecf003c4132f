"""Python dates → the `Date` and `DateTime` scalars of the contract, described in both languages."""

from datetime import date, datetime

import strawberry
from strawberry.types.scalar import ScalarDefinition

from schema.graph.described import both

SCALARS: dict[object, ScalarDefinition] = {
    date: strawberry.scalar(
        name="Date",
        description=both("公历日期，ISO 8601（2018-03-09）。", "A calendar day in ISO 8601 (2018-03-09)."),
        serialize=date.isoformat,
        parse_value=date.fromisoformat,
        specified_by_url="https://scalars.graphql.org/andimarek/local-date",
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description=both(
            "时刻，ISO 8601，含时区（2024-01-31T08:00:00+00:00）。",
            "A moment in ISO 8601 with its offset (2024-01-31T08:00:00+00:00).",
        ),
        serialize=datetime.isoformat,
        parse_value=datetime.fromisoformat,
    ),
}
