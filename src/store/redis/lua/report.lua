-- Tells what became of a slice so far: books what its calls cost, keeps what it may still need, and
-- gives back the rest. All figures are totals, so that a report may be told twice.
--
-- ARGV[1]  time, which report of the slice it is, whether it is the last, nanoseconds of lease, what its
--          calls cost, what it still holds, what it was known to be extended by; what it is charged as in
--          each unit of limits, below 0 for what it was; the revision of the policy, how many budgets;
--          per budget, as settle.lua has it: amount, end of the period, thresholds
-- ARGV     'm', slice, writer, the accounts it holds on whose budgets are still there
--
-- Answers what was done, the time, the writer's count and the meta field; then, for each budget, its
-- account before and after.
local REPORTED, KNOWN, UNKNOWN, OTHER = 0, 1, 2, 3

local sec, ns, number, last, lease, cost, keep, known, unit1, unit2, unit3, unit4, unit5, revision, budgets, at =
  unpack_at('<dddBddddddddddH', ARGV[1])
local charges = { unit1, unit2, unit3, unit4, unit5 }
local now = clock(sec, ns)
local seen = call('HMGET', KEYS[1], unpack(ARGV, 2))
local meta, slice, writer = seen[1], seen[2], seen[3]
local result, writes, count = { '' }, { 'HSET', KEYS[1] }, 0
local function answer(status)
  result[1] = pack('<BI4i4d', status, now.lo, now.hi, count) .. (meta or '')
  return result
end

if not (meta and slice) then return answer(UNKNOWN) end
local amount, llo, lhi, olo, ohi, flags, accounts, estimates = open_hold(slice)
if flags > EXPIRED then return answer(UNKNOWN) end
local first, numbers, reports, told, extended, gateway, holder, of =
  unpack_at(SLICE, slice, slice_at(accounts, estimates))
if number <= reports then return answer(KNOWN) end

-- Counters that were begun anew since know from the events what it cost.
local books = sub(meta, 1, 8) == of
local plo, phi = wide((cost - told) % WORD, floor((cost - told) / WORD))
keep = (flags == EXPIRED or last == 1) and 0 or keep + extended - known
local calls = flags ~= EXPIRED and last == 1 and -1 or 0
local held = {}
for i = 1, accounts do
  held[held_account(slice, i)] = true
end
for i = 1, budgets do
  local name = ARGV[4 + i]
  local limit, tells, how_many, thresholds, _
  limit, _, _, tells, how_many, at = unpack_at('<dI4i4BH', ARGV[1], at)
  thresholds, at = thresholds_at(at, how_many)
  local account = seen[3 + i]
  if account then
    account = followed(account, limit, revision, thresholds)
    result[2 * i] = account
    if books then account = booked(account, plo, phi, thresholds, tells) end
    account = held_more(account, keep - amount, calls)
    writes[#writes + 1] = name
    writes[#writes + 1] = account
  end
  result[2 * i] = result[2 * i] or ''
  result[2 * i + 1] = account or ''
  held[name] = nil
end
-- Budgets that are gone.
for name in pairs(held) do
  local account = call('HGET', KEYS[1], name)
  if account then
    writes[#writes + 1] = name
    writes[#writes + 1] = held_more(account, keep - amount, calls)
  end
end

local charged = ''
for i = 1, estimates do
  local name, mlo, mhi, units, unit = estimate_of(slice, accounts, i)
  local total = charges[unit + 1]
  if total < 0 then total = units end
  local counter = (total ~= units or last == 1) and call('HGET', KEYS[1], name)
  if counter then
    writes[#writes + 1] = name
    writes[#writes + 1] = corrected(name, counter, total - units, mlo, mhi, last, now)
  end
  charged = charged .. pack('<I4I4dB', mlo, mhi, total, unit) .. name
end

if last == 0 then
  if flags == 0 then llo, lhi = wide(now.lo + lease % WORD, now.hi + floor(lease / WORD)) end
  writes[#writes + 1] = ARGV[3]
  writes[#writes + 1] = pack_hold(keep, llo, lhi, olo, ohi, flags, accounts, estimates)
    .. sub(slice, HOLD + 1, HOLD + accounts * ACCOUNT) .. charged
    .. pack(SLICE, first, numbers, number, books and cost or told, extended, gateway, holder, of)
end
count = count_write(writes, writer, now)
local epoch, seq, open, chosen, stamp = open_meta(meta)
meta = commit(writes, epoch, seq, open, chosen, stamp, now)
if last == 1 then call('HDEL', KEYS[1], ARGV[3]) end
return answer(books and REPORTED or OTHER)
