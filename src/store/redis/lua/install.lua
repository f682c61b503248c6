-- Opens the accounts of a workspace's budgets: of those it does not know yet; or of all, when its
-- counters are new or can no longer be trusted. Those it knows follow what the budgets are now.
--
-- ARGV[1]  time, the settlement after which those of new counters begin, the epoch to begin if there
--          is none or the present one is that other (8 bytes each), the revision of the policy, how
--          many budgets; per budget, as settle.lua has it: amount, end of the period, thresholds
-- ARGV     the accounts of the present period
--
-- Answers the meta field; then, for each budget, the start of its first period and the account of it,
-- or '' when that knows its past.
local sec, ns, first_after, epoch, distrusted, revision, budgets, at = unpack_at('<dddc8c8dH', ARGV[1])
local now = clock(sec, ns)
local meta = call('HGET', KEYS[1], 'm')
local known, seq, open, chosen, stamp = open_meta(meta or NO_META)
local begins = not meta or known == distrusted
local writes, result = { 'HSET', KEYS[1] }, {}
if begins then
  known = epoch
  if first_after > seq then seq = first_after end
end

-- What is held stays so; what was settled is to be told anew, and until then nothing is spent.
local function reopened(name, elo, ehi)
  local held = call('HGET', KEYS[1], name)
  call('HDEL', KEYS[1], tellers_of(name))
  writes[#writes + 1] = 'k' .. sub(name, 2, 25)
  writes[#writes + 1] = sub(name, 26)
  return pack('<HBi8i8i8I4i4I4i4', 0, CLOSED, seq + 1, 0, 0, elo, ehi, 0, 0)
    .. (held and sub(held, 44) or pack('<I4i4I4', 0, 0, 0))
end

for i = 1, budgets do
  local limit, elo, ehi, tells, how_many, thresholds
  limit, elo, ehi, tells, how_many, at = unpack_at('<dI4i4BH', ARGV[1], at)
  thresholds, at = thresholds_at(at, how_many)
  local name = ARGV[1 + i]
  local start = call('HGET', KEYS[1], 'k' .. sub(name, 2, 25))
  local account
  if start and not begins then
    account = call('HGET', KEYS[1], sub(name, 1, 25) .. start)
    local present = call('HGET', KEYS[1], name)
    if present then
      writes[#writes + 1] = name
      writes[#writes + 1] = followed(present, limit, revision, thresholds)
    end
  else
    start = sub(name, 26)
    account = begins and reopened(name, elo, ehi) or new_account(name, seq, elo, ehi, writes)
    writes[#writes + 1] = name
    writes[#writes + 1] = account
  end
  local from_seq = account and unpack_at('<i8', account, 4) or 0
  local missing = from_seq > 0 and string.byte(account, 3) ~= READY
  result[1 + i] = missing and start .. account or ''
end
result[1] = commit(writes, known, seq, open, chosen, begins and 0 or stamp, now)
return result
