"""Ordered sentence alignment of candidate pairs, with coverage both ways and passages."""
