"""What a run found, to read and to pass on: one HTML page, Markdown, and lines of JSON."""

from selfproof.report.embed import wanted
from selfproof.report.export import Written, jsonl, markdown, write
from selfproof.report.page import html

__all__ = ["Written", "html", "jsonl", "markdown", "wanted", "write"]
