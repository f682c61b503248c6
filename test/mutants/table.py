"""The guards that are broken on purpose, one at a time, and the tests that must notice.

A row is a name, what is broken, the file, a text that stands in it exactly once, what to put in its
place, and the unit test binaries to ask. Keep the texts short: they must be found again after the
code around them has changed. The order is that of the life of a call.
"""

from typing import NamedTuple


class Mutant(NamedTuple):
    name: str
    broken: str
    file: str
    text: str
    instead: str
    tests: tuple
    only: str = "*"  # a gtest filter, where the binary has long tests that are not asked


HTTP = ("http",)
ROUTE = ("route",)
AUTH = ("auth",)
COUNTERS = ("store/memory",)
METER = ("meter", "meter/catalogue")
JOURNAL = ("journal",)
NO_KILLS = "-KillTest.*"
PIPELINE = ("pipeline",)

MUTANTS = (
    # --- reading bytes that others wrote ---------------------------------------------------------
    Mutant("bare-lf", "a line may end in LF alone", "src/http/fields.h",
           "if (!line.ends_with('\\r')) return &kBareLf;\n    bool skip = false;\n"
           "    const ParseFault* const fault = judge_.FirstLine(line.substr(0, line.size() - 1), skip);",
           "bool skip = false;\n    const std::size_t end = line.ends_with('\\r') ? 1 : 0;\n"
           "    const ParseFault* const fault = judge_.FirstLine(line.substr(0, line.size() - end), skip);", HTTP),
    Mutant("two-framings", "Content-Length beside Transfer-Encoding is accepted", "src/http/parse.cc",
           "if (coded && said_.has_length)", "if (coded && said_.has_length && head_.minor_version == 0)", HTTP),
    Mutant("two-lengths", "a second Content-Length replaces the first", "src/http/fields.cc",
           "if (said.has_length) return &kLengthTwice;",
           "if (said.has_length && value.empty()) return &kLengthTwice;", HTTP),
    Mutant("space-before-colon", "white space between a field's name and its colon is accepted",
           "src/http/fields.cc", "if (*colon != ':' || colon == at)",
           "if ((*colon != ':' && *colon != ' ') || colon == at)", HTTP),
    Mutant("two-hosts", "a second Host replaces the first", "src/http/parse.cc",
           "if (std::exchange(said_.has_host, true)) return &kHostTwice;",
           "if (std::exchange(said_.has_host, true) && value.empty()) return &kHostTwice;", HTTP),
    Mutant("chunk-overflow", "the size of a chunk may wrap", "src/http/chunked.cc",
           "if (left_ > kSizeMax)", "if (left_ > kSizeMax && line_ > 200)", HTTP),
    Mutant("trailer-framing", "a trailer may frame the message anew", "src/http/chunked.cc",
           "name_size_ <= name_.size() && IsHeadOnly", "name_size_ > 90 && IsHeadOnly", HTTP),
    Mutant("leftover-body", "a connection with unread body bytes serves the next call", "src/http/client.h",
           "sent_ && done_ && head_.keep_alive && begin_ == end_", "sent_ && head_.keep_alive",
           ("http", "upstream")),
    Mutant("early-answer", "bytes sent before the question are taken for its answer", "src/http/client.h",
           "return !socket_->HasUnread();", "return socket_ != nullptr;", ("http", "upstream")),
    Mutant("early-taken", "what an idle connection's read ahead brought is not seen", "src/http/uring.cc",
           "if (fd_ < 0 || receive_->early()) return true;", "if (fd_ < 0) return true;", HTTP),
    Mutant("room-freed", "a connection's room goes while the kernel may still write there", "src/http/uring.cc",
           "if (receive_->pending()) Operation::Orphan", "if (receive_->pending() && fd_ >= 0) Operation::Orphan", HTTP),
    Mutant("post-unheard", "nobody is told that a posted message was not sent", "src/http/uring.cc",
           "failed_ = !std::exchange(posted_, {}).empty();", "posted_ = {};", HTTP),
    Mutant("header-injection", "a header's value may hold a line break", "src/http/write.cc",
           "return SkipText(text.data(), end) == end;", "return SkipText(text.data(), end) != nullptr;", HTTP),
    # --- who is calling --------------------------------------------------------------------------
    Mutant("key-checksum", "a mistyped key is looked up", "src/auth/key.cc",
           "if (text.substr(body.size()) != std::string_view(checksum.data(), checksum.size()))",
           "if (text.substr(body.size()).size() != checksum.size())", AUTH),
    Mutant("digest-prefix", "a key is found by the first bytes of its digest", "src/auth/directory.cc",
           "if (EqualInConstantTime(known, digest))", "if (known[0] == digest[0])", AUTH),
    Mutant("expired-key", "an expired key is accepted", "src/auth/identify.cc",
           "now >= *key->expires_at", "now < TimePoint{}", AUTH),
    Mutant("revoked-key", "a revoked key is accepted", "src/auth/identify.cc",
           "key->state == Key::State::kRevoked", "key->name == \"revoked\"", AUTH),
    Mutant("overlap-ended", "a replaced key works for ever", "src/auth/identify.cc",
           "by_previous && now >= key->previous->until", "by_previous && now < TimePoint{}", AUTH),
    Mutant("model-scope", "the models of a key's scopes are ignored", "src/auth/identify.cc",
           "if (!Allowed(scopes.models, model))", "if (!Allowed(scopes.models, model) && model.empty())", AUTH),
    Mutant("address-scope", "the addresses of a key's scopes are ignored", "src/auth/identify.cc",
           "if (!AddressAllowed(key->scopes, client_ip))",
           "if (!AddressAllowed(key->scopes, client_ip) && client_ip.empty())", AUTH),
    Mutant("no-associated-data", "a credential opens in another record's place", "src/auth/vault.cc",
           "add(ToString(place.record));", "", AUTH),
    # --- where it goes ---------------------------------------------------------------------------
    Mutant("duplicate-key", "a JSON member that appears twice is accepted", "src/route/content_reader.h",
           "(found.exact && seen.Add(found.member))", "(found.exact && (seen.Add(found.member) || true))",
           ROUTE),
    Mutant("dot-segment", "a path may climb out of the API's", "src/route/path.cc",
           "if (segment == \".\" || segment == \"..\")", "if (segment == \".\")", ROUTE),
    Mutant("client-key-forwarded", "the client's key reaches the upstream", "src/route/headers.cc",
           "if (IsReserved(sort) || sort == Sort::kOfTheClient) continue;", "if (IsReserved(sort)) continue;",
           ROUTE),
    Mutant("key-in-header", "a key in an unexpected header reaches the upstream", "src/route/headers.cc",
           "|| HoldsOurKey(value)", "|| (value.empty() && HoldsOurKey(value))", ROUTE),
    Mutant("connection-strips", "a client can strip the credential by naming it in Connection",
           "src/route/headers.cc", "  switch (bearer ?",
           "  if (NamedByConnection(client, \"authorization\")) return {};\n  switch (bearer ?", ROUTE),
    Mutant("credential-returned", "the upstream's credential reaches the client", "src/route/headers.cc",
           "|| HoldsSecret(value, api.credential)", "|| HoldsSecret(value, Secret())", ROUTE),
    Mutant("private-address", "a private address may be dialled", "src/upstream/address_gate.cc",
           "{V4(10, 0, 0, 0), 8}", "{V4(10, 0, 0, 0), 31}", ("upstream",)),
    Mutant("mapped-address", "a private address may be dialled in its IPv6 form", "src/upstream/address_gate.cc",
           "if (address.is_v4_mapped()) return IsPublicV4(V4At(b, 12));",
           "if (address.is_v4_mapped()) return true;", ("upstream",)),
    Mutant("retry-after-answer", "a call is sent again after a byte of its answer", "src/upstream/call.cc",
           "attempts >= attempts_max || answer_begun", "attempts >= attempts_max || (answer_begun && attempts > 5)",
           ("upstream",)),
    # --- may it, can it --------------------------------------------------------------------------
    Mutant("retry-after", "Retry-After is a nanosecond short", "src/limit/fixed_window.cc",
           "step.retry_after = end - now;", "step.retry_after = end - now - Duration{1};", ("limit",)),
    Mutant("retry-after-bucket", "Retry-After of a bucket is rounded down", "src/limit/bucket.cc",
           "QuotientUp(filled - room, terms.amount)", "Quotient(filled - room, terms.amount)", ("limit",)),
    Mutant("window-of-two", "a sliding window forgets a slice too early", "src/limit/sliding_window.cc",
           "now - terms.window.count() + 1)", "now - terms.window.count() + Width(terms) + 1)", ("limit",)),
    Mutant("shadow-refuses", "a shadow rule refuses", "src/admission/decision.cc",
           "if (rule.on_excess == limit::OnExcess::kShadow)",
           "if (rule.on_excess == limit::OnExcess::kShadow && step.admitted)", COUNTERS),
    Mutant("hard-as-soft", "a hard budget only warns", "src/budget/ledger.h",
           "return hard && !paused && account.ready;", "return hard && paused && account.ready;", COUNTERS),
    Mutant("holds-uncounted", "money held by others is promised again", "src/budget/ledger.h",
           "return terms.amount - account.Used();", "return terms.amount - account.settled;", COUNTERS),
    Mutant("period-by-utc", "a period begins at midnight UTC, not the zone's", "src/budget/calendar.cc",
           "const cctz::time_zone& rules = zone.rules().zone;",
           "static_cast<void>(zone);\n  const cctz::time_zone rules = cctz::utc_time_zone();", ("budget",)),
    Mutant("not-atomic", "the check and the hold are not one step", "src/store/memory/counters.cc",
           "const std::lock_guard lock(locked.mutex);\n      Workspace& workspace",
           "{ const std::lock_guard lock(locked.mutex); }\n      Workspace& workspace", COUNTERS),
    Mutant("not-all-or-none", "a refused call is charged by the rules that let it pass",
           "src/store/memory/workspace.cc", "if (decision.Admitted()) Write(ask, charges, shared);",
           "if (decision.Admitted() || !charges.rules.empty()) Write(ask, charges, shared);", COUNTERS),
    Mutant("debt-forgiven", "a price above its hold is booked as the hold", "src/budget/ledger.cc",
           "  Book(account, price);\n}", "  Book(account, std::min(price, held));\n}", ("budget", "store/memory")),
    Mutant("settled-twice", "a call settled twice is booked twice", "src/store/memory/workspace.cc",
           "  holds_.Close(*hold);\n", "", COUNTERS),
    Mutant("hold-never-expires", "a hold nobody settles stays for ever", "src/store/memory/workspace.cc",
           "if (hold.expired || now < hold.lease_until) return;", "if (now < hold.opened + 9 * options_.lease) return;",
           COUNTERS),
    # --- forwarding and telling ------------------------------------------------------------------
    Mutant("hold-unwritten", "a call leaves before its hold is in the journal", "src/pipeline/book.cc",
           "core.faults.At(\"hold-appended\");\n  const Result<void> written = co_await core.journal.Commit();",
           "core.faults.At(\"hold-appended\");\n  const Result<void> written;", PIPELINE),
    Mutant("no-release", "a call whose client left keeps its hold", "src/pipeline/pipeline.cc",
           "  co_await Book(core_, visit);\n  if (silent) {", "  if (!silent) co_await Book(core_, visit);\n  if (silent) {",
           PIPELINE),
    Mutant("event-last", "the last byte of an answer does not wait for its event", "src/pipeline/book.cc",
           "  const Result<void> written = co_await core.journal.Commit();\n"
           "  if (!written) core.telemetry.journal_failures.Add(1);\n  core.faults.At(\"event-committed\");",
           "  core.faults.At(\"event-committed\");", PIPELINE),
    Mutant("stream-event-last", "the event of a stream is written after its last event",
           "src/pipeline/deliver_stream.cc", "std::string& out = meter_->finished() ? final_ : pending_;",
           "std::string& out = pending_;", PIPELINE),
    Mutant("brake-cut", "a braked stream is cut instead of ended", "src/pipeline/deliver_stream.cc",
           "std::move(pending_) + meter_->BrakeEnding(visit_.usage)", "std::move(pending_)", PIPELINE),
    Mutant("usage-left-in", "the usage we asked for stays in the client's stream", "src/meter/openai_chat_stream.cc",
           "chunk.has_usage && chunk.choices == 0", "chunk.has_usage && chunk.choices == 99", METER),
    # --- what it cost ----------------------------------------------------------------------------
    Mutant("cached-twice", "cached tokens are counted twice", "src/meter/openai.cc",
           "TakePart(cached, rest)", "std::min(cached, input)", METER),
    Mutant("reasoning-added", "reasoning is added to the output it lies in", "src/meter/openai.cc",
           "TakePart(r.reasoning, rest)", "r.reasoning", METER),
    Mutant("thinking-added", "thinking is added to the output it lies in", "src/meter/anthropic.cc",
           "output - usage[UsageClass::kOutputReasoning]", "output", METER),
    Mutant("cache-write-1h", "a one-hour cache write is priced as five minutes", "src/meter/anthropic.cc",
           "std::min(counts.cache_write_1h.value_or(0), written)", "std::min<std::int64_t>(0, written)", METER),
    Mutant("tier-ignored", "the price of a large context is ignored", "src/meter/price.cc",
           "if (input_tokens > tier->above_input_tokens) return tier->rates;",
           "if (input_tokens < tier->above_input_tokens) return tier->rates;", METER),
    Mutant("tier-unheld", "the hold ignores the price of a large context", "src/meter/price.cc",
           "if (input_tokens > tier.above_input_tokens) Raise(to, tier.rates);",
           "if (input_tokens >= 0 && tier.above_input_tokens < 0) Raise(to, tier.rates);", METER),
    Mutant("rounded-down", "a bill is rounded down", "src/meter/price.cc",
           "(pico + kPicoPerNano - 1) / kPicoPerNano", "pico / kPicoPerNano", METER),
    # --- the record of it ------------------------------------------------------------------------
    Mutant("crc-unchecked", "a damaged record is read", "src/journal/record.cc",
           "if (bytes.size() < size || CrcOf(bytes.data(), size, salt) != header.crc)",
           "if (bytes.size() < size || CrcOf(bytes.data(), size, salt) == 1)", JOURNAL, NO_KILLS),
    Mutant("salt-ignored", "a record of another segment is read", "src/journal/record.cc",
           "Crc32c({record + 4, 4}, salt)", "Crc32c({record + 4, 4}, salt & 0)", JOURNAL, NO_KILLS),
    Mutant("torn-tail", "a torn tail keeps its segment open for ever", "src/journal/reader.cc",
           "BytesBeforeZeros(Rest()); torn > 0) {\n",
           "BytesBeforeZeros(Rest()); torn > 0) {\n    if (torn > 1) return Found::kNothing;\n",
           JOURNAL, NO_KILLS),
    Mutant("unseen-free", "a call whose end nobody saw is free", "src/journal/recovery.cc",
           "event.cost = hold.hold;", "event.cost = Money();", JOURNAL, NO_KILLS),
    Mutant("ship-past-gap", "what is not known to be taken is left behind", "src/journal/shipper.cc",
           "!core.parcels.empty() && core.parcels.front().done", "!core.parcels.empty()", JOURNAL, "ShipperTest.*"),
    Mutant("delete-unshipped", "a segment goes that another reader needs", "src/analytics/ingest.cc",
           "? std::min(core.stored.sequence, options_", "? std::max(core.stored.sequence, options_", ("analytics",),
           "IngestTest.*"),
    Mutant("deleted-early", "a segment is deleted before it is stored", "src/analytics/ingest.cc",
           "file.sequence >= keep", "file.sequence > keep", ("analytics",)),
    Mutant("rolled-up-twice", "an event read again is rolled up again", "src/store/sql/event_writer.cc",
           "  if (found) return {};\n", "  if (found && event.stored.event_id < 0) return {};\n",
           ("store/sqlite", "analytics")),
)
