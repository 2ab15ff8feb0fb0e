#!/usr/bin/env python3
"""A poller of the second kind: takes waiting rows and any row whose lock has passed, and never renews its own lock."""

from boto3.dynamodb.conditions import Attr

from fleet import Poller, utc_now, with_status


class LockingPoller(Poller):
    kind = "locking"

    def candidates(self, table) -> list[dict]:
        passed = table.scan(FilterExpression=Attr("lock_expires_at").lt(utc_now()))["Items"]
        return passed + with_status(table, "PENDING") + with_status(table, "AWAITING_RECHECK")

    def claim(self, table, row: dict) -> None:
        table.update_item(
            Key={"job_id": row["job_id"]},
            UpdateExpression="SET #status = :processing, updated_at = :now, started_at = :now, worker_id = :me,"
            " lock_expires_at = :lock, version = :next",
            ConditionExpression="version = :version",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={
                ":processing": "PROCESSING",
                ":now": utc_now(),
                ":lock": utc_now(self.settings.lock_seconds),
                ":me": self.worker,
                ":version": row["version"],
                ":next": row["version"] + 1,
            },
        )


if __name__ == "__main__":
    LockingPoller().run()
