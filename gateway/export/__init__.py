"""Answers on their way out of the house: tables, and the files that carry them."""
