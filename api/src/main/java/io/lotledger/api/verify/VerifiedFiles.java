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
            fail(file, "cannot be read as a proof, checkpoints or a manifest: " + e.getMessage());
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
            fail(file, "is neither a proof, nor checkpoints, nor a manifest, nor a workbook");
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
        long count = 0;
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
                            "checkpoint " + checkpoint.sequence() + " does not follow checkpoint " + before.sequence());
                }
                before = checkpoint;
                digest = signed.digest();
                count++;
            }
        }
        if (before == null) fail(file, "has no checkpoint");
        else if (isSound)
            ok(
                    file,
                    count + " checkpoints form a chain from checkpoint " + first + " up to checkpoint "
                            + before.sequence() + ", "
                            + before.head().size() + " entries captured until " + before.coveredUntil());
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
            fail(file, "checkpoint " + checkpoint.sequence() + " carries no signature of the given key");
            return false;
        }
        String known =
                checkpoints.putIfAbsent(checkpoint.organisation() + " " + checkpoint.sequence(), signed.digest());
        if (known == null || known.equals(signed.digest())) return true;
        fail(
                file,
                "checkpoint " + checkpoint.sequence()
                        + " was signed with other content in another file: the ledger was rewritten");
        return false;
    }

    private void addInclusion(Path file, JsonNode body) {
        SignedCheckpoint signed = SignedCheckpoint.read(body.path("checkpoint"));
        if (!isSigned(file, signed)) return;
        expect(file, body, "organisation", signed.checkpoint().organisation());
        expect(file, body, "covered_until", signed.checkpoint().coveredUntil());
        if (body.path("proofs").isEmpty()) fail(file, "has no proof");
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
            fail(file, subject + " is of another organisation than the checkpoint");
        } else if (!path.verifies(EntryLeaf.of(entry), checkpoint.head())) {
            fail(
                    file,
                    subject + " is not entry " + path.index() + " of the tree of checkpoint " + checkpoint.sequence());
        } else {
            @Nullable String document = EntryLeaf.document(entry);
            if (document != null)
                provenEvents.put(entry.position(), Sha256.hex(document.getBytes(StandardCharsets.UTF_8)));
            ok(
                    file,
                    subject + " is entry " + path.index() + " of "
                            + checkpoint.head().size() + ", captured "
                            + entry.recordedAt() + ", in checkpoint " + checkpoint.sequence() + " signed "
                            + checkpoint.signedAt());
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
                    "leaf " + leaf.hex() + " is entry " + path.index() + " of "
                            + checkpoint.head().size() + ", in checkpoint " + checkpoint.sequence() + " signed "
                            + checkpoint.signedAt()
                            + "; the row itself is not in the proof, so nothing shows that it is "
                            + proof.path("subject").asString(""));
        else
            fail(
                    file,
                    "leaf " + leaf.hex() + " is not entry " + path.index() + " of the tree of checkpoint "
                            + checkpoint.sequence());
    }

    /** A member that repeats what is signed must not say anything else: a reader may trust it. */
    private void expect(Path file, JsonNode body, String member, Object expected) {
        String found = body.path(member).asString("");
        if (!found.equals(expected.toString()))
            fail(file, "says that " + member + " is '" + found + "', and what is signed says " + expected);
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
            ok(file, "the first " + from.size() + " of " + to.size() + " entries are unchanged and in order");
        else fail(file, "the tree of " + to.size() + " entries does not begin with the tree of " + from.size());
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
                    "no checkpoint was signed for the tree of " + head.size()
                            + " entries; ask for sizes that checkpoints have");
            return false;
        }
        SignedCheckpoint signed = SignedCheckpoint.read(node.path("checkpoint"));
        if (!isSigned(file, signed)) return false;
        expect(file, body, "organisation", signed.checkpoint().organisation());
        if (signed.checkpoint().head().equals(head)) return true;
        fail(
                file,
                "the root of " + head.size() + " entries is not that of checkpoint "
                        + signed.checkpoint().sequence());
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
        else fail(file, "carries no signature of the given key");
    }

    private static boolean isSigned(byte[] payload, JsonNode signature, PublicKey key) {
        byte[] bytes = Dsse.decoded(signature.path("sig").asString(""));
        return Dsse.keyId(key).equals(signature.path("keyid").asString(""))
                && Dsse.verifies(key, ManifestKey.PAYLOAD_TYPE, payload, bytes);
    }

    /** Compares workbooks with manifests, and manifests with proven events. Call it after the last file. */
    void compare() {
        for (Signed signed : manifests) compare(signed);
        workbooks.values().forEach(file -> fail(file, "no manifest among the files names its SHA-256"));
    }

    private void compare(Signed signed) {
        JsonNode manifest = signed.manifest();
        Path workbook = workbooks.remove(manifest.path("sha256").asString(""));
        if (workbook == null) {
            fail(signed.file(), "no workbook among the files has the SHA-256 that it names");
            return;
        }
        ok(
                workbook,
                "is the workbook of export " + manifest.path("job_short_id").asString("") + ", requested "
                        + manifest.path("requested_at").asString("") + " from "
                        + manifest.path("events").size() + " events");
        long proven = 0;
        for (JsonNode event : manifest.path("events")) {
            String document = provenEvents.get(event.path("position").asLong());
            if (document == null) continue;
            if (document.equals(event.path("sha256").asString(""))) proven++;
            else
                fail(
                        signed.file(),
                        "was drawn from another version of "
                                + event.path("event_id").asString("") + " than the log holds");
        }
        if (proven > 0) ok(signed.file(), proven + " of its events are those of the given proofs");
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
