"""Where reports are kept: rows by SQL, raw documents by their hash."""
