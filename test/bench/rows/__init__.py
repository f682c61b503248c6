"""One file per row of the promises: what it measures, and how."""

from rows.analytics import Analytics
from rows.decisions import Decisions
from rows.full_load import FullLoad
from rows.half_load import HalfLoad
from rows.memory import Memory
from rows.outage import Outage
from rows.prompts import Prompts
from rows.redis import SharedDecisions
from rows.start import Start
from rows.stores import Stores
from rows.streams import Streams
from rows.system_calls import SystemCalls

ROWS = (FullLoad, Stores, HalfLoad, Streams, Prompts, Memory, Decisions, SharedDecisions, Analytics,
        Outage, Start, SystemCalls)
NAMES = [name for row in ROWS for name in row.names]
