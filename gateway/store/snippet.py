"""Section + words → the text around the first of them, for lists of search results."""

AROUND = 40


def snippet(text: str, words: list[str]) -> str:
    """The earliest word with 40 characters on either side; the beginning where only the heading has it."""
    folded = text.casefold()
    hits = [(at, len(word)) for word in words if (at := folded.find(word.casefold())) >= 0]
    at, length = min(hits, default=(0, AROUND))
    start, end = max(0, at - AROUND), min(len(text), at + length + AROUND)
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
