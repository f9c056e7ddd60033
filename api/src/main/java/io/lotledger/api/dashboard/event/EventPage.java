package io.lotledger.api.dashboard.event;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of an event shows.
 *
 * @param title the business step in words, otherwise the type
 * @param readings the lots that the event concerns, also those inside its units
 * @param step as sent, in the words of CBV or as a URI
 * @param position in the log; null until the event index has it
 * @param hash the CBV hash
 * @param json the event as captured; cut where it is longer than a page shows
 * @param jsonLength number of its characters
 * @param corrects events whose declarations name this one as their correction
 */
record EventPage(
        String eventId,
        String title,
        String type,
        @Nullable String action,
        OffsetDateTime at,
        Instant recordTime,
        @Nullable String step,
        @Nullable String disposition,
        List<Thing> what,
        int moreThings,
        List<Reading> readings,
        int moreReadings,
        List<Where> where,
        List<Party> who,
        List<Document> documents,
        int sensorReports,
        @Nullable Long position,
        String captureId,
        @Nullable String sender,
        String hash,
        String json,
        int jsonLength,
        boolean cut,
        List<Declaration> declarations,
        List<String> corrects) {
    EventPage {
        what = List.copyOf(what);
        readings = List.copyOf(readings);
        where = List.copyOf(where);
        who = List.copyOf(who);
        documents = List.copyOf(documents);
        declarations = List.copyOf(declarations);
        corrects = List.copyOf(corrects);
    }

    /**
     * @param side such as "in" or "parent"; empty where the event has only one.
     * @param lotId null if it is no lot
     */
    record Thing(
            String side,
            String code,
            String uri,
            String quantity,
            @Nullable String lotId) {}

    /** @param cte in words; "no critical tracking event" where it is none of the lot */
    record Reading(String lotId, String code, String cte, String reason) {}

    /**
     * @param field of the event: "Read point".
     * @param name null where nobody has described the place
     */
    record Where(
            String field,
            @Nullable String name,
            String uri,
            @Nullable String gln) {}

    /**
     * A source or destination.
     *
     * @param field "Source, location"
     */
    record Party(
            String field,
            @Nullable String name,
            String uri,
            @Nullable String gln) {}

    record Document(String type, String number, String uri) {}

    /**
     * An error declaration.
     *
     * @param reason in words; null if none was sent
     */
    record Declaration(
            @Nullable Instant declared,
            Instant recordTime,
            long position,
            @Nullable String reason,
            List<String> correctedBy) {
        Declaration {
            correctedBy = List.copyOf(correctedBy);
        }
    }
}
