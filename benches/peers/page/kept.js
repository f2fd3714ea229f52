// A few small things a store's program has to find again (a random identity, the id of a root), sealed under the run's key
// in a database of their own, as an application beside such a store would keep them.
const open = (name) =>
  new Promise((done, failed) => {
    const request = indexedDB.open(`${name} kept`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("kept");
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
const cipher = (key) => crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);

export async function keep(name, key, thing) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await cipher(key), new TextEncoder().encode(JSON.stringify(thing)));
  const database = await open(name);
  await new Promise((done, failed) => {
    const transaction = database.transaction("kept", "readwrite", { durability: "strict" });
    transaction.objectStore("kept").put({ iv, sealed }, 0);
    transaction.oncomplete = done;
    transaction.onabort = () => failed(transaction.error);
  });
  database.close();
}

export async function kept(name, key) {
  const database = await open(name);
  const { iv, sealed } = await new Promise((done, failed) => {
    const request = database.transaction("kept").objectStore("kept").get(0);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  database.close();
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await cipher(key), sealed)));
}
