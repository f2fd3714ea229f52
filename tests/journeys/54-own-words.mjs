
export const title = "one's own passphrase: offline a plain rule applies and is said; the meter comes with a connection, and stays";
export const timeout = 240;

const PLAIN = /^Long enough, and none of the ten thousand commonest passwords\. More is not known here without the meter/;
const COMMON = /^Too weak: this is one of the ten thousand commonest passwords/;
const METER = { timeout: 60_000 };

export default async function (carnet) {
  await carnet.open();
  await ownWords(carnet);
  await plainRule(carnet);
  await carnet.online();
  await carnet.see("Strong: guessing it would take longer than a lifetime.", METER);
  await carnet.type("Your passphrase", "password1234");
  await carnet.see(/^Too weak: someone who copies this disk could guess it within hours\./);

  // It was fetched once: without a connection it is there.
  await carnet.offline();
  await carnet.reload();
  await ownWords(carnet);
  await carnet.type("Your passphrase", "seven lamps under");
  await carnet.see(/^(Fair|Strong):/, METER);
  await inFrench(await carnet.another({ locale: "fr-FR" }));
}

async function ownWords(carnet) {
  await carnet.press(/^For me or my family/);
  await carnet.type("Your name", "Prima Testa");
  await carnet.type("Short name for this device", "Tablet 1");
  await carnet.press("Next");
  await carnet.page.getByRole("radio", { name: "My own" }).check({ force: true });
}

async function plainRule(carnet) {
  await carnet.type("Your passphrase", "horse table");
  await carnet.see("11 of at least 12 characters.");
  await carnet.type("Your passphrase", "Password 1234");
  await carnet.see(COMMON);
  await carnet.type("The same again", "Password 1234");
  await carnet.press("Next");
  await carnet.until("come to the field", () => carnet.page.evaluate(() => document.activeElement?.id ?? null), (at) => at === "own-passphrase");
  await carnet.type("Your passphrase", "seven lamps under a wooden bridge");
  await carnet.see(PLAIN);
  await carnet.axe("a passphrase of one's own, without the meter");
  await carnet.screenshot("54-plain-rule");
}

/** The same is said in French. */
async function inFrench(french) {
  await french.open();
  await french.press(/^Pour moi ou ma famille/);
  await french.type("Votre nom", "Prima Testa");
  await french.type("Nom court de cet appareil", "Tablette 1");
  await french.press("Suivant");
  await french.page.getByRole("radio", { name: "La mienne" }).check({ force: true });
  await french.type("Votre phrase de passe", "password1234567");
  await french.see(/dix mille mots de passe les plus courants/);
}
