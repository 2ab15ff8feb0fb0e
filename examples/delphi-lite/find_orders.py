#!/usr/bin/env python3
"""Ask the batch provider which batches were ordered under a marker: one JSON line for each, and nothing when there is none.

The job system calls this for a job of which nobody knows whether its batch exists (`delphi reconcile`). An answer of
"none" means that money is spent again, so whatever is not a whole answer ends with a code other than 0.
"""

import argparse
import json
import sys

import batch_client
import flags


def main() -> int:
    options = arguments()
    try:
        batches = batch_client.ordered_as(f"{options.marker}_")
    except (batch_client.ProviderFailed, OSError, ValueError) as problem:
        print(f"ERROR: the provider cannot be asked: {problem}", file=sys.stderr)
        return 1
    for batch in batches:
        told = {"batch_id": batch["id"], "created_at": batch["created_at"], "status": batch["processing_status"]}
        print(json.dumps(told))
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--marker", required=True, type=flags.plain, help="what 801 was told to call the order")
    parser.add_argument("--since", help="not ordered before; the stand-in need not know")
    parser.add_argument("--until", help="not ordered after")
    parser.add_argument("--conversation_id", type=flags.plain)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
