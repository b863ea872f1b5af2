wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"name":"anode","tags":["a","b","c"],"nested":{"x":1,"y":[1,2,3]},"text":"a short text of fifty characters or so"}'
