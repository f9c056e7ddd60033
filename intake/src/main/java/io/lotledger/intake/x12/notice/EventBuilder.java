package io.lotledger.intake.x12.notice;

import io.lotledger.ingest.epcis.identifier.PercentEncoding;
import io.lotledger.intake.x12.X12Place;
import io.lotledger.intake.x12.element.Goods;
import io.lotledger.intake.x12.element.Moment;
import io.lotledger.intake.x12.element.NoticeContext;
import io.lotledger.intake.x12.element.X12Party;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds one event, and remembers which segment each part comes from. */
final class EventBuilder {
    private final NoticeContext notice;
    private final ObjectNode event = JsonNodeFactory.instance.objectNode();
    private final Map<String, X12Place> places = new HashMap<>();
    private List<String> key = List.of();

    EventBuilder(NoticeContext notice, String type, String action, String bizStep, String disposition) {
        this.notice = notice;
        event.put("type", type);
        event.put("action", action);
        event.put("bizStep", bizStep);
        event.put("disposition", disposition);
    }

    /** What identifies the event within the notice. Its eventID is set when the whole set is read. */
    EventBuilder id(List<String> parts) {
        key = notice.recordKey(parts);
        event.put("eventID", "");
        return this;
    }

    EventBuilder at(Moment moment) {
        event.put("eventTime", moment.eventTime());
        event.put("eventTimeZoneOffset", moment.offset());
        places.put(".eventTime", notice.set().place(moment.segment(), moment.element()));
        return this;
    }

    EventBuilder parent(NoticeUnit unit) {
        event.put("parentID", unit.uri());
        return this;
    }

    /** @param field {@code epcList} or {@code childEPCs} */
    EventBuilder units(String field, Collection<NoticeUnit> units) {
        if (units.isEmpty()) return this;
        ArrayNode list = event.putArray(field);
        units.forEach(unit -> {
            places.put("." + field + "[" + list.size() + "]", notice.set().place(unit.named(), 2));
            list.add(unit.uri());
        });
        return this;
    }

    /** @param field {@code quantityList} or {@code childQuantityList} */
    EventBuilder goods(String field, List<Goods> goods) {
        if (goods.isEmpty()) return this;
        ArrayNode list = event.putArray(field);
        for (Goods one : goods) {
            String at = "." + field + "[" + list.size() + "]";
            places.put(at, notice.set().place(one.named(), 0));
            places.put(at + ".quantity", notice.set().place(one.counted(), 0));
            places.put(at + ".uom", notice.set().place(one.counted(), 0));
            list.addObject()
                    .put("epcClass", one.epcClass())
                    .put("quantity", plain(one.quantity()))
                    .put("uom", one.uom());
        }
        return this;
    }

    /** 30 and not 3E+1; 40.5 and not 40.50. */
    private static BigDecimal plain(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    EventBuilder readPoint(X12Party place) {
        event.putObject("readPoint").put("id", place.uri());
        return this;
    }

    EventBuilder bizLocation(X12Party place) {
        event.putObject("bizLocation").put("id", place.uri());
        return this;
    }

    EventBuilder sources(Collection<X12Party> places, Optional<X12Party> owner) {
        return ends("source", places, owner);
    }

    EventBuilder destinations(Collection<X12Party> places, Optional<X12Party> owner) {
        return ends("destination", places, owner);
    }

    private EventBuilder ends(String end, Collection<X12Party> places, Optional<X12Party> owner) {
        Optional<String> owning = owner.flatMap(X12Party::ownerUri);
        if (places.isEmpty() && owning.isEmpty()) return this;
        ArrayNode list = event.putArray(end + "List");
        places.forEach(place -> list.addObject().put("type", "location").put(end, place.uri()));
        owning.ifPresent(uri -> list.addObject().put("type", "owning_party").put(end, uri));
        return this;
    }

    /** @param issuer names the party whose numbers they are: a GLN, or the sender's code where there is none */
    EventBuilder documents(Collection<BusinessDocument> documents, Issuers issuer) {
        if (documents.isEmpty()) return this;
        ArrayNode list = event.putArray("bizTransactionList");
        for (BusinessDocument document : documents) {
            list.addObject()
                    .put("type", document.type())
                    .put(
                            "bizTransaction",
                            "urn:epcglobal:cbv:bt:" + issuer.of(document) + ":"
                                    + PercentEncoding.encode(document.number()));
        }
        return this;
    }

    MappedEvent from(X12Place place) {
        return new MappedEvent(event, key, place, places);
    }
}
