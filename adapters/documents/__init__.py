"""Openers: bytes of any format → one neutral Document."""
