import { limit } from "./limit.js";

export const about = {
  name: "limit, signed",
  packages: [],
  signed: true,
  signatures: "Ed25519, one an act, made and verified",
  encryption: "AES-256-GCM (WebCrypto), one key, a chart a value",
  durability: "strict",
  search: "by hand: a pass over the words of everybody, in memory",
};
export const { open, openAndUnlock } = limit(true);
