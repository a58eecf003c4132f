"""The shared language: places, indicators, records, checks, ports and the GraphQL contract. No I/O."""
