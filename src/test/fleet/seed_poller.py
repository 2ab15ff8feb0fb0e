#!/usr/bin/env python3
"""A poller of the first kind: takes PENDING rows under their version, and knows no lock."""

from datetime import datetime

from fleet import Poller, with_status


class SeedPoller(Poller):
    kind = "seed"

    def candidates(self, table) -> list[dict]:
        return with_status(table, "PENDING")

    def claim(self, table, row: dict) -> None:
        local = datetime.now().isoformat()  # local time without a zone
        table.update_item(
            Key={"job_id": row["job_id"]},
            UpdateExpression="SET #status = :processing, updated_at = :now, started_at = :now, worker_id = :me,"
            " version = :next",
            ConditionExpression="#status = :pending AND version = :version",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={
                ":processing": "PROCESSING",
                ":pending": "PENDING",
                ":now": local,
                ":me": self.worker,
                ":version": row["version"],
                ":next": row["version"] + 1,
            },
        )


if __name__ == "__main__":
    SeedPoller().run()
