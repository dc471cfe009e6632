"""The list of event types: complete, and without a name twice."""

from django_hrflow.webhooks import EVENT_TYPES


def test_no_name_comes_twice():
    assert len(set(EVENT_TYPES)) == len(EVENT_TYPES)


def test_names_of_all_vintages_are_there():
    assert {
        "profile.parsing.success",
        "profile.storing.update",
        "profile.indexing.success",
        "profile.parse.success",
        "job.train.start",
        "job.embedding.error",
        "filter.score.success",
        "action.rating.error",
        "agent.training.update",
    } <= set(EVENT_TYPES)
