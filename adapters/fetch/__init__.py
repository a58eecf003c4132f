"""URL → bytes with their provenance: politely, within limits, and only from where a profile allows."""
