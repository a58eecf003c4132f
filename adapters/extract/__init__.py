"""Readers: a Document → report, sections, statistics, figures, each with its source."""
