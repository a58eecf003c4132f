"""Accept-Language → the language to answer in: `zh` unless English is preferred to Chinese."""

from gateway.serve.negotiate import accepted


def preferred(header: str | None) -> str:
    """`zh` or `en`."""
    weights = accepted(header or "")
    best = {"zh": 0.0, "en": 0.0}
    for tag, weight in weights.items():
        language = tag.partition("-")[0]
        if language in best:
            best[language] = max(best[language], weight)
    return "en" if best["en"] > best["zh"] else "zh"
