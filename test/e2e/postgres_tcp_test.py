"""PostgreSQL as it is reached on another machine: by TCP, with a password, over TLS."""

import itertools
import json
import urllib.parse

import pytest

from fake_provider.doors import certificates
from gateway import DidNotStart
from postgres import PASSWORD
from things import call

ODD_PASSWORD = "a:b/c@d?e#f%g h"
numbers = itertools.count(1)


def name_of(database):
    return urllib.parse.urlsplit(database).path[1:]


@pytest.fixture
def user(postgres, database):
    """Makes a user who owns the test's database and logs in with a password."""

    def user(password=PASSWORD):
        name = f"user{next(numbers)}"
        postgres.sql(f"SET password_encryption = 'scram-sha-256'; "
                     f"CREATE ROLE {name} LOGIN CREATEROLE PASSWORD '{password}'")
        postgres.sql(f"ALTER DATABASE {name_of(database)} OWNER TO {name}; "
                     f"ALTER SCHEMA public OWNER TO {name}", name_of(database))
        return name

    return user


@pytest.fixture
def tls_user(postgres, user):
    """Whom the server lets in with TLS only."""
    if postgres.sql("SELECT count(*) FROM pg_roles WHERE rolname = 'tls_only'") == "0":
        postgres.sql("CREATE ROLE tls_only NOLOGIN")
    name = user()
    postgres.sql(f"GRANT tls_only TO {name}")
    return name


@pytest.fixture
def secured(postgres, tmp_path):
    """The server with a certificate for localhost; (its authority's file, another authority's)."""
    certificates(tmp_path)
    postgres.certify(tmp_path / "good.pem", tmp_path / "good.key")
    return tmp_path / "ca.pem", tmp_path / "other.pem"


def doctor(gateway):
    said = gateway.run("doctor", "--json", check=False).stdout
    return [finding for finding in json.loads(said) if finding["what"] == "postgres"]


def reason(told):
    assert "status 69" in str(told.value)
    assert "database.url: no connection to PostgreSQL" in str(told.value)
    assert PASSWORD not in str(told.value)
    return str(told.value)


def test_it_works_over_tcp_as_a_user_with_a_password_of_any_characters(join, postgres, provider, database, user):
    quoted = urllib.parse.quote(ODD_PASSWORD, safe="")
    name = user(ODD_PASSWORD)
    url = postgres.tcp_url(name_of(database), name, quoted)

    gateway = join(RATEGUARD_DATABASE__URL=url)
    key = gateway.admin.workspace().furnish(provider).key()

    assert call(gateway, key["key"]).status == 200
    stored = postgres.sql(f"SELECT rolpassword FROM pg_authid WHERE rolname = '{name}'")
    assert stored.startswith("SCRAM-SHA-256$"), "what the server compares with is no password"
    assert any("not encrypted" in finding["detail"] for finding in doctor(gateway)), doctor(gateway)
    said = gateway.log() + gateway.run("config", "print").stdout + json.dumps(doctor(gateway))
    assert ODD_PASSWORD not in said and quoted not in said


def test_a_wrong_password_over_tcp_is_refused(join, postgres, database, user):
    name = user("right")

    with pytest.raises(DidNotStart) as told:
        join(RATEGUARD_DATABASE__URL=postgres.tcp_url(name_of(database), name))

    assert f'password authentication failed for user "{name}"' in reason(told)


def test_it_works_over_tls_with_a_server_who_proves_who_it_is(join, postgres, provider, database, tls_user, secured):
    ca, _ = secured
    url = postgres.tcp_url(name_of(database), tls_user, host="localhost")

    gateway = join(RATEGUARD_DATABASE__URL=f"{url}?sslmode=verify-full&sslrootcert={ca}")
    key = gateway.admin.workspace().furnish(provider).key()

    assert call(gateway, key["key"]).status == 200
    ways = postgres.sql("SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
                        f"WHERE usename = '{tls_user}'")
    assert ways == "t", "every connection, the one that listens too"
    assert not any("not encrypted" in finding["detail"] for finding in doctor(gateway)), doctor(gateway)


def test_a_server_that_wants_tls_is_not_spoken_to_without(join, postgres, database, tls_user, secured):
    url = postgres.tcp_url(name_of(database), tls_user, host="localhost")

    with pytest.raises(DidNotStart) as told:
        join(RATEGUARD_DATABASE__URL=f"{url}?sslmode=disable")

    assert "pg_hba.conf rejects connection" in reason(told)


def test_a_certificate_of_an_authority_that_is_not_trusted_is_refused(join, postgres, database, tls_user, secured):
    _, other = secured
    url = postgres.tcp_url(name_of(database), tls_user, host="localhost")

    with pytest.raises(DidNotStart) as told:
        join(RATEGUARD_DATABASE__URL=f"{url}?sslmode=verify-full&sslrootcert={other}")

    assert "certificate verify failed" in reason(told)


def test_a_certificate_for_another_name_is_refused(join, postgres, database, tls_user, secured):
    ca, _ = secured
    url = postgres.tcp_url(name_of(database), tls_user, host="db.example.com")

    with pytest.raises(DidNotStart) as told:
        join(RATEGUARD_DATABASE__URL=f"{url}?sslmode=verify-full&sslrootcert={ca}&hostaddr=127.0.0.1")

    assert 'does not match host name "db.example.com"' in reason(told)


def test_an_authoritys_file_that_is_not_there_is_named(join, postgres, database, tls_user, secured, tmp_path):
    url = postgres.tcp_url(name_of(database), tls_user, host="localhost")

    with pytest.raises(DidNotStart) as told:
        join(RATEGUARD_DATABASE__URL=f"{url}?sslmode=verify-full&sslrootcert={tmp_path}/nowhere.pem")

    assert "nowhere.pem" in reason(told)
