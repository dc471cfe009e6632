"""The REST door: takes an order, hands it to a task or a service, answers in JSON.

Every view brings its own policies; the project's ``REST_FRAMEWORK`` decides one thing only, who
signs in how.
"""
