"""About → the line to cite an answer by. The same data and question give the same line."""

from gateway.export.answer import About


def citation(about: About) -> str:
    """`公开 Gongkai：… 数据版本 12（2026-11-24）。 https://…`."""
    return f"公开 Gongkai：{about.zh} {about.en}。{state_of(about)}{about.url}"


def state_of(about: About) -> str:
    if about.version is None:
        return ""
    day = f"（{about.moved_at.date().isoformat()}）" if about.moved_at else ""
    return f"数据版本 data version {about.version}{day}。"
