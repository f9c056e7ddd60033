package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.projections.cte.model.DocumentTypes;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.ReferenceDocuments;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Business transactions as FDA's reference documents: types in words, numbers without the leading GLN. */
public final class ReferenceDocumentReader {
    private static final String TRANSACTION_URN = "urn:epcglobal:cbv:bt:";

    /** GDTI, GINC, GSIN: keys of documents, consignments and shipments. */
    private static final Set<String> DOCUMENT_KEYS = Set.of("253", "401", "402");

    private static final Set<String> CONSIGNMENT_KEYS = Set.of("401", "402");

    /** Kinds of documents that only one consignment has. */
    private static final Set<String> CONSIGNMENT = Set.of("bol", "desadv");

    private record Document(Optional<String> type, String number) {}

    private ReferenceDocumentReader() {}

    /** The first document in the first pair; all others in the second, joined by {@code "; "}, in the order sent. */
    public static ReferenceDocuments of(List<BizTransaction> transactions) {
        Set<Document> documents = transactions.stream()
                .map(t -> new Document(type(t.type()), number(t.bizTransaction())))
                .filter(document -> !document.number().isBlank())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Document> first = documents.stream().limit(1).toList();
        List<Document> others = documents.stream().skip(1).toList();
        return new ReferenceDocuments(
                first.isEmpty() ? Kde.MISSING : Kde.of(first.get(0).type()),
                first.isEmpty() ? Kde.MISSING : Kde.of(first.get(0).number()),
                joined(others, document -> document.type().orElse("Reference Document")),
                joined(others, Document::number));
    }

    /** The type in words, as on FDA's spreadsheet: {@code Bill of Lading}. */
    public static Optional<String> typeOf(BizTransaction transaction) {
        return type(transaction.type());
    }

    /** The number as on FDA's spreadsheet; blank if the URI holds none. */
    public static String numberOf(BizTransaction transaction) {
        return number(transaction.bizTransaction());
    }

    public static DocumentKeys keys(EpcisEvent event) {
        return keys(event.fields().bizTransactionList());
    }

    public static DocumentKeys keys(List<BizTransaction> transactions) {
        Set<String> uris = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        Set<String> withoutGln = new HashSet<>();
        for (BizTransaction transaction : transactions) {
            uris.add(CanonicalUri.of(transaction.bizTransaction()));
            String kind = kind(transaction);
            if (kind.isEmpty()) continue;
            String number = kind + " " + numberOf(transaction);
            numbers.add(number);
            if (isWithoutGln(transaction.bizTransaction().strip())) withoutGln.add(number);
        }
        return new DocumentKeys(uris, numbers, withoutGln);
    }

    /** Bills of lading, despatch advices, and GS1 keys of shipments: no two consignments have the same. */
    static boolean isOfConsignment(BizTransaction transaction) {
        return CONSIGNMENT.contains(kind(transaction))
                || DigitalLink.parse(transaction.bizTransaction())
                        .filter(link -> !Collections.disjoint(link.keys().keySet(), CONSIGNMENT_KEYS))
                        .isPresent();
    }

    /** What tells its type from others in any spelling; empty for a document without a type. */
    static String kind(BizTransaction transaction) {
        return typeOf(transaction).map(DocumentTypes::kind).orElse("");
    }

    private static boolean isWithoutGln(String bizTransaction) {
        return CanonicalUri.startsWith(bizTransaction, TRANSACTION_URN)
                && bizTransaction.indexOf(':', TRANSACTION_URN.length()) < 0;
    }

    /** Whether the documents cannot be of one movement ({@link MovementDocuments#contradict}). */
    public static boolean contradict(List<BizTransaction> one, List<BizTransaction> other) {
        return MovementDocuments.of(one).contradict(MovementDocuments.of(other));
    }

    private static Kde joined(List<Document> documents, Function<Document, String> part) {
        if (documents.isEmpty()) return Kde.notApplicable(""); // FDA: "if needed"
        return Kde.of(documents.stream().map(part).collect(Collectors.joining("; ")));
    }

    private static Optional<String> type(@Nullable String type) {
        if (type == null || type.isBlank()) return Optional.empty();
        return Optional.of(
                DocumentTypes.words(type.strip()).orElseGet(() -> decoded(Extensions.localName(type.strip()))));
    }

    /** The part after the GLN, which may contain colons; the number of a GDTI, GINC or GSIN; anything else as sent. */
    private static String number(String bizTransaction) {
        String sent = bizTransaction.strip();
        if (!CanonicalUri.startsWith(sent, TRANSACTION_URN))
            return gs1Number(sent).orElse(sent);
        String afterUrn = sent.substring(TRANSACTION_URN.length());
        int colon = afterUrn.indexOf(':');
        return decoded(colon < 0 ? afterUrn : afterUrn.substring(colon + 1));
    }

    private static Optional<String> gs1Number(String uri) {
        return DigitalLink.parse(uri)
                .map(DigitalLink::keys)
                .filter(keys -> keys.size() == 1)
                .flatMap(keys -> keys.entrySet().stream()
                        .filter(key -> DOCUMENT_KEYS.contains(key.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
