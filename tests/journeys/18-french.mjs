import { PASSPHRASE, codeWords } from "./driver/clinic.mjs";

export const title = "in French, on a phone in the dark: a vault, a person, a note";
export const sizes = ["phone"];
export const settings = { locale: "fr-FR", scheme: "dark" };
export const timeout = 240;

export default async function (carnet) {
  await carnet.open();
  await carnet.see(/^Pour une clinique/);
  await carnet.act("find the page in French", () => carnet.page.locator('html[lang="fr"]').waitFor());
  await carnet.axe("l’accueil");
  await makeVault(carnet);
  await carnet.press("Commencer");
  await carnet.see("Personne n’a été vu ici aujourd’hui.");
  await carnet.axe("un jour vide");

  await carnet.press(/Chercher ou inscrire quelqu’un/);
  await carnet.press("Inscrire une nouvelle personne");
  await carnet.type("Nom de famille", "Testa");
  await carnet.type("Prénom", "Undecima");
  await carnet.page.getByRole("radio", { name: "Féminin" }).check({ force: true });
  await carnet.type("Âge", "34");
  await carnet.axe("l’accueil d’une personne");
  await carnet.press("Relire et signer");
  await carnet.see("Ce qui sera définitif");
  await carnet.axe("la relecture");
  await carnet.press("Signer");

  await carnet.press(/Écrire une note/, { nth: 0 });
  await carnet.choose("Pour quel problème", "Nouveau problème");
  await carnet.type("Quel est le problème", "Toux, 2 semaines");
  await carnet.type("Ce que dit la personne", "pas de fièvre");
  await carnet.axe("une note");
  await carnet.press("Relire et signer");
  await carnet.see("Ce qui sera définitif");
  await carnet.press("Signer");
  await carnet.see("Toux, 2 semaines");
  await carnet.axe("le dossier");
  await carnet.screenshot("18-dossier");
}

async function makeVault(carnet) {
  await carnet.press(/^Pour une clinique/);
  await carnet.type("Votre nom", "Prima Testa");
  await carnet.page.getByRole("radio", { name: "infirmier" }).check({ force: true });
  await carnet.type("Nom court de cet appareil", "Tablette 1");
  await carnet.press("Suivant");
  await carnet.page.getByRole("radio", { name: "La mienne" }).check({ force: true });
  await carnet.type("Votre phrase de passe", PASSPHRASE);
  await carnet.type("La même encore une fois", PASSPHRASE);
  await carnet.press("Suivant");
  await carnet.see("Le code de secours", { role: "heading" });
  const words = await codeWords(carnet);
  await carnet.axe("le code de secours");
  await carnet.press("Je l’ai sur papier");
  const label = (at) => new RegExp(`^\\S+ ${at + 1}$`);
  for (const [at, word] of words.entries()) await carnet.type(label(at), word);
  await carnet.press("Créer le coffre");
}
