"""The options by which commands are told which person is meant."""

from argparse import ArgumentParser

from django.core.management.base import CommandError

from django_hrflow.services.privacy import Person, find_person

__all__ = ["add_person_arguments", "chosen_person", "describe"]


def add_person_arguments(parser: ArgumentParser) -> None:
    """``--profile``, ``--email`` or ``--resume``, and ``--workspace``."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--profile", metavar="KEY", help="key of a profile")
    which.add_argument("--email", help="e-mail address, in any case; all profiles that have it")
    which.add_argument("--resume", metavar="ID", type=int, help="number of a CV")
    parser.add_argument("--workspace", help="alias in HRFLOW (default: all)")


def chosen_person(
    profile: str | None, email: str | None, resume: int | None, workspace: str | None
) -> Person:
    """The person that the options name. CommandError for nobody."""
    person = find_person(profile=profile, email=email, resume=resume, workspace=workspace)
    if not person:
        raise CommandError(
            "Nobody was found. Sync the mirror first, or look in the admin for the profile's key."
        )
    return person


def describe(person: Person) -> list[str]:
    """A line for each row, without anything that says who it is but HrFlow's own keys."""
    lines = [f"profile {each.key} in source {each.source.key}" for each in person.profiles]
    return lines + [f"CV {each.pk}, {each.get_state_display()}" for each in person.resumes]
