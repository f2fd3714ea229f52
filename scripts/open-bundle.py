#!/usr/bin/env python3
"""Opens a Carnet bundle without Carnet and checks everything in it: open-bundle.py FILE [PASSPHRASE]

Without PASSPHRASE it is asked for, so that it stands in no history of commands. Uses only common libraries (scripts/requirements.txt). docs/bundle-format.md describes the format.
Exits with 0 and prints each chart's counts and digest, or with 1 and a sentence that says what is wrong.
"""

import base64
import getpass
import gzip
import hashlib
import io
import json
import sys
import unicodedata
import zipfile

try:
    import cbor2
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from jwcrypto import jwa, jwe, jwk, jws
    from jwcrypto.common import JWException
except ImportError as missing:
    sys.exit(f"This Python lacks {missing.name}. Install what it needs: python3 -m pip install cbor2 cryptography jwcrypto")

FORMAT = 1
PART_BYTES = 8 << 20
MIN_ROUNDS, MAX_ROUNDS = 1_000, 1_200_000
DOCUMENT, PAPER_WITHIN = 10, {1: 10, 13: 0}  # kinds of statements; of a demographic item the photo, of a citation the file
ENTRY, CREDENTIAL = ("application/vnd.carnet.%s+cbor" % kind for kind in ("entry", "credential"))


class Refused(Exception):
    """What is wrong, in a sentence."""


def check(holds, sentence):
    if not holds:
        raise Refused(sentence)


def sha256(data):
    return hashlib.sha256(data).digest()


# --- the file: a ZIP of JWEs ---

def open_zip(path, wrapped=2):
    with zipfile.ZipFile(path) as bundle:
        infos = bundle.infolist()
        names = [info.filename for info in infos]
        check(len(names) == len(set(names)), "The file holds two parts of one name.")
        check(all(stays_inside(name) for name in names), "The file names a part outside itself.")
        total = sum(info.file_size for info in infos)
        swollen = any(i.file_size > 1 << 20 and i.file_size > 100 * i.compress_size for i in infos)
        check(total <= 512 << 20 and not swollen, "The file unpacks to more than it may.")
        packed = {plain(name): name for name in names if not name.endswith("/") and not added(plain(name))}
        folders = [n[: -len("manifest.json")] for n in packed if n.split("/")[-1].lower() == "manifest.json"]
        folders = [f for f in folders if any(n.lower() == f.lower() + "key.jwe" for n in packed)]
        check(len(folders) < 2, "The file holds more than one bundle.")
        inner = [packed[n] for n in packed if n.lower().endswith(".zip")]
        if not folders and len(inner) == 1 and wrapped:
            return open_zip(io.BytesIO(bundle.read(inner[0])), wrapped - 1)
        check(folders, "The file is not a Carnet bundle.")
        folder = folders[0]
        return {n[len(folder):]: bundle.read(packed[n]) for n in packed if n.startswith(folder)} | {
            n.split("/")[-1].lower(): bundle.read(packed[n])
            for n in packed
            if n.lower() in (folder.lower() + "manifest.json", folder.lower() + "key.jwe")
        }


def plain(name):
    """A name as any program writes it: its steps from the top."""
    return "/".join(step for step in name.replace("\\", "/").split("/") if step not in ("", "."))


def stays_inside(name):
    rooted = name[:1] in ("/", "\\") or name[1:2] == ":"
    return bool(name) and not rooted and ".." not in name.replace("\\", "/").split("/")


def added(name):
    """What a computer adds by itself when it packs a folder."""
    also = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini", ".directory"}
    return any(step.startswith("._") or step.lower() in also for step in name.split("/"))


def read_manifest(parts):
    manifest = json.loads(parts["manifest.json"])
    check(manifest.get("kind") == "carnet-bundle", "The file is not a Carnet bundle.")
    check(manifest["format"] <= FORMAT, f"The file has format {manifest['format']}; this reads up to {FORMAT}.")
    by_hash = {sha256(data).hex(): data for data in parts.values()}
    for listed in manifest["parts"]:
        # Packed again under another name, a part is known by its hash.
        data = parts.setdefault(listed["name"], by_hash.get(listed["sha256"]))
        check(data is not None, f"Part {listed['name']} is missing.")
        same = len(data) == listed["size"] and sha256(data).hex() == listed["sha256"]
        check(same, f"Part {listed['name']} is not what the file's list says.")
    return [listed["name"] for listed in manifest["parts"]]


