import type { FontName } from "../../article/profile/site-profile.ts";

/** A family of faces that readers' machines have already: no font is ever fetched. */
export interface FontStack {
  /** For Latin, Greek and Cyrillic. */
  readonly families: string;
  /** Fallback families for scripts that the face lacks. */
  readonly otherScripts: "serif" | "sans";
}

export const fontStacks: Readonly<Record<FontName, FontStack>> = {
  serif: {
    families: 'Charter,"Bitstream Charter","Sitka Text",Cambria,"Noto Serif",Georgia,"Liberation Serif",serif',
    otherScripts: "serif",
  },
  book: {
    families: '"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,"Book Antiqua","EB Garamond",serif',
    otherScripts: "serif",
  },
  sans: {
    families: 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif',
    otherScripts: "sans",
  },
  humanist: {
    families:
      'Optima,Seravek,Candara,"Gill Sans Nova",Carlito,Calibri,"Open Sans","Noto Sans","DejaVu Sans",sans-serif',
    otherScripts: "sans",
  },
  mono: {
    families: 'ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace',
    otherScripts: "sans",
  },
};

/** The faces without serifs of the scripts for which style.css names those with. */
export const SANS_SCRIPTS = [
  [
    ":is(:lang(ar),:lang(fa),:lang(ur),:lang(ps),:lang(ckb),:lang(sd),:lang(ug))",
    '"SF Arabic","Geeza Pro","Segoe UI","Noto Sans Arabic",sans-serif',
  ],
  [":is(:lang(he),:lang(yi))", '"SF Hebrew","Arial Hebrew","Segoe UI","Noto Sans Hebrew",sans-serif'],
  [":lang(ja)", '"Hiragino Sans","Yu Gothic","Noto Sans CJK JP","Noto Sans JP",sans-serif'],
  [":lang(ko)", '"Apple SD Gothic Neo","Malgun Gothic","Noto Sans CJK KR","Noto Sans KR",sans-serif'],
  [":lang(zh)", '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif'],
  [
    ":is(:lang(zh-Hant),:lang(zh-TW),:lang(zh-HK))",
    '"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC","Noto Sans TC",sans-serif',
  ],
] as const;
