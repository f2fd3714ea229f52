// Made-up people and what is written of them, the same for every store and every run: person n follows from n alone.
// Names are put together from syllables that make no names anywhere; the notes say themselves that they are made up.

const SYLLABLES = "bru zel mok fip tra quo nub wex gli pod sné kur vop jat zim hül dax orp yev cug".split(" ");
const WORDS = `made up for a measure cough headache fever two days since the last visit no pain walks well slept badly eats little
drinks enough dressing changed dry wound better worse same as before given paracetamol rest and water come back in one week if it
does not get better nothing else was found pulse regular breath easy skin warm belly soft told what to look out for`.split(/\s+/);
const FAMILIES = 6000;
const GIVEN = 3000;
const PLACES = 200;
const FIRST_DAY = Date.UTC(2020, 0, 6, 8);

export const RECORDS = 10;

/** Numbers that follow from a seed (xorshift over 32 bits, begun by a mix of the seed). */
class Sequence {
  constructor(seed) {
    let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    this.state = (state ^ (state >>> 16)) >>> 0 || 1;
    for (let turn = 0; turn < 4; turn += 1) this.word();
  }
  word() {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0);
  }
  below(limit) {
    return this.word() % limit;
  }
  of(list) {
    return list[this.below(list.length)];
  }
}

const hex = (sequence, bytes) => Array.from({ length: bytes }, () => sequence.below(256).toString(16).padStart(2, "0")).join("");

/** The nth name of its kind: the same letters whoever bears it. */
function name(kind, nth, syllables) {
  const sequence = new Sequence(kind * 1_000_003 + nth);
  const word = Array.from({ length: syllables }, () => sequence.of(SYLLABLES)).join("");
  return word[0].toUpperCase() + word.slice(1);
}

/** Person `nth` with `records` records: the first says who they are, the others are notes of about 400 bytes as JSON. */
export function person(nth, records = RECORDS) {
  const sequence = new Sequence(nth + 1);
  const id = hex(sequence, 16);
  // The lower of two draws, so that some names are far commoner than others, as they are among people.
  const family = name(1, Math.min(sequence.below(FAMILIES), sequence.below(FAMILIES)), 3);
  const given = name(2, Math.min(sequence.below(GIVEN), sequence.below(GIVEN)), 2);
  const at = FIRST_DAY + nth * 600_000;
  const identity = {
    id: hex(sequence, 16),
    kind: "identity",
    at,
    author: "Prima Testa",
    family,
    given,
    sex: sequence.of(["female", "male"]),
    born: 1930 + sequence.below(95),
    place: name(3, sequence.below(PLACES), 3),
    phone: `+00 555 ${String(sequence.below(1000)).padStart(3, "0")} ${String(sequence.below(10_000)).padStart(4, "0")}`,
  };
  const notes = Array.from({ length: records - 1 }, (_, note) => ({
    id: hex(sequence, 16),
    kind: "note",
    at: at + note,
    author: "Prima Testa",
    part: "SOAP"[note % 4],
    text: words(sequence, 44),
  }));
  return { id, records: [identity, ...notes] };
}

/** One more note, for person `nth`: the one that is appended in turn `turn`. */
export function furtherNote(nth, turn) {
  const sequence = new Sequence(0x5eed0000 + nth * 31 + turn);
  return { id: hex(sequence, 16), kind: "note", at: FIRST_DAY + 4e11 + turn * 60_000, author: "Prima Testa", part: "S", text: words(sequence, 44) };
}

export function people(from, count) {
  return Array.from({ length: count }, (_, nth) => person(from + nth));
}

const words = (sequence, count) => Array.from({ length: count }, () => sequence.of(WORDS)).join(" ");

/** The person whose chart is long, apart from everyone else. */
export const LONG = 7_000_000;

/** `count` of the first `people` numbers, spread over all of them and always the same. */
export function chosen(people, count) {
  const sequence = new Sequence(77);
  return Array.from({ length: count }, () => sequence.below(people));
}

/** What is typed into the search field, each letter by letter: names as people ask for them, of persons who are there. */
export function searches(people) {
  return chosen(people, 5).map((nth, turn) => {
    const { family, given, phone, place } = person(nth).records[0];
    return [`${family} ${given}`, `${given.slice(0, 3)} ${family.slice(0, 4)}`, phone.slice(8), `${family.slice(0, 5)} ${place.slice(0, 4)}`, family][turn];
  }).map((text) => text.slice(0, 12).toLowerCase());
}

/** How a list shows somebody. */
export const rowOf = ({ id, records: [one] }) => [id, one.family, one.given, one.sex, one.born, one.place, one.phone];

/** Small letters without marks, as searches are compared. */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Does everything that is typed begin a word of this row? */
export const wordsOf = (row) => ` ${folded([row[1], row[2], row[5], row[6]].join(" "))}`;
export const tokensOf = (typed) => folded(typed).split(/[\s+]+/).filter(Boolean).map((token) => ` ${token}`);

/** A digest of records that does not depend on their order nor on that of their fields. */
export async function digestOf(records) {
  const lines = records.map((one) => JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("\n")));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
