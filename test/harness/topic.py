"""What lies in a topic of Kafka, read by a client that has nothing to do with ours."""

import itertools
from dataclasses import dataclass

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic
from kafka.errors import TopicAlreadyExistsError

numbers = itertools.count(1)


@dataclass
class Message:
    partition: int
    offset: int
    key: str
    value: bytes
    headers: dict

    @property
    def kind(self):
        return self.headers["rg-kind"]

    @property
    def id(self):
        return self.headers.get("rg-id")


class Topic:
    """A topic that no other test has. `rateguard migrate` or `make` makes it."""

    def __init__(self, broker):
        self.broker, self.name = broker, f"events-{next(numbers)}"

    @property
    def url(self):
        return f"{self.broker.url}/{self.name}"

    def make(self, partitions=3, **settings):
        admin = KafkaAdminClient(bootstrap_servers=self.broker.servers)
        made = [NewTopic(self.name, partitions, 1, topic_configs=settings),
                NewTopic(self.name + "-dlq", 1, 1)]
        admin.create_topics(made)
        admin.close()
        return self

    def forget(self):
        """Everything that is in it now, as a topic does after its time of retention."""
        consumer = KafkaConsumer(bootstrap_servers=self.broker.servers)
        ends = consumer.end_offsets([TopicPartition(self.name, p) for p in consumer.partitions_for_topic(self.name)])
        consumer.close()
        admin = KafkaAdminClient(bootstrap_servers=self.broker.servers)
        admin.delete_records(ends)
        admin.close()

    def remove(self):
        admin = KafkaAdminClient(bootstrap_servers=self.broker.servers)
        admin.delete_topics([self.name, self.name + "-dlq"])
        admin.close()

    def make_again(self):
        """Whether it could be made: the cluster takes a moment to forget the old one."""
        try:
            return self.make()
        except TopicAlreadyExistsError:
            return None

    def read(self, suffix=""):
        """Everything that is in it now."""
        consumer = KafkaConsumer(bootstrap_servers=self.broker.servers, enable_auto_commit=False)
        try:
            name = self.name + suffix
            partitions = [TopicPartition(name, p) for p in consumer.partitions_for_topic(name) or ()]
            if not partitions:
                return []
            consumer.assign(partitions)
            consumer.seek_to_beginning(*partitions)
            ends, messages = consumer.end_offsets(partitions), []
            while any(consumer.position(p) < ends[p] for p in partitions):
                for records in consumer.poll(timeout_ms=200).values():
                    messages += [Message(r.partition, r.offset, (r.key or b"").decode(), r.value,
                                         {k: v.decode() for k, v in r.headers}) for r in records]
            return messages
        finally:
            consumer.close()

    def calls(self):
        """The requests that have an event in it."""
        return {message.id for message in self.read() if message.kind == "event"}
