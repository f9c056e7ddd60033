package io.lotledger.api.masterdata;

import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.MasterDataCapture;
import io.lotledger.ingest.capture.masterdata.AttributeNames;
import io.lotledger.ingest.capture.rules.MasterDataRules;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Changes to the master data that an organisation maintains itself. Each is a version in the log. */
@Component
public class MasterDataEdits {
    private final MasterDataCapture capture;
    private final DiskReserve reserve;

    MasterDataEdits(MasterDataCapture capture, DiskReserve reserve) {
        this.capture = capture;
        this.reserve = reserve;
    }

    /** A change that breaks rules; nothing was stored. */
    public static final class Refused extends RuntimeException {
        private final transient List<Violation> faults;

        Refused(List<Violation> faults) {
            super(faults.get(0).message());
            this.faults = List.copyOf(faults);
        }

        public List<Violation> faults() {
            return faults;
        }
    }

    /**
     * Sets and removes attributes, and leaves the others.
     *
     * @param uri of the place or product
     * @param removed local names
     * @throws Refused when an attribute or what would be stored as a whole breaks a rule
     */
    public MasterDataCapture.Result merge(
            Caller caller, MasterDataRules rules, String uri, Map<String, List<String>> set, Set<String> removed) {
        List<Violation> faults = rules.reviewEach(set, removed);
        if (!faults.isEmpty()) throw new Refused(faults);
        Map<String, List<String>> stated = AttributeNames.byLocalName(set);
        Set<String> changed = new HashSet<>(stated.keySet());
        changed.addAll(removed);
        return capture.change(target(caller, rules, uri), stated, removed, whole -> {
            List<Violation> ofWhole = rules.reviewWhole(described(whole), changed);
            if (!ofWhole.isEmpty()) throw new Refused(ofWhole);
            reserve.require();
        });
    }

    /** @param attributes by local name; the rules must accept them */
    MasterDataCapture.Result replace(
            Caller caller, MasterDataRules rules, String uri, Map<String, List<String>> attributes) {
        reserve.require();
        return capture.replace(target(caller, rules, uri), attributes);
    }

    private static MasterDataCapture.Target target(Caller caller, MasterDataRules rules, String uri) {
        return new MasterDataCapture.Target(
                caller.organisation(), MasterDataCaptured.changedBy(caller.keyId()), rules.vocabulary(), uri);
    }

    /** What is within a place is no description of it. */
    private static Map<String, List<String>> described(Map<String, List<String>> attributes) {
        Map<String, List<String>> described = new HashMap<>(attributes);
        described.remove(SentMasterData.CHILDREN);
        return described;
    }
}
