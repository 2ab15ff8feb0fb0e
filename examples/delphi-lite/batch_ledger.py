"""What the provider's stand-in remembers, and what its model "writes"."""

import json
import re
import threading
import uuid
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import outputs

REQUESTS_MAX = 1000
BATCHES_MAX = 10_000


class Refusal(Exception):
    """A request that is answered with an error."""

    def __init__(self, code: int, message: str):
        super().__init__(message)
        self.code = code


class Ledger:
    """Every batch ever accepted, in one file."""

    def __init__(self, file: Path, checks: int):
        self.file = file
        self.checks = checks
        self.lock = threading.Lock()
        self.batches: dict[str, dict] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    def accept(self, order: Any) -> dict:
        requests = order.get("requests") if isinstance(order, dict) else None
        if not isinstance(requests, list) or not 1 <= len(requests) <= REQUESTS_MAX:
            raise Refusal(400, f"requests: a list of 1 to {REQUESTS_MAX} is expected")
        if not all(well_formed(request) for request in requests):
            raise Refusal(400, "each request needs a custom_id and params with a model and messages")
        metadata = order.get("metadata", {})
        marker = metadata.get("marker", "") if isinstance(metadata, dict) else None
        if not isinstance(marker, str):
            raise Refusal(400, "metadata.marker: a text is expected")
        batch: dict[str, Any] = {
            "id": f"batch_{uuid.uuid4().hex[:16]}",
            "marker": marker,
            "created_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
            "checks": 0,
            "requests": requests,
        }
        with self.lock:
            if len(self.batches) >= BATCHES_MAX:
                raise Refusal(429, f"the ledger is full with {BATCHES_MAX} batches")
            self.batches[batch["id"]] = batch
            self.save()
        return self.told(batch)

    def marked(self, marker: str) -> list[dict]:
        with self.lock:
            found = [self.told(batch) for batch in self.batches.values() if batch["marker"] == marker]
        return found[::-1]

    def named(self, name: str) -> list[dict]:
        """A real provider tells custom_ids only with the results; a stand-in knows them at once."""
        with self.lock:
            found = [
                self.told(batch)
                for batch in self.batches.values()
                if any(request["custom_id"].startswith(name) for request in batch["requests"])
            ]
        return found[::-1]

    def check(self, batch_id: str) -> dict:
        """Tell how the batch stands. Asking is what moves it on."""
        with self.lock:
            batch = self.known(batch_id)
            answer = self.told(batch)
            if not self.done(batch):
                batch["checks"] += 1
                self.save()
        return answer

    def results(self, batch_id: str) -> list[dict]:
        with self.lock:
            batch = self.known(batch_id)
        if not self.done(batch):
            raise Refusal(409, f"{batch_id} is still processing")
        return [{"custom_id": request["custom_id"], "result": result(request)} for request in batch["requests"]]

    def all(self) -> list[dict]:
        with self.lock:
            return [{**self.told(batch), "checks": batch["checks"]} for batch in self.batches.values()]

    def known(self, batch_id: str) -> dict:
        if batch_id not in self.batches:
            raise Refusal(404, f"no batch {batch_id}")
        return self.batches[batch_id]

    def done(self, batch: dict) -> bool:
        return batch["checks"] >= self.checks

    def told(self, batch: dict) -> dict:
        done, total = self.done(batch), len(batch["requests"])
        errored = sum(fails(request) for request in batch["requests"]) if done else 0
        return {
            "id": batch["id"],
            "type": "message_batch",
            "processing_status": "ended" if done else "in_progress",
            "request_counts": {
                "processing": 0 if done else total,
                "succeeded": total - errored if done else 0,
                "errored": errored,
            },
            "created_at": batch["created_at"],
            "metadata": {"marker": batch["marker"]},
        }

    def save(self) -> None:
        outputs.write(self.file, json.dumps(self.batches, ensure_ascii=False))


def well_formed(request: Any) -> bool:
    params = request.get("params") if isinstance(request, dict) else None
    return (
        isinstance(params, dict)
        and isinstance(request.get("custom_id"), str)
        and isinstance(params.get("model"), str)
        and isinstance(params.get("messages"), list)
    )


def fails(request: dict) -> bool:
    return "please-fail" in request["params"]["model"]


def result(request: dict) -> dict:
    if fails(request):
        return {"type": "errored", "error": {"type": "api_error", "message": "the model was asked to fail"}}
    prompt = " ".join(str(message.get("content", "")) for message in request["params"]["messages"])
    text = write_paragraph(prompt)
    usage = {"input_tokens": len(prompt) // 4, "output_tokens": len(text) // 4}
    content = [{"type": "text", "text": text}]
    return {
        "type": "succeeded",
        "message": {"model": request["params"]["model"], "content": content, "usage": usage},
    }


def write_paragraph(prompt: str) -> str:
    """What a model would turn into prose: the prompt's list, as one sentence after the other."""
    facts = re.findall(r"^- (.+)$", prompt, re.MULTILINE)
    if not facts:
        return "There is little to tell yet: nothing was voted on."
    return "In short: " + "; ".join(facts) + "."
