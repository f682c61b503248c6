"""The admin API as a client sees it. The one place in the tests that knows its paths and fields."""

import http.client
import json
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

    def workspace(self, name="test"):
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
        self.api("openai", provider.url(), "openai")
        self.api("anthropic", provider.url(), "anthropic")
        self.api("things", provider.url(), "generic", cost={"per_request": "0.002"})
        return self

    # --- making things ---------------------------------------------------------------------------

    def api(self, slug, base_url, dialect="openai", **more):
        body = {"slug": slug, "base_url": base_url, "dialect": dialect, "credential": f"sk-{slug}-upstream"}
        return self.admin.post(f"{self.path}/apis", body | more)

    def key(self, name="app", **more):
        return self.admin.post(f"{self.path}/keys", {"name": name} | more)

    def budget(self, amount_nanos, name="budget", **more):
        body = {"name": name, "amount": dollars(amount_nanos), "period": "total", "hard": True}
        return self.admin.post(f"{self.path}/budgets", body | more)

    def limit(self, amount, window="1m", name="limit", **more):
        body = {"name": name, "algorithm": "fixed_window", "unit": "requests", "amount": amount, "window": window}
        return self.admin.post(f"{self.path}/limits", body | more)

    def project(self, name="project"):
        return self.admin.post(f"{self.path}/projects", {"name": name})

    def change_key(self, key, **fields):
        return self.admin.patch(f"{self.path}/keys/{key['id']}", fields)

    def revoke(self, key):
        return self.admin.post(f"{self.path}/keys/{key['id']}/revoke")

    # --- reading the books -----------------------------------------------------------------------

    def events(self, **query):
        return self.admin.all(f"{self.path}/events", **query)

    def event(self, request_id):
        return self.admin.get(f"{self.path}/events/{request_id}")

    def usage(self, **query):
        return self.admin.get(f"{self.path}/usage", step="whole", **query)

    def budgets(self):
        return self.admin.all(f"{self.path}/budgets")
