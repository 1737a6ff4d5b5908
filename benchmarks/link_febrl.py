"""Measures ours and the model of Splink's own tutorial on FEBRL 4 without its identifier.

`python benchmarks/link_febrl.py` prints both F1 and leaves them for `link.py --write`.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.febrl import f1_of_ours, f1_of_tutorial, load_febrl

FOUND = Path(__file__).resolve().parents[1] / "build" / "link" / "more" / "febrl.json"


def main() -> None:
    """Prints one line."""
    febrl = load_febrl()
    found = {"ours": f1_of_ours(febrl), "tutorial": f1_of_tutorial(febrl)}
    FOUND.parent.mkdir(parents=True, exist_ok=True)
    FOUND.write_text(json.dumps(found))
    print(f"F1: ours {found['ours']:.4f}, the tutorial's model {found['tutorial']:.4f}")


if __name__ == "__main__":
    main()
