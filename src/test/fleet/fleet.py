"""What the two pollers of other kinds have in common: a table, slots, and jobs that are processes.

They do to rows what the older pollers do to them, and nothing else. They end with their standard input.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from datetime import datetime, timezone

import boto3
from boto3.dynamodb.conditions import Key
from botocore.exceptions import ClientError

IDLE_SECONDS = 0.3
PAGE = 20


class Poller:
    """One kind of poller. A subclass says which rows it takes, and what it writes into them."""

    kind = "?"

    def __init__(self) -> None:
        parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
        parser.add_argument("--endpoint-url", required=True)
        parser.add_argument("--table", required=True)
        parser.add_argument("--ledger", required=True, help="folder in which jobs write down when they ran")
        parser.add_argument("--slots", type=int, default=1)
        parser.add_argument("--lock-seconds", type=float, default=900)
        self.settings = parser.parse_args()
        self.worker = f"{self.kind}-{os.getpid()}"
        self.mine: set[str] = set()  # jobs that it runs or has run: it does not race itself
        self.guard = threading.Lock()

    def candidates(self, table) -> list[dict]:
        raise NotImplementedError

    def claim(self, table, row: dict) -> None:
        raise NotImplementedError

    def run(self) -> None:
        for _ in range(self.settings.slots):
            threading.Thread(target=self.work, daemon=True).start()
        print(f"{self.worker} works", flush=True)
        sys.stdin.read()
        os._exit(0)

    def work(self) -> None:
        table = boto3.session.Session(
            aws_access_key_id="fakeMyKeyId", aws_secret_access_key="fakeSecretAccessKey", region_name="us-west-2"
        ).resource("dynamodb", endpoint_url=self.settings.endpoint_url).Table(self.settings.table)
        while True:
            if not any(self.attempt(table, row) for row in self.candidates(table)):
                time.sleep(IDLE_SECONDS)

    def attempt(self, table, row: dict) -> bool:
        """Takes a row, runs its job, and writes its end; false when somebody else has it."""
        job, version = row["job_id"], int(row["version"])
        with self.guard:
            if job in self.mine:
                return False
            self.mine.add(job)
        try:
            self.claim(table, row)
        except ClientError as refused:
            with self.guard:
                self.mine.discard(job)
            if not is_lost_race(refused):
                raise
            return False
        work = os.path.join(os.path.dirname(os.path.abspath(__file__)), "work.py")
        subprocess.run(
            [sys.executable, work, self.settings.ledger, job, self.kind, str(version + 1)],
            stdin=subprocess.DEVNULL,
            check=True,
        )
        try:
            self.complete(table, job, version + 1)
        except ClientError as refused:
            if not is_lost_race(refused):
                raise
            print(f"{self.worker} lost job {job} while it ran", flush=True)
        return True

    def complete(self, table, job: str, version: int) -> None:
        """Only while version and worker are what it wrote itself; a lock stays behind."""
        table.update_item(
            Key={"job_id": job},
            UpdateExpression="SET #status = :done, updated_at = :now, completed_at = :now, job_results = :results,"
            " version = :next",
            ConditionExpression="version = :version AND worker_id = :me",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={
                ":done": "COMPLETED",
                ":now": utc_now(),
                ":results": '{"result_type": "SUCCESS"}',
                ":next": version + 1,
                ":version": version,
                ":me": self.worker,
            },
        )


def with_status(table, status: str) -> list[dict]:
    """The oldest rows of a status."""
    return table.query(
        IndexName="StatusCreatedIndex", KeyConditionExpression=Key("status").eq(status), Limit=PAGE
    )["Items"]


def is_lost_race(refused: ClientError) -> bool:
    return refused.response["Error"]["Code"] == "ConditionalCheckFailedException"


def utc_now(seconds_later: float = 0) -> str:
    return datetime.fromtimestamp(time.time() + seconds_later, timezone.utc).isoformat(timespec="microseconds")