def open_key(data, passphrase):
    jwa.default_max_pbkdf2_iterations = MAX_ROUNDS
    normal = " ".join(unicodedata.normalize("NFKC", passphrase).split())
    message = jwe.JWE(algs=["PBES2-HS512+A256KW", "A256GCM"])
    message.deserialize(data.decode())
    for recipient in message.objects["recipients"]:
        header = json.loads(recipient.get("header", "{}"))
        rounds = header.get("p2c", MIN_ROUNDS)
        check(MIN_ROUNDS <= rounds <= MAX_ROUNDS, "The file asks for an unreasonable amount of work to open.")
    try:
        message.decrypt(jwk.JWK.from_password(normal))
    except JWException:
        raise Refused("That passphrase does not open this file, or its key is damaged.") from None
    key = json.loads(message.payload)
    check(key["format"] <= FORMAT, f"The file has format {key['format']}; this reads up to {FORMAT}.")
    return key


def open_part(name, data, key):
    message = jwe.JWE(algs=["dir", "A256GCM"])
    try:
        message.deserialize(data.decode(), jwk.JWK(kty="oct", k=key))
    except JWException:
        raise Refused(f"Part {name} does not decrypt.") from None
    with gzip.GzipFile(fileobj=io.BytesIO(message.payload)) as packed:
        plain = packed.read(PART_BYTES + 1)
    check(len(plain) <= PART_BYTES, f"Part {name} unpacks to more than it may.")
    return plain


def items(sequence):
    """Each item of a CBOR sequence: its bytes and its value."""
    stream = io.BytesIO(sequence)
    while (start := stream.tell()) < len(sequence):
        # Read from memory byte for byte, so that the position after an item is where it ends.
        value = cbor2.load(stream)
        yield sequence[start:stream.tell()], value


# --- what is signed: COSE_Sign1 with Ed25519 ---

class Signed:
    def __init__(self, data, value):
        check(isinstance(value, cbor2.CBORTag) and value.tag == 18, "An item is no COSE_Sign1.")
        self.bytes = data
        self.id = sha256(data)
        self.protected, unprotected, payload, self.signature = value.value
        header = cbor2.loads(self.protected)
        check(header.get(1) == -8 and not unprotected, "An item is signed in an unknown way.")
        check(cbor2.dumps(value, canonical=True) == data, "An item is not in deterministic CBOR.")
        self.kind, self.signer, self.payload = header[3], header[4], payload
        self.body = cbor2.loads(payload)

    def verify(self, public_key):
        check(thumbprint(public_key) == self.signer, "An item names another key than its signer's.")
        message = cbor2.dumps(["Signature1", self.protected, b"", self.payload])
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(self.signature, message)
        except InvalidSignature:
            raise Refused(f"The signature of {self.id.hex()} does not match.") from None


def thumbprint(public_key):
    """COSE key thumbprint, RFC 9679."""
    return sha256(cbor2.dumps({1: 1, -1: 6, -2: public_key}, canonical=True))


def check_credentials(credentials):
    """Each credential is signed by an administrator of its vault; the first by itself."""
    trusted, waiting = {}, list(credentials)
    while waiting:
        left = []
        for one in waiting:
            vault, key, administrator = one.body[1], one.body[5], one.body[8]
            if thumbprint(key) == one.signer and administrator:
                one.verify(key)
            else:
                issuers = [t for t in trusted.values() if t.body[8] and t.body[1] == vault]
                issuer = next((t for t in issuers if thumbprint(t.body[5]) == one.signer), None)
                if issuer is None:
                    left.append(one)
                    continue
                one.verify(issuer.body[5])
            trusted[one.id] = one
        check(len(left) < len(waiting), "A credential leads to no administrator of its vault.")
        waiting = left
    return trusted


def check_entry(entry, trusted, charts):
    header = entry.body[0]
    check(header[0] <= FORMAT, f"Entry {entry.id.hex()} was written by a newer version.")
    author = trusted.get(header[9])
    check(author is not None, f"The author's credential of {entry.id.hex()} is missing.")
    check(author.body[1] == header[1], f"The author of {entry.id.hex()} is of another vault.")
    entry.verify(author.body[5])
    check(header[2].hex() in charts, f"Entry {entry.id.hex()} belongs to a chart the file does not list.")


# --- chains and digests ---

def check_chains(entries, whole):
    feeds = {}
    for entry in entries.values():
        header = entry.body[0]
        owner = (header[3], entry.signer, header[11])
        check(feeds.setdefault(header[4], owner) == owner, "A feed has entries of two authors.")
        sequence, previous = header[5], header.get(6)
        check((sequence == 0) == (previous is None), f"The chain of {entry.id.hex()} does not match.")
        if previous is None:
            continue
        before = entries.get(previous)
        check(before is not None or not whole, f"The entry before {entry.id.hex()} is missing.")
        if before is not None:
            follows = before.body[0][4] == header[4] and before.body[0][5] + 1 == sequence
            check(follows, f"The chain of {entry.id.hex()} does not match.")


