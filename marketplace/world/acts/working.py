"""The work itself: product, outline, drafts, the post."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.drafts.actions import asking, drafting, publishing
from marketplace.drafts.actions.picturing import keep_pictures
from marketplace.drafts.frames import prepared
from marketplace.drafts.models import Post
from marketplace.drafts.queries import latest_draft, post_of
from marketplace.orders.actions import finishing, preparing, reviewing
from marketplace.world.acts.deal import Deal, there
from marketplace.world.covers import cover
from marketplace.world.outside import PublicPost, titled

OUTLINE = "Morning light, three pictures: the tool, the mess, the result. First line says who paid."


def ship(deal: Deal) -> None:
    """The brand sends the product."""
    with deal.stage.work(deal.brand) as work:
        preparing.ship_product(work, deal.order, tracking=f"1Z{deal.number:04d}{deal.creator_key.upper()}")


def receive(deal: Deal) -> None:
    """The parcel is there."""
    with deal.stage.work(deal.seat.actor) as work:
        preparing.receive_product(work, deal.order)


def use(deal: Deal) -> None:
    """The creator has lived with the product long enough."""
    with deal.stage.work(deal.seat.actor) as work:
        preparing.begin_writing(work, deal.order, used="Nine loaves, two cakes and one broken whisk in a week.")


def outline(deal: Deal) -> None:
    """The creator says how the post will go."""
    with deal.stage.work(deal.seat.actor) as work:
        preparing.submit_outline(work, deal.order, text=OUTLINE)


def accept_outline(deal: Deal) -> None:
    """The brand is content with the outline."""
    with deal.stage.work(deal.brand) as work:
        preparing.accept_outline(work, deal.order)


def hand_in_labelled(deal: Deal) -> None:
    """The creator hands in a draft that says it is paid for."""
    title, body, tags = _text(deal)
    _hand_in(deal, title, labelled(body, deal.row["countries"], deal.language), tags, native_label=False)


def hand_in_bare(deal: Deal) -> None:
    """The creator forgets to say that it is paid for."""
    title, body, tags = _text(deal)
    _hand_in(deal, title, body, tags, native_label=False)


def hand_in_unsure(deal: Deal) -> None:
    """The creator leaves the saying to the platform's own label, and a person has to decide."""
    title, body, tags = _text(deal)
    _hand_in(deal, title, body, tags, native_label=True)


def hand_in_unsure_with_pictures(deal: Deal) -> None:
    """The same with two pictures, in which nothing but the title stands."""
    title, body, tags = _text(deal)
    _hand_in(deal, title, body, tags, native_label=True, pictures=[[deal.row["title"]], [deal.row["product"]]])


def hand_in_with_a_claim_in_a_picture(deal: Deal) -> None:
    """The text is as it should be; the second picture promises what no cream can do."""
    title, body, tags = _text(deal)
    claim = {"en": ["Cured my eczema", "in three days"], "zh": ["三天治好湿疹", "亲测有效"]}[deal.language]
    text = labelled(body, deal.row["countries"], deal.language)
    _hand_in(deal, title, text, tags, native_label=False, pictures=[[deal.row["title"]], claim])


def decide_for(deal: Deal) -> None:
    """Ines lets through what the check could not decide."""
    with deal.stage.work(deal.cast.staff["ines"]) as work:
        draft = there(latest_draft(work.session, deal.order))
        reason = "The platform's own label stands above the first line, and the brand is named in it."
        drafting.decide_draft(work, draft.id, passes=True, reason=reason)


def ask_for_changes(deal: Deal) -> None:
    """The brand misses something that the brief asks for."""
    _, body, _ = _text(deal)
    clause = deal.row["must_say"][0] if deal.row["must_say"] else deal.row["title"]
    wish = {"en": "Could you say this earlier, in your own words?", "zh": "这一点能不能提前到第一段，用你自己的话说？"}
    with deal.stage.work(deal.brand) as work:
        asking.ask_for_changes(work, deal.order, [asking.Wish(clause, body[:20], wish[deal.language])])


def approve(deal: Deal) -> None:
    """The brand approves."""
    with deal.stage.work(deal.brand) as work:
        reviewing.approve_draft(work, deal.order)


def publish(deal: Deal) -> None:
    """The creator publishes what was approved and says where."""
    _publish(deal, "")


def publish_altered(deal: Deal) -> None:
    """The creator adds a sentence that nobody has seen before."""
    _publish(deal, " P.S. Link in my bio, code on request!")


def delete_post(deal: Deal) -> None:
    """The creator tidies the account up."""
    deal.stage.outside.remove(deal.url)


def confirm(deal: Deal) -> None:
    """The brand confirms."""
    with deal.stage.work(deal.brand) as work:
        finishing.confirm_work(work, deal.order)


def nothing(_deal: Deal) -> None:
    """Nobody does anything: silence answers."""


def labelled(body: str, countries: list[str], language: str) -> str:
    """A text that begins with the words the law of its audience wants."""
    if "CN" in countries:
        return f"【广告】{body}"
    return f"广告｜{body}" if language == "zh" else f"#ad {body}"


def _text(deal: Deal) -> tuple[str, str, tuple[str, ...]]:
    texts = deal.row["texts"]
    title, body, tags = texts[deal.number % len(texts)]
    return title, body, titled(tags)


def _hand_in(
    deal: Deal,
    title: str,
    body: str,
    tags: tuple[str, ...],
    *,
    native_label: bool,
    pictures: Sequence[Sequence[str]] = (),
) -> None:
    covers = [prepared(cover(lines, number)) for number, lines in enumerate(pictures)]
    with deal.stage.work(deal.seat.actor) as work:
        seen = drafting.Seen([picture.id for picture in keep_pictures(work, covers)])
        drafting.submit_draft(
            work, deal.order, title=title, body=body, hashtags=tags, native_label=native_label, seen=seen
        )


def _publish(deal: Deal, more: str) -> None:
    with deal.stage.work(deal.seat.actor) as work:
        draft = there(latest_draft(work.session, deal.order))
        post = PublicPost(
            platform=deal.platform.value,
            handle=deal.seat.handle(deal.platform),
            title=draft.title,
            body=draft.body + more,
            hashtags=titled(draft.hashtags),
            native_label=draft.native_label,
            ai_mark=draft.ai_used,
            published_at=deal.stage.now,
        )
    address = deal.stage.outside.publish(post)
    with deal.stage.work(deal.seat.actor) as work:
        publishing.bind_post(work, deal.order, address)
        bound: Post | None = post_of(work.session, deal.order)
        deal.url = bound.url if bound else ""
