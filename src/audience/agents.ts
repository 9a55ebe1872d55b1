/**
 * The programs that poll feeds. Direct readers are counted by their clients, aggregators by the number they report; browsers,
 * bots, previewers, monitors, tools and unknown agents are counted apart, and never as subscribers.
 */
export type AgentKind = "reader" | "aggregator" | "browser" | "bot" | "previewer" | "monitor" | "tool" | "other";

/** One row of the table of agents. */
export interface AgentPattern {
  readonly name: string;
  readonly kind: AgentKind;
  /** Tried in the table's order; the first that matches names the agent. */
  readonly pattern: RegExp;
}

/** It asks as readers do, under their names, and adds its own. */
const ourDoctor = row("monitor", "edgewire doctor", /\bedgewire-doctor\//);

/** Programs that share a name with a service, told apart by what follows it. */
const apps: readonly AgentPattern[] = [reader("Feedly app", /^feedly\/\d+\.\d+.*CFNetwork/i)];

/** Services that fetch once for many people. Most say for how many. */
const aggregators: readonly AgentPattern[] = [
  aggregator("Feedly", /^Feedly(?:Bot)?\/|feedly\.com\/fetcher/i),
  aggregator("Feedbin", /\bFeedbin\b/i),
  aggregator("Inoreader", /\binoreader(?:\.com|\/)/i),
  aggregator("NewsBlur", /\bNewsBlur (?:Feed|Page|Favicon|Content) Fetcher\b/i),
  aggregator("The Old Reader", /theoldreader\.com/i),
  aggregator("BazQux", /\bBazQux\//i),
  aggregator("Feedspot", /\bFeedspot/i),
  aggregator("Feed Wrangler", /\bFeed ?Wrangler\//i),
  aggregator("Overcast", /^Overcast\//),
  aggregator("Player FM", /^PlayerFM\//i),
  aggregator("Podcast Republic", /^PodcastRepublic\//i),
  aggregator("UCast", /^UCast\//i),
  aggregator("Dreamwidth", /^Dreamwidth Studios/i),
  aggregator("LiveJournal", /\bLiveJournal\.com\b/i),
  aggregator("PlainFeeder", /^PlainFeeder\b/i),
  aggregator("Blogtrottr", /^Blogtrottr\//i),
  aggregator("Feedmail", /\bFeedMail\b/i),
  aggregator("Kill the Newsletter", /^kill-the-newsletter/i),
  aggregator("Bloglovin", /^Bloglovin\//i),
  aggregator("CommaFeed", /^CommaFeed\//i),
  aggregator("Lion Reader", /^LionReader\//i),
  aggregator("Readwise Reader", /\bReadwise\b/i),
  aggregator("Omnivore", /^Omnivore/i),
  aggregator("Feedseek", /^feedseek/i),
  aggregator("Superfeedr", /\bSuperfeedr\b/i),
  aggregator("Netvibes", /^Netvibes\b/i),
  aggregator("G2Reader", /^g2reader-bot\//i),
  aggregator("livedoor Reader", /^livedoor FeedFetcher\//i),
  aggregator("HanRSS", /^HanRSS\//i),
  aggregator("Flipboard", /\bFlipboard(?:RSS|Proxy)/i),
  aggregator("SmartNews", /\bSmartNewsBot\b|^SmartNews\//i),
  aggregator("Micro.blog", /^Micro\.blog\b/i),
  aggregator("Feedfetcher-Google", /^Feedfetcher-Google/i),
];

/** Programs that people run for themselves: each client is one reader. */
const readers: readonly AgentPattern[] = [
  reader("NetNewsWire", /\bNetNewsWire\b/i),
  reader("FreshRSS", /\bFreshRSS\//i),
  reader("Tiny Tiny RSS", /\bTiny Tiny RSS\//i),
  reader("Miniflux", /\bMiniflux\//i),
  reader("Reeder", /^Reeder\//i),
  reader("newsboat", /\bnewsboat\b/i),
  reader("Newsbeuter", /^newsbeuter\//i),
  reader("Liferea", /\bLiferea\b/i),
  reader("Akregator", /\bAkregator\//i),
  reader("Thunderbird", /\bThunderbird\//i),
  reader("Vienna", /\bVienna\/\d/i),
  reader("Unread", /^Unread(?: RSS Reader)?[/ ]/i),
  reader("Fiery Feeds", /^Fiery(?:%20| )?Feeds\//i),
  reader("lire", /^lire\//i),
  reader("ReadKit", /^ReadKit\//i),
  reader("News Explorer", /^News(?:%20| )Explorer\//i),
  reader("Feeder", /\bFeeder\/|\bSpaceCowboys Android RSS Reader\b/i),
  reader("Read You", /\bReadYou\b/i),
  reader("Capy Reader", /^CapyReader\b/i),
  reader("Twine", /\bTwine(?: RSS)?\//i),
  reader("Aggregator (Android)", /^Aggregator\/\d/i),
  reader("AntennaPod", /^AntennaPod\//i),
  reader("Nextcloud News", /^Nextcloud-News\/|^NextCloud-News\//i),
  reader("Fluent Reader", /\bFluentReader\/|\bFluent Reader\b/i),
  reader("RSS Guard", /\bRSSGuard\//i),
  reader("QuiteRSS", /\bQuiteRSS\//i),
  reader("RSSOwl", /\bRSSOwl\b/i),
  reader("NewsFlash", /\bNewsFlash\b/i),
  reader("Raven Reader", /\bRavenReader\b/i),
  reader("Yarr", /^Yarr\//i),
  reader("Stringer", /^Stringer\b/i),
  reader("selfoss", /\bselfoss\b/i),
  reader("SimplePie", /^SimplePie\//i),
  reader("rawdog", /^rawdog\//i),
  reader("rss2email", /\brss2email\b/i),
  reader("feed2imap", /^feed2imap/i),
  reader("sfeed", /^sfeed/i),
  reader("elfeed", /^Emacs Elfeed|\belfeed\b/i),
  reader("Gnus", /^Gnus\b/i),
  reader("Newsraft", /^newsraft\//i),
  reader("lemon24/reader", /^python-reader\/|\blemon24\/reader\b/i),
  reader("Glance", /^Glance\b/i),
  reader("Outlook", /\bMicrosoft Outlook\b|\bMSOffice\b/i),
  reader("Windows RSS Platform", /^Windows-RSS-Platform\//i),
  reader("FeedDemon", /^FeedDemon\//i),
  reader("Feedbro", /\bFeedbro\b/i),
  reader("Opera feed reader", /^Opera\/.*\bfeeds?\b/i),
  reader("Apple Podcasts", /^Podcasts\/|^itms$|^iTunes\//i),
  reader("Kodi", /^Kodi\//i),
  reader("Vivaldi feeds", /\bVivaldi\b.*\bFeed/i),
];

const monitors: readonly AgentPattern[] = [
  row("monitor", "UptimeRobot", /\bUptimeRobot\//i),
  row("monitor", "Pingdom", /\bPingdom/i),
  row("monitor", "Uptime Kuma", /^Uptime-Kuma\//i),
  row("monitor", "StatusCake", /\bStatusCake\b/i),
  row("monitor", "Better Stack", /\bBetter (?:Uptime|Stack)\b|\bBetterStack\b/i),
  row("monitor", "Site24x7", /\bSite24x7\b/i),
  row("monitor", "HetrixTools", /\bHetrixTools\b/i),
  row("monitor", "Cloudflare health check", /\bCloudflare-Healthchecks\//i),
];

const previewers: readonly AgentPattern[] = [
  row("previewer", "Slack", /\bSlack(?:bot|-ImgProxy)/i),
  row("previewer", "Discord", /\bDiscordbot\//i),
  row("previewer", "Telegram", /\bTelegramBot\b/i),
  row("previewer", "WhatsApp", /^WhatsApp\//i),
  row("previewer", "Facebook", /\bfacebookexternalhit\/|\bmeta-externalfetcher\b/i),
  row("previewer", "X", /^Twitterbot\//i),
  row("previewer", "LinkedIn", /^LinkedInBot\//i),
  row("previewer", "Mastodon", /\bMastodon\/|^http\.rb\/.*\bMastodon\b/i),
  row("previewer", "Bluesky", /\bBluesky Cardyb\b/i),
  row("previewer", "Iframely", /^Iframely\//i),
  row("previewer", "Skype and Teams", /\bSkypeUriPreview\b/i),
];

const bots: readonly AgentPattern[] = [
  row("bot", "Googlebot", /\bGooglebot|\bGoogleOther\b|\bAPIs-Google\b/i),
  row("bot", "Bingbot", /\bbingbot\/|\badidxbot\b/i),
  row("bot", "Applebot", /\bApplebot/i),
  row("bot", "Yandex", /\bYandex(?:Bot|News|Blogs|RenderResources)?\b/i),
  row("bot", "DuckDuckGo", /\bDuckDuck(?:Bot|Go)/i),
  row("bot", "Amazonbot", /\bAmazonbot\//i),
  row("bot", "OpenAI", /\bGPTBot\b|\bOAI-SearchBot\b|\bChatGPT-User\b/i),
  row("bot", "Anthropic", /\bClaude(?:Bot|-User|-SearchBot)\b/i),
  row("bot", "Perplexity", /\bPerplexity(?:Bot|-User)\b/i),
  row("bot", "Common Crawl", /\bCCBot\//i),
  row("bot", "ByteDance", /\bBytespider\b/i),
  row("bot", "Ahrefs", /\bAhrefsBot\//i),
  row("bot", "Semrush", /\bSemrushBot/i),
  row("bot", "W3C validator", /\bW3C_|\bFeedValidator\//i),
];

/** Libraries and command lines: scripts of unknown purpose. */
const tools: readonly AgentPattern[] = [
  row("tool", "curl", /^curl\//i),
  row("tool", "Wget", /^Wget\//i),
  row("tool", "feedparser (Python)", /\bfeedparser\//i),
  row("tool", "Python", /^(?:python|aiohttp|httpx|urllib)|\bpython-(?:requests|urllib|httpx)\//i),
  row("tool", "Go", /^Go-http-client\/|^gofeed\b/i),
  row("tool", "Node.js", /^(?:node(?:-fetch|\.js)?|undici|axios|got|rss-parser)\b/i),
  row("tool", "Ruby", /^(?:Ruby|Faraday|http\.rb|Typhoeus)\b/i),
  row("tool", "PHP", /^(?:PHP|GuzzleHttp|Laminas_Http)/i),
  row("tool", "Java", /^(?:Java|okhttp|Apache-HttpClient|Dalvik)\//i),
  row("tool", "Perl", /^(?:libwww-perl|Mojolicious|LWP)/i),
  row("tool", "WordPress", /^WordPress\//i),
  row("tool", "Apple system", /^(?:com\.apple\.|.*\bCFNetwork\/)/i),
];

/** Agents recognised by a common word. */
const strangers: readonly AgentPattern[] = [
  row("bot", "Other bot", /bot\b|crawl|spider|\bslurp\b|scrap(?:er|y)/i),
  row("monitor", "Other monitor", /\b(?:uptime|monitor(?:ing)?|healthcheck|blackbox[-_ ]exporter|check_http)\b/i),
];

const browsers: readonly AgentPattern[] = [
  row("browser", "Edge", /\bEdg(?:e|A|iOS)?\//),
  row("browser", "Opera", /\bOPR\/|^Opera\//),
  row("browser", "Firefox", /\b(?:Firefox|FxiOS)\//),
  row("browser", "Chrome", /\b(?:Chrome|CriOS|Chromium)\//),
  row("browser", "Safari", /\bVersion\/[\d.]+.*\bSafari\//),
  row("browser", "Other browser", /^Mozilla\/\d.*\b(?:AppleWebKit|Gecko|Trident)\//),
];

/**
 * The table of agents. Names precede generic words: a reader's agent may include a browser's whole string, and a bot's nearly
 * always does.
 */
export const agents: readonly AgentPattern[] = [
  ourDoctor,
  ...apps,
  ...aggregators,
  ...readers,
  ...previewers,
  ...bots,
  ...monitors,
  ...tools,
  ...strangers,
  ...browsers,
];

function aggregator(name: string, pattern: RegExp): AgentPattern {
  return row("aggregator", name, pattern);
}

function reader(name: string, pattern: RegExp): AgentPattern {
  return row("reader", name, pattern);
}

function row(kind: AgentKind, name: string, pattern: RegExp): AgentPattern {
  return { name, kind, pattern };
}
