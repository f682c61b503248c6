-- The twin of limit/bucket.cc, which says why it is so. Words: empty_at, fraction, returned.

-- A fraction from before the amount was lowered is still less than a nanosecond.
local function bucket_words(s, amount)
  local elo, ehi, fraction, rlo, rhi = unpack_at('<I4i4i8I4I4', s, 25)
  return elo, ehi, fraction < amount and fraction or amount - 1, rlo, rhi
end

local function bucket_take(s, amount, window, pending, burst, cost, lo, hi)
  local elo, ehi, fraction, rlo, rhi = 0, 0, 0, 0, 0
  if s then elo, ehi, fraction, rlo, rhi = bucket_words(s, amount) end
  if cost > burst then return false end
  local ahead = (ehi - hi) * WORD + (elo - lo)
  if cost > 0 then
    if ahead >= 0 then
      local room, level = (burst - cost) * window, ahead * amount + fraction
      local gap = room - level
      -- Products beyond 2^53 are rounded; only where that could decide it is it worked out exactly.
      if room < EXACT and level < EXACT then
        if gap < 0 then return false end
      elseif gap < (room + level) * 1e-15 then
        if gap < (room + level) * -1e-15 then return false end
        local qlo, qhi, rest = muldiv(burst - cost, window, 0, amount)
        local over = (ehi - hi - qhi) * WORD + (elo - lo - qlo)
        if over > 0 or (over == 0 and fraction > rest) then return false end
      end
    else
      elo, ehi, fraction = lo, hi, 0
    end
    local qlo, qhi
    qlo, qhi, fraction = muldiv(cost, window, fraction, amount)
    elo, ehi = wide(elo + qlo, ehi + qhi)
    ahead = 0
  end
  local value = pack('<dddI4i4i8I4I4', amount, window, pending, elo, ehi, fraction, rlo, rhi)
  if ahead < 0 then return value, wrapped(lo + rlo, hi + rhi) end
  return value, wrapped(elo + rlo, ehi + rhi)
end

local function bucket_correct(s, amount, window, pending, delta, mlo, mhi, lo, hi)
  local elo, ehi, fraction, rlo, rhi = bucket_words(s, amount)
  local qlo, qhi, rest
  if delta > 0 then
    if (ehi - hi) * WORD + (elo - lo) < 0 then elo, ehi, fraction = lo, hi, 0 end
    qlo, qhi, fraction = muldiv(delta, window, fraction, amount)
    elo, ehi = wide(elo + qlo, ehi + qhi)
  elseif delta < 0 then
    local slo, shi = wrapped(mlo - rlo - lo, mhi - rhi - hi)
    qlo, qhi, rest = muldiv(-delta, window, 0, amount)
    local up = rest > 0 and 1 or 0
    if shi > 2147483647 or (shi == 0 and slo == 0) then
      -- It has leaked already.
    elseif (qhi - shi) * WORD + (qlo + up - slo) > 0 then
      elo, ehi = wide(elo - slo, ehi - shi)
      rlo, rhi = wrapped(rlo + slo, rhi + shi)
    else
      local borrow = rest > fraction and 1 or 0
      elo, ehi = wide(elo - qlo - borrow, ehi - qhi)
      fraction = fraction + borrow * amount - rest
      rlo, rhi = wrapped(rlo + qlo + up, rhi + qhi)
    end
  end
  return pack('<dddI4i4i8I4I4', amount, window, pending, elo, ehi, fraction, rlo, rhi)
end

-- Whether it is empty, and nobody would miss it.
local function bucket_rests(s, _, lo, hi)
  local elo, ehi, fraction = unpack_at('<I4i4i8', s, 25)
  local ahead = (ehi - hi) * WORD + (elo - lo)
  return ahead < 0 or (ahead == 0 and fraction == 0)
end
