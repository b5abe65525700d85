-- The answer of a claimed request, and the oldest answers beyond the most forgotten.
-- KEYS: answer, order of answers. ARGV: token, media type, body, milliseconds, most.
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then
  return
end
redis.call('HSET', KEYS[1], 'media_type', ARGV[2], 'body', ARGV[3])
redis.call('HDEL', KEYS[1], 'token')
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('LPUSH', KEYS[2], KEYS[1])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
if redis.call('LLEN', KEYS[2]) > tonumber(ARGV[5]) then
  redis.call('DEL', redis.call('RPOP', KEYS[2]))
end
