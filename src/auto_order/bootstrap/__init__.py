"""The one place that knows every room: builds a shop from its settings, runs it, and stops it cleanly."""
