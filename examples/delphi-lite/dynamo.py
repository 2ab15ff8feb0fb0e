"""One DynamoDB table over DynamoDB's own HTTP protocol, requests signed by hand (AWS Signature, version 4).

Attributes are text or whole numbers here; that is all the scripts write.
"""

import hashlib
import hmac
import json
import os
import time
from datetime import datetime, timezone
from typing import Optional, Union
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

Item = dict[str, Union[str, int]]

TRIES = 3
TIMEOUT_SECONDS = 10
HERE = ("localhost", "127.0.0.1", "::1", "host.docker.internal")


class Refused(Exception):
    """DynamoDB said no; kind is its word for why."""

    def __init__(self, kind: str, message: str):
        super().__init__(f"{kind}: {message}")
        self.kind = kind


def configured() -> bool:
    return bool(os.environ.get("DYNAMODB_ENDPOINT"))


def get(job_id: str) -> Optional[dict]:
    """The row, read consistently; attributes that are neither text nor number are left out."""
    answer = call("GetItem", {"Key": {"job_id": {"S": job_id}}, "ConsistentRead": True})
    if "Item" not in answer:
        return None
    return {name: value.get("S", value.get("N")) for name, value in answer["Item"].items() if {"S", "N"} & set(value)}


def update(job_id: str, **values: Union[str, int]) -> None:
    """Set some attributes of a row that exists and leave all others alone, version included."""
    request = {
        "Key": {"job_id": {"S": job_id}},
        "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in values),
        "ConditionExpression": "attribute_exists(job_id)",
        "ExpressionAttributeNames": {f"#{name}": name for name in values},  # status is a reserved word
        "ExpressionAttributeValues": {f":{name}": typed(value) for name, value in values.items()},
    }
    call("UpdateItem", request)


def put_new(item: Item) -> bool:
    """Add a row; False when one with its job_id is there already."""
    row = {name: typed(value) for name, value in item.items()}
    try:
        call("PutItem", {"Item": row, "ConditionExpression": "attribute_not_exists(job_id)"})
    except Refused as refused:
        if refused.kind == "ConditionalCheckFailedException":
            return False
        raise
    return True


def typed(value: Union[str, int]) -> dict:
    return {"N": str(value)} if isinstance(value, int) else {"S": value}


def call(action: str, request: dict) -> dict:
    """One request, repeated when the failure may pass: each of ours does the same when done twice."""
    body = json.dumps({"TableName": os.environ.get("DELPHI_TABLE") or "Delphi_JobQueue", **request}).encode()
    direct = build_opener(ProxyHandler({}))
    for attempt in range(1, TRIES + 1):
        try:
            with direct.open(signed(action, body), timeout=TIMEOUT_SECONDS) as answer:
                return json.load(answer)
        except HTTPError as problem:
            told = json.loads(problem.read() or b"{}")
            kind = told.get("__type", str(problem.code)).rpartition("#")[2]
            passing = problem.code >= 500 or "Throttl" in kind or kind == "ProvisionedThroughputExceededException"
            if not passing or attempt == TRIES:
                raise Refused(kind, told.get("message") or told.get("Message") or problem.reason) from problem
        except OSError:
            if attempt == TRIES:
                raise
        time.sleep(0.2 * 2**attempt)
    raise AssertionError("the last try returns or raises")


def signed(action: str, body: bytes) -> Request:
    endpoint = urlsplit(os.environ["DYNAMODB_ENDPOINT"])
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
    key, secret = credentials(endpoint.hostname or "")
    moment = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    headers = {
        "content-type": "application/x-amz-json-1.0",
        "host": endpoint.netloc,
        "x-amz-date": moment,
        "x-amz-target": f"DynamoDB_20120810.{action}",
    }
    if os.environ.get("AWS_SESSION_TOKEN"):
        headers["x-amz-security-token"] = os.environ["AWS_SESSION_TOKEN"]

    # What is signed: the request in one canonical spelling, then its hash together with time and place.
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    scope = f"{moment[:8]}/{region}/dynamodb/aws4_request"
    to_sign = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signing_key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        signing_key = hmac.new(signing_key, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(signing_key, to_sign.encode(), hashlib.sha256).hexdigest()
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={names}, Signature={signature}"
    )
    return Request(f"{endpoint.scheme}://{endpoint.netloc}/", data=body, headers=headers, method="POST")


def credentials(host: str) -> tuple[str, str]:
    key, secret = os.environ.get("AWS_ACCESS_KEY_ID"), os.environ.get("AWS_SECRET_ACCESS_KEY")
    if key and secret:
        return key, secret
    if host in HERE:  # a local DynamoDB takes anybody, but wants to be shown something
        return "fakeMyKeyId", "fakeSecretAccessKey"
    raise Refused("NoCredentials", f"set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for {host}")
