"""`make bench`: every bench in turn, or those named: `python -m bench checkin closing`."""

import subprocess
import sys
from pathlib import Path

BENCHES = [
    *["checkin", "closing", "pages", "paper", "hours", "verify"],
    *["agreements", "network"],
]


def main(names: list[str]) -> int:
    failed = 0
    for name in names or BENCHES:
        print(f"\n== {name} ==", flush=True)
        command = [sys.executable, "-m", f"bench.{name}"]
        failed |= subprocess.run(command, cwd=Path(__file__).parents[1], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
