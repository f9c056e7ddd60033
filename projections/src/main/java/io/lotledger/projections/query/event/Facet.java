package io.lotledger.projections.query.event;

/**
 * What a query parameter asks about: a standard field, one type of business transaction, or an extension field in its
 * area. Two facets with one name are equal.
 */
public record Facet(String name) {
    public static final Facet EVENT_TYPE = new Facet("eventType");
    public static final Facet EVENT_ID = new Facet("eventID");
    public static final Facet ACTION = new Facet("action");
    public static final Facet BIZ_STEP = new Facet("bizStep");
    public static final Facet DISPOSITION = new Facet("disposition");
    public static final Facet DISPOSITION_SET = new Facet("persistentDisposition_set");
    public static final Facet DISPOSITION_UNSET = new Facet("persistentDisposition_unset");
    public static final Facet READ_POINT = new Facet("readPoint");
    public static final Facet BIZ_LOCATION = new Facet("bizLocation");
    public static final Facet TRANSFORMATION_ID = new Facet("transformationID");
    public static final Facet EPC = new Facet("epc");
    public static final Facet PARENT_ID = new Facet("parentID");
    public static final Facet INPUT_EPC = new Facet("inputEPC");
    public static final Facet OUTPUT_EPC = new Facet("outputEPC");
    public static final Facet EPC_CLASS = new Facet("epcClass");
    public static final Facet INPUT_EPC_CLASS = new Facet("inputEPCClass");
    public static final Facet OUTPUT_EPC_CLASS = new Facet("outputEPCClass");
    public static final Facet QUANTITY = new Facet("quantity");
    public static final Facet ERROR_DECLARATION = new Facet("errorDeclaration");
    public static final Facet ERROR_DECLARATION_TIME = new Facet("errorDeclarationTime");
    public static final Facet ERROR_REASON = new Facet("errorReason");
    public static final Facet CORRECTIVE_EVENT_ID = new Facet("correctiveEventID");
    public static final Facet SENSOR_ELEMENT_LIST = new Facet("sensorElementList");

    /** @param type a canonical type; empty for a business transaction without one */
    public static Facet bizTransaction(String type) {
        return new Facet("bizTransaction_" + type);
    }

    public static Facet source(String type) {
        return new Facet("source_" + type);
    }

    public static Facet destination(String type) {
        return new Facet("destination_" + type);
    }

    /** A standard field of sensorMetadata and sensorReport, wherever it stands. */
    public static Facet sensor(String field) {
        return new Facet("sensor_" + field);
    }

    /** A standard field of {@code SENSORMETADATA} or {@code SENSORREPORT} alone. */
    public static Facet sensor(Area area, String field) {
        return new Facet(area + "_" + field);
    }

    /**
     * An extension field.
     *
     * @param inner whether it is below the top level of its area, at any depth
     * @param name see {@link FieldName#key}
     */
    public static Facet field(Area area, boolean inner, String name) {
        return new Facet((inner ? "INNER_" : "") + area + "_" + name);
    }

    /** Where an extension field stands. */
    public enum Area {
        EVENT,
        ILMD,
        ERROR_DECLARATION,
        READ_POINT,
        BIZ_LOCATION,
        SENSORELEMENT,
        SENSORMETADATA,
        SENSORREPORT
    }
}
