export const title = "over plain http the page explains itself instead of staying blank";
export const online = true;
export const host = { name: "carnet.test", headers: false };

export default async function (carnet) {
  await carnet.open();
  await carnet.see("came over plain http");
  await carnet.notSee("Opening.");
  await carnet.axe("the explanation of plain http");
}
