"""The stores outside the gateway: a PostgreSQL, a Kafka and a ClickHouse that several tests share, a Redis for each, or a cluster of
them."""

import contextlib
import itertools
import shutil

import pytest

import books
from clickhouse_server import ClickHouse
from events_database import EventsDatabase, Shards
from kafka_broker import KafkaBroker
from own_server import NotInstalled
from postgres import PASSWORD, Postgres
from redis_cluster import RedisCluster
from redis_server import RedisServer
from topic import Topic

numbers = itertools.count(1)


def shared(kind):
    """One server, which whoever uses it starts; where it is not installed, its tests are skipped and say so."""
    try:
        server = kind()
    except NotInstalled as reason:
        pytest.skip(str(reason))
    yield server
    server.close()


@contextlib.contextmanager
def several(kind, folder):
    """Makes as many as are asked for, each in a folder of its own, and ends them all."""
    with contextlib.ExitStack() as ends:
        folders = (folder.with_name(f"{folder.name}-{n}") for n in itertools.count())

        def make(*settings, **how):
            server = kind(next(folders), *settings, **how)
            ends.callback(server.close)
            return server

        yield make


@pytest.fixture(scope="session")
def postgres_server():
    yield from shared(Postgres)


@pytest.fixture
def postgres(postgres_server):
    if postgres_server.process is None:
        postgres_server.start()
    yield postgres_server
    if postgres_server.process is not None:
        postgres_server.thaw()


@pytest.fixture
def database(postgres):
    """The URL of an empty database; its server asks nobody for a password, so any will do."""
    name = f"d{next(numbers)}"
    postgres.sql(f"CREATE DATABASE {name}")
    return postgres.url(name).replace("postgres@", f"postgres:{PASSWORD}@")


@pytest.fixture
def join(make_gateway, database, provider, tmp_path):
    """Starts a process on the database, beside others. All seal credentials with the first one's key."""
    folders = []

    def join(start=True, **settings):
        folder = tmp_path / f"machine-{len(folders) + 1}" / "data"
        folder.mkdir(parents=True, mode=0o700)
        folders.append(folder)
        if (folders[0] / "vault-key").exists():
            shutil.copy2(folders[0] / "vault-key", folder / "vault-key")
        return make_gateway(folder=folder, start=start, **{
            "RATEGUARD_DATABASE__URL": database,
            "RATEGUARD_DATABASE__PROCESSES": "several",
            "RATEGUARD_UPSTREAM__CA_FILE": str(provider.ca),
        } | settings)

    return join


@pytest.fixture
def twins(make_gateway, tmp_path):
    """Two gateways that share their counters, from one that runs alone: the second begins as a copy of the first."""
    def twins(first, settings):
        first.terminate()
        (tmp_path / "other").mkdir()
        shutil.copytree(first.data_folder, tmp_path / "other" / "data",
                        ignore=shutil.ignore_patterns("admin-token"))
        shared = settings | {"RATEGUARD_REDIS__GATEWAYS": "2"}
        return [make_gateway(folder=folder, **shared) for folder in ("data", "other/data")]

    return twins


@pytest.fixture
def make_redis(tmp_path):
    with several(RedisServer, tmp_path / "redis") as make:
        yield make


@pytest.fixture
def redis(make_redis):
    return make_redis()


@pytest.fixture
def make_redis_cluster(tmp_path):
    with several(RedisCluster, tmp_path / "redis-cluster") as make:
        yield make


@pytest.fixture
def redis_cluster(make_redis_cluster):
    return make_redis_cluster()


@pytest.fixture(scope="session")
def kafka_process():
    yield from shared(KafkaBroker)


@pytest.fixture
def kafka(kafka_process):
    kafka_process.alive()
    yield kafka_process
    kafka_process.thaw()


@pytest.fixture(scope="session")
def clickhouse_process():
    yield from shared(ClickHouse)


@pytest.fixture
def clickhouse(clickhouse_process):
    clickhouse_process.alive()
    yield clickhouse_process
    clickhouse_process.thaw()


@pytest.fixture(scope="session")
def second_clickhouse_process():
    yield from shared(ClickHouse)


@pytest.fixture
def second_clickhouse(second_clickhouse_process):
    second_clickhouse_process.alive()
    yield second_clickhouse_process
    second_clickhouse_process.thaw()


@pytest.fixture
def make_events(clickhouse):
    return lambda: EventsDatabase(clickhouse, f"events_{next(numbers)}")


@pytest.fixture
def events(make_events, request):
    """In one server; in two where the test is told so: parametrize("events", [2], indirect=True)."""
    first = make_events()
    if getattr(request, "param", 1) == 1:
        return first
    return Shards([first, EventsDatabase(request.getfixturevalue("second_clickhouse"), first.name)])


# --- events: Kafka, ClickHouse, and those who use both ------------------------------------------------


@pytest.fixture
def topic(kafka):
    return Topic(kafka).make()


@pytest.fixture
def stores(topic, events):
    return {"RATEGUARD_EVENTS__KAFKA": topic.url, "RATEGUARD_EVENTS__PARTITIONS": "3",
            "RATEGUARD_EVENTS__CLICKHOUSE": events.url}


@pytest.fixture
def fleet(join, redis, stores, migrated):
    """Two gateways on one configuration. Neither moves events into ClickHouse."""
    settings = stores | {"RATEGUARD_ROLE": "proxy,control", "RATEGUARD_REDIS__URL": redis.url,
                         "RATEGUARD_REDIS__GATEWAYS": "2", "RATEGUARD_REDIS__DEADLINE": "500ms",
                         "RATEGUARD_THREADS": "1"}
    return join(**settings), join(**settings)


@pytest.fixture
def make_worker(make_gateway, stores):
    made = []

    def make(start=True, **settings):
        made.append(None)
        folder = f"worker-{len(made)}/data"
        worker = make_gateway(folder=folder, start=False, **stores | {"RATEGUARD_ROLE": "analytics"} | settings)
        worker.data_folder.parent.mkdir(parents=True, exist_ok=True)
        return worker.start() if start else worker

    return make


@pytest.fixture
def migrated(make_worker):
    assert make_worker(start=False).run_offline("migrate").returncode == 0


@pytest.fixture
def arrived(events):
    """Waits until ClickHouse has an event for each receipt; fails unless it has each once and no other."""
    def arrived(receipts, within=60.0):
        wanted = sorted(r.request_id for r in receipts)
        assert books.until(lambda: len(events.requests()) >= len(wanted), within, every=0.3), \
            f"{len(events.requests())} of {len(wanted)} events"
        assert sorted(events.requests()) == wanted, "none lost, none double"

    return arrived
