"""China, 劳务报酬 from a platform, withheld on the year so far. Amounts in fen."""

from datetime import date

from marketplace.taxes.brackets import Bracket, Table

COSTS_PERCENT = 20
MONTHLY_ALLOWANCE = 5_000_00

TABLES = (
    Table(
        in_force_from=date(2025, 10, 1),
        source="STA Announcement 2025 No. 16; rates of STA Announcement 2018 No. 61, annex, table 1",
        brackets=(
            Bracket(up_to=36_000_00, rate_bp=3_00, quick_deduction=0),
            Bracket(up_to=144_000_00, rate_bp=10_00, quick_deduction=2_520_00),
            Bracket(up_to=300_000_00, rate_bp=20_00, quick_deduction=16_920_00),
            Bracket(up_to=420_000_00, rate_bp=25_00, quick_deduction=31_920_00),
            Bracket(up_to=660_000_00, rate_bp=30_00, quick_deduction=52_920_00),
            Bracket(up_to=960_000_00, rate_bp=35_00, quick_deduction=85_920_00),
            Bracket(up_to=None, rate_bp=45_00, quick_deduction=181_920_00),
        ),
    ),
)
