-- Holds more (or less) on every account of a hold or a slice, and renews its lease.
--
-- ARGV[1]  time, by how much, nanoseconds of lease, how many accounts; per account: amount of the
--          budget, whether it is enforced
-- ARGV     'm', hold or slice, writer, the hold's accounts whose budgets are still there
--
-- Answers what was decided, the time, the writer's count and the meta field; then the account that
-- cannot cover it, and its place among those given.
local EXTENDED, EXHAUSTED, UNHELD = 0, 1, 2

local sec, ns, by, lease, given, at = unpack_at('<ddddH', ARGV[1])
local now = clock(sec, ns)
local seen = call('HMGET', KEYS[1], unpack(ARGV, 2))
local meta, hold, writer = seen[1], seen[2], seen[3]
local function answer(status, count, ...)
  return { pack('<BI4i4d', status, now.lo, now.hi, count) .. (meta or ''), ... }
end
if not meta or not hold then return answer(UNHELD, 0) end
local amount, _, _, olo, ohi, flags, accounts, estimates = open_hold(hold)
if flags ~= 0 then return answer(UNHELD, 0) end
if by < -amount then by = -amount end

local known = {}
for i = 1, given do
  local limit, enforced
  limit, enforced, at = unpack_at('<dB', ARGV[1], at)
  local account = seen[3 + i]
  known[ARGV[4 + i]] = account
  if account and enforced == 1 and string.byte(account, 3) == READY and not fits(account, limit, by) then
    return answer(EXHAUSTED, 0, account, i)
  end
end
if amount + by > HOLD_MOST then by = HOLD_MOST - amount end
local writes = { 'HSET', KEYS[1] }
for i = 1, accounts do
  local name = held_account(hold, i)
  local account = known[name]
  if account == nil then account = call('HGET', KEYS[1], name) end
  if account then
    writes[#writes + 1] = name
    writes[#writes + 1] = held_more(account, by, 0)
  end
end
local llo, lhi = wide(now.lo + lease % WORD, now.hi + floor(lease / WORD))
local rest = sub(hold, HOLD + 1)
if sub(ARGV[3], 1, 1) == 's' then rest = grown(hold, accounts, estimates, by) end
writes[#writes + 1] = ARGV[3]
writes[#writes + 1] = pack_hold(amount + by, llo, lhi, olo, ohi, 0, accounts, estimates) .. rest
local count = count_write(writes, writer, now)
call(unpack(writes))
return answer(EXTENDED, count)
