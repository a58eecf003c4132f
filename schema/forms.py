"""A report's year → the official form in force for it. Pure; what a report really prints may differ."""

from schema.enums import ReportFormat

# 国办公开办函〔2019〕60号 and 〔2021〕30号.
_SINCE = ((2021, ReportFormat.TABLES_2021), (2019, ReportFormat.TABLES_2019))


def form_in_force(year: int) -> ReportFormat:
    """The tables of 2021 or of 2019, before them prose."""
    return next((form for since, form in _SINCE if year >= since), ReportFormat.NARRATIVE_2008)
