package io.lotledger.api.verify;

import io.lotledger.export.chain.Checkpoint;
import io.lotledger.export.chain.EntryLeaf;
import io.lotledger.export.chain.SignedCheckpoint;
import io.lotledger.export.chain.merkle.ConsistencyProof;
import io.lotledger.export.chain.merkle.InclusionProof;
import io.lotledger.export.chain.merkle.MerkleHash;
import io.lotledger.export.chain.merkle.TreeHead;
import io.lotledger.export.proof.Dsse;
import io.lotledger.export.proof.ManifestKey;
import io.lotledger.export.workbook.content.Sha256;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.eventlog.StoredEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** The files of one run: what each of them proves, and whether they agree. */
final class VerifiedFiles {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<PublicKey> keys;
    private final List<String> report = new ArrayList<>();
    private boolean failed;
    /** Digests by organisation and sequence: two checkpoints of one number are two histories. */
    private final Map<String, String> checkpoints = new HashMap<>();

    private final Map<String, Path> workbooks = new HashMap<>();
    private final List<Signed> manifests = new ArrayList<>();
    /** SHA-256 of the document by log position. */
    private final Map<Long, String> provenEvents = new HashMap<>();

    private record Signed(Path file, JsonNode manifest) {}

    VerifiedFiles(List<PublicKey> keys) {
        this.keys = List.copyOf(keys);
    }

    List<String> report() {
        return report;
    }

    boolean isFailed() {
        return failed;
    }

    void add(Path file) throws IOException {
        if (isArchive(file)) {
            workbooks.put(sha256(file), file);
            return;
        }
        try {
            addJson(file);
        } catch (IllegalArgumentException | JacksonException | DateTimeException e) {
            fail(
                    file,
                    "is no readable proof, checkpoints or manifest: " + said(e)
                            + ". Fetch the file again; if the fresh one fails too, tell the operator of the ledger");
        }
    }

