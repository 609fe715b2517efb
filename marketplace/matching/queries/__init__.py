"""Reads, by what people come to know: applications, vectors, who fits a brief, what fits a creator."""

from marketplace.matching.queries.applications import (
    application_for,
    application_seen_by,
    applications_due,
    applications_of_brief,
    applications_of_creator,
)

__all__ = [
    "application_for",
    "application_seen_by",
    "applications_due",
    "applications_of_brief",
    "applications_of_creator",
]
