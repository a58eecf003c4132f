"""Stored reports → findings that need more than one reading, and what every rule says of each report."""

from gateway.audit.run import AuditSummary, audit

__all__ = ["AuditSummary", "audit"]
