"""Running text → statistics, figures: passages, mentions, wordings, claims."""
