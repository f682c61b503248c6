"""Processes that do a part of the work each: proxies take calls, one process has the admin API."""

import pytest

from gateway import DidNotStart
from things import until_status


def test_a_proxy_takes_calls_with_keys_that_another_process_made(join, redis, provider):
    settings = {"RATEGUARD_REDIS__URL": redis.url, "RATEGUARD_REDIS__GATEWAYS": "2",
                "RATEGUARD_REDIS__DEADLINE": "500ms", "RATEGUARD_THREADS": "1"}
    both = join(**settings)
    proxy = join(**settings | {"RATEGUARD_ROLE": "proxy"})
    key = both.admin.workspace().furnish(provider).key()["key"]

    until_status(proxy, key, 200)

    assert proxy.probe("/readyz") == (200, "ok\n")
    assert proxy.metric("rateguard_calls_in_flight") == 0
    assert proxy.probe("/api/v1/status")[0] == 401, "it has no admin API"
    assert "Admin" not in proxy.log() and "rateguard keys create" not in proxy.log()


def test_a_role_that_lacks_a_store_names_the_setting(make_gateway):
    for role, setting in [("proxy", "database.url"), ("control", "database.url"), ("proxi", '"proxy", "control"')]:
        with pytest.raises(DidNotStart) as refused:
            make_gateway("serve", "--role", role, folder=f"as-{role}")
        assert setting in str(refused.value) and "--role: role" in str(refused.value)
