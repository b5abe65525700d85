-- Whether a charge fits. KEYS: billed mark, month, held, ends. ARGV: id, pixels, quota or -1, now, expires.
if redis.call('EXISTS', KEYS[1]) == 1 then
  return 1
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', ARGV[4])) do
  redis.call('HDEL', KEYS[3], id)
  redis.call('ZREM', KEYS[4], id)
end
redis.call('HDEL', KEYS[3], ARGV[1])
local used = tonumber(redis.call('HGET', KEYS[2], 'pixels') or '0')
for _, pixels in ipairs(redis.call('HVALS', KEYS[3])) do
  used = used + tonumber(pixels)
end
local quota = tonumber(ARGV[3])
if quota >= 0 and used + tonumber(ARGV[2]) > quota then
  return 0
end
redis.call('HSET', KEYS[3], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[4], ARGV[5], ARGV[1])
return 1
