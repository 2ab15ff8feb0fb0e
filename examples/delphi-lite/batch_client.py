"""The scripts' side of the batch provider at ANTHROPIC_BASE_URL. No key is ever sent: it is a stand-in."""

import json
import os
from typing import Any, Optional
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

TIMEOUT_SECONDS = 15
ANSWER_BYTES_MAX = 16 * 1024 * 1024


class ProviderFailed(Exception):
    """The provider could not be asked, or said no."""


def find(marker: str) -> Optional[dict]:
    """The newest batch with this marker, if there is one."""
    batches = json.loads(ask("GET", f"?marker={quote(marker, safe='')}")[0])["data"]
    return batches[0] if batches else None


def ordered_as(name: str) -> list[dict]:
    """The batches with a request whose own name begins like this, the newest first."""
    return json.loads(ask("GET", f"?custom_id={quote(name, safe='')}")[0])["data"]


def create(marker: str, requests: list[dict]) -> dict:
    body = {"metadata": {"marker": marker}, "requests": requests}
    return json.loads(ask("POST", "", body)[0])


def status(batch_id: str) -> tuple[dict, Optional[int]]:
    """The batch as it stands, and after how many seconds to ask again, if the provider says."""
    answer, headers = ask("GET", f"/{quote(batch_id, safe='')}")
    wait = headers.get("Retry-After", "")
    return json.loads(answer), int(wait) if wait.isdecimal() else None


def results(batch_id: str) -> list[dict]:
    answer, _ = ask("GET", f"/{quote(batch_id, safe='')}/results")
    return [json.loads(line) for line in answer.splitlines() if line]


def ask(method: str, path: str, body: Optional[dict] = None) -> tuple[bytes, Any]:
    """The answer's bytes and headers."""
    base = os.environ.get("ANTHROPIC_BASE_URL")
    if not base:
        raise ProviderFailed("ANTHROPIC_BASE_URL is not set; start batch_provider.py and name its address there")
    address = f"{base.rstrip('/')}/v1/messages/batches{path}"
    data = json.dumps(body).encode() if body is not None else None
    request = Request(address, data=data, headers={"content-type": "application/json"}, method=method)
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=TIMEOUT_SECONDS) as answer:
            content = answer.read(ANSWER_BYTES_MAX + 1)
            headers = answer.headers
    except HTTPError as problem:
        raise ProviderFailed(
            f"{method} {address}: {problem.code} {problem.read(500).decode('utf-8', 'replace')}"
        ) from problem
    except (OSError, ValueError) as problem:
        raise ProviderFailed(f"{method} {address}: {problem}") from problem
    if len(content) > ANSWER_BYTES_MAX:
        raise ProviderFailed(f"{method} {address}: the answer is larger than {ANSWER_BYTES_MAX} bytes")
    return content, headers
