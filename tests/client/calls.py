"""One example of every call that the client has, and a way to make it by name."""

from dataclasses import dataclass, field
from functools import reduce
from typing import Any

API_SECRET = "ask_" + "0123456789abcdef" * 2
API_USER = "recruiter@example.org"
WEBHOOK_SECRET = "a-webhook-secret-of-length"

SOURCE = "5" * 40
BOARD = "b" * 40
KEY = "0123456789abcdef0123456789abcdef01234567"
PROFILE = {"reference": "anna-1", "info": {"full_name": "Anna Example"}, "text": "Bäckerin"}
JOB = {"reference": "job-1", "name": "Baker", "location": {"text": "Paris"}, "sections": []}


@dataclass(frozen=True)
class Example:
    """A call by its name, with arguments that are right."""

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    reads: bool = True

    def __call__(self, client: Any) -> dict[str, Any]:
        return find(client, self.name)(**self.arguments)


def find(client: Any, name: str) -> Any:
    return reduce(getattr, name.split("."), client)


EXAMPLES = {
    example.name: example
    for example in (
        Example(
            "profile.parsing.add_file",
            {"source_key": SOURCE, "profile_file": b"%PDF-1.7", "reference": "anna-1"},
            reads=False,
        ),
        Example("profile.parsing.get", {"source_key": SOURCE, "key": KEY}),
        Example(
            "profile.indexing.add_json",
            {"source_key": SOURCE, "profile_json": PROFILE},
            reads=False,
        ),
        Example(
            "profile.indexing.edit",
            {"source_key": SOURCE, "key": KEY, "profile_json": PROFILE},
            reads=False,
        ),
        Example("profile.indexing.get", {"source_key": SOURCE, "reference": "anna-1"}),
        Example("profile.indexing.archive", {"source_key": SOURCE, "key": KEY}, reads=False),
        Example("profile.indexing.list", {"source_keys": [SOURCE]}),
        Example("profile.attachment.list", {"source_key": SOURCE, "key": KEY}),
        Example("profile.searching.list", {"source_keys": [SOURCE]}),
        Example(
            "profile.scoring.list", {"source_keys": [SOURCE], "board_key": BOARD, "job_key": KEY}
        ),
        Example("profile.embedding.get", {"source_key": SOURCE, "key": KEY}),
        Example("job.indexing.add_json", {"board_key": BOARD, "job_json": JOB}, reads=False),
        Example(
            "job.indexing.edit", {"board_key": BOARD, "key": KEY, "job_json": JOB}, reads=False
        ),
        Example("job.indexing.get", {"board_key": BOARD, "key": KEY}),
        Example("job.indexing.archive", {"board_key": BOARD, "key": KEY}, reads=False),
        Example("job.indexing.list", {"board_keys": [BOARD]}),
        Example("job.searching.list", {"board_keys": [BOARD]}),
        Example(
            "job.scoring.list", {"board_keys": [BOARD], "source_key": SOURCE, "profile_key": KEY}
        ),
        Example("job.embedding.get", {"board_key": BOARD, "key": KEY}),
        Example("document.parsing.post", {"text": "Anna bakes."}),
        Example("document.revealing.post", {"text": "Anna bakes."}),
        Example("document.embedding.post", {"item_type": "profile", "item": PROFILE}),
        Example("document.linking.post", {"text": "baker"}),
        Example("text.parsing.post", {"text": "Anna bakes."}),
        Example("text.linking.post", {"word": "baker"}),
        Example("text.embedding.post", {"text": "Anna bakes."}),
        Example(
            "text.tagging.post", {"algorithm_key": "tagger-hrflow-skills", "text": "Anna bakes."}
        ),
        Example("source.list"),
        Example("source.get", {"key": SOURCE}),
        Example("board.list"),
        Example("board.get", {"key": BOARD}),
        Example(
            "webhooks.check",
            {"url": "https://example.org/hrflow/webhook/", "type": "profile.parsing.success"},
            reads=False,
        ),
        Example("auth.get"),
    )
}
READ = EXAMPLES["source.list"]
WRITE = EXAMPLES["profile.parsing.add_file"]
