"""Keeps, watches, compares and serves. The only floor that knows SQL and HTTP serving."""
