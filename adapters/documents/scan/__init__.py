"""Pictures of pages → ink, by recognising their letters. An extra; under `from_pdf` and `from_picture`."""
