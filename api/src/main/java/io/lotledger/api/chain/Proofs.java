package io.lotledger.api.chain;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.export.chain.ChainBrokenException;
import io.lotledger.export.chain.ChainReader;
import io.lotledger.export.chain.EntryLeaf;
import io.lotledger.export.chain.SignedCheckpoint;
import io.lotledger.export.chain.merkle.InclusionProof;
import io.lotledger.export.chain.merkle.MerkleTree;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.eventlog.StoredEntries;
import io.lotledger.ingest.eventlog.StoredEntry;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.index.EventPositions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes inclusion proofs, and verifies each before it leaves. */
@Component
class Proofs {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 50;

    private final ChainReader chain;
    private final StoredEntries log;
    private final EventPositions events;
    private final ReadModels readModels;

    Proofs(ChainReader chain, StoredEntries log, EventPositions events, ReadModels readModels) {
        this.chain = chain;
        this.log = log;
        this.events = events;
        this.readModels = readModels;
    }

    /** @param withEntry whether the caller may read the row, which holds the captured document */
    ProofBody ofEvent(UUID organisation, String sentID, boolean withEntry) throws InterruptedException {
        readModels.await(EventIndexProjection.NAME, readModels.head(), LONGEST_WAIT);
        List<Long> positions = events.of(organisation, sentID);
        String eventID = positions.isEmpty() ? CanonicalUri.eventID(sentID) : sentID;
        if (positions.isEmpty()) positions = events.of(organisation, eventID);
        if (positions.isEmpty())
            throw ProblemException.notFound("No event of your organisation has the eventID '" + eventID
                    + "'. GET /epcis/api/2.0/events lists them");
        awaitCoverage(positions.get(positions.size() - 1));
        SignedCheckpoint signed = latest(organisation);
        MerkleTree tree = tree(organisation, signed);
        List<ProofBody.Proof> proofs = new ArrayList<>();
        for (long position : positions) {
            OptionalLong index = chain.leafAt(organisation, position);
            if (index.isEmpty())
                throw mismatch(
                        position,
                        "The entry of '" + eventID + "' at log position " + position
                                + " is not among those that were covered when they were captured");
            proofs.add(proof(tree, index.getAsLong(), position, signed, withEntry));
        }
        return ProofBody.of(signed, proofs);
    }

    ProofBody ofLeaf(UUID organisation, long index, boolean withEntry) {
        SignedCheckpoint signed = latest(organisation);
        long size = signed.checkpoint().head().size();
        OptionalLong position = chain.positionOf(organisation, index);
        if (index >= size || position.isEmpty())
            throw ProblemException.notFound(
                    "The tree has no leaf " + index + "; its " + size + " leaves are numbered from 0");
        return ProofBody.of(
                signed, List.of(proof(tree(organisation, signed), index, position.getAsLong(), signed, withEntry)));
    }

    private MerkleTree tree(UUID organisation, SignedCheckpoint signed) {
        return chain.tree(organisation, signed.checkpoint().head().size());
    }

    /** @throws ProblemException 404 before the first */
    SignedCheckpoint latest(UUID organisation) {
        return chain.latest(organisation)
                .orElseThrow(() -> ProblemException.notFound(
                        "The organisation has no checkpoint yet; the first follows its first capture within seconds"));
    }

    private void awaitCoverage(long position) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        ChainReader.Progress progress = chain.progress();
        for (; progress.position() < position; progress = chain.progress()) {
            if (System.nanoTime() > deadline)
                throw new ProblemException(
                        503,
                        "urn:lotledger:problem:not-covered-yet",
                        "Not covered yet",
                        "The event is stored, and the hash chain does not cover it yet: it covers everything captured until "
                                + progress.coveredAt() + ". Send the request again in "
                                + ProblemException.RETRY_AFTER_SECONDS + " seconds.",
                        Map.of("covered_until", progress.coveredAt().toString()));
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private ProofBody.Proof proof(
            MerkleTree tree, long index, long position, SignedCheckpoint signed, boolean withEntry) {
        List<StoredEntry> entries = log.stored(position - 1, position).entries();
        if (entries.isEmpty())
            throw mismatch(position, "Entry " + index + ", at log position " + position + ", is gone from the log");
        if (index >= signed.checkpoint().head().size())
            throw mismatch(
                    position,
                    "Entry " + index + ", at log position " + position + ", is not in the tree of checkpoint "
                            + signed.checkpoint().sequence() + ": a later checkpoint is gone");
        InclusionProof proof = tree.inclusion(index);
        if (!proof.verifies(EntryLeaf.of(entries.get(0)), signed.checkpoint().head()))
            throw mismatch(
                    position,
                    "Entry " + index + ", at log position " + position + ", does not match checkpoint "
                            + signed.checkpoint().sequence() + ": the entry or the hashes above it were changed");
        return ProofBody.Proof.of(entries.get(0), proof, withEntry);
    }

    static ProblemException mismatch(ChainBrokenException broken) {
        return mismatch("The hash chain is damaged: " + broken.getMessage());
    }

    static ProblemException mismatch(String what) {
        return mismatch(what, Map.of());
    }

    private static ProblemException mismatch(long position, String what) {
        return mismatch(what, Map.of("log_position", position));
    }

    private static ProblemException mismatch(String what, Map<String, Object> members) {
        return new ProblemException(
                409,
                "urn:lotledger:problem:chain-mismatch",
                "The log does not match its hash chain",
                what
                        + ". Tell the operator of the server, and quote this answer. GET /audit/checks shows the last comparison"
                        + " of the whole log and what to do about each difference; an operator starts another with POST"
                        + " /audit/checks.",
                members);
    }
}
