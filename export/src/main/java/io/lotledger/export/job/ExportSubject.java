package io.lotledger.export.job;

import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.util.UUID;
import java.util.stream.Stream;

/** What an export is about. Jobs of one subject are numbered from 1, and every node derives the same id from the number. {@code fdaOnly} leaves out the sheets that are not FDA's. */
public record ExportSubject(
        UUID organisation, Seeds seeds, Direction direction, WorkbookFormat format, boolean fdaOnly) {
    private static final String FDA_ONLY = "fda-only";

    /** Where the trace begins. */
    public sealed interface Seeds {

        /** The part of the subject's id that identifies the start. */
        Stream<String> names();

        record OneLot(Lot lot) implements Seeds {
            @Override
            public Stream<String> names() {
                return Stream.of("export", lot.id().toString());
            }
        }

        /** The lots that meet the criteria at the job's log position. */
        record Chosen(LotCriteria criteria) implements Seeds {
            @Override
            public Stream<String> names() {
                return Stream.of("export-request", criteria.canonical());
            }
        }
    }

    /** Of one lot. */
    public ExportSubject(Lot lot, Direction direction, WorkbookFormat format, boolean fdaOnly) {
        this(lot.organisation(), new Seeds.OneLot(lot), direction, format, fdaOnly);
    }

    /** Of one lot, with all sheets. */
    public ExportSubject(Lot lot, Direction direction, WorkbookFormat format) {
        this(lot, direction, format, false);
    }

    /** Its id, unique over all organisations. */
    public UUID id() {
        return jobId(0);
    }

    public UUID jobId(int generation) {
        Stream<String> how = Stream.of(direction.word(), format.word());
        Stream<String> bare = fdaOnly ? Stream.of(FDA_ONLY) : Stream.empty();
        return Uuids.v5(
                organisation,
                Stream.of(seeds.names(), how, bare, Stream.of(Integer.toString(generation)))
                        .flatMap(names -> names)
                        .toArray(String[]::new));
    }
}
