// Taking people in, with whatever of the form a journey needs.

/** Takes someone in from any page; `age` in years. Ends in their chart; gives what `signIntake` does. */
export async function register(carnet, { family, given, sex = "Female", age = "34", place, phone, reason, other, more }) {
  await newPerson(carnet);
  await carnet.type("Family name", family);
  await carnet.type("Given name", given);
  if (other) {
    await carnet.press("Other name or script");
    await carnet.type("Family name 2", other[0]);
    await carnet.type("Given name 2", other[1]);
  }
  await carnet.choose("Sex", sex);
  await carnet.type("Age", age);
  if (place || phone) await unfold(carnet);
  if (place) await carnet.type("Camp, village or address", place);
  if (phone) await carnet.type("Phone", phone);
  if (reason) await carnet.type("Why here today", reason);
  await more?.();
  return signIntake(carnet, new RegExp(family));
}

/** A new form, from any page. */
export async function newPerson(carnet) {
  await carnet.go("#/find");
  await carnet.press("Register a new person");
  await carnet.see("New person", { role: "heading" });
}

/** On a phone the questions that can wait are folded away. */
export async function unfold(carnet) {
  const [asked, folded] = [carnet.field("Phone"), carnet.pressable(/^\d+ more questions/)];
  await carnet.act("find the questions that can wait", () => asked.or(folded).first().waitFor());
  if (!(await asked.count())) await folded.click();
}

/** From the form to the chart; gives the chart's number and its address. */
export async function signIntake(carnet, name) {
  await carnet.press("Review and sign");
  await carnet.see("What will be permanent");
  const line = carnet.page.getByRole("listitem").filter({ hasText: "Chart number" });
  const numbers = async () => (await line.innerText()).match(/\w{5}-\d{4}-\w/);
  const [number] = await carnet.until("read the chart's number", numbers, Boolean);
  await carnet.press("Sign");
  await carnet.see(name, { within: "Whose chart this is" });
  return { number, chart: new URL(carnet.page.url()).hash };
}
