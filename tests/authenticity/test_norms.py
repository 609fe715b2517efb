"""A value is compared with the smallest group of accounts of its size that is large enough."""

from marketplace.authenticity.norms import ENOUGH, Norms, groups_of


def test_small_accounts_are_compared_with_small_ones_as_long_as_there_are_enough():
    small, large = [(900, 0.05)] * (ENOUGH + 1), [(400_000, 0.01)] * (ENOUGH + 1)
    among = Norms(("xiaohongshu", followers, {"engagement": value}) for followers, value in small + large)
    assert among.peers("xiaohongshu", 900, "engagement", 0.05).count == ENOUGH
    assert among.peers("xiaohongshu", 30_000, "engagement", None).count == 2 * ENOUGH + 2


def test_nobody_is_their_own_peer():
    among = Norms([("xiaohongshu", 900, {"engagement": 0.05})])
    assert among.peers("xiaohongshu", 900, "engagement", 0.05).count == 0


def test_accounts_of_other_platforms_are_no_peers():
    assert groups_of("douyin", 900)[0][0] == "douyin"
    among = Norms([("xiaohongshu", 900, {"engagement": 0.05})] * 30)
    assert among.peers("douyin", 900, "engagement", None).count == 0
