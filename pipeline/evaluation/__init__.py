"""Measures of a run against labels: pure figures, and the labels they are taken from."""
