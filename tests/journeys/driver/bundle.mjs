// Opens an exported file without Carnet, as far as its attachments: docs/bundle-format.md in Node's own cryptography.
import { webcrypto } from "node:crypto";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";

const { subtle } = webcrypto;
const bytes = (text) => Buffer.from(text, "base64url");

/** The attachments of a bundle, each whole. */
export async function attachmentsOf(path, passphrase) {
  const parts = await unzip(path);
  const { keys } = JSON.parse(await openKey(JSON.parse(parts.get("key.jwe")), passphrase));
  const whole = new Map();
  for (const [name, data] of parts) {
    if (!name.startsWith("att/")) continue;
    const packed = await openPart(data.toString(), bytes(keys.att));
    for (const [blob, chunk, , words] of sequence(gunzipSync(packed))) {
      const id = blob.toString("hex");
      whole.set(id, Object.assign(whole.get(id) ?? [], { [chunk]: words }));
    }
  }
  return [...whole.values()].map((chunks) => Buffer.concat(chunks));
}

/** The parts of a ZIP whose parts are stored as they are. */
async function unzip(path) {
  const file = await readFile(path);
  const parts = new Map();
  let at = 0;
  while (file.readUInt32LE(at) === 0x04034b50) {
    if (file.readUInt16LE(at + 8) !== 0) throw new Error("a part is compressed");
    const [size, name, extra] = [file.readUInt32LE(at + 18), file.readUInt16LE(at + 26), file.readUInt16LE(at + 28)];
    const start = at + 30 + name + extra;
    parts.set(file.toString("utf8", at + 30, at + 30 + name), file.subarray(start, start + size));
    at = start + size;
  }
  return parts;
}

/** PBES2-HS512+A256KW over A256GCM, in the general JSON form. */
async function openKey(jwe, passphrase) {
  const [recipient] = jwe.recipients;
  const header = { ...JSON.parse(bytes(jwe.protected)), ...jwe.unprotected, ...recipient.header };
  const salt = Buffer.concat([Buffer.from(header.alg), Buffer.of(0), bytes(header.p2s)]);
  const secret = await subtle.importKey("raw", Buffer.from(passphrase), "PBKDF2", false, ["deriveKey"]);
  const wrapping = await subtle.deriveKey({ name: "PBKDF2", hash: "SHA-512", salt, iterations: header.p2c }, secret, { name: "AES-KW", length: 256 }, false, ["unwrapKey"]);
  const key = await subtle.unwrapKey("raw", bytes(recipient.encrypted_key), wrapping, "AES-KW", "AES-GCM", false, ["decrypt"]);
  return (await decrypt(key, jwe.protected, jwe.iv, jwe.ciphertext, jwe.tag)).toString();
}

async function openPart(compact, raw) {
  const [header, , iv, ciphertext, tag] = compact.trim().split(".");
  return decrypt(await subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]), header, iv, ciphertext, tag);
}

async function decrypt(key, header, iv, ciphertext, tag) {
  const sealed = Buffer.concat([bytes(ciphertext), bytes(tag)]);
  return Buffer.from(await subtle.decrypt({ name: "AES-GCM", iv: bytes(iv), additionalData: Buffer.from(header) }, key, sealed));
}

/** A CBOR sequence of arrays of numbers and bytes: no more is in an attachment's part. */
function* sequence(data) {
  let at = 0;
  const item = () => {
    const [kind, short] = [data[at] >> 5, data[at] & 31];
    at += 1;
    const wide = short < 24 ? 0 : 1 << (short - 24);
    const number = wide ? data.readUIntBE(at, wide) : short;
    at += wide;
    if (kind === 0) return number;
    if (kind === 2) return data.subarray(at, (at += number));
    if (kind === 4) return Array.from({ length: number }, item);
    throw new Error(`an attachment holds something of kind ${kind}`);
  };
  while (at < data.length) yield item();
}
