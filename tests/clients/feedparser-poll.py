"""Polls a feed once, as python3-feedparser does, and prints what it understood: URL [ETAG MODIFIED]."""

import calendar
import json
import sys

try:
    import feedparser
except ImportError:
    print("feedparser", file=sys.stderr)
    sys.exit(69)


def milliseconds(moment):
    return None if moment is None else calendar.timegm(moment) * 1000


def describe(entry):
    return {
        "id": entry.get("id"),
        "title": entry.get("title"),
        "link": entry.get("link"),
        # Not entry.get("updated_parsed"): feedparser gives the date of publication for an update it did not find.
        "published": milliseconds(entry["published_parsed"] if "published_parsed" in entry.keys() else None),
        "updated": milliseconds(entry["updated_parsed"] if "updated_parsed" in entry.keys() else None),
        "authors": [person.get("name") for person in entry.get("authors", [])],
        "categories": [tag.term for tag in entry.get("tags", [])],
        "enclosures": [{name: file.get(name) for name in ("href", "type", "length")} for file in entry.get("enclosures", [])],
        "summary": entry["summary"] if "summary" in entry.keys() else None,
        "contents": [content.value for content in entry.get("content", [])],
    }


url, *validators = sys.argv[1:]
etag, modified = validators or (None, None)
feed = feedparser.parse(url, etag=etag, modified=modified)
answer = {
    "status": feed.get("status"),
    "bozo": int(feed.bozo),
    "etag": feed.get("etag"),
    "modified": feed.get("modified"),
    "entries": [describe(entry) for entry in feed.entries],
}
print(json.dumps(answer))
