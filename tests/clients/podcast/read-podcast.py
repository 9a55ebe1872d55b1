"""Reads a podcast as python3-podcastparser or python3-feedparser does, and prints its episodes: READER PLACE"""

import calendar
import json
import sys
import urllib.request

reader, place = sys.argv[1:]


def read_with_podcastparser():
    import podcastparser

    is_address = place.startswith("http")
    with urllib.request.urlopen(place) if is_address else open(place, "rb") as stream:
        podcast = podcastparser.parse(place if is_address else "https://old.example/podcast.xml", stream)
    for episode in podcast["episodes"]:
        files = [(file["url"], file["file_size"], file["mime_type"]) for file in episode["enclosures"]]
        yield {
            "guid": episode["guid"],
            "title": episode["title"],
            "published": episode["published"] * 1000,
            "durationSeconds": episode["total_time"],
            "enclosures": describe_files(files),
            "season": episode.get("season"),
            "episode": episode.get("number"),
            "type": episode.get("type"),
            "isExplicit": episode.get("explicit"),
            "chapters": describe_chapters(episode.get("chapters")),
            "image": episode.get("episode_art_url"),
        }


def read_with_feedparser():
    import feedparser

    feed = feedparser.parse(place)
    if feed.bozo:
        raise feed.bozo_exception
    for entry in feed.entries:
        files = [(file["href"], int(file["length"]), file["type"]) for file in entry.enclosures]
        chapters = entry["psc_chapters"]["chapters"] if "psc_chapters" in entry else None
        yield {
            "guid": entry["id"],
            "title": entry["title"],
            "published": calendar.timegm(entry["published_parsed"]) * 1000,
            "durationSeconds": int(entry["itunes_duration"]),
            "enclosures": describe_files(files),
            "season": number_of(entry.get("itunes_season")),
            "episode": number_of(entry.get("itunes_episode")),
            "type": entry.get("itunes_episodetype"),
            "chapters": chapters
            and [{"startSeconds": one["start_parsed"].total_seconds(), "title": one["title"]} for one in chapters],
            "chaptersUrl": entry.get("podcast_chapters", {}).get("url"),
            "image": entry["image"]["href"] if "image" in entry else None,
        }


def describe_files(files):
    return [{"url": url, "length": length, "type": kind} for url, length, kind in dict.fromkeys(files)]


def describe_chapters(chapters):
    return chapters and [{"startSeconds": one["start"], "title": one["title"]} for one in chapters]


def number_of(text):
    return None if text is None else int(text)


try:
    print(json.dumps(list(globals()[f"read_with_{reader}"]())))
except ImportError:
    print(reader, file=sys.stderr)
    sys.exit(69)
