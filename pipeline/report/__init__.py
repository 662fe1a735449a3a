"""A run to look at: one self-contained HTML page, or for a large run a page with its data in files beside it."""

from __future__ import annotations

from pipeline.report.pages import Report, ReportError, build_report

__all__ = ["Report", "ReportError", "build_report"]
