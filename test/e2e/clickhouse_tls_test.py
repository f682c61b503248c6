"""ClickHouse over TLS, which the server itself speaks: events get there and are asked there, and a server that is not the
one that was meant is told nothing."""

import pytest

import books
from certificate import certify
from clickhouse_server import PASSWORD
from gateway import DidNotStart
from things import call
from topic import Topic


@pytest.fixture
def settings(kafka, clickhouse, events, provider):
    return {"RATEGUARD_UPSTREAM__CA_FILE": provider.ca, "RATEGUARD_EVENTS__KAFKA": Topic(kafka).url,
            "RATEGUARD_EVENTS__CLICKHOUSE": clickhouse.secure_url(events.name),
            "RATEGUARD_EVENTS__CLICKHOUSE_CA_FILE": str(clickhouse.ca_file)}


@pytest.fixture
def process(make_gateway, settings):
    """One that does it all. It has not been started."""
    return make_gateway(start=False, **settings)


def test_events_get_there_and_are_asked_there(process, provider, clickhouse, events):
    assert process.run_offline("migrate").returncode == 0
    workspace = process.start().admin.workspace().furnish(provider)
    key = workspace.key()["key"]

    receipts = [call(process, key) for _ in range(20)]

    wanted = sorted(r.request_id for r in receipts)
    assert books.until(lambda: sorted(events.requests()) == wanted, within=60)
    report = workspace.usage()
    assert report["source"] == "clickhouse" and report["total"]["calls"] == 20
    said = process.run("doctor", check=False).stdout
    assert f"https://localhost:{clickhouse.secure_port}/{events.name} answers" in said


@pytest.fixture
def other_authority(tmp_path):
    (tmp_path / "other").mkdir()
    return certify(tmp_path / "other")[0]


def is_refused(process, why):
    """By each program that would talk to the server, which says which settings to look at."""
    for command in ("migrate", "doctor"):
        done = process.run_offline(command)
        assert done.returncode != 0
        assert why in done.stdout + done.stderr, done
    process.settings["RATEGUARD_ROLE"] = "analytics"
    process.start()
    assert books.until(lambda: process.logged("analytics_away"), within=30)
    assert why in process.logged("analytics_away")[0]["why"]
    assert PASSWORD not in process.log()


REFUSED = ("TLS failed. Its certificate has to be of an authority in events.clickhouse_ca_file, or one of the system's where "
           "that is not set, and for the host in events.clickhouse")


def test_an_authority_that_is_not_trusted_is_refused(process, other_authority):
    process.settings["RATEGUARD_EVENTS__CLICKHOUSE_CA_FILE"] = str(other_authority)
    is_refused(process, REFUSED)


def test_an_authority_that_the_system_does_not_know_is_refused(process):
    del process.settings["RATEGUARD_EVENTS__CLICKHOUSE_CA_FILE"]
    is_refused(process, REFUSED)


def test_a_certificate_for_another_name_is_refused(process, clickhouse, events):
    process.settings["RATEGUARD_EVENTS__CLICKHOUSE"] = clickhouse.secure_url(events.name, host="127.0.0.1")
    is_refused(process, REFUSED)


def test_a_server_without_tls_is_refused(process, clickhouse, events):
    plain = clickhouse.url(events.name).replace("http://", "https://")
    process.settings["RATEGUARD_EVENTS__CLICKHOUSE"] = plain
    # It says that this is not TLS, or waits for the rest of what is no request.
    is_refused(process, f"ClickHouse at https://127.0.0.1:{clickhouse.port}/{events.name}: ")


def test_an_authoritys_file_that_is_not_there_stops_the_start(process, tmp_path):
    process.settings["RATEGUARD_EVENTS__CLICKHOUSE_CA_FILE"] = str(tmp_path / "nowhere.pem")

    with pytest.raises(DidNotStart, match="events.clickhouse_ca_file: cannot be read"):
        process.start()
