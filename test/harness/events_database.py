"""Where the tests' events lie in ClickHouse: in one server, or in several."""


class EventsDatabase:
    """A database of ClickHouse that no other test has; `rateguard migrate` makes it."""

    def __init__(self, server, name):
        self.server, self.name, self.url = server, name, server.url(name)

    def sql(self, statement):
        return self.server.sql(statement, self.name)

    def requests(self, workspace=None):
        """Every request id that has an event, of one workspace or of all and of nobody's, as often as a question counts it."""
        where = f" WHERE workspace = toUUID('{workspace.id}')" if workspace else ""
        rows = self.sql(f"SELECT toString(request_id) FROM events{where} LIMIT 1 BY workspace, event_id, request_id")
        return [row[0] for row in rows]


class Shards:
    """The same of several servers."""

    SEPARATOR = ","

    def __init__(self, databases):
        self.databases = databases
        hosts = self.SEPARATOR.join(f"127.0.0.1:{d.server.port}" for d in databases)
        first = databases[0]
        self.url = first.url.replace(f"127.0.0.1:{first.server.port}", hosts)

    def requests(self, workspace=None):
        return [request for database in self.databases for request in database.requests(workspace)]

    def number_of(self, workspace):
        """The shard that has the workspace, as the server computes it."""
        hashed = f"sipHash64(toString(toUUID('{workspace.id}')))"
        return self.databases[0].server.sql(f"SELECT toInt64({hashed} % {len(self.databases)})")[0][0] + 1


class Replicas(Shards):
    """Servers that keep the same."""

    SEPARATOR = "|"

    def whole(self):
        """Whether each has all that any of them has."""
        lacks = "inserts_in_queue > 0 OR (log_pointer <= log_max_index AND log_max_index > 0) OR active_replicas < total_replicas"
        return all(d.sql(f"SELECT toInt64(countIf({lacks})) FROM system.replicas") == [[0]] for d in self.databases)
