"""Readings made by hand and stores to put them in, on SQLite and, where there is one, PostgreSQL."""

import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, make_url, select, text

from adapters.fetch.snapshot import Snapshot
from gateway.store.blobs import Blobs
from gateway.store.engine import open_engine, reading
from gateway.store.migrate import METADATA, upgrade
from gateway.store.store import Store
from schema.enums import Applicant, Provenance, ReportFormat, ReportScope, Severity
from schema.records.extraction import Extraction
from schema.records.finding import Finding
from schema.records.report import Report, Section
from schema.records.source import Source
from schema.records.statistic import Figure, Statistic

DIALECTS = ("sqlite", "postgresql")
SEEN = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)


@contextmanager
def database(dialect: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if dialect == "sqlite":
        yield f"sqlite:///{folder / 'gongkai.db'}"
        return
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        pytest.skip("TEST_POSTGRES_URL does not name a PostgreSQL server")
    schema = f"test_{uuid.uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        url = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
        yield url.render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        admin.dispose()


@contextmanager
def a_store(dialect: str, folder: Path) -> Iterator[Store]:
    """A store with its tables."""
    with database(dialect, folder) as url:
        engine = open_engine(url)
        upgrade(engine)
        yield Store(engine, Blobs(folder / "documents"))
        engine.dispose()


def snapshot(body: bytes = b"<html>", url: str = "http://www.example.gov.cn/r.html") -> Snapshot:
    return Snapshot(
        url=url,
        final_url=url,
        status=200,
        media_type="text/html",
        charset="utf-8",
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        fetched_at=SEEN,
        etag='"1"',
    )


def report(place: str = "510500", year: int = 2017, organ: str | None = None, **facts: Any) -> Report:
    given = {
        "title": f"{year}年政府信息公开工作年度报告",
        "format": ReportFormat.NARRATIVE_2008,
        "source_url": "http://www.example.gov.cn/r.html",
        "content_hash": hashlib.sha256(b"<html>").hexdigest(),
        "published_on": date(year + 1, 3, 9),
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "provenance": Provenance.OFFICIAL,
        "retrieved_at": SEEN,
    }
    scope = ReportScope.JURISDICTION if organ is None else ReportScope.ORGAN
    return Report(jurisdiction=place, year=year, scope=scope, organ=organ, **(given | facts))


def statistic(indicator: str, value: str | None, **facts: Any) -> Statistic:
    given = {
        "label": indicator,
        "unit": "件",
        "applicant": Applicant.TOTAL,
        "source": Source(
            quote=f"{indicator}{value}件", url="http://www.example.gov.cn/r.html", start=3, end=9
        ),
    }
    number = None if value is None else Decimal(value)
    return Statistic(indicator=indicator, value=number, **(given | facts))


def figure(label: str, value: str) -> Figure:
    source = Source(quote=f"{label}{value}次", url="http://www.example.gov.cn/r.html", page=2)
    return Figure(label=label, value=Decimal(value), unit="次", source=source)


def finding(
    rule: str = "A-REFU", stated: str | None = "38", expected: str | None = "33", **facts: Any
) -> Finding:
    given = {
        "kind": "sum",
        "severity": Severity.WARNING,
        "message": f"拒绝理由合计为{expected}，报告写{stated}",
        "message_en": f"reasons add up to {expected}, the report states {stated}",
        "terms": (("requests.refused", Applicant.TOTAL),),
    }
    numbers = {
        "stated": None if stated is None else Decimal(stated),
        "expected": None if expected is None else Decimal(expected),
    }
    return Finding(rule=rule, **(given | numbers | facts))


def extraction(about: Report | None = None, **parts: Any) -> Extraction:
    """A small reading; every part can be replaced."""
    given = {
        "report": about or report(),
        "sections": (Section(number="一", heading="概述", text="全市主动公开政府信息12345条。"),),
        "statistics": (
            statistic("disclosed", "12345", unit="条"),
            statistic("requests.received", "205"),
            statistic("requests.refused", "38"),
        ),
        "figures": (figure("培训", "3"),),
        "findings": (finding(),),
        "reader": "1",
    }
    return Extraction(**(given | parts))


def with_values(before: Extraction, **values: str) -> Extraction:
    """The reading with other values; indicators are written with _ for the dot."""
    new = {name.replace("_", "."): Decimal(value) for name, value in values.items()}
    return replace(
        before,
        statistics=tuple(replace(one, value=new.get(one.indicator, one.value)) for one in before.statistics),
    )


def contents(engine: Engine, *, without: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in an order that does not depend on how they came in."""
    with reading(engine) as connection:
        return {
            name: sorted((tuple(line) for line in connection.execute(select(table))), key=repr)
            for name, table in METADATA.tables.items()
            if name not in without
        }
