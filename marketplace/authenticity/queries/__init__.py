"""Reads of authenticity, by what people come to do."""

from marketplace.authenticity.queries.facts import ChannelToRead, changed_channels, channels_to_read
from marketplace.authenticity.queries.others import Others, others_of, usual_talk
from marketplace.authenticity.queries.readings import norms_of, read_evidence, readings_of, readings_of_channels
from marketplace.authenticity.queries.remarks import (
    appeal,
    appeals_waiting,
    excused_signs,
    months_of,
    remark_to_decide,
    remarks_of,
)
from marketplace.authenticity.queries.ties import creators_named, found_rings, ties_of_creators

__all__ = [
    "ChannelToRead",
    "Others",
    "appeal",
    "appeals_waiting",
    "changed_channels",
    "channels_to_read",
    "creators_named",
    "excused_signs",
    "found_rings",
    "months_of",
    "norms_of",
    "others_of",
    "read_evidence",
    "readings_of",
    "readings_of_channels",
    "remark_to_decide",
    "remarks_of",
    "ties_of_creators",
    "usual_talk",
]
