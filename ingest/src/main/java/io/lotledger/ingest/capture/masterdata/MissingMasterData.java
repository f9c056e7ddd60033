package io.lotledger.ingest.capture.masterdata;

import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.TextLot;
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
 * Places and products that a document's events name and no master data describes, neither the document's header nor
 * earlier master data. Each is reported once, at the first event that names it. A partner without master data thus gets
 * a few warnings per document, not several per event. Memory is bounded: beyond {@link #MAX_WARNINGS} the rest is
 * counted, and names after the first {@link #MAX_NAMED} are not looked up.
 */
public final class MissingMasterData {
    static final String RULE = "master-data";
    static final int MAX_WARNINGS = 100;
    private static final int MAX_NAMED = 10_000;
    private static final int MAX_DESCRIBED = 100_000;

    private static final List<String> QUANTITY_LISTS =
            List.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList");
    private static final List<String> EPC_LISTS = List.of("epcList", "childEPCs", "inputEPCList", "outputEPCList");

    private final Map<String, Named> named = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> described = new HashSet<>();

    /** @param lot URI of the lot, which may also be described */
    private record Named(
            int event,
            String place,
            String uri,
            boolean isProduct,
            String key,
            @Nullable String lot) {
        boolean isDescribedBy(Set<String> described) {
            return described.contains(key) || (lot != null && described.contains(lot));
        }
    }

    /** Adds a vocabulary element of the document's header. */
    public void describe(String id) {
        if (TextLot.code(id).isPresent()) return; // no event lacks the description of such a lot
        if (described.size() < MAX_DESCRIBED) described.addAll(DescribedKeyCache.keysOf(id));
    }

    /** The keys that the document's header describes. */
    public Set<String> described() {
        return described;
    }

    public void add(SentEvent sent) {
        JsonNode event = sent.node();
        addPlace(event.path("readPoint").path("id"), sent, ".readPoint.id");
        addPlace(event.path("bizLocation").path("id"), sent, ".bizLocation.id");
        addPlaces(event.path("sourceList"), "source", sent, ".sourceList");
        addPlaces(event.path("destinationList"), "destination", sent, ".destinationList");
        for (String list : QUANTITY_LISTS) {
            JsonNode quantities = event.path(list);
            for (int i = 0; i < quantities.size(); i++) {
                addProduct(quantities.get(i).path("epcClass"), sent, list, i, ".epcClass");
            }
        }
        for (String list : EPC_LISTS) {
            JsonNode epcs = event.path(list);
            for (int i = 0; i < epcs.size(); i++) addProduct(epcs.get(i), sent, list, i, "");
        }
    }

    private void addPlaces(JsonNode list, String name, SentEvent sent, String at) {
        for (int i = 0; i < list.size(); i++) addPlace(list.get(i).path(name), sent, at + "[" + i + "]." + name);
    }

    private void addPlace(JsonNode value, SentEvent sent, String at) {
        String uri = sent.context().expand(value.asString("").strip());
        if (!isNew(value, uri)) return;
        if (CanonicalUri.startsWith(uri, "geo:")) return; // a geo URI describes itself
        String key = Gln.of(uri).map(Gln::value).orElseGet(() -> DescribedKeyCache.canonical(uri));
        name(key, () -> new Named(sent.index(), sent.placeOf(sent.path() + at), uri, false, key, null));
    }

    private void addProduct(JsonNode value, SentEvent sent, String list, int index, String member) {
        String uri = sent.context().expand(value.asString("").strip());
        if (!isNew(value, uri)) return;
        DigitalLink link = DigitalLink.parse(uri).orElse(null);
        String gtin = link == null ? null : link.tradeItem().map(Gtin::value).orElse(null);
        if (link == null || gtin == null) return; // a logistic unit, an asset, or another class URI
        String at = "." + list + "[" + index + "]" + member;
        name(
                gtin,
                () -> new Named(
                        sent.index(),
                        sent.placeOf(sent.path() + at),
                        uri,
                        true,
                        gtin,
                        link.get("10") == null ? null : lotUri(gtin, link)));
    }

    private static String lotUri(String gtin, DigitalLink link) {
        Map<String, String> lot = new LinkedHashMap<>();
        lot.put("01", gtin);
        lot.put("10", String.valueOf(link.get("10")));
        return new DigitalLink(lot).canonical();
    }

    /** A cheap check before parsing; most events repeat names of earlier ones. */
    private boolean isNew(JsonNode value, String uri) {
        if (!value.isString()) return false;
        return seen.size() >= MAX_NAMED || seen.add(uri);
    }

    private void name(String key, Supplier<Named> first) {
        if (!named.containsKey(key) && named.size() < MAX_NAMED) named.put(key, first.get());
    }

    /** The warnings by event index. */
    public Map<Integer, List<Violation>> warnings(UUID organisation, DescribedKeyCache known) {
        if (described.size() >= MAX_DESCRIBED)
            return Map.of(); // the set is cut off, so it cannot prove that anything is missing
        List<Named> missing = missing(organisation, known);
        Map<Integer, List<Violation>> warnings = new HashMap<>();
        for (int i = 0; i < Math.min(missing.size(), MAX_WARNINGS); i++) {
            Named one = missing.get(i);
            int more = i == MAX_WARNINGS - 1 ? missing.size() - MAX_WARNINGS : 0;
            warnings.computeIfAbsent(one.event, event -> new ArrayList<>()).add(warning(one, more));
        }
        return warnings;
    }

    private List<Named> missing(UUID organisation, DescribedKeyCache known) {
        List<Named> candidates = named.values().stream()
                .filter(one -> !one.isDescribedBy(described))
                .toList();
        Set<String> keys = new HashSet<>();
        for (Named one : candidates) {
            keys.add(one.key);
            if (one.lot != null) keys.add(DescribedKeyCache.someLotOf(one.key));
        }
        Set<String> describedKeys = known.describedAmong(organisation, keys);
        Set<String> lots = new HashSet<>();
        for (Named one : candidates) {
            if (one.lot != null && describedKeys.contains(DescribedKeyCache.someLotOf(one.key))) lots.add(one.lot);
        }
        describedKeys.addAll(known.describedAmong(organisation, lots));
        return candidates.stream()
                .filter(one -> !one.isDescribedBy(describedKeys))
                .toList();
    }

    private static Violation warning(Named one, int more) {
        String kind = one.isProduct ? "product" : "place";
        boolean key = one.isProduct || Gln.of(one.uri).isPresent();
        String path = one.isProduct ? "products" : "locations";
        String putHint = key ? ", or by PUT /masterdata/" + path + "/" + one.key : "";
        String moreHint = more == 0 ? "" : "; " + more + " more places and products of this document are not described";
        String message = "no master data for this " + kind + ": describe it in the epcisHeader of a document" + putHint
                + moreHint;
        return new Violation(one.place, RULE, message, one.uri);
    }
}
