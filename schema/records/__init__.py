"""Frozen records that cross between floors. They hold facts; they do nothing."""
