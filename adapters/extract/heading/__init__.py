"""Whose report, of which year, called what, published when and by whom."""
