"""The figures that officials report, of one version or between two, each with its base."""

from quanze.publish.statistics.report import Report, Side, report_between, report_of

__all__ = ["Report", "Side", "report_between", "report_of"]
