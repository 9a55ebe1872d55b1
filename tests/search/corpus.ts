import type { FollowedArticle } from "../../src/search/search-index.ts";

/** Short articles in seven scripts: [name, title, text]. Of one script several share words, so that a search has to rank. */
const TEXTS: readonly (readonly [string, string, string])[] = [
  [
    "moon",
    "Lunar probe lands near the south pole",
    "Engineers in Bangalore cheered as the probe touched down. The moon has ice.",
  ],
  [
    "harbour",
    "Strike closes the harbour of Rotterdam",
    "Dockers stopped work on Monday. Naïve hopes of a short strike ended in the evening.",
  ],
  [
    "moonlight",
    "Moonlight concert draws thousands",
    "The orchestra played in the park, and a strike of lightning ended the show.",
  ],
  [
    "uebung",
    "Übung der Feuerwehr in Köln",
    "Die Straße zum Dom blieb gesperrt, Größe und Dauer der Übung überraschten viele.",
  ],
  ["ete", "L’été sera chaud en Provence", "Les œuvres du musée d’Arles voyagent; le cœur de la ville reste ouvert."],
  ["istanbul", "İstanbul’da ışıklar söndü", "Boğaz köprüsü karanlıkta kaldı."],
  ["lodz", "Łódź otwiera nową halę", "Żółte tramwaje wracają na ulice."],
  ["viet", "Hà Nội mở tuyến tàu điện mới", "Người dân đi lại nhanh hơn."],
  ["sigma", "Ο πρόεδρος της Δημοκρατίας στην Αθήνα", "Οι ήχοι της πόλης και ο κόσμος γιόρτασαν στους δρόμους."],
  ["naxos", "Πλοία για τη Νάξο", "Τα δρομολόγια αλλάζουν λόγω ανέμων, είπε ο λιμενάρχης."],
  ["crete", "Σεισμός στην Κρήτη", "Οι κάτοικοι βγήκαν στους δρόμους μετά τον σεισμό."],
  ["putin", "Россия и Китай подписали соглашение", "Министры встретились в Москве. Ещё один договор готовится."],
  ["elka", "Ёлка на площади зажглась", "Дети радуются, война далеко."],
  ["kyiv", "Київ отримав нові трамваї", "Їх виготовили в Україні, під’їзди оновлено."],
  ["sofia", "Мой любимый музей в Софии", "Българските художници показват новите си картини."],
  ["cairo", "افتتاح المتحف الكبير في القاهرة", "حضر الرئيس والوزراء الافتتاح، وأعلن عن مؤتمر الآثار."],
  ["economy", "الاقتصاد العالمي ينمو ببطء", "قال الخبراء إنّ النموّ سيبلغ ٣ في المئة سنة ٢٠٢٦."],
  ["tehran", "بارش برف در تهران", "مدارس کرج و تهران فردا تعطیل است؛ مردم خوشحالی کردند."],
  ["beirut", "مدرسة جديدة في بيروت", "والمدرسة مفتوحة للجميع."],
  ["haifa", "שביתה בנמל חיפה", "העובדים דורשים שכר; צה״ל מסייע. בַּיִת נבנה."],
  ["jerusalem", "ירושלים: הרכבת הקלה נפתחה", "אנשים רבים נסעו בה ביום הראשון."],
  ["telaviv", "מרתון תל אביב", "אלפי רצים, ושלום ברחובות."],
  ["tokyo", "東京都知事が新しい計画を発表", "京都の寺も参加する。ﾃｸﾉﾛｼﾞｰ企業が支援する。"],
  ["kyoto", "京都で紅葉が見頃", "観光客が増えている。ラーメン店は行列だ。"],
  ["beijing", "北京迎来今年第一场雪", "故宫门票售罄，市民纷纷拍照。人工智能预测天气。"],
  ["taipei", "臺北捷運新線通車", "市民搭乘免費，市長出席典禮。"],
  ["seoul", "서울에서 국제 영화제 개막", "감독과 배우들이 참석했다. 대통령도 축하했다."],
  ["busan", "부산항 물동량 증가", "수출이 늘었다."],
  ["bangkok", "กรุงเทพมหานครเปิดรถไฟฟ้าสายใหม่", "ประชาชนเดินทางสะดวกขึ้น น้ำท่วมลดลง"],
  ["phuket", "ภูเก็ตต้อนรับนักท่องเที่ยว", "โรงแรมเต็มทุกแห่ง คนกินอาหารทะเล"],
  ["chiangmai", "เชียงใหม่เผชิญหมอกควัน", "กันพื้นที่ป่าเพื่อป้องกันไฟ"],
  ["delhi", "दिल्ली में नई मेट्रो", "लोगों ने किताबें और किताब पढ़ी।"],
];

const DAY_MS = 86_400_000;

/** The first is the newest. */
export const corpus: readonly FollowedArticle[] = TEXTS.map(([, title, text], place) => ({
  place,
  revision: place + 1,
  publishedAt: Date.UTC(2026, 10, 20) - place * DAY_MS,
  expiresAt: undefined,
  texts: { title, summary: text.slice(0, 40), text },
}));

export function nameOf(place: number | undefined): string | undefined {
  return place === undefined ? undefined : TEXTS[place]?.[0];
}
