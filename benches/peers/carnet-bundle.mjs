// The same made-up people as a bundle of Carnet's, written from docs/bundle-format.md with Node's own cryptography: one author
// of another clinic; a person's ten records are one act, an entry that says who they are and one of nine notes. A long chart
// is an entry a note. The author's key is made of a fixed seed, which nobody may use for anything else.
import { createCipheriv, createECDH, createHash, createPrivateKey, createPublicKey, pbkdf2Sync, randomBytes, sign } from "node:crypto";
import { gzipSync } from "node:zlib";

const PART_BYTES = 8 << 20;
const IDENTITY = 1;
const CLINICAL = 2;
const PARTS = "SOAP";
const ROLE = "nurse";

export const FILE_PASSPHRASE = "seven words of a measure made up";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const hex = (text) => Buffer.from(text, "hex");
const base64 = (bytes) => Buffer.from(bytes).toString("base64url");
const idOf = (...words) => sha256(words.join("\n")).subarray(0, 16);

// --- deterministic CBOR --------------------------------------------------------------------------------------------

function head(kind, number) {
  if (number < 24) return Buffer.of((kind << 5) | number);
  const width = number < 0x100 ? 0 : number < 0x10000 ? 1 : number < 0x100000000 ? 2 : 3;
  const bytes = Buffer.alloc(1 + (1 << width));
  bytes[0] = (kind << 5) | (24 + width);
  if (width === 3) bytes.writeBigUInt64BE(BigInt(number), 1);
  else bytes.writeUIntBE(number, 1, 1 << width);
  return bytes;
}

/** Numbers, texts, bytes, lists, booleans, and maps (a Map, its keys in the order they are to stand in). */
function cbor(value) {
  if (typeof value === "boolean") return Buffer.of(value ? 0xf5 : 0xf4);
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  return Buffer.concat([head(5, value.size), ...[...value].flat().map(cbor)]);
}

const map = (...pairs) => new Map(pairs);

// --- who signs -----------------------------------------------------------------------------------------------------

const author = (() => {
  const seed = sha256("the made-up author of a measure");
  const secret = createPrivateKey({ key: Buffer.concat([hex("302e020100300506032b657004220420"), seed]), format: "der", type: "pkcs8" });
  const key = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
  const receiving = createECDH("prime256v1");
  receiving.setPrivateKey(sha256("what is sealed to the made-up author"));
  const one = { secret, key, vault: idOf("vault"), installation: idOf("installation"), thumbprint: sha256(cbor(map([1, 1], [-1, 6], [-2, key]))) };
  one.credential = sealed(one, "credential", cbor(map(
    [0, 1], [1, one.vault], [2, idOf("user")], [3, "Prima Testa"], [4, ROLE], [5, key], [6, receiving.getPublicKey()], [7, [Date.UTC(2020, 0, 1), 0]], [8, true],
  )));
  one.hash = sha256(one.credential);
  return one;
})();

/** A COSE_Sign1 of a payload. */
function sealed(by, what, payload) {
  const header = cbor(map([1, -8], [3, `application/vnd.carnet.${what}+cbor`], [4, by.thumbprint]));
  const signature = sign(null, cbor(["Signature1", header, Buffer.alloc(0), payload]), by.secret);
  return Buffer.concat([Buffer.of(0xd2), cbor([header, map(), payload, signature])]);
}

// --- charts --------------------------------------------------------------------------------------------------------

const UNKNOWN = [0, []];

function whoTheyAre({ family, given, sex, born, place, phone }) {
  const says = (field, content) => [1, map([0, UNKNOWN], [4, [field, [content]]])];
  return [
    says(0, map([0, 0], [1, family], [2, given])),
    says(1, sex === "female" ? 0 : 1),
    says(2, [1, [[1, [born]]]]),
    says(4, place),
    says(5, phone),
  ];
}

const noteOf = ({ at, part, text }) => [3, map([0, [4, [[at, 0]]]], [4, map([0, PARTS.indexOf(part)], [1, text])])];

/** The entries of a chart and its digest. `apart`: each note is an entry of its own. */
function chartOf({ id, records: [identity, ...notes] }, apart) {
  const chart = hex(id);
  const act = idOf("act", id);
  const feeds = { [IDENTITY]: idOf("identity", id), [CLINICAL]: idOf("clinical", id) };
  const heads = {};
  const entry = (compartment, at, statements) => {
    const before = heads[compartment];
    const sequence = before ? before.sequence + 1 : 0;
    const payload = cbor(map([0, map(
      [0, 1], [1, author.vault], [2, chart], [3, compartment], [4, feeds[compartment]], [5, sequence],
      ...(before ? [[6, before.id]] : []),
      [7, []], [8, apart && sequence ? idOf("act", id, sequence) : act], [9, author.hash], [10, ROLE], [11, author.installation],
      [12, "Bench"], [13, "Site Alpha"], [14, [at, 0]], [15, false],
    )], [1, statements]));
    const bytes = sealed(author, "entry", payload);
    heads[compartment] = { id: sha256(bytes), sequence };
    return bytes;
  };
  const entries = [entry(IDENTITY, identity.at, whoTheyAre(identity))];
  if (apart) for (const note of notes) entries.push(entry(CLINICAL, note.at, [noteOf(note)]));
  else entries.push(entry(CLINICAL, identity.at, notes.map(noteOf)));
  const digests = [IDENTITY, CLINICAL].map((compartment) => {
    const { sequence, id: last } = heads[compartment];
    return [compartment, sha256(cbor([[feeds[compartment], sequence, last]]))];
  });
  return { id, entries, digest: sha256(cbor(digests)) };
}

