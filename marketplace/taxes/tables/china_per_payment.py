"""China, 劳务报酬, each payment by itself. Amounts in fen."""

from datetime import date

from marketplace.taxes.brackets import Bracket, Table

# A payment of up to 4,000 yuan is reduced by 800 yuan, a larger one by a fifth; nothing is due up to 800 yuan.
FIXED_COSTS = 800_00
FIXED_COSTS_UP_TO = 4_000_00
COSTS_PERCENT = 20

TABLES = (
    Table(
        in_force_from=date(2019, 1, 1),
        source="STA Announcement 2018 No. 61, article 8 and annex, table 2",
        brackets=(
            Bracket(up_to=20_000_00, rate_bp=20_00, quick_deduction=0),
            Bracket(up_to=50_000_00, rate_bp=30_00, quick_deduction=2_000_00),
            Bracket(up_to=None, rate_bp=40_00, quick_deduction=7_000_00),
        ),
    ),
)
