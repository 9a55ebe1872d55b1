/** Lower-case letters without their accents, as they are commonly written in a to z. Pairs come before their letters. */
export const TRANSLITERATIONS: Readonly<Record<string, string>> = {
  ...table("ß ss æ ae ø o œ oe đ d ð d ł l þ th ı i"),
  ...table(
    "ου ou αυ av ευ ev α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f",
  ),
  ...table("χ ch ψ ps ω o"),
  ...table("а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh"),
  ...table("щ shch ы y э e ю yu я ya і i є ye ґ g ђ dj ј j љ lj њ nj ћ c џ dz"),
  // Hard and soft sign have no sound of their own.
  ъ: "",
  ь: "",
};

function table(pairs: string): Record<string, string> {
  const words = pairs.split(" ");
  return Object.fromEntries(words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? ""]] : [])));
}
