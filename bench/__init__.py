"""Benchmarks. Each runs with one command and prints its figures beside a reference of the same run."""
