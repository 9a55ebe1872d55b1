import type { FC } from "hono/jsx";
import type { ArticleRecord } from "../../article/article-record.ts";
import type { Recording } from "../../article/recordings/recording.ts";
import { resolveMark } from "../../feed/build-feed.ts";

/** The recordings that the text has no player of its own for. The browser's player needs no script. */
export const Players: FC<{ readonly record: ArticleRecord }> = ({ record: { facets, html, title, language } }) => {
  const loose = (facets.recordings ?? []).filter(({ url }) => !html.includes(url));
  return loose.map((recording) => (
    <figure class="player">
      <Player recording={recording} label={recording.title ?? title} language={language} />
    </figure>
  ));
};

interface PlayerProps {
  readonly recording: Recording;
  readonly label: string;
  readonly language: string;
}

/** `preload="none"`: a page that is only read asks for no bytes of sound, and so counts as no download. */
const Player: FC<PlayerProps> = ({ recording, label, language }) => {
  const { medium, url, poster, width, height, transcripts = [] } = recording;
  const shared = { controls: true, preload: "none", src: resolveMark(url, ""), "aria-label": label } as const;
  // Browsers read WebVTT alone.
  const tracks = transcripts
    .filter(({ mediaType }) => mediaType === "text/vtt")
    .map((track) => (
      <track kind="captions" src={resolveMark(track.url, "")} srclang={track.language ?? language} label="Transcript" />
    ));
  if (medium === "audio") return <audio {...shared}>{tracks}</audio>;
  const picture = poster === undefined ? {} : { poster: resolveMark(poster, "") };
  return (
    <video {...shared} {...picture} width={width} height={height}>
      {tracks}
    </video>
  );
};
