"""A report in the forms that people, programs and CI services read. Each is a function of the report."""

from __future__ import annotations

from enum import StrEnum


class ReportFormat(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
