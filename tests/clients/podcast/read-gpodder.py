"""Prints the episodes of gPodder's database: DATABASE"""

import json
import sqlite3
import sys

with sqlite3.connect(sys.argv[1]) as database:
    database.row_factory = sqlite3.Row
    rows = database.execute("SELECT * FROM episode ORDER BY published DESC").fetchall()


def describe(row):
    chapters = row["chapters"] and json.loads(row["chapters"])
    return {
        "guid": row["guid"],
        "title": row["title"],
        "published": row["published"] * 1000,
        "durationSeconds": row["total_time"],
        "enclosures": [{"url": row["url"], "length": row["file_size"], "type": row["mime_type"]}],
        "chapters": chapters and [{"startSeconds": one["start"], "title": one["title"]} for one in chapters],
        "image": row["episode_art_url"],
    }


print(json.dumps([describe(row) for row in rows]))
