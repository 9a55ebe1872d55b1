/** The few words that reading Markdown adds to an article, in the article's language. */
interface Words {
  readonly footnotes: string;
  /** The title of the link back from a footnote; `#` is its number. */
  readonly back: string;
  readonly note: string;
  readonly tip: string;
  readonly important: string;
  readonly warning: string;
  readonly caution: string;
}

type AsideKind = Exclude<keyof Words, "footnotes" | "back">;

const WORDS: Readonly<Record<string, Words>> = {
  en: row("Footnotes", "Back to reference #", "Note", "Tip", "Important", "Warning", "Caution"),
  ar: row("حواش", "العودة إلى المرجع #", "ملاحظة", "نصيحة", "هام", "تحذير", "تنبيه"),
  cs: row("Poznámky", "Zpět na odkaz #", "Poznámka", "Tip", "Důležité", "Varování", "Upozornění"),
  da: row("Fodnoter", "Tilbage til henvisning #", "Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig"),
  de: row("Fußnoten", "Zurück zur Stelle #", "Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"),
  el: row("Υποσημειώσεις", "Πίσω στην παραπομπή #", "Σημείωση", "Συμβουλή", "Σημαντικό", "Προειδοποίηση", "Προσοχή"),
  es: row("Notas", "Volver a la referencia #", "Nota", "Consejo", "Importante", "Advertencia", "Precaución"),
  fi: row("Alaviitteet", "Takaisin viitteeseen #", "Huomautus", "Vinkki", "Tärkeää", "Varoitus", "Huomio"),
  fr: row("Notes", "Retour à l’appel #", "Note", "Conseil", "Important", "Avertissement", "Attention"),
  he: row("הערות שוליים", "חזרה להפניה #", "הערה", "טיפ", "חשוב", "אזהרה", "זהירות"),
  it: row("Note", "Torna al rimando #", "Nota", "Suggerimento", "Importante", "Avviso", "Attenzione"),
  ja: row("脚注", "参照 # に戻る", "メモ", "ヒント", "重要", "警告", "注意"),
  ko: row("각주", "본문 #(으)로 돌아가기", "참고", "팁", "중요", "경고", "주의"),
  nl: row("Voetnoten", "Terug naar verwijzing #", "Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"),
  no: row("Fotnoter", "Tilbake til henvisning #", "Merk", "Tips", "Viktig", "Advarsel", "Forsiktig"),
  pl: row("Przypisy", "Powrót do odsyłacza #", "Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Ostrożnie"),
  pt: row("Notas", "Voltar à referência #", "Nota", "Dica", "Importante", "Aviso", "Cuidado"),
  ru: row("Примечания", "Назад к ссылке #", "Примечание", "Совет", "Важно", "Предупреждение", "Осторожно"),
  sv: row("Fotnoter", "Tillbaka till hänvisning #", "Obs", "Tips", "Viktigt", "Varning", "Försiktigt"),
  tr: row("Dipnotlar", "# numaralı göndermeye dön", "Not", "İpucu", "Önemli", "Uyarı", "Dikkat"),
  uk: row("Примітки", "Назад до посилання #", "Примітка", "Порада", "Важливо", "Попередження", "Обережно"),
  zh: row("脚注", "返回引用 #", "注意", "提示", "重要", "警告", "小心"),
};

function row(
  footnotes: string,
  back: string,
  note: string,
  tip: string,
  important: string,
  warning: string,
  caution: string,
): Words {
  return { footnotes, back, note, tip, important, warning, caution };
}

const KINDS: Readonly<Record<string, AsideKind>> = {
  note: "note",
  info: "note",
  message: "note",
  abstract: "note",
  seealso: "note",
  tip: "tip",
  hint: "tip",
  success: "tip",
  important: "important",
  warning: "warning",
  attention: "warning",
  caution: "caution",
  danger: "caution",
  error: "caution",
};

function wordsOf(language: string): Words | undefined {
  const [primary = ""] = language.toLowerCase().split("-");
  return WORDS[primary === "nb" || primary === "nn" ? "no" : primary];
}

/** The word of a note's kind; in a language without a row the author's own, with a capital. Nothing for other directives. */
export function asideWordOf(name: string, language: string): string | undefined {
  const kind = Object.hasOwn(KINDS, name.toLowerCase()) ? KINDS[name.toLowerCase()] : undefined;
  if (kind === undefined) return undefined;
  return wordsOf(language)?.[kind] ?? name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
}

export interface FootnoteWords {
  readonly heading: string;
  readonly back: (number: string) => string;
}

/** Nothing for a language without a row: such footnotes have a line above them instead of a heading. */
export function footnoteWordsOf(language: string): FootnoteWords | undefined {
  const words = wordsOf(language);
  return words && { heading: words.footnotes, back: (number) => words.back.replace("#", number) };
}
