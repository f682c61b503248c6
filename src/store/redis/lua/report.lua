-- Tells what became of some slices so far: books what their calls cost, keeps what they may still need,
-- and gives back the rest. All figures are totals, so that a report may be told twice.
--
-- ARGV[1]  time, nanoseconds of lease, the revision of the policy, how many slices; per slice: which
--          report of it this is, whether it is the last, what its calls cost, what it still holds, what it
--          was known to be extended by; what it is charged as in each unit of limits, below 0 for what it
--          was; how many budgets; per budget, as settle.lua has it: amount, end of the period, thresholds
-- ARGV     'm', the first slice, writer; the accounts that it holds on whose budgets are still there; then
--          each further slice with its accounts
--
-- Answers the time, the writer's count and the meta field behind a byte of no meaning; what was done
-- about each slice; then, for each budget of each, its account before and after, where it was reported.
local REPORTED, KNOWN, UNKNOWN, OTHER = 0, 1, 2, 3

local sec, ns, lease, revision, slices, at = unpack_at('<ddddH', ARGV[1])
local now = clock(sec, ns)
local seen = call('HMGET', KEYS[1], unpack(ARGV, 2))
local meta, writer = seen[1], seen[3]

-- The fields as they are by now; false where there is none.
local fields, changed, drops = {}, {}, { 'HDEL', KEYS[1] }
for i = 2, #ARGV do
  fields[ARGV[i]] = seen[i - 1]
end
local function field(name)
  if fields[name] == nil then fields[name] = call('HGET', KEYS[1], name) end
  return fields[name]
end
local function change(name, value)
  fields[name], changed[name] = value, value
end

local done, accounts_seen = '', {}
-- What is done about one slice. `budgets`: those that are still there, by their accounts.
local function tell(name, budgets, number, last, cost, keep, known, charges)
  local slice = meta and field(name)
  if not slice then return UNKNOWN end
  local amount, llo, lhi, olo, ohi, flags, accounts, estimates = open_hold(slice)
  if flags > EXPIRED then return UNKNOWN end
  local first, numbers, reports, told, extended, gateway, holder, of =
    unpack_at(SLICE, slice, slice_at(accounts, estimates))
  if number <= reports then return KNOWN end

  -- Counters that were begun anew since know from the events what it cost.
  local books = sub(meta, 1, 8) == of
  local plo, phi = wide((cost - told) % WORD, floor((cost - told) / WORD))
  keep = (flags == EXPIRED or last == 1) and 0 or keep + extended - known
  local calls = flags ~= EXPIRED and last == 1 and -1 or 0
  for i = 1, accounts do
    local held = held_account(slice, i)
    local account, budget = field(held), budgets[held]
    if account and budget then
      account = followed(account, budget.limit, revision, budget.thresholds)
      budget.before = account
      if books then account = booked(account, plo, phi, budget.thresholds, budget.tells) end
    end
    if account then
      account = held_more(account, keep - amount, calls)
      change(held, account)
    end
    if budget then budget.after = account end
  end

  local charged = ''
  for i = 1, estimates do
    local counter, mlo, mhi, units, unit = estimate_of(slice, accounts, i)
    local total = charges[unit + 1]
    if total < 0 then total = units end
    local value = (total ~= units or last == 1) and field(counter)
    if value then change(counter, corrected(counter, value, total - units, mlo, mhi, last, now)) end
    charged = charged .. pack('<I4I4dB', mlo, mhi, total, unit) .. counter
  end
  if last == 1 then
    drops[#drops + 1] = name
    fields[name], changed[name] = false, nil
    return books and REPORTED or OTHER
  end
  if flags == 0 then llo, lhi = wide(now.lo + lease % WORD, now.hi + floor(lease / WORD)) end
  change(name, pack_hold(keep, llo, lhi, olo, ohi, flags, accounts, estimates)
    .. sub(slice, HOLD + 1, HOLD + accounts * ACCOUNT) .. charged
    .. pack(SLICE, first, numbers, number, books and cost or told, extended, gateway, holder, of))
  return books and REPORTED or OTHER
end

local name, names, wrote = ARGV[3], 5, false
for _ = 1, slices do
  local number, last, cost, keep, known, unit1, unit2, unit3, unit4, unit5, budgets
  number, last, cost, keep, known, unit1, unit2, unit3, unit4, unit5, budgets, at =
    unpack_at('<dBddddddddH', ARGV[1], at)
  local of = {}
  for i = 1, budgets do
    local limit, tells, how_many, thresholds, _
    limit, _, _, tells, how_many, at = unpack_at('<dI4i4BH', ARGV[1], at)
    thresholds, at = thresholds_at(at, how_many)
    of[ARGV[names + i - 1]] = { limit = limit, tells = tells, thresholds = thresholds }
  end
  local status = tell(name, of, number, last, cost, keep, known, { unit1, unit2, unit3, unit4, unit5 })
  done = done .. string.char(status)
  wrote = wrote or status == REPORTED or status == OTHER
  for i = 1, budgets do
    local budget = of[ARGV[names + i - 1]]
    accounts_seen[#accounts_seen + 1] = budget.before or ''
    accounts_seen[#accounts_seen + 1] = budget.after or ''
  end
  name, names = ARGV[names + budgets], names + budgets + 1
end

local count = 0
if wrote then
  local writes = { 'HSET', KEYS[1] }
  for field_name, value in pairs(changed) do
    writes[#writes + 1] = field_name
    writes[#writes + 1] = value
  end
  count = count_write(writes, writer, now)
  local epoch, seq, open, chosen, stamp = open_meta(meta)
  meta = commit(writes, epoch, seq, open, chosen, stamp, now)
end
if #drops > 2 then call(unpack(drops)) end
return { pack('<BI4i4d', 0, now.lo, now.hi, count) .. (meta or ''), done, unpack(accounts_seen) }
