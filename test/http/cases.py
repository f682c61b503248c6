"""http11/cases.json: requests good and bad, and the strict answer to each."""

import json
import os
import pathlib
import re
from dataclasses import dataclass

from gateway import ROOT

FILE = pathlib.Path(os.environ.get("RG_SHARED", ROOT.parent / "shared")) / "http11/cases.json"

# How a case ends when it carries a key: the statuses of its answers, where 200 is the origin's own.
# After an error the connection closes; after "200 close" too. "wait" gets no answer: a deadline closes
# it. A case that is not listed is answered 400.
ENDS = {
    # The file allows a 400, but what is asked is an ordinary request of an ordinary client.
    "SMUG-EXPECT-100-CL": "200",
    "SMUG-EXPECT-100-CL-DESYNC": "200 200",
    "COMP-ABSOLUTE-FORM": "200",
    "COMP-CHUNKED-EXTENSION": "200",
    # Refused with another status than 400.
    "SMUG-CL0-BODY-POISON": "200 501",
    "MAL-LONG-URL": "414",
    "MAL-LONG-HEADER-VALUE": "431",
    "MAL-LONG-HEADER-NAME": "431",
    "MAL-H2-PREFACE": "505",
    "MAL-POST-CL-HUGE-NO-BODY": "413",
    "RFC9112-2.3-INVALID-VERSION": "505",
    "COMP-UNKNOWN-TE-501": "501",
    "COMP-METHOD-CONNECT": "501",
    "COMP-METHOD-TRACE": "501",
    "COMP-TRACE-SENSITIVE": "501",
    "COMP-UNKNOWN-METHOD": "501",
    "COMP-EXPECT-UNKNOWN": "417",
    # Nothing wrong so far: a deadline ends the wait.
    "MAL-INCOMPLETE-REQUEST": "wait",
    "COMP-POST-CL-UNDERSEND": "wait",
    "COMP-CHUNKED-NO-FINAL": "wait",
    # Accepted.
    "SMUG-PIPELINE-SAFE": "200 200",
    "COMP-BASELINE": "200",
    "COMP-OPTIONS-STAR": "400 open",  # good HTTP, but there is no API to forward it to
    "COMP-POST-CL-BODY": "200",
    "COMP-POST-CL-ZERO": "200",
    "COMP-POST-NO-CL-NO-TE": "200",
    "COMP-CHUNKED-BODY": "200",
    "COMP-CHUNKED-MULTI": "200",
    "COMP-CHUNKED-EMPTY": "200",
    "COMP-CHUNKED-TRAILER-VALID": "200",
    "COMP-CHUNKED-HEX-UPPERCASE": "200",
    "COMP-RANGE-POST": "200",
    "COMP-RANGE-INVALID": "200",
    "COMP-ACCEPT-NONSENSE": "200",
    "COMP-POST-UNSUPPORTED-CT": "200",
    "COMP-UPGRADE-POST": "200",
    "COMP-UPGRADE-MISSING-CONN": "200",
    "COMP-UPGRADE-UNKNOWN": "200",
    "COMP-UPGRADE-INVALID-VER": "200",
    "COMP-UPGRADE-HTTP10": "200 close",
    "COMP-CONNECTION-CLOSE": "200 close",
    "COMP-HTTP10-DEFAULT-CLOSE": "200 close",
    "COMP-HTTP12-VERSION": "200",
    "COMP-HEAD-NO-BODY": "200",
    "COMP-405-ALLOW": "200",
    "COMP-DATE-HEADER": "200",
    "COMP-DATE-FORMAT": "200",
    "COMP-NO-1XX-HTTP10": "200 close",
    "COMP-NO-CL-IN-204": "200",
    "COMP-OPTIONS-ALLOW": "200",
    "COMP-CONTENT-TYPE": "200",
    "COMP-LONG-URL-OK": "200",
}


@dataclass
class Case:
    id: str
    steps: list  # bytes
    ends: str

    @property
    def stays_open(self):
        """Whether another request may follow on the connection."""
        return self.ends.endswith(("200", "open"))

    @property
    def methods(self):
        return re.findall(r"(?:^|\r\n)([A-Z]+) ", b"\r\n".join(self.steps).decode("latin-1"))

    def furnished(self, key):
        """The same fault in a request that the gateway would forward if it were none."""
        return Case(self.id, [furnish(step, self.id, key) for step in self.steps], self.ends)


def furnish(step, name, key):
    target = re.compile(rb"\A((?:\r\n)*\S+[ \t]+(?:http://[^/\s]+)?)/")
    step = target.sub(rb"\1/proxy/things/%s/" % name.encode(), step, count=1)
    header = b"Authorization: Bearer %s\r\n" % key.encode()
    host = re.search(rb"\r\nHost: [^\r\n]*\r\n", step)
    at = host.end() if host else step.find(b"\r\n") + 2
    return step[:at] + header + step[at:]


def load():
    """None where the file is missing."""
    if not FILE.exists():
        return None
    cases = json.loads(FILE.read_text())["cases"]
    return [
        Case(case["id"], [step.replace("@@HOST@@", "gateway.test:3001").encode("latin-1")
                          for step in case["steps"]], ENDS.get(case["id"], "400"))
        for case in cases
    ]
