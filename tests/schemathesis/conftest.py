"""Thousands of requests take minutes, so this folder is collected only where it is named."""


def pytest_ignore_collect(collection_path, config):
    named = any("schemathesis" in str(each) for each in config.args)
    return None if named else True
