"""What every end-to-end test stands on: a provider, a gateway in front of it, and books that must
balance when the test is over."""

import pytest

import books
from gateway import Gateway
from provider import Provider
from sdks import Calls, NodeSdk, PythonSdk


@pytest.fixture(scope="session")
def provider_process():
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture
def provider(provider_process):
    provider_process.reset()
    provider_process.think(0)
    return provider_process


@pytest.fixture
def make_gateway(tmp_path):
    made = []

    def make(*arguments, folder="data", start=True, **settings):
        gateway = Gateway(tmp_path / folder, arguments or ("serve",), **settings)
        made.append(gateway)
        return gateway.start() if start else gateway

    yield make
    for gateway in made:
        gateway.kill()


@pytest.fixture
def gateway(make_gateway, provider):
    return make_gateway(RATEGUARD_UPSTREAM__CA_FILE=provider.ca)


@pytest.fixture
def workspace(gateway, provider):
    """A workspace whose `openai` and `anthropic` are the fake provider, and whose `things` is an API
    priced per request."""
    workspace = gateway.admin.workspace().furnish(provider)
    yield workspace
    if gateway.running:
        books.check([workspace.at(gateway.admin)], provider)


@pytest.fixture
def key(workspace):
    return workspace.key()["key"]


@pytest.fixture(scope="session", params=[PythonSdk, NodeSdk], ids=["python", "node"])
def sdk(request):
    it = request.param()
    yield it
    it.close()


@pytest.fixture(scope="session")
def python_sdk():
    return PythonSdk()


@pytest.fixture
def calls(gateway, sdk, key):
    """Calls with either SDK through the gateway."""
    return Calls(sdk, gateway.url, key)


@pytest.fixture
def python_calls(gateway, python_sdk, key):
    """Calls with the Python SDK alone, for what does not depend on the SDK."""
    return Calls(python_sdk, gateway.url, key)
