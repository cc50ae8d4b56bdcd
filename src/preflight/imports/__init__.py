"""The import checker: what every import of a tree finds at run time, without running any of its code."""
