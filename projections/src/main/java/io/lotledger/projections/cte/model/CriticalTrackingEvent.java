package io.lotledger.projections.cte.model;

import java.time.Instant;
import java.util.List;

/** One row of FDA's sortable spreadsheet: a critical tracking event of one lot, or of one pair of lots (21 CFR 1.1310). */
public sealed interface CriticalTrackingEvent {
    Basis basis();

    /**
     * A departure that took food of a row to its recipient.
     *
     * @param quantity what it took there, which may be less than was harvested or cooled
     */
    record Handover(String eventID, Instant eventTime, String eventTimeZoneOffset, Quantity quantity) {}

    /**
     * 21 CFR 1.1325(a)(1).
     *
     * @param handovers empty if no departure to the recipient is known
     */
    record Harvesting(
            Basis basis,
            LocationDescription recipient,
            Kde commodity,
            Kde variety,
            Quantity quantity,
            LocationDescription farm,
            Kde field,
            Kde container,
            Kde harvestDate,
            ReferenceDocuments documents,
            List<Handover> handovers)
            implements CriticalTrackingEvent {
        public Harvesting {
            handovers = List.copyOf(handovers);
        }
    }

    /**
     * Cooling before initial packing, 21 CFR 1.1325(b)(1).
     *
     * @param handovers empty if no departure to the recipient is known
     */
    record Cooling(
            Basis basis,
            LocationDescription recipient,
            Kde commodity,
            Kde variety,
            Quantity quantity,
            LocationDescription cooledAt,
            Kde coolingDate,
            LocationDescription farm,
            ReferenceDocuments documents,
            List<Handover> handovers)
            implements CriticalTrackingEvent {
        public Cooling {
            handovers = List.copyOf(handovers);
        }
    }

    /** 21 CFR 1.1330(a); one row per lot received and lot packed. {@code packedAt} is the traceability lot code source. */
    record InitialPacking(
            Basis basis,
            Kde receivedCommodity,
            Kde receivedVariety,
            Kde receiveDate,
            Quantity receivedQuantity,
            LocationDescription farm,
            Kde field,
            Kde container,
            Kde harvesterName,
            Kde harvesterPhone,
            Kde harvestDate,
            LocationDescription cooledAt,
            Kde coolingDate,
            Kde traceabilityLotCode,
            ProductDescription product,
            Quantity packedQuantity,
            LocationDescription packedAt,
            Kde sourceReference,
            Kde packingDate,
            ReferenceDocuments documents)
            implements CriticalTrackingEvent {}

    /** Additional key data elements of sprouts, 21 CFR 1.1330(b). */
    record InitialPackingSprouts(
            Basis basis,
            LocationDescription grower,
            Kde seedHarvestDate,
            LocationDescription conditioner,
            Kde conditionerLot,
            Kde conditioningDate,
            LocationDescription packinghouse,
            Kde seedPackingDate,
            Kde packinghouseLot,
            LocationDescription repacker,
            Kde repackingDate,
            Kde repackerLot,
            LocationDescription supplier,
            Kde supplierMasterLot,
            Kde supplierSubLot,
            Kde sprouterLot,
            Kde seedType,
            Kde growingSpecifications,
            Kde packaging,
            Kde antimicrobialTreatment,
            Kde receiveDate,
            ReferenceDocuments documents)
            implements CriticalTrackingEvent {}

    /** Initial packing of food received from a person exempt from the rule, 21 CFR 1.1330(c). */
    record InitialPackingExempt(
            Basis basis,
            Kde receivedCommodity,
            Kde receivedVariety,
            Kde receiveDate,
            Quantity receivedQuantity,
            LocationDescription receivedFrom,
            Kde traceabilityLotCode,
            ProductDescription product,
            Quantity packedQuantity,
            LocationDescription packedAt,
            Kde sourceReference,
            Kde packingDate,
            ReferenceDocuments documents)
            implements CriticalTrackingEvent {}

    /** 21 CFR 1.1335. {@code receiver} is the traceability lot code source. */
    record FirstLandBasedReceiving(
            Basis basis,
            Kde traceabilityLotCode,
            Kde species,
            ProductDescription product,
            Quantity quantity,
            Kde harvestDateStart,
            Kde harvestDateEnd,
            Kde harvestLocations,
            LocationDescription receiver,
            Kde sourceReference,
            Kde landingDate,
            ReferenceDocuments documents)
            implements CriticalTrackingEvent {}

    /** 21 CFR 1.1340(a), one row per lot and shipment. */
    record Shipping(
            Basis basis,
            Kde traceabilityLotCode,
            Quantity quantity,
            ProductDescription product,
            LocationDescription recipient,
            LocationDescription shippedFrom,
            Kde shippingDate,
            LocationDescription source,
            Kde sourceReference,
            ReferenceDocuments documents)
            implements CriticalTrackingEvent {}

    /** 21 CFR 1.1345(a), one row per lot and receipt. */
    record Receiving(
            Basis basis,
            Kde traceabilityLotCode,
            Quantity quantity,
            ProductDescription product,
            LocationDescription previousSource,
            LocationDescription receivedAt,
            Kde receivingDate,
            LocationDescription source,
            Kde sourceReference,
            ReferenceDocuments documents)
            implements CriticalTrackingEvent {}

    /** 21 CFR 1.1345(b). {@code receivedAt} is the traceability lot code source. */
    record ReceivingExempt(
            Basis basis,
            Kde traceabilityLotCode,
            Quantity quantity,
            ProductDescription product,
            LocationDescription previousSource,
            LocationDescription receivedAt,
            Kde sourceReference,
            Kde receivingDate,
            ReferenceDocuments documents)
            implements CriticalTrackingEvent {}

    /** 21 CFR 1.1350(a), one row per lot used and lot made. {@code transformedAt} is the new lot's code source. */
    record Transformation(
            Basis basis,
            Kde inputLotCode,
            ProductDescription inputProduct,
            Quantity inputQuantity,
            Kde newLotCode,
            LocationDescription transformedAt,
            Kde sourceReference,
            Kde completionDate,
            ProductDescription newProduct,
            Quantity newQuantity,
            ReferenceDocuments documents)
            implements CriticalTrackingEvent {}

    /** Food that a retail food establishment or restaurant bought directly from the farm. */
    record FarmPurchase(
            Basis basis, Kde food, LocationDescription farm, Quantity quantity, LocationDescription receivedAt)
            implements CriticalTrackingEvent {}

    /** An ad hoc purchase of a retail food establishment or restaurant. */
    record AdHocPurchase(
            Basis basis,
            Kde product,
            Kde purchaseDate,
            LocationDescription place,
            Quantity quantity,
            LocationDescription receivedAt)
            implements CriticalTrackingEvent {}

    /** Food from a farm to school or farm to institution programme. */
    record FarmToSchool(
            Basis basis, Kde food, LocationDescription farm, Quantity quantity, LocationDescription receivedAt)
            implements CriticalTrackingEvent {}
}
