"""Benchmarks: `python -m benchmarks.NAME [--quick]` from the root; see docs/results/."""
