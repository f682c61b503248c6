#!/usr/bin/env python3
"""Compares our prices with genai-prices' own calculator: every model, by every name it goes by.

    test/recordings/prices_oracle.py build/rg_meter_catalogue_test

For every model of the pinned package and each of its names: random usage of random size, at every
service tier, at times on both sides of every date and time of day at which its price changes. Equal
means: found under the same model of the same provider, and the same nano-dollar after rounding up.
"""
import datetime
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile
from decimal import Decimal

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from oracle import enter_venv  # noqa: E402

UTC = datetime.timezone.utc


def names(clause, types):
    """Names that satisfy the clause, one per leaf."""
    if isinstance(clause, types.ClauseOr):
        return [name for part in clause.or_ for name in names(part, types)]
    if isinstance(clause, types.ClauseAnd):
        return [names(clause.and_[0], types)[0]]
    if isinstance(clause, types.ClauseRegex):
        text = clause.regex
        for shape, sample in ((r"\d{8}", "20260102"), (r"\d{4}-\d{2}-\d{2}", "2026-01-02"),
                              (r"[-@]", "@"), (r"(typesafe/)?", ""), (r"(-20260102)?", "-20260102"),
                              (r"\d", "7")):
            text = text.replace(shape, sample)
        return [text.strip("^$").replace("\\", "")]
    (text,) = vars(clause).values()
    if isinstance(clause, types.ClauseStartsWith):
        return [text, text + "-20260102"]
    if isinstance(clause, types.ClauseEquals):
        return [text, text.upper()]
    return [text, "x-" + text] if isinstance(clause, types.ClauseEndsWith) else [text, f"a/{text}-b"]


def times(model, types):
    found = {datetime.datetime(2026, 11, 23, 12, tzinfo=UTC)}
    conditional = model.prices if isinstance(model.prices, list) else []
    for each in [*conditional, *(model.price_variants or [])]:
        constraint = each.constraint
        if isinstance(constraint, types.StartDateConstraint):
            start = datetime.datetime.combine(constraint.start_date, datetime.time(), UTC)
            found |= {start, start - datetime.timedelta(seconds=1)}
        elif constraint is not None:
            for edge in (constraint.start_time, constraint.end_time):
                start = datetime.datetime.combine(datetime.date(2026, 11, 20), edge.replace(tzinfo=UTC))
                found |= {start, start - datetime.timedelta(seconds=1)}
    return sorted(found)


def tiers(model):
    found = {"": None}
    for variant in model.price_variants or []:
        (key, value), *more = variant.when.items()
        if not more and key in ("service_tier", "processing", "speed"):
            found[value] = variant.when
    return found


def random_usage(priced):
    """Counts per class of ours, and the same as genai-prices takes them: parts inside their whole."""
    def count():
        return random.choice((0, 1, random.randrange(1000), random.randrange(400_000)))
    uncached, read, write5, write1, audio, image = (count() for _ in range(6))
    text, reasoning, out_audio, out_image = (count() for _ in range(4))
    if "input_audio_mtok" not in priced:
        audio = 0
    if "input_image_mtok" not in priced:
        image = 0
    if "output_audio_mtok" not in priced:
        out_audio = 0
    if "output_image_mtok" not in priced:
        out_image = 0
    searches = random.randrange(3) if "web_searches_kcount" in priced else 0
    ours = [uncached, read, write5, write1, audio, image, text, reasoning, out_audio, out_image,
            searches, 0]
    theirs = {
        "input_tokens": uncached + read + write5 + write1 + audio + image,
        "cache_read_tokens": read, "cache_write_tokens": write5 + write1,
        "cache_write_5m_tokens": write5, "cache_write_1h_tokens": write1,
        "input_audio_tokens": audio, "input_image_tokens": image,
        "output_tokens": text + reasoning + out_audio + out_image,
        "output_reasoning_tokens": reasoning, "output_audio_tokens": out_audio,
        "output_image_tokens": out_image, "web_searches": searches,
        # Cached tokens are text here: the classes are disjoint.
        "cache_audio_read_tokens": 0, "cache_image_read_tokens": 0,
    }
    return ours, theirs


