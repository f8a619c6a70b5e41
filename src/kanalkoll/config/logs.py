"""Structured log lines: what happened and to which id, never a message's content or a person's data."""

from typing import Any

import structlog

ALLOWED = frozenset(
    {"event", "level", "logger", "timestamp", "verb", "object", "account", "dispatch"}
    | {"count", "seconds", "error_class", "loop", "attempt", "status"}
)


def through_stdlib() -> None:
    """Send structlog's lines the same way as everybody else's: through logging, in one format."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """One JSON object a line; keys that could carry content are dropped, not masked."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def _only_allowed(_logger: Any, _name: str, line: structlog.types.EventDict) -> structlog.types.EventDict:
    # An exception's message may quote what a resident wrote, so only its type is kept.
    kept = {key: value for key, value in line.items() if key in ALLOWED}
    exception = line.get("exc_info")
    if isinstance(exception, tuple) and exception[0] is not None:
        kept["error_class"] = exception[0].__name__
    return kept
