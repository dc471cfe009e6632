"""``text/…/``: HrFlow's answers about a text, as HrFlow gives them; nothing is kept."""

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow import tasks
from django_hrflow.api import fields, parameters
from django_hrflow.api.asking import AskingView
from django_hrflow.api.documents import Form
from django_hrflow.api.operations import Operation
from django_hrflow.webhooks import EVENT_TYPES

__all__ = ["CheckWebhookView", "EmbedView", "LinkView", "ParseTextView", "RevealView", "TagView"]

MAX_TEXTS = 31
#: How HrFlow answers, for the OpenAPI document.
DATA: dict[str, Any] = {"description": "The `data` of HrFlow's answer."}
PAIRS: dict[str, Any] = {
    "type": "array",
    "items": {"type": "array", "items": {"oneOf": [{"type": "string"}, {"type": "number"}]}},
}


class OneText(Form):
    """A text."""

    text = fields.Text(allow_blank=False)


class TextOrTexts(Form):
    """Exactly one of ``text`` and ``texts``."""

    rules = {"oneOf": [{"required": ["text"]}, {"required": ["texts"]}]}

    text = fields.Text(required=False, allow_blank=False)
    texts = fields.Texts(
        required=False, min_length=1, max_length=MAX_TEXTS, child=fields.Text(allow_blank=False)
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Neither both nor none."""
        if ("text" in attrs) == ("texts" in attrs):
            raise serializers.ValidationError("Give either text or texts.", code="one_of")
        return attrs


class ParseTextForm(TextOrTexts):
    """What to parse, and into what."""

    parsing_model = fields.Word(required=False)
    output_object = serializers.ChoiceField(
        choices=(("profile", "HR-JSON of a profile"), ("job", "HR-JSON of a job")), required=False
    )


#: What comes with an item and never with a text.
ITEM = ("item", "item_type", "return_sequences")


class EmbedForm(Form):
    """A text; or, as HrFlow's older endpoint takes it, a whole profile or job."""

    rules = {
        "oneOf": [
            {"required": ["text"], "not": {"anyOf": [{"required": [name]} for name in ITEM]}},
            {"required": ["item", "item_type"], "not": {"required": ["text"]}},
        ]
    }

    text = fields.Text(required=False, allow_blank=False)
    item_type = serializers.ChoiceField(choices=("profile", "job"), required=False)
    item = fields.Object(required=False)
    return_sequences = fields.Flag(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Either a text or an item with its type."""
        if "text" in attrs and len(attrs) > 1:
            raise serializers.ValidationError("Give either text or item.", code="one_of")
        if "text" not in attrs and not {"item", "item_type"} <= attrs.keys():
            raise serializers.ValidationError("Give text, or item and item_type.", code="one_of")
        return attrs


class LinkForm(Form):
    """A word, and how many like it are wanted."""

    word = fields.Text(allow_blank=False)
    top_n = fields.Whole(required=False, min_value=0, max_value=1000)


class TagForm(TextOrTexts):
    """What to tag, and by which algorithm."""

    algorithm_key = fields.Word()
    context = fields.Text(required=False)  # type: ignore[assignment]  # a field, not the attribute
    labels = fields.Texts(required=False)
    top_n = fields.Whole(required=False, min_value=1, max_value=1000)
    output_lang = fields.Word(required=False, max_length=10)


class WebhookForm(Form):
    """Which webhook to check."""

    url = serializers.URLField()
    type = fields.Word(max_length=100, help_text=f"Such as {EVENT_TYPES[0]}.")


class OrderView(AskingView):
    """Validates the body and hands it to a task."""

    tag = "text"

    permissions = {"POST": ("view_profile",)}
    scopes = {"POST": "hrflow_ask"}
    form: ClassVar[type[serializers.Serializer[Any]]]
    task: ClassVar[Any]

    def post(self, request: Request) -> Response:
        """HrFlow's answer."""
        parameters.refuse_unknown(request, ())
        return self.ask(self.task, self.body(self.form))


class ParseTextView(OrderView):
    """What a text names: people, places, skills, dates …"""

    form = ParseTextForm
    operations = {
        "POST": Operation(
            id="parse_text",
            summary="What a text names.",
            answer=DATA,
            body=ParseTextForm,
            body_example={"text": "Ada Example is a data engineer in Lyon."},
        )
    }
    task = tasks.parse_text


class RevealView(OrderView):
    """Skills that a text lets expect: pairs of name and score (0 to 1)."""

    form = OneText
    operations = {
        "POST": Operation(
            id="reveal_text",
            summary="Skills that a text lets expect.",
            answer=PAIRS,
            body=OneText,
            body_example={"text": "I write Python."},
        )
    }
    task = tasks.reveal_text


class EmbedView(OrderView):
    """The embedding of a text, a profile or a job, as HrFlow encodes it."""

    form = EmbedForm
    operations = {
        "POST": Operation(
            id="embed_text",
            summary="The embedding of a text, a profile or a job.",
            answer=DATA,
            body=EmbedForm,
            body_example={"text": "I write Python."},
        )
    }

    def post(self, request: Request) -> Response:
        """HrFlow's answer."""
        parameters.refuse_unknown(request, ())
        given = self.body(self.form)
        return self.ask(tasks.embed_text if "text" in given else tasks.embed_item, given)


class LinkView(OrderView):
    """The nearest words: pairs of word and score (0 to 1)."""

    form = LinkForm
    operations = {
        "POST": Operation(
            id="link_text",
            summary="The nearest words.",
            answer=PAIRS,
            body=LinkForm,
            body_example={"word": "python", "top_n": 5},
        )
    }
    task = tasks.link_text


class TagView(OrderView):
    """The likeliest tags of a text."""

    form = TagForm
    operations = {
        "POST": Operation(
            id="tag_text",
            summary="The likeliest tags of a text.",
            answer=DATA,
            body=TagForm,
            body_example={"text": "I write Python.", "algorithm_key": "tagger-hrflow-skills"},
        )
    }
    task = tasks.tag_text


class CheckWebhookView(OrderView):
    """Whether HrFlow has a webhook of this type for the URL."""

    permissions = {"POST": ("change_source",)}
    tag = "webhooks"
    form = WebhookForm
    operations = {
        "POST": Operation(
            id="check_webhook",
            summary="Whether HrFlow has a webhook for the URL.",
            answer={"type": "object"},
            body=WebhookForm,
            body_example={
                "url": "https://jobs.example.org/hrflow/webhook/",
                "type": EVENT_TYPES[0],
            },
        )
    }
    task = tasks.check_webhook
