-- Ends a hold: corrects what limits estimated, books the price on the budgets that cover the call,
-- and lets go of what was held.
--
-- ARGV[1]  time, what to do, whether the price is owed though nothing is held, the price (wide), what
--          the call counted as in each unit, the revision of the policy, how many budgets;
--          per budget: amount, end of the period, whether it tells of thresholds, how many there are;
--          per threshold: per cent, and what must be settled for it (wide)
-- ARGV     'm', hold, writer, the accounts that cover the call in the period it was opened in; the epoch,
--          where only that one is to be booked in
--
-- Answers what was done, the time, the writer's count and the meta field; then, for each budget, its
-- account before and after.
local BOOKED, LATE, UNKNOWN, OTHER = 0, 1, 2, 3
-- To cancel is to undo an Admit whose answer was lost: one that comes after it is not obeyed either.
-- A shared hash has no settlements to number.
local SETTLE, CANCEL, SHARED = 0, 1, 2

local sec, ns, mode, owed, plo, phi, truth1, truth2, truth3, truth4, truth5, revision, budgets, at =
  unpack_at('<ddBBI4i4ddddddH', ARGV[1])
local truths = { truth1, truth2, truth3, truth4, truth5 }
local now = clock(sec, ns)
local seen, only = call('HMGET', KEYS[1], unpack(ARGV, 2, 4 + budgets)), ARGV[5 + budgets]
local meta, hold, writer = seen[1], seen[2], seen[3]
local result, writes, count = { '' }, { 'HSET', KEYS[1] }, 0
local function answer(status)
  result[1] = pack('<BI4i4d', status, now.lo, now.hi, count) .. (meta or '')
  return result
end

local amount, flags, accounts, estimates, _ = 0, EXPIRED, 0, 0
if hold then amount, _, _, _, _, flags, accounts, estimates = open_hold(hold) end
if not meta and mode ~= SHARED then return answer(UNKNOWN) end
if only and sub(meta, 1, 8) ~= only then return answer(OTHER) end
-- The call was let go without waiting for us after all, once its Admit had been undone.
if owed == 1 and flags == CANCELLED then hold, flags = false, EXPIRED end
if not hold and mode == CANCEL then call('HSET', KEYS[1], ARGV[3], tombstone(CANCELLED, 60, now)) end
if flags > EXPIRED or not (hold or owed == 1) then return answer(UNKNOWN) end
local epoch, seq, open, chosen, stamp = open_meta(meta or NO_META)

local held = {} -- what the hold set aside, by name
for i = 1, accounts do
  held[held_account(hold, i)] = true
end
for i = 1, estimates do
  local name, mlo, mhi, units, unit = estimate_of(hold, accounts, i)
  local counter = call('HGET', KEYS[1], name)
  if counter then
    local delta = string.byte(name, 2) == CONCURRENCY and -1 or truths[unit + 1] - units
    writes[#writes + 1] = name
    writes[#writes + 1] = corrected(name, counter, delta, mlo, mhi, 1, now)
  end
end

if mode == SETTLE then seq = seq + 1 end
for i = 1, budgets do
  local name = ARGV[4 + i]
  local limit, elo, ehi, tells, how_many, thresholds
  limit, elo, ehi, tells, how_many, at = unpack_at('<dI4i4BH', ARGV[1], at)
  thresholds, at = thresholds_at(at, how_many)
  local account = seen[3 + i] or new_account(name, seq - 1, elo, ehi, writes)
  account = followed(account, limit, revision, thresholds)
  result[2 * i] = account
  account = booked(account, plo, phi, thresholds, tells)
  if held[name] then account = held_more(account, -amount, -1) end
  held[name] = nil
  result[2 * i + 1] = account
  writes[#writes + 1] = name
  writes[#writes + 1] = account
end
-- Budgets that no longer cover the call, or are gone.
for name in pairs(held) do
  local account = call('HGET', KEYS[1], name)
  if account then
    writes[#writes + 1] = name
    writes[#writes + 1] = held_more(account, -amount, -1)
  end
end

-- What is owed anyway may be told twice, also where there was a hold the first time.
local marks = owed == 1 or not hold
if marks then
  writes[#writes + 1] = ARGV[3]
  writes[#writes + 1] = tombstone(SETTLED, 86400, now)
end
count = count_write(writes, writer, now)
local ends = flags ~= EXPIRED and sub(ARGV[3], 1, 1) == 'h' and 1 or 0
meta = commit(writes, epoch, seq, open - ends, chosen, stamp, now)
if not marks then call('HDEL', KEYS[1], ARGV[3]) end
return answer(flags == EXPIRED and LATE or BOOKED)
