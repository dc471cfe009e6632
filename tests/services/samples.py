"""Invented profiles and jobs, as HR-JSON."""

BOARD_JOB = {"sections": [], "location": {"text": "Lyon", "lat": 45.76, "lng": 4.83}}


def profile_json(number=1, *, skills=("python",), **changes):
    return {
        "reference": f"cand-{number}",
        "info": {
            "full_name": f"Ada Example {number}",
            "first_name": "Ada",
            "last_name": f"Example {number}",
            "email": f"ada{number}@example.org",
        },
        "text": f"Ada Example {number} builds pipelines with {', '.join(skills)}.",
        "text_language": "en",
        "experiences": [],
        "educations": [],
        "skills": [{"name": name, "type": "hard", "value": None} for name in skills],
        **changes,
    }


def job_json(number=1, *, skills=("python",), **changes):
    return {
        "reference": f"job-{number}",
        "name": f"Data Engineer {number}",
        "summary": f"Builds pipelines with {', '.join(skills)}.",
        "skills": [{"name": name, "type": "hard", "value": None} for name in skills],
        **BOARD_JOB,
        **changes,
    }