def priced_keys(price):
    return {key for key, value in vars(price).items() if value is not None}


def tolerance(price, usage_total):
    """What rounding the catalogue's few prices with 17 decimals to a whole pico-dollar may change."""
    odd = False
    for value in vars(price).values():
        values = [] if value is None else (
            [value.base, *(tier.price for tier in value.tiers)] if hasattr(value, "tiers") else [value])
        odd = odd or any(-each.normalize().as_tuple().exponent > 6 for each in values)
    return Decimal(usage_total) / 2000 if odd else Decimal(0)


def build_cases(providers, types, snapshot):
    for provider in providers:
        for model in provider.models:
            for name in dict.fromkeys(names(model.match, types)):
                try:
                    _, found = snapshot.find_provider_model(name, None, provider.id, None)
                except LookupError:
                    yield provider, name, "", None, times(model, types)[0], None, None
                    continue
                for when in times(model, types):
                    for tier, context in tiers(model).items():
                        yield provider, name, tier, context, when, found, model


def main():
    enter_venv()
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    from genai_prices import data, data_snapshot, types
    snapshot = data_snapshot.get_snapshot()
    random.seed(20261123)
    cases, lines = [], []
    for provider, name, tier, context, when, found, model in build_cases(data.providers, types, snapshot):
        if found is None:
            cases.append((provider, name, None, None))
            lines.append("\t".join([provider.id, name, tier, f"{when:%Y-%m-%dT%H:%M:%SZ}"] + ["0"] * 12))
            continue
        if found is not model and context is not None and not found.price_variants:
            context = None
        price = found.get_prices(when, context)
        ours, theirs = random_usage(priced_keys(price))
        usage = types.Usage(**theirs)
        cases.append((provider, name, found, (usage, context, when, price, sum(ours))))
        lines.append("\t".join([provider.id, name, tier, f"{when:%Y-%m-%dT%H:%M:%SZ}", *map(str, ours)]))

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "cases"
        path.write_text("\n".join(lines) + "\n")
        subprocess.run([sys.argv[1], "--gtest_brief=1", "--gtest_filter=*PricesTheCasesOfTheOracle*"],
                       env={**os.environ, "RG_PRICE_CASES": str(path)}, check=True,
                       stdout=subprocess.DEVNULL)
        answers = pathlib.Path(f"{path}.priced").read_text().splitlines()
    compare(cases, lines, answers)


def compare(cases, lines, answers):
    counts = {"equal": 0, "rounded": 0, "unpriced": 0, "wrong": 0}
    for (provider, name, found, inputs), line, answer in zip(cases, lines, answers, strict=True):
        verdict, detail = judge(provider, found, inputs, answer.split("\t"))
        counts[verdict] += 1
        if verdict == "wrong" and counts["wrong"] <= 20:
            print(f"WRONG  {line.split(chr(9))[:4]}: {detail}")
    print("{equal} equal to the nano-dollar, {rounded} within the rounding of a 17-decimal price, "
          "{unpriced} unpriced because tokens of a kind have no price, {wrong} wrong".format(**counts))
    sys.exit(counts["wrong"] > 0)


def judge(provider, found, inputs, answer):
    if found is None or answer[0] == "nothing":
        return ("equal", "") if found is None and answer[0] == "nothing" else (
            "wrong", f"found {answer}, oracle {found and found.id}")
    usage, context, when, price, total = inputs
    exact = found.calc_price(usage, provider, genai_request_timestamp=when,
                             price_context=context).total_price * 10**9
    if answer[0] == "unpriced":
        # genai-prices takes tokens without a price for free; we say that we do not know.
        tokens_priced = {"input_mtok", "output_mtok"} <= priced_keys(price)
        return ("wrong", answer[1]) if tokens_priced else ("unpriced", "")
    if answer[2] != found.id:
        return "wrong", f"found {answer[2]}, oracle {found.id}"
    ours = int(answer[0])
    if ours == math.ceil(exact):
        return "equal", ""
    if abs(ours - exact) <= 1 + tolerance(price, total):
        return "rounded", ""
    return "wrong", f"ours {ours}, oracle {exact}"


if __name__ == "__main__":
    main()
