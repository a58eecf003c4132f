"""What reading the official tables has to say about its own doubts, as findings in both languages."""

from schema.enums import Applicant, Severity
from schema.records.finding import Finding
from schema.records.statistic import Statistic


def label_finding(label: str, name: str | None) -> Finding:
    if name is None:
        return Finding(
            rule="R-ROW",
            kind="row_not_known",
            severity=Severity.NOTICE,
            message=f"表内一行“{label}”不在规定格式之列，其数字未作统计",
            message_en=f"the row {label!r} is not in the official form; its numbers were not read",
        )
    return Finding(
        rule="R-ROW",
        kind="label_by_likeness",
        severity=Severity.NOTICE,
        message=f"表内行名“{label}”与规定格式不符，按唯一相近的“{name}”读取",
        message_en=f"the row label {label!r} was read as {name!r}, the only one like it",
    )


def cell_finding(
    where: tuple[int, str, str], term: tuple[str, Applicant], error: LookupError | ValueError
) -> Finding:
    """`where` is the table's number, the row's label and the column's name."""
    table, row, column = where
    return Finding(
        rule="R-CELL",
        kind="cell_not_read",
        severity=Severity.WARNING,
        message=f"第{table}张表“{row}”一行“{column}”一格无法确定，未读取",
        message_en=f"table {table}, row {row!r}, column {column!r} was not read: {error}",
        terms=(term,),
    )


def blocks_finding(table: int) -> Finding:
    """A dispute table that tells neither by its headings nor by its order which columns are whose."""
    return Finding(
        rule="R-CELL",
        kind="columns_not_known",
        severity=Severity.WARNING,
        message=f"第{table}张表的各列无法确定属于行政复议还是行政诉讼，未读取",
        message_en=f"table {table} does not tell reconsideration from litigation; it was not read",
    )


def twice_finding(first: Statistic, second: Statistic) -> Finding:
    return Finding(
        rule="R-TWICE",
        kind="cell_printed_twice",
        severity=Severity.WARNING,
        message=f"“{first.label}”在表内出现两次，数值不同（{first.value}、{second.value}），取前者",
        message_en=f"{first.label!r} is printed twice ({first.value}, {second.value}); the first is kept",
        terms=((first.indicator, first.applicant),),
        stated=first.value,
        expected=second.value,
    )


def table_twice_finding(table: int, terms: tuple[tuple[str, Applicant], ...]) -> Finding:
    """A later table of the same form that says something else, of another body or another scope."""
    return Finding(
        rule="R-TWICE",
        kind="table_printed_twice",
        severity=Severity.WARNING,
        message=f"第{table}张表与前面的表同一格式，{len(terms)}格数值不同，取前者",
        message_en=f"table {table} repeats the form of one before it; {len(terms)} cells differ",
        terms=terms,
    )


def differ_finding(first: Statistic, second: Statistic) -> Finding:
    """Two ways to read a table that has become plain text give two values."""
    return Finding(
        rule="R-TEXT",
        kind="readings_differ",
        severity=Severity.WARNING,
        message=f"“{first.label}”按格读为{first.value}，按行名读为{second.value}，未读取",
        message_en=f"{first.label!r} reads {first.value} by cells, {second.value} by labels; it was not read",
        terms=((first.indicator, first.applicant),),
        stated=first.value,
        expected=second.value,
    )
