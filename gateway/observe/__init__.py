"""How the gateway is watched: log lines on stderr, counters for Prometheus."""
