"""Tables that other tools have written as text → tables. Under `from_text`."""