    private static boolean isArchive(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == 'P' && in.read() == 'K';
        }
    }

    private void addJson(Path file) throws IOException {
        @Nullable JsonNode whole = whole(file);
        if (whole == null
                || Checkpoint.PAYLOAD_TYPE.equals(whole.path("payloadType").asString(""))) {
            addCheckpoints(file);
        } else if (whole.has("proofs")) {
            addInclusion(file, whole);
        } else if (whole.has("path") && whole.has("from")) {
            addConsistency(file, whole);
        } else if (ManifestKey.PAYLOAD_TYPE.equals(whole.path("payloadType").asString(""))) {
            addManifest(file, whole);
        } else {
            fail(
                    file,
                    "is of no kind that this command knows; give it the answer of GET /audit/proof or /audit/consistency, the file of GET /audit/checkpoints/file, a manifest or a workbook");
        }
    }

    /** Null when the file is not one JSON value but one per line. */
    private static @Nullable JsonNode whole(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return JSON.readTree(in);
        } catch (JacksonException e) {
            return null;
        }
    }

    private void addCheckpoints(Path file) throws IOException {
        long first = 0;
        @Nullable Checkpoint before = null;
        @Nullable String digest = null;
        boolean isSound = true;
        try (MappingIterator<JsonNode> envelopes =
                JSON.readerFor(JsonNode.class).readValues(Files.newInputStream(file))) {
            while (envelopes.hasNext()) {
                SignedCheckpoint signed = SignedCheckpoint.read(envelopes.next());
                Checkpoint checkpoint = signed.checkpoint();
                isSound &= isSigned(file, signed);
                if (before == null) first = checkpoint.sequence();
                else if (!follows(before, digest, checkpoint)) {
                    isSound = false;
                    fail(
                            file,
                            "checkpoint " + checkpoint.sequence() + " does not continue checkpoint " + before.sequence()
                                    + ": one of them was changed, or checkpoints between them are missing");
                }
                before = checkpoint;
                digest = signed.digest();
            }
        }
        if (before == null) fail(file, "contains no checkpoint");
        else if (isSound)
            ok(
                    file,
                    "checkpoints " + first + " to " + before.sequence()
                            + " are signed, and each continues the one before; the last covers "
                            + before.head().size() + " entries, all that were captured until " + before.coveredUntil());
    }

    private static boolean follows(Checkpoint before, @Nullable String digest, Checkpoint next) {
        return next.organisation().equals(before.organisation())
                && next.sequence() == before.sequence() + 1
                && next.previous() != null
                && next.previous().equals(digest)
                && next.head().size() > before.head().size();
    }

    /** Checks the signature, and that no other file shows another checkpoint of this number. */
    private boolean isSigned(Path file, SignedCheckpoint signed) {
        Checkpoint checkpoint = signed.checkpoint();
        if (keys.stream().noneMatch(key -> Dsse.keyId(key).equals(signed.keyId()) && signed.isSignedBy(key))) {
            fail(
                    file,
                    "checkpoint " + checkpoint.sequence()
                            + " has no valid signature by a key that was given with --key");
            return false;
        }
        String known =
                checkpoints.putIfAbsent(checkpoint.organisation() + " " + checkpoint.sequence(), signed.digest());
        if (known == null || known.equals(signed.digest())) return true;
        fail(
                file,
                "checkpoint " + checkpoint.sequence()
                        + " has other content than in another of the files, and both are signed: the ledger was rewritten");
        return false;
    }

    private void addInclusion(Path file, JsonNode body) {
        SignedCheckpoint signed = SignedCheckpoint.read(body.path("checkpoint"));
        if (!isSigned(file, signed)) return;
        expect(file, body, "organisation", signed.checkpoint().organisation());
        expect(file, body, "covered_until", signed.checkpoint().coveredUntil());
        if (body.path("proofs").isEmpty()) fail(file, "contains no proof");
        for (JsonNode proof : body.path("proofs")) addInclusion(file, proof, signed.checkpoint());
    }

    private void addInclusion(Path file, JsonNode proof, Checkpoint checkpoint) {
        if (proof.path("entry").isMissingNode() || proof.path("entry").isNull()) {
            addLeaf(file, proof, checkpoint);
            return;
        }
        StoredEntry entry = entry(proof.path("entry"));
        InclusionProof path = new InclusionProof(
                proof.path("leaf_index").asLong(-1), proof.path("tree_size").asLong(), hashes(proof.path("path")));
        String subject = String.valueOf(EntryLeaf.subject(entry));
        expect(file, proof, "subject", subject);
        expect(file, proof, "leaf_hash", EntryLeaf.of(entry));
        if (!EntryLeaf.organisation(entry).equals(checkpoint.organisation())) {
            fail(file, subject + " belongs to another organisation than checkpoint " + checkpoint.sequence());
        } else if (!path.verifies(EntryLeaf.of(entry), checkpoint.head())) {
            fail(
                    file,
                    "the proof does not hold: " + subject + " is not entry " + path.index() + " below checkpoint "
                            + checkpoint.sequence());
        } else {
            @Nullable String document = EntryLeaf.document(entry);
            if (document != null)
                provenEvents.put(entry.position(), Sha256.hex(document.getBytes(StandardCharsets.UTF_8)));
            ok(
                    file,
                    subject + " is entry " + path.index() + " of the "
                            + checkpoint.head().size()
                            + " below checkpoint " + checkpoint.sequence() + ", which was signed "
                            + checkpoint.signedAt() + "; it was captured " + entry.recordedAt());
        }
    }

    /** A proof for a key that may not read events has no row. */
    private void addLeaf(Path file, JsonNode proof, Checkpoint checkpoint) {
        InclusionProof path = new InclusionProof(
                proof.path("leaf_index").asLong(-1), proof.path("tree_size").asLong(), hashes(proof.path("path")));
        MerkleHash leaf = MerkleHash.parse(proof.path("leaf_hash").asString(""));
        if (path.verifies(leaf, checkpoint.head()))
            ok(
                    file,
                    "the hash " + leaf.hex() + " is that of entry " + path.index() + " of the "
                            + checkpoint.head().size() + " below checkpoint " + checkpoint.sequence()
                            + ", which was signed " + checkpoint.signedAt()
                            + ". The file does not contain the entry, so it does not prove that the entry is "
                            + proof.path("subject").asString(""));
        else
            fail(
                    file,
                    "the proof does not hold: the hash " + leaf.hex() + " is not that of entry " + path.index()
                            + " below checkpoint " + checkpoint.sequence());
    }

    /** A member that repeats what is signed must not say anything else: a reader may trust it. */
    private void expect(Path file, JsonNode body, String member, Object expected) {
        String found = body.path(member).asString("");
        if (!found.equals(expected.toString()))
            fail(file, "says " + member + " '" + found + "', but the signed part says '" + expected + "'");
    }

    private static StoredEntry entry(JsonNode row) {
        return new StoredEntry(
                row.path("position").asLong(),
                row.path("event_identifier").asString(""),
                row.path("aggregate_identifier").asString(""),
                row.path("sequence_number").asLong(),
                row.path("aggregate_type").isString()
                        ? row.path("aggregate_type").asString()
                        : null,
                Instant.parse(row.path("recorded_at").asString("")),
                row.path("payload_type").asString(""),
                row.path("payload_revision").isString()
                        ? row.path("payload_revision").asString()
                        : null,
                Dsse.decoded(row.path("payload").asString("")),
                Dsse.decoded(row.path("meta_data").asString("")));
    }

    private void addConsistency(Path file, JsonNode body) {
        TreeHead from = head(body.path("from"));
        TreeHead to = head(body.path("to"));
        boolean isFromSigned = isSignedHead(file, body, "from", from);
        boolean isToSigned = isSignedHead(file, body, "to", to);
        if (!isFromSigned || !isToSigned) return;
        if (new ConsistencyProof(from.size(), to.size(), hashes(body.path("path"))).verifies(from, to))
            ok(
                    file,
                    "the first " + from.size() + " of the " + to.size()
                            + " entries are unchanged and in the same order");
        else
            fail(
                    file,
                    "the proof does not hold: the first " + from.size() + " of the " + to.size()
                            + " entries were changed");
    }

    private static TreeHead head(JsonNode head) {
        return new TreeHead(
                head.path("tree_size").asLong(),
                MerkleHash.parse(head.path("root_hash").asString("")));
    }

    /** A root without a signature proves nothing. */
    private boolean isSignedHead(Path file, JsonNode body, String which, TreeHead head) {
        JsonNode node = body.path(which);
        if (!node.path("checkpoint").isObject()) {
            fail(
                    file,
                    "no checkpoint covers exactly " + head.size()
                            + " entries, so nothing signed stands behind this proof; request one between sizes that"
                            + " GET /audit/checkpoints lists (tree_size)");
            return false;
        }
        SignedCheckpoint signed = SignedCheckpoint.read(node.path("checkpoint"));
        if (!isSigned(file, signed)) return false;
        expect(file, body, "organisation", signed.checkpoint().organisation());
        if (signed.checkpoint().head().equals(head)) return true;
        fail(
                file,
                "the root_hash for " + head.size() + " entries is not the one that checkpoint "
                        + signed.checkpoint().sequence() + " was signed with");
        return false;
    }

    private static List<MerkleHash> hashes(JsonNode path) {
        return path.valueStream()
                .map(hash -> MerkleHash.parse(hash.asString("")))
                .toList();
    }

    private void addManifest(Path file, JsonNode envelope) {
        byte[] payload = Dsse.decoded(envelope.path("payload").asString(""));
        boolean isSigned = envelope.path("signatures")
                .valueStream()
                .anyMatch(signature -> keys.stream().anyMatch(key -> isSigned(payload, signature, key)));
        if (isSigned) manifests.add(new Signed(file, JSON.readTree(payload)));
        else fail(file, "has no valid signature by a key that was given with --key");
    }

    private static boolean isSigned(byte[] payload, JsonNode signature, PublicKey key) {
        byte[] bytes = Dsse.decoded(signature.path("sig").asString(""));
        return Dsse.keyId(key).equals(signature.path("keyid").asString(""))
                && Dsse.verifies(key, ManifestKey.PAYLOAD_TYPE, payload, bytes);
    }

    /** Compares workbooks with manifests, and manifests with proven events. Call it after the last file. */
    void compare() {
        for (Signed signed : manifests) compare(signed);
        workbooks
                .values()
                .forEach(
                        file -> fail(
                                file,
                                "none of the given manifests is that of this workbook: add its manifest, or the workbook was changed"));
    }

    private void compare(Signed signed) {
        JsonNode manifest = signed.manifest();
        Path workbook = workbooks.remove(manifest.path("sha256").asString(""));
        if (workbook == null) {
            fail(signed.file(), "none of the given workbooks is the one of this manifest: add it, or it was changed");
            return;
        }
        ok(
                workbook,
                "is unchanged: the workbook of export "
                        + manifest.path("job_short_id").asString("")
                        + ", requested " + manifest.path("requested_at").asString("") + ", made from "
                        + manifest.path("events").size() + " events");
        long proven = 0;
        for (JsonNode event : manifest.path("events")) {
            String document = provenEvents.get(event.path("position").asLong());
            if (document == null) continue;
            if (document.equals(event.path("sha256").asString(""))) proven++;
            else
                fail(
                        signed.file(),
                        "names other content of " + event.path("event_id").asString("")
                                + " than the given proof of it");
        }
        if (proven > 0) ok(signed.file(), "the given proofs show " + proven + " of its events, unchanged");
    }

    /** A parser's message without its class names. */
    private static String said(RuntimeException e) {
        return e instanceof JacksonException json ? JsonFaults.located(json) : String.valueOf(e.getMessage());
    }

    private void ok(Path file, String what) {
        report.add("ok    " + file.getFileName() + ": " + what);
    }

    private void fail(Path file, String what) {
        failed = true;
        report.add("FAIL  " + file.getFileName() + ": " + what);
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest sha256 = Sha256.digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) sha256.update(buffer, 0, read);
        }
        return Sha256.hexOf(sha256);
    }
}
