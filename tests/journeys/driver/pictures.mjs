// Pictures to choose in the page, made here: what a camera writes beside the pixels is written byte by byte.
import assert from "node:assert/strict";

/** Drawn here, wider than high, and larger than what is kept of it. */
export async function picture(carnet) {
  const drawn = await carnet.page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1600, height: 1200 });
    const context = canvas.getContext("2d");
    for (let at = 0; at < 1600; at += 50) {
      context.fillStyle = `hsl(${at / 5} 60% 50%)`;
      context.fillRect(at, 0, 50, 1200);
    }
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return Buffer.from(drawn);
}

/** The picture as a phone writes it: lying on its side (orientation 6), with camera, words, place and a comment. */
export function withLocation(jpeg, { camera, words }) {
  const segment = (marker, data) => Buffer.concat([Buffer.of(0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255), data]);
  return Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, exif(camera, words)), segment(0xfe, Buffer.from(words)), jpeg.subarray(2)]);
}

function exif(camera, words) {
  const text = (written) => [2, Buffer.from(`${written}\0`)];
  const short = (number) => [3, Buffer.of(number, 0)];
  const degrees = (...parts) => [5, Buffer.concat(parts.map((part) => Buffer.of(part, 0, 0, 0, 1, 0, 0, 0)))];
  const long = (number) => [4, Buffer.of(number & 255, number >> 8, 0, 0)];
  const head = Buffer.from("II*\0\x08\0\0\0", "latin1");
  const main = (gps) => table(head.length, { 0x10e: text(words), 0x10f: text(camera), 0x112: short(6), 0x132: text("2026:07:01 12:00:00"), 0x8825: long(gps) });
  const gpsAt = head.length + main(0).length;
  const gps = table(gpsAt, { 1: text("N"), 2: degrees(12, 34, 56), 3: text("E"), 4: degrees(65, 43, 21) });
  return Buffer.concat([Buffer.from("Exif\0\0"), head, main(gpsAt), gps]);
}

/** A TIFF directory that begins at `at`: tags with type and bytes; what is longer than four bytes follows it. */
function table(at, tags) {
  const width = [0, 1, 1, 2, 4, 8];
  const entries = Object.entries(tags);
  const lines = [Buffer.of(entries.length, 0)];
  const after = [];
  let end = at + 2 + 12 * entries.length + 4;
  for (const [tag, [type, bytes]] of entries) {
    const line = Buffer.alloc(12);
    line.writeUInt16LE(Number(tag), 0);
    line.writeUInt16LE(type, 2);
    line.writeUInt32LE(bytes.length / width[type], 4);
    if (bytes.length <= 4) bytes.copy(line, 8);
    else {
      line.writeUInt32LE(end, 8);
      after.push(bytes);
      end += bytes.length;
    }
    lines.push(line);
  }
  return Buffer.concat([...lines, Buffer.alloc(4), ...after]);
}

/** The parts of a JPEG before its pixels: a marker and its bytes. */
export function segments(jpeg) {
  assert.equal(jpeg.readUInt16BE(0), 0xffd8, "the photo is a JPEG");
  const found = [];
  for (let at = 2; jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) {
    assert.equal(jpeg[at], 0xff);
    found.push({ marker: jpeg[at + 1], data: jpeg.subarray(at + 4, at + 2 + jpeg.readUInt16BE(at + 2)) });
  }
  return found;
}
