"""Synthetic CVs of invented people, laid out in the ways recruiters get them."""
