"""Prints every message of a maildir: MAILDIR"""

import email.parser
import email.policy
import json
import mailbox
import sys


def describe(message):
    sender = message["From"].addresses[0]
    return {
        "subject": message["Subject"],
        "sender": sender.display_name,
        "date": int(message["Date"].datetime.timestamp() * 1000),
        "id": message["X-RSS-ID"],
        "link": message["X-RSS-URL"],
        "tags": message["X-RSS-TAGS"],
        "body": message.get_content(),
    }


parser = email.parser.BytesParser(policy=email.policy.default)
inbox = mailbox.Maildir(sys.argv[1], factory=parser.parse, create=False)
print(json.dumps([describe(message) for message in inbox]))
