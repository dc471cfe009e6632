"""Makes synthetic CVs and job adverts: ``python -m example_project.samples DIR --count 12``."""

from example_project.samples.jobs import JOBS
from example_project.samples.making import make_samples
from example_project.samples.people import Person, invent
from example_project.samples.scans import scan_pdf, scan_png

__all__ = ["JOBS", "Person", "invent", "make_samples", "scan_pdf", "scan_png"]
