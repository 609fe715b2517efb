"""What the check tells people: for every objection a reason and a remedy, in English patterns for translation."""

from dataclasses import dataclass

from marketplace.base.text import N_


@dataclass(frozen=True)
class Wording:
    """A reason and a remedy. Placeholders: `quote` (words of the post), `label` (words to put in), `needs`."""

    why: str
    fix: str


_PUT_FIRST = N_("Put “%(label)s” at the very start of the text.")
_ASK = N_("Put “%(label)s” at the very start of the text, or wait for a person to decide.")

WORDINGS: dict[str, Wording] = {
    "missing": Wording(N_("Nothing in the post says that it is advertising."), _PUT_FIRST),
    "gift": Wording(N_("Whether this post needs a label depends on whether it promotes the product."), _ASK),
    "rejected": Wording(N_("“%(quote)s” does not tell people plainly that this is advertising."), _PUT_FIRST),
    "joined": Wording(N_("In “%(quote)s” the word is joined to a name, so people read past it."), _PUT_FIRST),
    "doubtful": Wording(N_("“%(quote)s” may not be plain enough."), _ASK),
    "other_tie": Wording(N_("“%(quote)s” does not describe the relationship you declared."), _PUT_FIRST),
    "other_language": Wording(N_("“%(quote)s” is not in a language that counts for this post."), _PUT_FIRST),
    "other_script": Wording(N_("“%(quote)s” is not written in the characters the rule uses."), _ASK),
    "lookalike": Wording(N_("“%(quote)s” contains characters that are hidden or only look like the letters."), _ASK),
    "broken": Wording(N_("“%(quote)s” is broken up, so it is hard to read as a label."), _ASK),
    "loose": Wording(N_("“%(quote)s” runs into the sentence and may be read past."), _ASK),
    "doubted": Wording(N_("“%(quote)s” is only said to be possible; say that it is so."), _ASK),
    "other_sense": Wording(N_("“%(quote)s” speaks of something else here, so the post has no label."), _PUT_FIRST),
    "asked": Wording(N_("“%(quote)s” is asked, not said, so the post has no label."), _PUT_FIRST),
    "quoted": Wording(N_("“%(quote)s” is a quotation here, so the post has no label."), _PUT_FIRST),
    "denied": Wording(
        N_("“%(quote)s” denies that the post is advertising."),
        N_("Take “%(quote)s” out and put “%(label)s” at the very start of the text."),
    ),
    "may_deny": Wording(
        N_("“%(quote)s” may be read as denying that the post is advertising."),
        N_("Take “%(quote)s” out, or wait for a person to decide."),
    ),
    "not_first": Wording(
        N_("“%(quote)s” has to be the first words of the text."), N_("Move the label to the very start: “%(label)s”.")
    ),
    "not_clear": Wording(
        N_("“%(quote)s” stands further down than where people look first."),
        N_("Move the label to the very start: “%(label)s”."),
    ),
    "at_end": Wording(
        N_("“%(quote)s” stands at the very end, where people may not read it."),
        N_("Move the label to the very start: “%(label)s”."),
    ),
    "below_fold": Wording(
        N_("“%(quote)s” only shows after tapping “more”."), N_("Move the label to the very start: “%(label)s”.")
    ),
    "among_hashtags": Wording(
        N_("“%(quote)s” is lost among the hashtags."), N_("Move the label to the very start: “%(label)s”.")
    ),
    "native_only": Wording(
        N_("Only the platform's own label says that this is advertising."),
        N_("Keep the platform's label and also put “%(label)s” at the very start of the text."),
    ),
    "medium": Wording(
        N_("The text cannot show whether the recording itself says that it is advertising."),
        N_(
            "Show “%(label)s” in the recording itself and say from which second to which; until then a person checks it."
        ),
    ),
    "recording_late": Wording(
        N_("The label comes later than the first three seconds of the recording."),
        N_("Show “%(label)s” from the first second of the recording."),
    ),
    "recording_part": Wording(
        N_("The label does not stay for the whole length of the recording."),
        N_("Show “%(label)s” for the whole length of the recording."),
    ),
    "undeclared": Wording(
        N_("“%(quote)s” suggests a tie to a brand that you have not declared."),
        N_("Declare the relationship, or take “%(quote)s” out."),
    ),
    "label_without_tie": Wording(
        N_("“%(quote)s” says that this is advertising, but you declared no relationship."),
        N_("Declare the relationship, or take “%(quote)s” out."),
    ),
    "way_to_buy": Wording(
        N_("The post carries a link to buy, but you declared no relationship."),
        N_("Declare the relationship, or take the link out."),
    ),
}
"""Objection → what to say about it."""
