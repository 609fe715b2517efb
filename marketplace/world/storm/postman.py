"""Carries the processor's messages to us: late, twice, out of order, or not at all."""

from __future__ import annotations

import heapq
import random  # noqa: TID251 a seeded generator: the same seed makes the same weather
from datetime import datetime, timedelta
from functools import partial

from flask import Flask

from marketplace.world.storm.processor import SECRETS, Message, Processor, signature
from marketplace.world.storm.weather import Weather

LOST, DOUBLED, LATE = 0.15, 0.3, 0.5
LATE_BY_HOURS = (0.02, 3, 26, 60)
ASKED_AGAIN_AFTER = timedelta(minutes=5)


class Postman:
    """Knows when which message is to arrive."""

    def __init__(self, app: Flask, processor: Processor, weather: Weather, chance: random.Random) -> None:
        self._client = app.test_client()
        self._processor, self._weather, self._chance = processor, weather, chance
        self._waiting: list[tuple[datetime, float, Message]] = []

    def collect(self, now: datetime) -> None:
        """Takes what the processor has to say; some of it never arrives."""
        for message in self._processor.new_messages():
            if self._chance.random() < LOST:
                continue
            for _ in range(2 if self._chance.random() < DOUBLED else 1):
                late = self._chance.choice(LATE_BY_HOURS) if self._chance.random() < LATE else 0
                self._post_at(now + timedelta(hours=late), message)

    def deliver(self, now: datetime) -> None:
        """Brings what is due; a message that nobody took is brought again."""
        due = []
        while self._waiting and self._waiting[0][0] <= now:
            due.append(heapq.heappop(self._waiting)[2])
        self._chance.shuffle(due)
        for message in due:
            if not self._weather.survives(partial(self._bring, message, now)):
                self._post_at(now + ASKED_AGAIN_AFTER, message)

    def _bring(self, message: Message, now: datetime) -> None:
        signed = {"Stripe-Signature": signature(message.payload, SECRETS["STRIPE_WEBHOOK_SECRET"])}
        answer = self._client.post("/webhooks/stripe", data=message.payload, headers=signed)
        if answer.status_code != 200:
            self._post_at(now + ASKED_AGAIN_AFTER, message)

    def _post_at(self, at: datetime, message: Message) -> None:
        heapq.heappush(self._waiting, (at, self._chance.random(), message))
