"""The engines there are; of its own, since the command line loads it at every start."""

from __future__ import annotations

from enum import StrEnum


class EngineName(StrEnum):
    """What runs the expressions."""

    DUCKDB = "duckdb"
    SPARK = "spark"
