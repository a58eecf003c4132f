"""An address → a profile: which family, whose reports, on which column, and on what evidence."""
