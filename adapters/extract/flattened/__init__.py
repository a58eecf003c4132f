"""The official tables that have become text: what their own sums make certain."""
