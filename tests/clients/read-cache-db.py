"""Prints the feeds and items of newsboat's cache: CACHE.DB"""

import json
import sqlite3
import sys

with sqlite3.connect(sys.argv[1]) as cache:
    cache.row_factory = sqlite3.Row
    tables = {
        "feeds": [dict(row) for row in cache.execute("SELECT * FROM rss_feed")],
        "items": [dict(row) for row in cache.execute("SELECT * FROM rss_item")],
    }
print(json.dumps(tables))
