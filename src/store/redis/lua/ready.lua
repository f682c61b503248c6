-- Brings what was spent before an account began to count. Thresholds that are past then are not told
-- again.
--
-- ARGV[1]  time, the epoch in which it was asked for (8 bytes), what was spent (wide), the revision of
--          the policy, amount of the budget, whether it tells of thresholds, how many there are; the
--          thresholds
-- ARGV[2]  the account
--
-- Answers the account before and after; nothing when it is ready, gone, or of another epoch.
local sec, ns, epoch, plo, phi, revision, limit, tells, how_many, at = unpack_at('<ddc8I4i4ddBH', ARGV[1])
local meta, account = unpack(call('HMGET', KEYS[1], 'm', ARGV[2]))
if not (meta and account) or sub(meta, 1, 8) ~= epoch then return {} end
if string.byte(account, 3) == READY then return {} end
local thresholds = thresholds_at(at, how_many)
account = followed(account, limit, revision, thresholds)
local ready = booked(account, plo, phi, thresholds, tells)
ready = sub(ready, 1, 2) .. string.char(READY) .. sub(ready, 4)
call('HSET', KEYS[1], ARGV[2], ready)
return { account, ready }
