"""Three real Kafka brokers of a test's own that are one cluster, each of them a controller too."""

import time

from free_port import free_port
from kafka.admin import KafkaAdminClient, NewPartitions
from kafka.errors import KafkaError
from kafka_broker import KafkaBroker

BROKERS = 3


class KafkaCluster:
    def __init__(self):
        controllers = {number: free_port() for number in range(1, BROKERS + 1)}
        self.brokers = {number: KafkaBroker(number, controllers) for number in controllers}
        # None of them lets anybody in before two have met.
        for broker in self.brokers.values():
            broker.begin_to_start()
        for broker in self.brokers.values():
            broker.come_up("log", within=240)

    @property
    def servers(self):
        return [broker.servers for broker in self.brokers.values() if broker.process is not None]

    @property
    def url(self):
        return "kafka://" + ",".join(broker.servers for broker in self.brokers.values())

    def ask(self, question, within=60):
        """What an administrator's client is answered, once somebody answers it."""
        deadline = time.monotonic() + within
        while True:
            try:
                admin = KafkaAdminClient(bootstrap_servers=self.servers)
                try:
                    return question(admin)
                finally:
                    admin.close()
            except KafkaError:
                if time.monotonic() > deadline:
                    raise

    def partitions(self, topic):
        """Of each partition, by its number: who leads it and who is in sync."""
        [told] = self.ask(lambda admin: admin.describe_topics([topic]))
        return {p["partition_index"]: (p["leader_id"], sorted(p["isr_nodes"])) for p in told["partitions"]}

    def add_partitions(self, topic, wanted):
        self.ask(lambda admin: admin.create_partitions({topic: NewPartitions(wanted)}))

    def close(self):
        for broker in self.brokers.values():
            broker.close()
