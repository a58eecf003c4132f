"""A comparison → the address of the same comparison as a table."""

from urllib.parse import urlencode

from schema.enums import Applicant, Normalization
from schema.records.comparison import CompareSpec

CSV_PATH = "/v1/compare.csv"


def csv_url(spec: CompareSpec) -> str:
    """Lists are joined by commas, so that the link of a large comparison stays as short as it can."""
    query = {
        "jurisdictions": ",".join(place.code for place in spec.places),
        "years": ",".join(str(year) for year in spec.years),
        "indicators": ",".join(indicator.code for indicator in spec.indicators),
    }
    if spec.applicant is not Applicant.TOTAL:
        query["applicant"] = spec.applicant.value
    if spec.normalize is not Normalization.NONE:
        query["normalize"] = spec.normalize.value
    if spec.crosswalk:
        query["crosswalk"] = "true"
    return f"{CSV_PATH}?{urlencode(query, safe=',')}"
