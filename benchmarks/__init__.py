"""Benchmarks: `python -m benchmarks.NAME [--quick]` from the repository's root; see docs/results/."""
