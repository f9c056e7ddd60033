package io.lotledger.api.lots.contacts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.answers.WhoToCall.Line;
import io.lotledger.projections.cte.answers.WhoToCall.Role;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.lots.LotDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Contacts in the form of the HTTP contract. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ContactsBody(String lotId, String direction, AsOfBody asOf, List<ContactBody> contacts) {

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AsOfBody(long logPosition, @Nullable Instant recordTime) {}

    /**
     * @param shipmentNamesIt false for a place that received a lot though no shipment of it names it
     * @param firstDate at the place of the event
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ContactBody(
            String role,
            boolean shipmentNamesIt,
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone,
            AddressBody address,
            LocalDate firstDate,
            LocalDate lastDate,
            List<LotBody> lots) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AddressBody(
            @Nullable String street,
            @Nullable String city,
            @Nullable String state,
            @Nullable String zip,
            @Nullable String country) {}

    /**
     * @param lotId null for a unit without a lot, as are the class and the code
     * @param epc the unit or serial that was made of the lot while no event says of which lot it is; null for a lot
     * @param quantity null where an event has no number
     * @param unit in words
     * @param events number of events
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LotBody(
            @Nullable String lotId,
            @JsonProperty("class") @Nullable String lotClass,
            @Nullable String tlc,
            @Nullable String productName,
            @Nullable String epc,
            @Nullable BigDecimal quantity,
            @Nullable String unit,
            long events,
            LocalDate firstDate,
            LocalDate lastDate) {}

    static ContactsBody of(
            Trace trace, @Nullable Instant recordTime, List<Contact> contacts, Map<String, LotDescription> lotsByUri) {
        UUID organisation = trace.seed().organisation();
        return new ContactsBody(
                trace.seed().shortId(),
                trace.direction().word(),
                new AsOfBody(trace.logPosition(), recordTime),
                contacts.stream()
                        .map(contact -> contact(organisation, contact, lotsByUri))
                        .toList());
    }

    private static ContactBody contact(UUID organisation, Contact contact, Map<String, LotDescription> lotsByUri) {
        LocationDescription place = contact.place();
        return new ContactBody(
                contact.role().word(),
                contact.role() != Role.RECEIVER,
                place.gln(),
                known(place.businessName()),
                known(place.phone()),
                new AddressBody(
                        known(place.street()),
                        known(place.city()),
                        known(place.state()),
                        known(place.zip()),
                        known(place.country())),
                date(contact.first()),
                date(contact.last()),
                contact.lines().stream()
                        .map(line ->
                                lot(organisation, line, lotsByUri.get(line.lot().uri())))
                        .toList());
    }

    private static LotBody lot(UUID organisation, Line line, @Nullable LotDescription lot) {
        return new LotBody(
                lot == null ? null : ShortUuid.encode(line.lot().idIn(organisation)),
                lot == null ? null : line.lot().uri(),
                lot == null ? null : lot.tlc(),
                lot == null ? null : lot.productName(),
                lot == null ? line.lot().uri() : null,
                plain(line.total()),
                known(line.unit()),
                line.times(),
                date(line.first()),
                date(line.last()));
    }

    /** Without an exponent. */
    private static @Nullable BigDecimal plain(@Nullable BigDecimal total) {
        return total == null || total.scale() >= 0 ? total : total.setScale(0);
    }

    /** Null for a value that is missing, not applicable, or only an identifier. */
    private static @Nullable String known(Kde kde) {
        return kde instanceof Kde.Known known && !kde.isGap() ? known.text() : null;
    }

    private static LocalDate date(Basis event) {
        return event.eventTime()
                .atOffset(ZoneOffset.of(event.eventTimeZoneOffset()))
                .toLocalDate();
    }
}
