"""What happened, counted, in Prometheus' text form. Served at `/-/metrics`.

Names of portals and rules are labels; addresses and places are not, because there are too many of them.
"""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

REGISTRY = CollectorRegistry(auto_describe=True)
PlatformCollector(registry=REGISTRY)
ProcessCollector(registry=REGISTRY)

CONTENT_TYPE = CONTENT_TYPE_LATEST

FETCHES = Counter(
    "gongkai_fetches", "Documents asked for, by what came of it.", ("portal", "result"), registry=REGISTRY
)
PORTAL_WELL = Gauge(
    "gongkai_portal_well",
    "1 where the last run at a portal went well, else 0.",
    ("portal",),
    registry=REGISTRY,
)
REPORTS = Counter(
    "gongkai_reports_saved", "Readings handed to the store, by outcome.", ("outcome",), registry=REGISTRY
)
FINDINGS = Counter(
    "gongkai_findings_saved", "Findings stored with new readings, by rule.", ("rule",), registry=REGISTRY
)
STORE_READS = Counter("gongkai_store_reads", "SELECT statements sent by the reader.", registry=REGISTRY)
GRAPHQL = Counter(
    "gongkai_graphql_requests",
    "GraphQL operations, by kind and by code of the first error (ok: none).",
    ("operation", "code"),
    registry=REGISTRY,
)
LATENCY = Histogram(
    "gongkai_request_seconds",
    "Seconds from request to the end of the answer, by route.",
    ("route",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
DATA_VERSION = Gauge("gongkai_data_version", "Data version that answers are made from.", registry=REGISTRY)


def exposition() -> bytes:
    """All counters as text, to be sent as CONTENT_TYPE."""
    return generate_latest(REGISTRY)
