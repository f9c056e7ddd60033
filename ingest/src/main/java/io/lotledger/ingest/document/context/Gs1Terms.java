package io.lotledger.ingest.document.context;

import java.util.Set;

/**
 * The terms of GS1's context. It protects them (JSON-LD 1.1 §4.1.11), so that a document which binds one to another
 * namespace, as a prefix of its own, is not valid.
 */
public final class Gs1Terms {
    private static final Set<String> TERMS = Set.of("""
            AggregationEvent AssociationEvent Collection EPCISDocument EPCISQueryDocument ObjectEvent TransactionEvent \
            TransformationEvent action baseURL bizLocation bizRules bizStep bizTransaction bizTransactionList \
            booleanValue cbv cbvmda certificationInfo chemicalSubstance childEPCs childQuantityList children component \
            coordinateReferenceSystem correctiveEventIDs creationDate dataProcessingMethod dcterms declarationTime \
            destination destinationList deviceID deviceMetadata disposition endTime epcClass epcList epcis epcisBody \
            epcisHeader errorDeclaration eventID eventList eventTime eventTimeZoneOffset exception gs1 hexBinaryValue id \
            ilmd inputEPCList inputQuantityList instanceIdentifier masterData maxValue meanValue member microorganism \
            minValue outputEPCList outputQuantityList owl parentID percRank percValue persistentDisposition quantity \
            quantityList queryName queryResults rawData rdf rdfs readPoint reason receiver recordTime resultsBody sDev \
            schemaVersion sender sensorElementList sensorMetadata sensorReport set source sourceList startTime \
            stringValue subscriptionID time transformationID type unset uom uriValue value vocabularyList vtype xsd""".split(" "));

    private Gs1Terms() {}

    /** Whether GS1's context defines the term, at any depth, as a prefix, a field or a type. A word has a meaning only as a value. */
    public static boolean has(String term) {
        return TERMS.contains(term);
    }
}
