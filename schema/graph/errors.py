"""Wrong requests → typed errors with `extensions.code`, for the client to act on and to show.

ContractError
├── NotFound    NOT_FOUND   UNKNOWN_PLACE, UNKNOWN_INDICATOR, UNKNOWN_PORTAL, UNKNOWN_RUN, UNKNOWN_FINDING
├── BadInput    BAD_INPUT   AMBIGUOUS_PLACE, BAD_YEAR, BAD_CODE, BAD_ID, BAD_PAGE_SIZE, BAD_CURSOR …
├── TooMuch     TOO_MUCH    COMPARISON_TOO_LARGE, COVERAGE_TOO_LARGE, PAGE_TOO_LARGE, TOO_MANY_IDS
└── Forbidden   FORBIDDEN   OPERATOR_KEY_REQUIRED, NO_HARVESTER

`extensions.code` is the kind, `extensions.reason` the case within it; `argument`, `candidates`,
`suggestions`, `size` and `limit` stand beside them where they apply.
"""

from typing import ClassVar

from graphql import GraphQLError


class ContractError(GraphQLError):
    """The caller asked wrongly, for too much, or without a key. Its text may be shown as it is."""

    code: ClassVar[str]

    def __init__(self, reason: str, zh: str, en: str, **details: object) -> None:
        super().__init__(f"{zh} / {en}", extensions={"code": self.code, "reason": reason, **details})


class NotFound(ContractError):
    """What an argument names does not exist."""

    code = "NOT_FOUND"


class BadInput(ContractError):
    """An argument cannot be understood, or not unambiguously."""

    code = "BAD_INPUT"


class TooMuch(ContractError):
    """The answer would be larger than one request may ask for."""

    code = "TOO_MUCH"


class Forbidden(ContractError):
    """The caller may not do this here."""

    code = "FORBIDDEN"