/** How a page shows a digest: its first 80 bits. */
export const shown = (digest) => digest.subarray(0, 10).toString("hex").toUpperCase().match(/.{4}/g).join("-");

// --- the file ------------------------------------------------------------------------------------------------------

/** A bundle of these people: { bytes, charts, entries, digests }. The fewest rounds a reader takes, unless told. */
export function bundleOf(people, { apart = false, rounds = 1000 } = {}) {
  const plain = [];
  const claims = [];
  const digests = new Map();
  let open = [author.credential];
  let size = author.credential.length;
  let count = 0;
  for (const one of people) {
    const { id, entries, digest } = chartOf(one, apart);
    claims.push({ chart: id, digest: digest.toString("hex"), whole: true });
    digests.set(id, digest);
    count += entries.length;
    for (const bytes of entries) {
      if (size + bytes.length > PART_BYTES) {
        plain.push(Buffer.concat(open));
        [open, size] = [[], 0];
      }
      open.push(bytes);
      size += bytes.length;
    }
  }
  plain.push(Buffer.concat(open));

  const keys = { record: randomBytes(32), att: randomBytes(32) };
  const parts = plain.map((sequence, nth) => [`record/entries-${nth + 1}.jwe`, compact(keys.record, gzipSync(sequence))]);
  const listed = parts.map(([name, bytes]) => ({ name, size: bytes.length, sha256: sha256(bytes).toString("hex") }));
  const manifest = Buffer.from(JSON.stringify({ kind: "carnet-bundle", format: 1, parts: listed }));
  const signed = jws({
    format: 1, made: { ms: Date.UTC(2026, 0, 1), offset: 0 }, scope: "vault",
    exporter: author.hash.toString("hex"), manifest: sha256(manifest).toString("hex"), charts: claims,
  });
  const key = JSON.stringify({ format: 1, keys: { record: base64(keys.record), att: base64(keys.att) }, signed });
  const bytes = zip([["manifest.json", manifest], ["key.jwe", forPassphrase(Buffer.from(key), rounds)], ...parts]);
  return { bytes, charts: claims.length, entries: count, digests };
}

function encrypted(key, protectedHeader, content) {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(protectedHeader));
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  return { iv: base64(iv), ciphertext: base64(ciphertext), tag: base64(cipher.getAuthTag()) };
}

function compact(key, content) {
  const header = base64(JSON.stringify({ alg: "dir", enc: "A256GCM" }));
  const { iv, ciphertext, tag } = encrypted(key, header, content);
  return Buffer.from([header, "", iv, ciphertext, tag].join("."));
}

function forPassphrase(content, rounds) {
  const alg = "PBES2-HS512+A256KW";
  const [salt, key] = [randomBytes(16), randomBytes(32)];
  const wrapping = pbkdf2Sync(FILE_PASSPHRASE, Buffer.concat([Buffer.from(alg), Buffer.of(0), salt]), rounds, 32, "sha512");
  const wrap = createCipheriv("aes256-wrap", wrapping, Buffer.alloc(8, 0xa6));
  const wrapped = Buffer.concat([wrap.update(key), wrap.final()]);
  const header = base64(JSON.stringify({ enc: "A256GCM" }));
  const recipients = [{ header: { alg, p2s: base64(salt), p2c: rounds }, encrypted_key: base64(wrapped) }];
  return Buffer.from(JSON.stringify({ protected: header, recipients, ...encrypted(key, header, content) }));
}

function jws(claims) {
  const header = base64(JSON.stringify({ alg: "EdDSA", kid: author.thumbprint.toString("hex") }));
  const body = `${header}.${base64(JSON.stringify(claims))}`;
  return `${body}.${base64(sign(null, Buffer.from(body), author.secret))}`;
}

/** A ZIP whose parts are stored as they are. */
function zip(parts) {
  const whole = [];
  const directory = [];
  let at = 0;
  for (const [name, bytes] of parts) {
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    whole.push(hex("504b0304"), common, title, bytes);
    const more = Buffer.alloc(14);
    more.writeUInt32LE(at, 10);
    directory.push(hex("504b01021400"), common, more, title);
    at += 30 + title.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...whole, listed, hex("504b0506"), end]);
}

const CRC = Uint32Array.from({ length: 256 }, (_, nth) => {
  let value = nth;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
