/** Media types by the endings of file names: a file beside an article is served with the type that its name says. */
const TYPES: Readonly<Record<string, string>> = {
  // Documents
  pdf: "application/pdf",
  epub: "application/epub+zip",
  mobi: "application/x-mobipocket-ebook",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
  rtf: "application/rtf",
  ps: "application/postscript",
  // Data
  csv: "text/csv; charset=utf-8",
  tsv: "text/tab-separated-values; charset=utf-8",
  json: "application/json",
  geojson: "application/geo+json",
  xml: "application/xml",
  yaml: "application/yaml",
  yml: "application/yaml",
  ics: "text/calendar; charset=utf-8",
  vcf: "text/vcard; charset=utf-8",
  gpx: "application/gpx+xml",
  kml: "application/vnd.google-earth.kml+xml",
  bib: "application/x-bibtex",
  sqlite: "application/vnd.sqlite3",
  // Programs, as text
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  ...Object.fromEntries(
    "c cpp cs go h java jl kt lua php pl py r rb rs sh sql swift tex toml ts".split(" ").map((ending) => {
      return [ending, "text/plain; charset=utf-8"];
    }),
  ),
  // Archives
  zip: "application/zip",
  gz: "application/gzip",
  tgz: "application/gzip",
  bz2: "application/x-bzip2",
  xz: "application/x-xz",
  tar: "application/x-tar",
  "7z": "application/x-7z-compressed",
  // Sound and film; the same types as in recordings/recording-types.ts
  mp3: "audio/mpeg",
  m4a: "audio/x-m4a",
  m4b: "audio/x-m4a",
  aac: "audio/aac",
  ogg: "audio/ogg",
  oga: "audio/ogg",
  opus: "audio/ogg",
  wav: "audio/wav",
  flac: "audio/flac",
  mid: "audio/midi",
  mp4: "video/mp4",
  m4v: "video/x-m4v",
  webm: "video/webm",
  ogv: "video/ogg",
  mov: "video/quicktime",
  vtt: "text/vtt; charset=utf-8",
  srt: "application/x-subrip",
  // Fonts
  woff2: "font/woff2",
  woff: "font/woff",
  ttf: "font/ttf",
  otf: "font/otf",
};

const UNKNOWN = { ending: "bin", mediaType: "application/octet-stream" } as const;

export interface FileType {
  /** The extension of the stored name, without a dot. */
  readonly ending: string;
  readonly mediaType: string;
}

export function findFileType(fileName: string): FileType {
  const ending = /\.([a-z\d]{1,8})$/i.exec(fileName)?.[1]?.toLowerCase() ?? "";
  const mediaType = Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
  return mediaType === undefined ? UNKNOWN : { ending, mediaType };
}

const IMAGE_NAME = /\.(?:jpe?g|jpe|jfif|a?png|webp|gif|avifs?|svg)$/i;

/** Whether a path names an image, which is measured, or any other file. */
export function isImageName(path: string): boolean {
  return IMAGE_NAME.test(path);
}
