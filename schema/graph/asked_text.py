"""Search words → words worth searching for."""

from schema.graph.errors import BadInput

LONGEST_TEXT = 100


def some_text(text: str, argument: str) -> str:
    """Without surrounding blanks, 1 to 100 characters. Raises BadInput (BAD_TEXT)."""
    wanted = text.strip()
    if 0 < len(wanted) <= LONGEST_TEXT:
        return wanted
    raise BadInput(
        "BAD_TEXT",
        f"参数 {argument} 有 {len(wanted)} 个字符，应为 1 到 {LONGEST_TEXT} 个",
        f"argument {argument} has {len(wanted)} characters, give 1 to {LONGEST_TEXT}",
        argument=argument,
        limit=LONGEST_TEXT,
    )
