"""No co_await behind && or ||: GCC 12 awaits it in a loop's condition whatever the left side says."""

import re

from tree import Finding, scrub

# Up to the parenthesis that closes the condition.
AWAIT = re.compile(r"(?:&&|\|\|)(?:[^;{}()]|\([^;{}()]*\))*\(?[^;{}()]*\bco_await\b")
OPERATOR = re.compile(r"\boperator co_await\b")


def findings(tree):
    for file in tree.under("src", ".h", ".cc"):
        code = scrub("\n".join(tree.lines(file)))
        for match in AWAIT.finditer(OPERATOR.sub("", code)):
            line = code.count("\n", 0, match.end()) + 1
            yield Finding(file, line, "awaits behind && or ||, which GCC 12 does too often: await it on its own")
