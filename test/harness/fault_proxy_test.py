"""The faults themselves: each does what its name says, is counted, and is over when it is over."""

import socket
import threading

import pytest

from fault_proxy import FaultProxy


class Echo:
    """Answers every packet with itself. Knows what arrived."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.heard = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            while data := connection.recv(1 << 16):
                self.heard.append(data)
                connection.sendall(data)
        except OSError:
            pass
        connection.close()


@pytest.fixture
def echo():
    server = Echo()
    yield server
    server.listener.close()


@pytest.fixture
def way(echo):
    way = FaultProxy(echo.port)
    yield way
    way.close()


@pytest.fixture
def dial(way):
    made = []

    def dial():
        made.append(socket.create_connection(("127.0.0.1", way.port), timeout=10))
        return made[-1]

    yield dial
    for connection in made:
        connection.close()


def says(connection, data, within=10.0):
    """What is answered in time; b"" at the end of the connection, None: nothing."""
    connection.settimeout(within)
    try:
        connection.sendall(data)
        return connection.recv(1 << 16)
    except TimeoutError:
        return None
    except ConnectionError:
        return b""


def test_without_a_fault_all_passes(dial, way):
    connection = dial()

    assert [says(connection, data) for data in (b"one", b"two")] == [b"one", b"two"]
    assert not way.met


def test_a_fault_that_meets_nothing_fails_its_test(way):
    with pytest.raises(AssertionError, match="delay has met nothing"):
        with way.fault("delay"):
            pass


def test_held_bytes_come_when_the_way_is_healed(dial, way):
    connection = dial()
    with way.fault("held"):
        assert says(connection, b"late", within=0.2) is None

    connection.settimeout(10)
    assert connection.recv(10) == b"late"
    assert way.met["Held"] == 1


def test_a_delay_is_kept_in_both_directions(dial, way):
    connection = dial()
    with way.fault("delay", seconds=0.3):
        assert says(connection, b"slow", within=0.5) is None
        connection.settimeout(10)
        assert connection.recv(10) == b"slow"
    assert way.met["Delay"] == 2


def test_a_connection_that_lost_bytes_stays_dead_and_a_new_one_works(dial, way, echo):
    connection = dial()
    with way.fault("blackhole"):
        assert says(connection, b"lost", within=0.2) is None
    assert says(connection, b"after", within=0.2) is None
    assert echo.heard == []
    assert says(dial(), b"new") == b"new"


def test_lost_answers_are_answers_of_what_arrived(dial, way, echo):
    connection = dial()
    with way.fault("lost_answers"):
        assert says(connection, b"done", within=0.2) is None
    assert echo.heard == [b"done"]


def test_half_open_tells_the_client_nothing(dial, way, echo):
    connection = dial()
    assert says(connection, b"x") == b"x"
    with way.fault("half_open"):
        assert says(connection, b"y", within=0.2) is None
    assert says(connection, b"z", within=0.2) is None
    assert echo.heard == [b"x"]


def test_a_reset_ends_old_connections_and_new_ones(dial, way):
    connection = dial()
    assert says(connection, b"x") == b"x"
    with way.fault("reset"):
        assert says(connection, b"y") == b""
        assert says(dial(), b"z") == b""
    assert says(dial(), b"new") == b"new"


@pytest.mark.parametrize("at, answer", [(0, b"\xe1bc"), (1, b"a\xe2c"), (9, b"ab\xe3")])
def test_corruption_turns_one_bit_on_the_way_back(dial, way, echo, at, answer):
    connection = dial()
    with way.fault("corrupt", at=at):
        assert says(connection, b"abc") == answer
    assert echo.heard == [b"abc"]
