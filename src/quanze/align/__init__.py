"""Registers of different levels held against each other: one set of expressions, run by DuckDB or Spark."""
