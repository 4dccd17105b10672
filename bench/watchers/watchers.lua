-- Watchers of restore sessions, for wrk: each connection is one, and asks as the app does.
--
-- Arguments: seconds between two questions of one watcher (0: as fast as it is answered),
-- connections of this thread, and the sessions' ids.

local pause_ms, connections, ids, started, asked

function init(args)
   pause_ms = tonumber(args[1]) * 1000
   connections = tonumber(args[2])
   ids = { unpack(args, 3) }
   started, asked = 0, 0
   wrk.headers["Accept"] = "application/json"
   math.randomseed(1)
   -- wrk asks whether there is such a function before the first request.
   if pause_ms == 0 then delay = nil end
end

-- Pages are opened at any time, and then asked from every so often.
function delay()
   started = started + 1
   if started <= connections then return math.random(0, pause_ms) end
   return pause_ms
end

function request()
   asked = asked + 1
   local id = ids[asked % #ids + 1]
   return wrk.format("GET", "/api/restoreSessions/" .. id .. "?format=Entity")
end

function done(summary, latency)
   local errors = summary.errors
   print(string.format(
      "  answered %d, failed %d; p50 %.1f ms, p99 %.1f ms, longest %.1f ms",
      summary.requests,
      errors.status + errors.connect + errors.read + errors.write + errors.timeout,
      latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
   if errors.connect + errors.read + errors.write + errors.timeout + errors.status > 0 then
      print(string.format("  status %d, connect %d, read %d, write %d, timeout %d",
         errors.status, errors.connect, errors.read, errors.write, errors.timeout))
   end
end
