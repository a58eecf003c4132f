"""Portals → store: what is due is found, fetched, read and saved; one failure stops nothing else."""
