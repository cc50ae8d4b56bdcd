"""Add up what the parts of a proof did, and print it."""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path


def main(report: str, seconds: str) -> None:
    """Print every part with its figures; what happened only within one, its kinds of events, is counted."""
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in Path(report).read_text(encoding="utf-8").splitlines():
        done = json.loads(line)
        parts[done.pop("proof")].update(done)
    for part, done in parts.items():
        print(f"\n{part}")
        for name, figure in done.items():
            if ":" not in name:
                print(f"  {name:28}{figure:>10,}")
        kinds = sum(":" in name for name in done)
        if kinds:
            print(f"  {'kinds of events':28}{kinds:>10,}")
    print(f"\n{int(seconds) // 60} min {int(seconds) % 60} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
