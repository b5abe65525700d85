-- A charge becomes usage, once. KEYS: billed mark, month, held, ends.
-- ARGV: id, pixels, day, seconds the mark stays, seconds the month stays.
redis.call('HDEL', KEYS[3], ARGV[1])
redis.call('ZREM', KEYS[4], ARGV[1])
if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', ARGV[4]) then
  return 0
end
redis.call('HINCRBY', KEYS[2], 'pixels', ARGV[2])
redis.call('HINCRBY', KEYS[2], 'pixels:' .. ARGV[3], ARGV[2])
redis.call('HINCRBY', KEYS[2], 'requests:' .. ARGV[3], 1)
redis.call('EXPIRE', KEYS[2], ARGV[5])
return 1
