import { LinkifyIt } from "linkify-it";

/** GitHub's extended autolinks (GFM §6.9): `https://…`, `www.…` and mail addresses; they end before punctuation of any script. */
class Autolinks extends LinkifyIt {
  constructor() {
    super({ fuzzyLink: false, fuzzyEmail: true, fuzzyIP: false });
    this.add("ftp:", null);
    this.add("//", null);
    this.add("www.", {
      validate: (text, position) => {
        const rest = this.re.get_relative_proto_validator();
        rest.lastIndex = position;
        return rest.exec(text)?.[0].length ?? 0;
      },
      normalize: (match) => {
        match.url = `http://${match.url}`;
      },
    });
  }

  /** Most texts have no address: three characters tell it faster than the patterns. */
  override test(text: string): boolean {
    return /@|:\/\/|www\./i.test(text) && super.test(text);
  }
}

export const autolinks = new Autolinks();
