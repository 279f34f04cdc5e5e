# Varnish in front of any number of replicas: it keeps what they declare public, and nothing of a key's.
#   varnishd -F -a :8080 -f deploy/varnish.vcl -s malloc,1G
vcl 4.1;

import std;

backend default {
  .host = "calendar";
  .port = "3000";
  .first_byte_timeout = 35s;
}

sub vcl_recv {
  # Written anew and not passed on: whoever is outside cannot say who they are.
  set req.http.X-Forwarded-For = client.ip;

  # How old an answer may be follows from vcl_hit and vcl_synth, in this order.
  if (req.restarts == 0) { unset req.http.X-Stale; }
  if (req.http.X-Stale == "refused") { set req.grace = 0s; }
  if (req.http.X-Stale == "taken") { set req.grace = 1y; }

  if (req.http.Authorization || req.http.Kalendarium-Min-Revision) { return (pass); }

  # Only pages depend on the language (LOCALES), and only on which one it is.
  if (req.url ~ "^/api/" || req.url ~ "^[^?]*\.\w+(\?|$)") {
    unset req.http.Accept-Language;
  } elseif (req.http.Accept-Language ~ "(?i)(^|,)\s*(sv|en)(?![a-z])") {
    set req.http.Accept-Language =
      std.tolower(regsub(req.http.Accept-Language, "(?i)^(?:.*?,)??\s*(sv|en)(?![a-z]).*$", "\1"));
  } else {
    unset req.http.Accept-Language;
  }
}

# Host decides nothing of an answer, so that nobody can have it kept many times.
sub vcl_hash {
  hash_data(req.url);
  return (lookup);
}

sub vcl_backend_response {
  # Varnish reads s-maxage and stale-while-revalidate itself, as ttl and grace. What stale-if-error allows is kept too.
  set beresp.http.X-Revalidate = beresp.grace;
  if (beresp.http.Cache-Control ~ "stale-if-error=\d") {
    set beresp.grace = std.duration(regsub(beresp.http.Cache-Control, "^.*stale-if-error=(\d+).*$", "\1s"), 0s);
  }
  # What failed replaces nothing that is there.
  if (beresp.status >= 500 && (bereq.is_bgfetch || bereq.http.X-Stale == "refused")) { return (abandon); }
}

sub vcl_backend_error {
  if (bereq.is_bgfetch || bereq.http.X-Stale == "refused") { return (abandon); }
}

# Beyond stale-while-revalidate the service is asked, and waited for.
sub vcl_hit {
  if (!req.http.X-Stale && obj.ttl + std.duration(obj.http.X-Revalidate, 0s) < 0s) {
    set req.http.X-Stale = "refused";
    return (restart);
  }
}

# Where it cannot answer, what is there is better than nothing.
sub vcl_synth {
  if (resp.status >= 500 && req.http.X-Stale == "refused") {
    set req.http.X-Stale = "taken";
    return (restart);
  }
}

sub vcl_deliver {
  unset resp.http.X-Revalidate;
  if (obj.hits > 0) { set resp.http.X-Cache = "HIT"; } else { set resp.http.X-Cache = "MISS"; }
}