def chart_digest(entries):
    # An entry continues its own feed only: one author's, on one device.
    feed = lambda entry: (entry.body[0][4], entry.body[0][3], entry.signer, entry.body[0][11])
    continued = {(feed(entry), entry.body[0].get(6)) for entry in entries.values()}
    heads = {}
    for entry in entries.values():
        compartment = heads.setdefault(entry.body[0][3], [])
        if (feed(entry), entry.id) not in continued:
            compartment.append([entry.body[0][4], entry.body[0][5], entry.id])
    digests = [[number, sha256(cbor2.dumps(sorted(heads[number])))] for number in sorted(heads)]
    return sha256(cbor2.dumps(digests))


def short(digest):
    return "-".join(digest[i:i + 2].hex().upper() for i in range(0, 10, 2))


# --- all together ---

def read_record(parts, names, keys):
    signed = []
    for name in names:
        if name.startswith("record/"):
            signed += [Signed(*item) for item in items(open_part(name, parts[name], keys["record"]))]
    credentials = [one for one in signed if one.kind == CREDENTIAL]
    entries = {one.id: one for one in signed if one.kind == ENTRY}
    check(len(credentials) + len([s for s in signed if s.kind == ENTRY]) == len(signed), "An item is of no known kind.")
    return credentials, entries


def read_attachments(parts, names, keys):
    chunks = {}
    for name in names:
        if name.startswith("att/"):
            for _, (blob, chunk, count, data) in items(open_part(name, parts[name], keys["att"])):
                check(chunks.setdefault(blob, (count, {}))[0] == count, "An attachment contradicts itself.")
                chunks[blob][1][chunk] = data
    for blob, (count, found) in chunks.items():
        check(sorted(found) == list(range(count)), f"Attachment {blob.hex()} is not whole.")
    return {blob: b"".join(found[i] for i in sorted(found)) for blob, (_, found) in chunks.items()}


def documents(entry):
    """What an entry says of papers: photos, filed papers, files kept as received."""
    for kind, body in entry.body[1]:
        content = body.get(4)
        if kind == DOCUMENT:
            yield content
        elif kind in PAPER_WITHIN and content[0] == PAPER_WITHIN[kind]:
            yield content[1][0]


def check_papers(entries, attachments):
    for entry in entries.values():
        for paper in documents(entry):
            data = attachments.get(paper[2])
            check(data is not None, f"A paper that entry {entry.id.hex()} names is not in the file.")
            same = len(data) == paper[3] and sha256(data) == paper[4]
            check(same, f"A paper is not what entry {entry.id.hex()} says of it.")


def check_claims(token, trusted, parts):
    message = jws.JWS()
    message.deserialize(token)
    signer = bytes.fromhex(json.loads(message.objects["protected"])["kid"])
    author = next((t for t in trusted.values() if thumbprint(t.body[5]) == signer), None)
    check(author is not None, "The file is signed by nobody it carries a credential of.")
    x = base64.urlsafe_b64encode(author.body[5]).rstrip(b"=").decode()
    try:
        message.allowed_algs = ["EdDSA"]
        message.verify(jwk.JWK(kty="OKP", crv="Ed25519", x=x))
    except JWException:
        raise Refused("The signature over the whole file does not match.") from None
    claims = json.loads(message.payload)
    check(trusted.get(bytes.fromhex(claims["exporter"])) is not None, "The exporter's credential is missing.")
    check(thumbprint(trusted[bytes.fromhex(claims["exporter"])].body[5]) == signer, "Somebody else signed the file.")
    check(claims["manifest"] == sha256(parts["manifest.json"]).hex(), "The list of parts is not the signed one.")
    return claims


def main(path, passphrase):
    parts = open_zip(path)
    names = read_manifest(parts)
    key = open_key(parts["key.jwe"], passphrase)
    credentials, entries = read_record(parts, names, key["keys"])
    trusted = check_credentials(credentials)
    claims = check_claims(key["signed"], trusted, parts)
    charts = {claim["chart"]: claim for claim in claims["charts"]}
    for entry in entries.values():
        check_entry(entry, trusted, charts)
    attachments = read_attachments(parts, names, key["keys"])
    check_papers(entries, attachments)

    exporter = trusted[bytes.fromhex(claims["exporter"])].body
    print(f"Made by {exporter[3]}, {exporter[4]}. Credentials: {len(trusted)}. Attachments: {len(attachments)}.")
    for chart, claim in charts.items():
        own = {i: e for i, e in entries.items() if e.body[0][2].hex() == chart}
        check_chains(own, claim["whole"])
        digest = chart_digest(own)
        check(digest.hex() == claim["digest"], f"The entries of chart {chart} are not those that were signed.")
        print(f"chart {chart}  {len(own)} entries  {'whole' if claim['whole'] else 'part'}  {short(digest)}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    try:
        main(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else getpass.getpass("Passphrase of the file: "))
    except Refused as refused:
        sys.exit(str(refused))
    except (zipfile.BadZipFile, JWException, ValueError, KeyError, TypeError, IndexError, EOFError, OSError) as error:
        sys.exit(f"The file is damaged or no Carnet bundle: {error}")
