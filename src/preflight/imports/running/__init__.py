"""Runs the operations of modules without running any of their code: what is bound when, and what then fails."""
