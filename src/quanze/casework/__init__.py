"""Handled cases held against the list: 刚性约束, 数字监察."""
