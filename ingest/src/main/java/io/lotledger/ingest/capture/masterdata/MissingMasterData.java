package io.lotledger.ingest.capture.masterdata;

import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gln;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Places and products that a document's events name and nobody has described, neither the document's own header nor earlier
 * master data. Each is told once, at the event that names it first: a partner who never describes anything gets a few
 * warnings per document, not some per event. Bounded, whatever the document: beyond {@link #MOST_TOLD} the rest is counted,
 * and what is named after {@link #MOST_NAMED} others is not asked about.
 */
public final class MissingMasterData {
    static final String RULE = "master-data";
    static final int MOST_TOLD = 100;
    private static final int MOST_NAMED = 10_000;
    private static final int MOST_DESCRIBED = 100_000;

    private static final List<String> CLASSES =
            List.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList");
    private static final List<String> INSTANCES = List.of("epcList", "childEPCs", "inputEPCList", "outputEPCList");

    private final Map<String, Named> named = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> described = new HashSet<>();

    /** @param lot the lot's URI, by which a product may have been described too */
    private record Named(
            int event,
            String place,
            String uri,
            boolean isProduct,
            String key,
            @Nullable String lot) {
        boolean isAmong(Set<String> described) {
            return described.contains(key) || (lot != null && described.contains(lot));
        }
    }

    /** A vocabulary element of the document's own header. */
    public void describe(String id) {
        if (described.size() < MOST_DESCRIBED) described.addAll(DescribedKeyCache.of(id));
    }

    /** What the document's header describes. */
    public Set<String> described() {
        return described;
    }

    public void add(SentEvent sent) {
        JsonNode event = sent.node();
        place(event.path("readPoint").path("id"), sent, ".readPoint.id");
        place(event.path("bizLocation").path("id"), sent, ".bizLocation.id");
        places(event.path("sourceList"), "source", sent, ".sourceList");
        places(event.path("destinationList"), "destination", sent, ".destinationList");
        for (String list : CLASSES) {
            JsonNode quantities = event.path(list);
            for (int i = 0; i < quantities.size(); i++) {
                product(quantities.get(i).path("epcClass"), sent, list, i, ".epcClass");
            }
        }
        for (String list : INSTANCES) {
            JsonNode epcs = event.path(list);
            for (int i = 0; i < epcs.size(); i++) product(epcs.get(i), sent, list, i, "");
        }
    }

    private void places(JsonNode list, String name, SentEvent sent, String at) {
        for (int i = 0; i < list.size(); i++) place(list.get(i).path(name), sent, at + "[" + i + "]." + name);
    }

    private void place(JsonNode value, SentEvent sent, String at) {
        if (!isNew(value)) return;
        String uri = value.stringValue().strip();
        if (CanonicalUri.startsWith(uri, "geo:")) return; // a point on the map describes itself
        String key = Gln.of(uri).map(Gln::value).orElseGet(() -> DescribedKeyCache.canonical(uri));
        name(key, () -> new Named(sent.index(), sent.placeOf(sent.path() + at), uri, false, key, null));
    }

    private void product(JsonNode value, SentEvent sent, String list, int index, String member) {
        if (!isNew(value)) return;
        String uri = value.stringValue().strip();
        DigitalLink link = DigitalLink.parse(uri).orElse(null);
        String gtin = link == null ? null : link.get("01");
        if (link == null || gtin == null) return; // a logistic unit or an asset; another class URI speaks for itself
        String at = "." + list + "[" + index + "]" + member;
        name(
                gtin,
                () -> new Named(
                        sent.index(),
                        sent.placeOf(sent.path() + at),
                        uri,
                        true,
                        gtin,
                        link.get("10") == null ? null : ofLot(gtin, link)));
    }

    private static String ofLot(String gtin, DigitalLink link) {
        Map<String, String> lot = new LinkedHashMap<>();
        lot.put("01", gtin);
        lot.put("10", String.valueOf(link.get("10")));
        return new DigitalLink(lot).canonical();
    }

    /** A quick look before anything is parsed: most events name what others named. */
    private boolean isNew(JsonNode value) {
        if (!value.isString()) return false;
        return seen.size() >= MOST_NAMED || seen.add(value.stringValue());
    }

    private void name(String key, Supplier<Named> first) {
        if (!named.containsKey(key) && named.size() < MOST_NAMED) named.put(key, first.get());
    }

    /** The warnings, by the index of the event they belong to. */
    public Map<Integer, List<Violation>> warnings(UUID organisation, DescribedKeyCache known) {
        if (described.size() >= MOST_DESCRIBED) return Map.of(); // who describes so much is not to be warned
        List<Named> missing = missing(organisation, known);
        Map<Integer, List<Violation>> warnings = new HashMap<>();
        for (int i = 0; i < Math.min(missing.size(), MOST_TOLD); i++) {
            Named one = missing.get(i);
            int more = i == MOST_TOLD - 1 ? missing.size() - MOST_TOLD : 0;
            warnings.computeIfAbsent(one.event, event -> new ArrayList<>()).add(warning(one, more));
        }
        return warnings;
    }

    private List<Named> missing(UUID organisation, DescribedKeyCache known) {
        List<Named> open =
                named.values().stream().filter(one -> !one.isAmong(described)).toList();
        Set<String> keys = new HashSet<>();
        for (Named one : open) {
            keys.add(one.key);
            if (one.lot != null) keys.add(DescribedKeyCache.someLotOf(one.key));
        }
        Set<String> answered = known.among(organisation, keys);
        Set<String> lots = new HashSet<>();
        for (Named one : open) {
            if (one.lot != null && answered.contains(DescribedKeyCache.someLotOf(one.key))) lots.add(one.lot);
        }
        answered.addAll(known.among(organisation, lots));
        return open.stream().filter(one -> !one.isAmong(answered)).toList();
    }

    private static Violation warning(Named one, int more) {
        String what = one.isProduct ? "product" : "place";
        boolean key = one.isProduct || Gln.of(one.uri).isPresent();
        String path = one.isProduct ? "products" : "locations";
        String put = key ? ", or by PUT /masterdata/" + path + "/" + one.key : "";
        String rest = more == 0 ? "" : "; " + more + " more places and products of this document are not described";
        String message =
                "no master data for this " + what + ": describe it in the epcisHeader of a document" + put + rest;
        return new Violation(one.place, RULE, message, one.uri);
    }
}
