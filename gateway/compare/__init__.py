"""Comparisons and coverage, answered from columns in memory. Between the store and the contract."""
