-- Brings what one gateway knows of what was spent before an account began to count. Once all gateways
-- have told, the account enforces. Thresholds that are past then are not told again.
--
-- ARGV[1]  the epoch in which it was asked for (8 bytes), what was spent (wide), the revision of
--          the policy, amount of the budget, whether it tells of thresholds, how many there are; the
--          thresholds; how many gateways there are
-- ARGV[2]  the account
-- ARGV[3]  the gateway
--
-- Answers the account before and after; nothing when it is ready, gone, or of another epoch, or when
-- the gateway has told already.
local epoch, plo, phi, revision, limit, tells, how_many, at = unpack_at('<c8I4i4ddBH', ARGV[1])
local meta, account = unpack(call('HMGET', KEYS[1], 'm', ARGV[2]))
if not (meta and account) or sub(meta, 1, 8) ~= epoch then return {} end
if string.byte(account, 3) == READY then return {} end
local thresholds
thresholds, at = thresholds_at(at, how_many)
local gateways = unpack_at('<d', ARGV[1], at)
local tellers = call('HGET', KEYS[1], tellers_of(ARGV[2])) or ''
for i = 1, #tellers, 16 do
  if sub(tellers, i, i + 15) == ARGV[3] then return {} end
end
tellers = tellers .. ARGV[3]
account = followed(account, limit, revision, thresholds)
local told = booked(account, plo, phi, thresholds, tells)
if #tellers >= 16 * gateways then
  told = sub(told, 1, 2) .. string.char(READY) .. sub(told, 4)
  call('HDEL', KEYS[1], tellers_of(ARGV[2]))
else
  call('HSET', KEYS[1], tellers_of(ARGV[2]), tellers)
end
call('HSET', KEYS[1], ARGV[2], told)
return { account, told }
