"""What each sign measures and what it says when it stands out, for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.base.text import N_


@dataclass(frozen=True)
class Words:
    """The words of a sign, to be translated where they are shown."""

    label: str
    says: str


WORDS: Mapping[str, Words] = {
    "follows_to_be_followed": Words(N_("Accounts followed"), N_("It follows many more accounts than follow it.")),
    "followers_jump": Words(N_("Jumps in followers"), N_("Followers jumped within days, and no post explains it.")),
    "followers_stairs": Words(
        N_("Several jumps in followers"), N_("Followers came in several jumps with little between them.")
    ),
    "followers_vanish": Words(
        N_("Followers lost at once"), N_("Many followers went at once, as when a platform deletes bought ones.")
    ),
    "growth_in_few_days": Words(N_("Days of growth"), N_("Almost all growth lies in a few days.")),
    "growth_like_a_clock": Words(N_("Evenness of growth"), N_("Every day brings the same number of followers.")),
    "followers_unheard": Words(
        N_("Reactions as followers grow"), N_("Followers came, and reactions did not grow with them.")
    ),
    "few_voices": Words(N_("Who comments"), N_("Few people write most of the comments.")),
    "comments_spam": Words(N_("Spam in comments"), N_("Many comments lead away from the posts.")),
    "comments_repeated": Words(
        N_("Repeated sentences in comments"), N_("The same sentences are said again and again.")
    ),
    "comments_alike": Words(N_("Variety of comments"), N_("Few different things are said.")),
    "comments_empty": Words(N_("Comments of a word"), N_("Most comments are a word or a sign.")),
    "comments_at_once": Words(N_("Comments at once"), N_("Comments come within minutes of each other.")),
    "comments_like_a_clock": Words(N_("Rhythm of comments"), N_("Comments follow each other like clockwork.")),
    "followers_fake": Words(
        N_("Sample of followers"), N_("Many followers look like accounts that were made to be sold.")
    ),
    "followers_twins": Words(N_("Followers with the same figures"), N_("Many followers have the very same figures.")),
    "followers_idle": Words(N_("Active followers"), N_("The platform calls few of the followers active.")),
    "scripts_shared": Words(
        N_("Texts shared with others"), N_("Posts are versions of texts that other creators published too.")
    ),
    "rhythm_flat": Words(N_("Rhythm of posting"), N_("Posts follow each other like clockwork.")),
    "same_people_elsewhere": Words(N_("Where commenters are seen"), N_("The same people comment under many creators.")),
    "comments_in_turn": Words(N_("Comments back and forth"), N_("Creators comment under each other's posts.")),
    "always_the_same": Words(N_("Regular commenters"), N_("The same people comment under almost every post.")),
    "comments_within_minutes": Words(N_("How soon comments come"), N_("Comments come within minutes of each post.")),
    "engagement_low": Words(N_("Reactions for its size"), N_("Few reactions for its size: followers may be bought.")),
    "engagement_high": Words(N_("Reactions for its size"), N_("Many reactions for its size: some may be bought.")),
    "saves_low": Words(N_("Saves per like"), N_("Few saves for its likes: likes may be bought.")),
    "saves_high": Words(N_("Saves per like"), N_("Many saves for its likes: saves may be bought.")),
    "comments_low": Words(N_("Comments per like"), N_("Few comments for its likes: likes may be bought.")),
    "comments_high": Words(N_("Comments per like"), N_("Many comments for its likes: groups may comment in turn.")),
    "shares_low": Words(N_("Shares per like"), N_("Few shares for its likes: likes may be bought.")),
    "shares_high": Words(N_("Shares per like"), N_("Many shares for its likes: shares may be bought.")),
    "reads_low": Words(N_("Reads per like"), N_("Few reads for its likes: likes may be bought.")),
    "reads_high": Words(N_("Reads per like"), N_("Many reads for its likes: reads may be bought.")),
    "likes_flat": Words(N_("Variety of likes"), N_("Likes hardly vary from post to post, as if by order.")),
    "likes_floor": Words(N_("Likes of weak posts"), N_("No post is ever weak, as if each got its share of likes.")),
    "likes_apart": Words(
        N_("Likes beside other reactions"), N_("Posts with many likes are not those with other reactions.")
    ),
    "some_posts_only_liked": Words(
        N_("Posts with likes alone"),
        N_("Other reactions for each like differ widely between posts: some likes may be bought."),
    ),
}
