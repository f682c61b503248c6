"""The admin API as a client sees it. The one place in the tests that knows its paths and fields."""

import http.client
import json
import time
import urllib.parse
from fractions import Fraction

NANOS = 10**9


def nanos(dollars):
    """A decimal number of dollars, as text, in nano-dollars."""
    exact = Fraction(str(dollars)) * NANOS
    assert exact.denominator == 1, f"{dollars} is finer than a nano-dollar"
    return int(exact)


def dollars(count):
    """Nano-dollars as the decimal text the API takes."""
    sign, count = ("-", -count) if count < 0 else ("", count)
    return f"{sign}{count // NANOS}.{count % NANOS:09d}"


class AdminError(Exception):
    def __init__(self, status, body):
        super().__init__(f"{status}: {body}")
        self.status, self.body = status, body


class Admin:
    def __init__(self, url, token):
        self.host = urllib.parse.urlsplit(url).netloc
        self.token = token

    def request(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection(self.host, timeout=20)
        try:
            send = {"Authorization": f"Bearer {self.token}"} | dict(headers)
            data = None
            if body is not None:
                data, send["Content-Type"] = json.dumps(body), "application/json"
            connection.request(method, "/api/v1" + path, data, send)
            answer = connection.getresponse()
            text = answer.read().decode()
            parsed = json.loads(text) if text else None
            if answer.status >= 300:
                raise AdminError(answer.status, parsed)
            return parsed, dict(answer.getheaders())
        finally:
            connection.close()

    def get(self, path, **query):
        query = {k: v for k, v in query.items() if v not in (None, "")}
        return self.request("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""))[0]

    def post(self, path, body=None):
        return self.request("POST", path, body if body is not None else {})[0]

    def patch(self, path, body):
        return self.request("PATCH", path, body)[0]

    def delete(self, path):
        return self.request("DELETE", path)[0]

    def all(self, path, **query):
        """Every row of a list, page after page."""
        rows, cursor = [], ""
        while True:
            page = self.get(path, limit=1000, cursor=cursor, **query)
            rows += page["items"]
            cursor = page.get("next_cursor") or ""
            if not cursor:
                return rows

    def workspace(self, name="default"):
        """The one every gateway begins with, or a further one of that name."""
        if name == "default":
            return Workspace(self, self.get("/workspaces/default"))
        return Workspace(self, self.post("/workspaces", {"name": name, "slug": name}))


class Workspace:
    """A workspace with what the tests need in it."""

    def __init__(self, admin, row):
        self.admin, self.id = admin, row["id"]
        self.path = f"/workspaces/{self.id}"

    def at(self, admin):
        """The same workspace of a gateway that has been started again."""
        self.admin = admin
        return self

    def furnish(self, provider):
        """Makes `openai` and `anthropic` the fake provider, and `things` an API priced per request."""
        self.model_api("openai", provider.url())
        self.model_api("anthropic", provider.url())
        self.priced_api("things", provider.url())
        return self

    # --- making things ---------------------------------------------------------------------------

    def make(self, plural, **fields):
        given = {name: value for name, value in fields.items() if value is not None}
        return self.admin.post(f"{self.path}/{plural}", given)

    def model_api(self, provider, base_url, **more):
        """An API that speaks as `provider` does and has its prices."""
        return self.make("apis", provider=provider, base_url=base_url,
                         credential=f"sk-{provider}-upstream", **more)

    def priced_api(self, slug, base_url, per_request="0.002", **more):
        cost = {"kind": "per_request", "per_request": per_request}
        return self.make("apis", slug=slug, base_url=base_url, family="generic", cost=cost, **more)

    def key(self, name="app", **more):
        """The key's text is in its field `key`."""
        return self.make("keys", name=name, **more)

    def budget(self, amount_nanos, name="budget", **more):
        """Returns when the budget is enforced, which a second is allowed for."""
        fields = {"amount": dollars(amount_nanos), "period": "total", "hard": True} | more
        made = self.make("budgets", name=name, **fields)
        deadline = time.monotonic() + 1.0
        while not self.admin.get(f"{self.path}/budgets/{made['id']}")["enforced"]:
            assert time.monotonic() < deadline, "a budget is in force within a second"
            time.sleep(0.002)
        return made

    def limit(self, amount, window="1m", name="limit", **more):
        fields = {"algorithm": "fixed_window", "unit": "requests"} | more
        return self.make("limits", name=name, amount=amount, window=window, **fields)

    def pause(self, key):
        return self.admin.post(f"{self.path}/keys/{key['id']}/pause")

    def resume(self, key):
        return self.admin.post(f"{self.path}/keys/{key['id']}/resume")

    def revoke(self, key):
        return self.admin.post(f"{self.path}/keys/{key['id']}/revoke")

    def rotate(self, key, **more):
        return self.admin.post(f"{self.path}/keys/{key['id']}/rotate", more)

    # --- reading the books -----------------------------------------------------------------------

    def events(self, **query):
        return self.admin.all(f"{self.path}/events", **query)

    def event(self, request_id):
        return self.admin.get(f"{self.path}/events/{request_id}")

    def usage(self, **query):
        return self.admin.get(f"{self.path}/usage", step="whole", **query)

    def budgets(self):
        return self.admin.all(f"{self.path}/budgets")
