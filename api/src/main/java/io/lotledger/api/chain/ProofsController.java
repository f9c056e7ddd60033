package io.lotledger.api.chain;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.export.chain.ChainReader;
import io.lotledger.export.chain.SignedCheckpoint;
import io.lotledger.export.chain.merkle.ConsistencyProof;
import io.lotledger.export.chain.merkle.MerkleHash;
import io.lotledger.export.chain.merkle.MerkleTree;
import io.lotledger.export.chain.merkle.TreeHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proofs over the log of the caller's organisation, to be checked without trust in the server. */
@RestController
@RequestMapping("/epcis/api/2.0/audit")
class ProofsController {
    private final Proofs proofs;
    private final ChainReader chain;

    ProofsController(Proofs proofs, ChainReader chain) {
        this.proofs = proofs;
        this.chain = chain;
    }

    /** That an event and its error declarations are in the log as they were captured; by {@code index} any entry. */
    @GetMapping("/proof")
    ResponseEntity<ProofBody> proof(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String event,
            @RequestParam(required = false) @Nullable Long index)
            throws InterruptedException {
        if ((event == null || event.isBlank()) == (index == null))
            throw ProblemException.unprocessable(
                    "event",
                    "Give either event, an eventID, or index, the number of an entry in the organisation's tree",
                    List.of("event", "index"));
        ProofBody body = index == null
                ? proofs.ofEvent(caller.organisation(), String.valueOf(event), mayReadEvents(caller))
                : proofs.ofLeaf(caller.organisation(), checked(index), mayReadEvents(caller));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private static boolean mayReadEvents(Caller caller) {
        return caller.roles().contains(Role.QUERY) || caller.roles().contains(Role.ADMIN);
    }

    private static long checked(long index) {
        if (index < 0) throw ProblemException.unprocessable("index", "index must be 0 or more", List.of());
        return index;
    }

    /**
     * That nothing was rewritten: the tree at {@code to} begins with the tree at {@code from}.
     *
     * @param to the size of the latest checkpoint unless given
     */
    @GetMapping("/consistency")
    ResponseEntity<ConsistencyBody> consistency(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable Long from,
            @RequestParam(required = false) @Nullable Long to) {
        ConsistencyBody body = consistency(caller.organisation(), from, to);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private ConsistencyBody consistency(UUID organisation, @Nullable Long from, @Nullable Long to) {
        SignedCheckpoint latest = proofs.latest(organisation);
        long size = latest.checkpoint().head().size();
        long later = to == null ? size : to;
        check(from, later, size);
        long earlier = from == null ? later : from;
        MerkleTree tree = chain.tree(organisation, later);
        ConsistencyProof proof = tree.consistency(earlier);
        TreeHead then = tree.earlier(earlier).head();
        return new ConsistencyBody(
                organisation,
                latest.checkpoint().coveredUntil(),
                head(organisation, then),
                head(organisation, tree.head()),
                proof.path().stream().map(MerkleHash::hex).toList());
    }

    /** The answer never proves less than the signature: a root that is not the signed one is refused here. */
    private ConsistencyBody.Head head(UUID organisation, TreeHead head) {
        @Nullable
        SignedCheckpoint signed = chain.ofSize(organisation, head.size()).orElse(null);
        if (signed != null && !signed.checkpoint().head().equals(head))
            throw Proofs.mismatch(
                    "The stored hashes of the first " + head.size() + " entries do not give the root of checkpoint "
                            + signed.checkpoint().sequence());
        return new ConsistencyBody.Head(head.size(), head.root().hex(), signed == null ? null : signed.envelope());
    }

    private static void check(@Nullable Long from, long to, long size) {
        List<Map<String, Object>> errors = new ArrayList<>();
        if (from == null) errors.add(error("from", "from is missing: the tree_size of an earlier checkpoint"));
        else if (from < 1 || from > size)
            errors.add(error(
                    "from",
                    "from must be a tree size from 1 to " + size + ", not " + from
                            + (from > size
                                    ? ". If a checkpoint of that size was signed, entries are gone from the log"
                                    : "")));
        if (to < 1 || to > size)
            errors.add(error(
                    "to",
                    "to must be a tree size from 1 to " + size + ", not " + to
                            + (to > size
                                    ? ". If a checkpoint of that size was signed, entries are gone from the log"
                                    : "")));
        else if (from != null && from > to)
            errors.add(error("to", "to must not be less than from: " + to + " is less than " + from));
        if (errors.isEmpty()) return;
        throw new ProblemException(
                422,
                "epcisException:ValidationException",
                "Unprocessable parameter",
                String.join(
                        ". ",
                        errors.stream()
                                .map(error -> String.valueOf(error.get("message")))
                                .toList()),
                Map.of(
                        "parameter", String.valueOf(errors.get(0).get("parameter")),
                        "allowed", List.of(),
                        "errors", errors));
    }

    private static Map<String, Object> error(String name, String message) {
        return Map.of("parameter", name, "message", message);
    }
}
