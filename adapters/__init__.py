"""From a portal's page to schema records: find, fetch, open, read."""
