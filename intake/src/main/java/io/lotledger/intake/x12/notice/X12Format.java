package io.lotledger.intake.x12.notice;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.intake.IntakeFormat;
import io.lotledger.intake.RecordIDs;
import io.lotledger.intake.x12.ReadSet;
import io.lotledger.intake.x12.X12Fault;
import io.lotledger.intake.x12.X12Reader;
import io.lotledger.intake.x12.X12Set;
import io.lotledger.intake.x12.element.X12Settings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * ASC X12: 856 and 861. A transaction set is captured as a whole or not at all, as X12 acknowledges it: one with a fault
 * becomes one rejected event with all its faults.
 */
public final class X12Format implements IntakeFormat {
    public static final String MEDIA_TYPE = "application/edi-x12";

    private final X12Partners partners;
    private final Consumer<ReadSet> listener;

    public X12Format(X12Partners partners) {
        this(partners, set -> {});
    }

    private X12Format(X12Partners partners, Consumer<ReadSet> listener) {
        this.partners = partners;
        this.listener = listener;
    }

    /** The format with a listener that receives each set that is read. Use it for one document. */
    public X12Format listenedToBy(Consumer<ReadSet> newListener) {
        return new X12Format(partners, newListener);
    }

    /** The format with other settings of partners. */
    public X12Format withPartners(X12Partners newPartners) {
        return new X12Format(newPartners, listener);
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of(MEDIA_TYPE);
    }

    @Override
    public void read(DocumentBody document, DocumentSink sink) {
        Charset charset = document.charset() == null ? StandardCharsets.UTF_8 : document.charset();
        X12Reader.read(document.bytes(), charset, new OneDocument(document, sink)::set);
    }

    private final class OneDocument {
        private final DocumentBody document;
        private final DocumentSink sink;
        private final RecordIDs recordIDs;
        private final NoticeRecords notices;
        private final Map<String, X12Settings> settings = new HashMap<>();
        private int index;

        OneDocument(DocumentBody document, DocumentSink sink) {
            this.document = document;
            this.sink = sink;
            this.recordIDs = new RecordIDs(document, sink);
            this.notices = new NoticeRecords(document);
            sink.parts(notices);
        }

        void set(X12Set set) {
            X12Settings partners = settings.computeIfAbsent(
                    set.group().interchange().sender(),
                    sender -> X12Format.this.partners.of(document.organisation(), sender));
            notices.add(set);
            MappedSet mapped = withLeftOut(NoticeMapping.of(document, set, partners));
            if (mapped.errors().isEmpty()) pass(mapped);
            else refuse(mapped);
            listener.accept(new ReadSet(set.group(), set.code(), set.controlNumber(), mapped.errors(), mapped.noted()));
        }

        /** Names what a notice that replaces an earlier one leaves out. */
        private MappedSet withLeftOut(MappedSet mapped) {
            if (!mapped.errors().isEmpty() || mapped.warnings().stream().noneMatch(NoticeNumbers::isOfReplacement))
                return mapped;
            List<String> staying =
                    new LeftOutShipments(recordIDs, sink, NoticeRecords.kind(mapped.set())).of(mapped.events());
            if (staying.isEmpty()) return mapped;
            return mapped.with(
                    fault -> NoticeNumbers.isOfReplacement(fault) ? NoticeNumbers.notedOf(fault, staying) : fault);
        }

        private void pass(MappedSet mapped) {
            List<Violation> warnings = violations(mapped.warnings());
            if (mapped.events().isEmpty()) warnings.forEach(sink::note);
            String kind = NoticeRecords.kind(mapped.set());
            recordIDs.find(kind, mapped.events().stream().map(MappedEvent::key).toList());
            for (MappedEvent event : mapped.events()) {
                event.node().put("eventID", recordIDs.of(kind, event.key(), 0));
                SourceRecord source = source(kind, event, warnings);
                sink.event(SentEvent.of(index++, source, event.node(), JsonLdContext.NONE, event::placeOf));
                warnings = List.of(); // the set's warnings stand with its first event
            }
        }

        private SourceRecord source(String kind, MappedEvent event, List<Violation> warnings) {
            String place = event.place().toString();
            SourceRecord source = new SourceRecord(place, List.of(), warnings);
            return recordIDs
                    .storedTwice(kind, event.key())
                    .map(told -> source.remarked(new Violation(place, "stored-twice", told, null)))
                    .orElse(source);
        }

        private void refuse(MappedSet mapped) {
            List<Violation> errors = violations(mapped.errors());
            SourceRecord source = new SourceRecord(mapped.set().label(), errors, violations(mapped.warnings()));
            String first = errors.get(0).path(); // hides what the rules say of the event that was not made
            sink.event(SentEvent.of(
                    index++, source, JsonNodeFactory.instance.objectNode(), JsonLdContext.NONE, path -> first));
        }

        private static List<Violation> violations(List<X12Fault> faults) {
            return faults.stream().map(X12Fault::violation).toList();
        }
    }
}
