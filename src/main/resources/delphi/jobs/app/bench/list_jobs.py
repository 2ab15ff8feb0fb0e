"""Lists jobs as `delphi list` does, in Python with boto3: what people would write who have neither.

Measured beside the command line by `delphi bench --scenario start`.
"""
import argparse

import boto3
from boto3.dynamodb.conditions import Key

STATUSES = ("PENDING", "PROCESSING", "COMPLETED", "FAILED", "AWAITING_RECHECK")

parser = argparse.ArgumentParser(prog="list_jobs")
parser.add_argument("--version", action="version", version="boto3 " + boto3.__version__)
parser.add_argument("verb", nargs="?")
parser.add_argument("--store")
parser.add_argument("--endpoint-url")
parser.add_argument("--region", default="us-east-1")
parser.add_argument("--table", default="Delphi_JobQueue")
given = parser.parse_args()

table = boto3.resource(
    "dynamodb", endpoint_url=given.endpoint_url, region_name=given.region
).Table(given.table)
rows = []
for status in STATUSES:
    rows += table.query(
        IndexName="StatusCreatedIndex",
        KeyConditionExpression=Key("status").eq(status),
        ScanIndexForward=False,
        Limit=50,
    )["Items"]
rows.sort(key=lambda row: row.get("created_at", ""), reverse=True)
for row in rows[:50]:
    print(f"{row['job_id']:<38}{row['status']:<12}{row.get('job_type', '')}")
