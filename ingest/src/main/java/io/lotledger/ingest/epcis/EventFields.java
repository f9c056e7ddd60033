package io.lotledger.ingest.epcis;

import io.lotledger.ingest.epcis.identifier.CodeLength;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of every event type (EPCIS 2.0 §7.4.1).
 *
 * @param eventTimeZoneOffset as sent, {@code ±hh:mm}; never derived from {@code eventTime}
 * @param bizStep the bare CBV word ({@code shipping}) for any sent form, or a partner's own URI as sent
 * @param disposition like {@code bizStep}
 * @param readPoint location URI as sent
 * @param bizLocation location URI as sent
 */
public record EventFields(
        String eventID,
        Instant eventTime,
        String eventTimeZoneOffset,
        @Nullable ErrorDeclaration errorDeclaration,
        @Nullable String bizStep,
        @Nullable String disposition,
        @Nullable PersistentDisposition persistentDisposition,
        @Nullable String readPoint,
        @Nullable String bizLocation,
        List<BizTransaction> bizTransactionList,
        List<SourceDestination> sourceList,
        List<SourceDestination> destinationList,
        List<SensorElement> sensorElementList,
        List<String> certificationInfo,
        Extensions ilmd,
        Extensions extensions) {

    public EventFields {
        bizTransactionList = List.copyOf(bizTransactionList);
        sourceList = List.copyOf(sourceList);
        destinationList = List.copyOf(destinationList);
        sensorElementList = List.copyOf(sensorElementList);
        certificationInfo = List.copyOf(certificationInfo);
    }

    /**
     * The distinct non-blank lot numbers in the instance/lot master data, in the order sent, without those longer than
     * {@link CodeLength#MAX_LOT_BYTES}.
     */
    public List<String> lotNumbers() {
        if (ilmd.values().isEmpty()) return List.of();
        return Stream.concat(
                        ilmd.textsByLocalName("lotNumber").stream(),
                        ilmd.textsByLocalName("hasBatchLotNumber").stream())
                .map(String::strip)
                .filter(lot -> !lot.isEmpty() && CodeLength.isLotNumber(lot))
                .distinct()
                .toList();
    }
}
