"""Benchmarks that anyone runs with one command each; see the README."""
