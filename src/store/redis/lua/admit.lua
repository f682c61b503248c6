-- Decides every rule and every budget of a call, and charges all of them or none.
--
-- ARGV[1]  time (seconds, nanoseconds; below 0: the server's), what to do, whether the cost is bounded,
--          the cost, the amount to hold, nanoseconds of lease, when the call was opened (wide), the
--          most counters of client-chosen values, how many settlements to number for a slice, how many
--          rules, how many budgets;
--          per rule: algorithm, whether it only records, awaits correction, is of a client-chosen
--          value; amount, window, burst, cost, unit;
--          per budget: whether it is enforced, amount, end of the period
-- ARGV     'm', hold or slice, writer, the rules' counters, the budgets' accounts; the gateway, of a slice
--
-- Answers what was decided, the time, the writer's count and the meta field; then the counters and
-- accounts as they were before. Whoever asked works out the figures from those.
local ADMITTED, REFUSED, REPEATED, LATE, GONE, LOST, FITS = 0, 1, 2, 3, 4, 5, 6
local LOOK, SHARED, SLICE_OF = 1, 2, 3 -- what to do, instead of admitting

local sec, ns, mode, bounded, cost, amount, lease, olo, ohi, chosen_max, numbers, rules, budgets, at =
  unpack_at('<ddBBdddI4i4ddHH', ARGV[1])
local now = clock(sec, ns)
local seen = call('HMGET', KEYS[1], unpack(ARGV, 2, 4 + rules + budgets))
local meta, hold, writer = seen[1], seen[2], seen[3]
local status = (not meta and mode ~= SHARED and LOST) or (mode == LOOK and FITS) or ADMITTED
local epoch, seq, open, chosen, stamp = open_meta(meta or NO_META)
local result, writes, n = { '' }, { 'HSET', KEYS[1] }, 2
local accounts, estimates, corrections, newcomers = '', '', 0, 0

for i = 1, rules do
  local algorithm, records, corrects, is_chosen, limit, window, burst, units, unit
  algorithm, records, corrects, is_chosen, limit, window, burst, units, unit, at =
    unpack_at('<BBBBddddB', ARGV[1], at)
  local name, s = ARGV[4 + i], seen[3 + i]
  local pending = (s and unpack_at('<d', s, 17) or 0) + corrects
  local value, mlo, mhi = take(algorithm, s, limit, window, pending, burst, units, now)
  result[1 + i] = s or ''
  if value then
    writes[n + 1], writes[n + 2], n = name, value, n + 2
    if corrects == 1 then
      corrections = corrections + 1
      estimates = estimates .. pack('<I4I4dB', mlo, mhi, units, unit) .. name
    end
    if not s then newcomers = newcomers + is_chosen end
  elseif records == 0 and status ~= LOST then
    status = REFUSED
  end
end

for i = 1, budgets do
  local enforced, limit, elo, ehi
  enforced, limit, elo, ehi, at = unpack_at('<BdI4i4', ARGV[1], at)
  local name = ARGV[4 + rules + i]
  local account = seen[3 + rules + i]
  if not account then
    account = new_account(name, seq, elo, ehi, writes)
    n = #writes
  end
  local flags = string.byte(account, 3)
  result[1 + rules + i] = account
  if enforced == 1 and flags ~= 0 and (bounded == 0 or not fits(account, limit, cost)) then
    if status ~= LOST then status = REFUSED end
  end
  if enforced == 1 and flags == CLOSED and (bounded == 0 or cost > 0) then status = LOST end
  accounts = accounts .. name
  writes[n + 1], writes[n + 2], n = name, held_more(account, amount, 1), n + 2
end

if hold then
  local _, _, _, _, _, flags = open_hold(hold)
  status = flags == 0 and REPEATED or flags == EXPIRED and LATE or GONE
end
local count = 0
if status == ADMITTED then
  local llo, lhi = wide(now.lo + lease % WORD, now.hi + floor(lease / WORD))
  writes[#writes + 1] = ARGV[3]
  writes[#writes + 1] = pack_hold(amount, llo, lhi, olo, ohi, 0, budgets, corrections)
    .. accounts .. estimates
  if mode == SLICE_OF then
    local behind = pack(SLICE, seq + 1, numbers, 0, 0, 0, ARGV[5 + rules + budgets], sub(ARGV[4], 2, 9),
      epoch)
    writes[#writes] = writes[#writes] .. behind
    seq = seq + numbers
  else
    open = open + 1
  end
  chosen = chosen + newcomers
  while newcomers > 0 and chosen > chosen_max do
    newcomers = newcomers - 1
    if forget_one(now) then chosen = chosen - 1 end
  end
  count = count_write(writes, writer, now)
  meta = commit(writes, epoch, seq, open, chosen, stamp, now)
end
result[1] = pack('<BI4i4d', status, now.lo, now.hi, count) .. (meta or '')
return result
