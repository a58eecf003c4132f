"""Accept header → the media type of a GraphQL answer, by the GraphQL-over-HTTP specification."""

from starlette.requests import Request

RESPONSE_TYPE = "application/graphql-response+json"
JSON_TYPE = "application/json"
HTML_TYPE = "text/html"


def answer_type(request: Request) -> str:
    """The newer media type only for those who name it; plain JSON for `*/*`, for nothing, for the rest."""
    weights = accepted(request.headers.get("accept", ""))
    new, plain = weights.get(RESPONSE_TYPE, 0.0), weights.get(JSON_TYPE, 0.0)
    return RESPONSE_TYPE if new > 0 and new >= plain else JSON_TYPE


def wants_page(accept: str) -> bool:
    """Whether a browser asks: HTML is named and no JSON type is preferred to it."""
    weights = accepted(accept)
    page = weights.get(HTML_TYPE, 0.0)
    return page > 0 and page >= max(weights.get(RESPONSE_TYPE, 0.0), weights.get(JSON_TYPE, 0.0))


def accepted(header: str) -> dict[str, float]:
    """Media types of an Accept header with their weights; a malformed weight counts as 0."""
    weights: dict[str, float] = {}
    for part in header.split(","):
        media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media_type:
            weights[media_type] = _weight(parameters)
    return weights


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
