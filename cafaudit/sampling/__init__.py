"""The draw: tickets, queues, allocation and their verification; pure."""

from cafaudit.sampling.allocation import Rule, allocate
from cafaudit.sampling.frame_list import (
    FrameLine,
    Listed,
    frame_hash,
    frame_lines,
    hash_of_pairs,
    lines_of,
    parse_frame_lines,
    pieces_of,
)
from cafaudit.sampling.neyman import allocate_neyman
from cafaudit.sampling.queues import Draw, DrawnCase, Role, default_reserves, draw, draw_from
from cafaudit.sampling.sheets import DRAW_SHEET_HEADER, DrawSheet
from cafaudit.sampling.strata import STRATUM_FIELDS, restratify
from cafaudit.sampling.tickets import clean_seed, ticket, weakness_of
from cafaudit.sampling.verification import verify_draw, verify_sheet

__all__ = [
    "DRAW_SHEET_HEADER",
    "STRATUM_FIELDS",
    "Draw",
    "DrawSheet",
    "DrawnCase",
    "FrameLine",
    "Listed",
    "Role",
    "Rule",
    "allocate",
    "allocate_neyman",
    "clean_seed",
    "default_reserves",
    "draw",
    "draw_from",
    "frame_hash",
    "frame_lines",
    "hash_of_pairs",
    "lines_of",
    "parse_frame_lines",
    "pieces_of",
    "restratify",
    "ticket",
    "verify_draw",
    "verify_sheet",
    "weakness_of",
]
