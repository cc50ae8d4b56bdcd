"""What a proof did, for whoever reads it: a line of JSON in the file that PROOF_REPORT names."""

import json
import os
from collections.abc import Mapping
from pathlib import Path


def write_report(proof: str, done: Mapping[str, int]) -> None:
    """Add what was done to the report, where one is written."""
    report = os.environ.get("PROOF_REPORT")
    if report:
        with Path(report).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"proof": proof, **done}) + "\n")
