"""What this provider charges: written down here from the providers' price pages, so that the gateway's
catalogue is checked against something other than itself."""

import math
from fractions import Fraction

# Dollars per million tokens: input, cached input, output; for Anthropic also cache writes for five
# minutes and for an hour.
OPENAI = {
    "gpt-4o": ("2.5", "1.25", "10"),
    "gpt-4o-mini": ("0.15", "0.075", "0.6"),
    "gpt-4.1": ("2", "0.5", "8"),
    "gpt-5.4-mini": ("0.75", "0.075", "4.5"),
    "o3-mini": ("1.1", "0.55", "4.4"),
    "text-embedding-3-small": ("0.02", "0.02", "0"),
}
ANTHROPIC = {
    "claude-sonnet-4-5": ("3", "0.3", "15", "3.75", "6"),
    "claude-haiku-4-5": ("1", "0.1", "5", "1.25", "2"),
}
GROQ = {"llama-3.3-70b-versatile": ("0.59", "0.59", "0.79")}
OPENAI |= GROQ
# Input, cached input, output.
GEMINI = {"gemini-2.5-flash": ("0.3", "0.03", "2.5")}
# Input, output.
COHERE = {"command-r-08-2024": ("0.15", "0.6")}
# A call to the priced-per-request API: dollars.
PER_REQUEST = Fraction("0.002")

NANOS = 10**9


def row(table, model):
    """The price of the longest name that `model` starts with: 'gpt-4o-2024-08-06' is a gpt-4o."""
    names = [name for name in table if model == name or model.startswith(name + "-2")]
    return [Fraction(text) for text in table[max(names, key=len)]] if names else None


def openai_dollars(model, usage):
    prices = row(OPENAI, model)
    if prices is None:
        return None
    read_in = usage.get("prompt_tokens", usage.get("input_tokens", 0))
    details = usage.get("prompt_tokens_details") or usage.get("input_tokens_details") or {}
    cached = details.get("cached_tokens") or 0
    written = usage.get("completion_tokens", usage.get("output_tokens", 0)) or 0
    fresh, from_cache, out = prices
    return ((read_in - cached) * fresh + cached * from_cache + written * out) / 10**6


def anthropic_dollars(model, usage):
    prices = row(ANTHROPIC, model)
    if prices is None:
        return None
    fresh, from_cache, out, write_5m, write_1h = prices
    written = usage.get("cache_creation_input_tokens") or 0
    hour = (usage.get("cache_creation") or {}).get("ephemeral_1h_input_tokens") or 0
    return (
        usage["input_tokens"] * fresh
        + (usage.get("cache_read_input_tokens") or 0) * from_cache
        + (written - hour) * write_5m
        + hour * write_1h
        + usage["output_tokens"] * out
    ) / 10**6


def gemini_dollars(model, usage):
    fresh, from_cache, out = row(GEMINI, model)
    cached = usage.get("cachedContentTokenCount") or 0
    read = usage["promptTokenCount"] + (usage.get("toolUsePromptTokenCount") or 0)
    written = usage["candidatesTokenCount"] + (usage.get("thoughtsTokenCount") or 0)
    return ((read - cached) * fresh + cached * from_cache + written * out) / 10**6


def cohere_dollars(model, usage):
    fresh, out = row(COHERE, model)
    billed = usage["billed_units"]
    return (billed["input_tokens"] * fresh + billed["output_tokens"] * out) / 10**6


def nanos(dollars):
    """Rounded up once, as every bill of the gateway is."""
    return math.ceil(dollars * NANOS)
