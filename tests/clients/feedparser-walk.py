"""Reads a feed and every archive page that it leads to, as python3-feedparser does: URL. Prints one list of entries."""

import calendar
import json
import sys

try:
    import feedparser
except ImportError:
    print("feedparser", file=sys.stderr)
    sys.exit(69)


def describe(entry):
    published = entry["published_parsed"] if "published_parsed" in entry.keys() else None
    return {
        "id": entry.get("id"),
        "link": entry.get("link"),
        "published": None if published is None else calendar.timegm(published) * 1000,
        "categories": [tag.term for tag in entry.get("tags", [])],
    }


def find_previous(feed):
    links = [link.href for link in feed.feed.get("links", []) if link.get("rel") == "prev-archive"]
    return links[0] if links else None


(start,) = sys.argv[1:]
documents = []
address = start
while address is not None:
    feed = feedparser.parse(address)
    if feed.bozo or feed.get("status", 200) != 200:
        sys.exit(f"{address}: status {feed.get('status')}, {feed.get('bozo_exception')}")
    documents.append([describe(entry) for entry in feed.entries])
    address = find_previous(feed)
print(json.dumps(documents))
