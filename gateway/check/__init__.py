"""Checking a draft before it is published: read, judged, told; never kept."""
