import assert from "node:assert/strict";
import { begin, keepForPython, makeVault } from "./driver/clinic.mjs";
import { attachmentsOf } from "./driver/bundle.mjs";
import { exportChart, fileOf, withoutSavePicker } from "./driver/files.mjs";
import { newPerson, signIntake } from "./driver/intake.mjs";
import { picture, segments, withLocation } from "./driver/pictures.mjs";

export const title = "a photo is off until allowed; of the picture chosen only the picture is kept and exported, without place, time or camera";
export const sizes = ["phone"];
export const timeout = 180;

/** Stand in the file beside the picture, and may stand nowhere in the export. */
const CAMERA = "Fjarbsteld Cam";
const WORDS = "Xobgarnif by the river";

export default async function (carnet) {
  await withoutSavePicker(carnet);
  await carnet.open();
  await makeVault(carnet);
  await begin(carnet);

  await newPerson(carnet);
  await carnet.press(/^\d+ more questions/);
  await carnet.see("Next of kin");
  assert.equal(await carnet.things("Photo").count(), 0, "no photo is asked for unless the settings allow it");

  await carnet.go("#/settings/look");
  await carnet.page.getByText("Allow photos of people", { exact: true }).click();
  await newPerson(carnet);
  await carnet.type("Family name", "Testa");
  await carnet.type("Given name", "Prima");
  await carnet.choose("Sex", "Female");
  await carnet.type("Age", "34");
  await carnet.press(/^\d+ more questions/);
  await carnet.see("Only the picture is kept: place, time and camera are removed.");
  await notAPicture(carnet);
  const chosen = await fileOf("holiday.jpg", withLocation(await picture(carnet), { camera: CAMERA, words: WORDS }));
  await carnet.give("Take or choose a photo", chosen);
  await carnet.see("Photo of the person", { role: "img" });
  await carnet.axe("a chosen photo");
  await carnet.screenshot("36-photo");
  await signIntake(carnet, /Testa, Prima/);

  const [path, passphrase] = await exportChart(carnet);
  const kept = await attachmentsOf(path, passphrase);
  assert.equal(kept.length, 1, "one photo is in the export");
  onlyAPicture(kept[0]);
  await keepForPython(path, passphrase);
}

/** A JPEG of nothing but its pixels, upright and small: no EXIF, no comment, none of the words. */
function onlyAPicture(jpeg) {
  for (const words of [CAMERA, WORDS, "Exif", "GPS"]) assert.ok(!jpeg.includes(words), `${words} is not in the photo`);
  const found = segments(jpeg);
  const strange = found.filter(({ marker, data }) => ![0xe0, 0xdb, 0xc0, 0xc2, 0xc4, 0xdd].includes(marker) && !(marker === 0xe2 && data.includes("ICC_PROFILE")));
  assert.deepEqual(strange.map(({ marker }) => marker.toString(16)), []);
  const { data } = found.find(({ marker }) => marker === 0xc0 || marker === 0xc2);
  assert.deepEqual([data.readUInt16BE(3), data.readUInt16BE(1)], [768, 1024], "the photo stands upright, its longer side 1024");
}

/** What is no picture is refused in a sentence, and the answer stays "not asked". */
async function notAPicture(carnet) {
  await carnet.give("Take or choose a photo", await fileOf("no-picture.jpg", Buffer.from("no picture at all")));
  await carnet.see(/^This picture was not kept/);
}
