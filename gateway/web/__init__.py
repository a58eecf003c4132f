"""The first page and the explorer: sources here, built by `build.py` into dist/, served by gateway.serve."""
