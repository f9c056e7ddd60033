package io.lotledger.intake.x12.notice;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentParts;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.intake.x12.ReadSet;
import io.lotledger.intake.x12.element.X12Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The events, faults and sets of an X12 document. */
final class ReadNotices implements DocumentSink {
    static final UUID ORGANISATION = new UUID(1, 2);

    private final List<SentEvent> events = new ArrayList<>();
    private final List<Violation> notes = new ArrayList<>();
    private final List<ReadSet> sets = new ArrayList<>();
    private @Nullable DocumentParts parts;

    static ReadNotices of(byte[] document, X12Settings settings) {
        return of(new ByteArrayInputStream(document), settings);
    }

    static ReadNotices of(InputStream document, X12Settings settings) {
        ReadNotices read = new ReadNotices();
        X12Format format = new X12Format((organisation, sender) -> settings).listenedToBy(read.sets::add);
        format.read(new DocumentBody(ORGANISATION, List.of(), document, null, ReadingLimits.DEFAULT), read);
        return read;
    }

    static ReadNotices of(String document) {
        return of(document.getBytes(StandardCharsets.UTF_8), X12Settings.USUAL);
    }

    /** Reads a file of {@code src/test/resources/x12}. */
    static String file(String name) {
        try (InputStream in = ReadNotices.class.getResourceAsStream("/x12/" + name + ".x12")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void event(SentEvent event) {
        events.add(event);
    }

    @Override
    public void masterData(SentMasterData element) {
        throw new AssertionError("X12 describes no master data");
    }

    @Override
    public void note(Violation note) {
        notes.add(note);
    }

    @Override
    public void parts(DocumentParts some) {
        parts = some;
    }

    DocumentParts parts() {
        return Objects.requireNonNull(parts);
    }

    List<SentEvent> events() {
        return events;
    }

    List<JsonNode> events(String bizStep) {
        return events.stream()
                .map(SentEvent::node)
                .filter(event -> event.path("bizStep").asString("").equals(bizStep))
                .toList();
    }

    List<ReadSet> sets() {
        return sets;
    }

    List<String> errors() {
        return events.stream()
                .flatMap(event -> Objects.requireNonNull(event.source()).errors().stream())
                .map(ReadNotices::text)
                .toList();
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        events.forEach(event ->
                Objects.requireNonNull(event.source()).warnings().forEach(warning -> warnings.add(text(warning))));
        notes.forEach(note -> warnings.add(text(note)));
        return warnings;
    }

    private static String text(Violation violation) {
        @Nullable String value = violation.value();
        return violation.path() + ": " + violation.message() + (value == null ? "" : " [" + value + "]");
    }
}
