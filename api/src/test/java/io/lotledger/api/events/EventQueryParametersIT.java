package io.lotledger.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every parameter of SimpleEventQuery, asked of {@link HandMadeEvents}: what it finds, what not, and with another. */
class EventQueryParametersIT {
    /** The parameters, and the names of the events that they find. */
    private static final String CASES = """
            eventType=TransformationEvent                                     -> make
            eventType=AggregationEvent|AssociationEvent                       -> pack bind
            eventType=q:Inspection                                            -> inspect
            eventType=https://ex.example/ns/Inspection                        -> inspect
            eventType=TransactionEvent&EQ_action=ADD                          ->
            eventType=ObjectEvent&EQ_action=ADD                               -> commission

            GE_eventTime=2026-04-26T00:00:00Z                                 -> fields fields2
            GE_eventTime=2026-04-25T20:00:00-04:00                            -> fields fields2
            GE_eventTime=2026-04-26T00:00:00.000000001Z                       -> fields2
            LT_eventTime=2026-04-15T00:00:00.5Z                               ->
            LT_eventTime=2026-04-15T00:00:00.500000001Z                       -> order
            GE_eventTime=2026-04-17T13:00:00Z&LT_eventTime=2026-04-17T15:00:00+02:00 ->
            GE_eventTime=2026-04-17T13:00:00Z&LT_eventTime=2026-04-17T15:00:01+02:00 -> ship make
            GE_recordTime=2020-01-01T00:00:00Z&eventType=TransactionEvent     -> order
            GE_recordTime=2199-01-01T00:00:00Z                                ->
            LT_recordTime=2020-01-01T00:00:00Z                                ->
            LT_recordTime=2199-01-01T00:00:00Z&eventType=TransactionEvent     -> order

            EQ_action=ADD                                                     -> commission pack bind
            EQ_action=ADD|DELETE                                              -> commission pack bind order
            EQ_action=DELETE&eventType=ObjectEvent                            ->

            EQ_bizStep=shipping                                               -> ship
            EQ_bizStep=urn:epcglobal:cbv:bizstep:receiving                    -> receive
            EQ_bizStep=https://ref.gs1.org/cbv/BizStep-shipping               -> ship
            EQ_bizStep=cbv:BizStep-shipping|receiving                         -> ship receive
            EQ_bizStep=q:palletising                                          -> pack
            EQ_bizStep=packing                                                ->
            EQ_bizStep=shipping&EQ_disposition=in_transit                     -> ship
            EQ_bizStep=shipping&EQ_disposition=in_progress                    ->
            EQ_disposition=in_progress                                        -> receive
            EQ_disposition=urn:epcglobal:cbv:disp:in_transit|active           -> ship commission
            EQ_disposition=https://ref.gs1.org/cbv/Disp-active                -> commission
            EQ_disposition=damaged                                            ->
            EQ_persistentDisposition_set=completeness_verified                -> commission
            EQ_persistentDisposition_set=completeness_inferred                ->
            EQ_persistentDisposition_unset=completeness_inferred              -> commission
            EQ_persistentDisposition_unset=https://ref.gs1.org/cbv/Disp-completeness_verified ->
            EQ_persistentDisposition_set=completeness_verified&EQ_persistentDisposition_unset=completeness_inferred -> commission

            EQ_readPoint=urn:epc:id:sgln:4012345.00001.0                      -> ship
            EQ_readPoint=https://brand.example/x/414/4012345000016            -> ship
            EQ_readPoint=https://id.gs1.org/414/4012345000016/254/D1          ->
            EQ_readPoint=https://id.gs1.org/414/4012345000016|q:places/1      -> ship warm
            EQ_readPoint=https://id.gs1.org/414/4012345000023&EQ_bizLocation=urn:epc:id:sgln:4012345.00003.0 -> receive
            EQ_bizLocation=urn:epc:id:sgln:4012345.00003.0                    -> receive
            EQ_bizLocation=https://id.gs1.org/414/4012345000016/254/D1        -> ship
            EQ_bizLocation=https://id.gs1.org/414/4012345000016               ->
            WD_readPoint=urn:epc:id:sgln:4012345.00001.0                      -> ship receive warm
            WD_readPoint=https://ex.example/ns/places/1                       -> warm
            WD_readPoint=https://id.gs1.org/414/4012345000023&EQ_bizStep=receiving -> receive
            WD_readPoint=https://id.gs1.org/414/4012345000030                 -> warmer lab
            WD_bizLocation=https://id.gs1.org/414/4012345000016/254/D1        -> ship receive
            WD_bizLocation=https://id.gs1.org/414/4012345000016               ->
            WD_bizLocation=https://id.gs1.org/414/4012345000030&EQ_action=ADD ->
            HASATTR_readPoint=urn:epcglobal:cbv:mda#name                      -> ship receive
            HASATTR_readPoint=q:size|q:weight                                 -> ship
            HASATTR_readPoint=cbvmda:city                                     ->
            HASATTR_bizLocation=cbvmda:city                                   -> ship
            HASATTR_bizLocation=urn:epcglobal:cbv:mda#name                    ->
            HASATTR_readPoint=urn:epcglobal:cbv:mda#name&HASATTR_bizLocation=cbvmda:city -> ship
            HASATTR_bizLocation=q:contact                                     -> ship
            HASATTR_bizLocation=q:remark                                      -> ship
            HASATTR_q:place=urn:epcglobal:cbv:mda#name                        -> fields
            HASATTR_q:place=q:colour                                          ->
            EQATTR_readPoint_urn:epcglobal:cbv:mda#name=Dock                  -> receive
            EQATTR_readPoint_cbvmda:name=Dock                                 -> receive
            EQ_ATTR_readPoint_urn:epcglobal:cbv:mda#name=Dock|Packhouse       -> ship receive
            EQATTR_readPoint_urn:epcglobal:cbv:mda#name=dock                  ->
            EQATTR_bizLocation_cbvmda:city=Salinas                            -> ship
            EQ_ATTR_bizLocation_cbvmda:city=Yuma                              ->
            EQATTR_bizLocation_q:contact=555                                  ->
            EQATTR_bizLocation_q:phone=555                                    -> ship
            EQATTR_q:place_cbvmda:city=Yuma                                   -> fields
            EQATTR_q:my_place_cbvmda:city=Yuma                                -> fields2
            EQATTR_q:my_place_urn:epcglobal:cbv:mda:city=Yuma                 -> fields2
            EQATTR_https://ex.example/ns/my_place_cbvmda:city=Yuma            -> fields2
            EQATTR_q:my_place_https://ex.example/ns/my_size=1                 ->
            HASATTR_bizStep=q:owner                                           -> ship pack
            HASATTR_bizStep=cbvmda:name                                       ->
            HASATTR_disposition=q:owner                                       -> receive
            HASATTR_disposition=q:owner&EQ_action=ADD                         ->
            EQATTR_bizStep_q:owner=Yard                                       -> pack
            EQ_ATTR_bizStep_q:owner=Dispatch|Yard                             -> ship pack
            EQATTR_bizStep_q:owner=Gate                                       ->
            EQATTR_disposition_q:owner=Gate                                   -> receive
            EQATTR_readPoint_q:size=10.50&EQATTR_bizLocation_cbvmda:city=Salinas -> ship

            EQ_transformationID=urn:epc:id:gdti:4012345.12345.T1              -> make
            EQ_transformationID=https://id.gs1.org/253/4012345123456T1        -> make
            EQ_transformationID=urn:epc:id:gdti:4012345.12345.T2              ->
            EQ_transformationID=urn:epc:id:gdti:4012345.12345.T1&EQ_action=ADD ->
            EQ_eventID=urn:event:ship                                         -> ship
            EQ_eventID=ni:///sha-256;e4bf9ff3a3f9f1d5a3c0d1a8f8d2a3e7c3d2b1a09f8e7d6c5b4a39281706f5e4?ver=CBV2.0 -> hash
            EQ_eventID=ni:///sha-256;e4bf9ff3a3f9f1d5a3c0d1a8f8d2a3e7c3d2b1a09f8e7d6c5b4a39281706f5e4 ->
            EQ_eventID=urn:event:ship|urn:event:make|urn:event:none           -> ship make
            EQ_eventID=urn:event:ship&EQ_bizStep=receiving                    ->

            EQ_bizTransaction_desadv=urn:epcglobal:cbv:bt:4012345000016:1     -> ship
            EQ_bizTransaction_po=urn:epcglobal:cbv:bt:4012345000016:1         -> receive
            EQ_bizTransaction_po=urn:epcglobal:cbv:bt:4012345000016:1|urn:epcglobal:cbv:bt:4012345000016:2 -> ship receive
            EQ_bizTransaction_urn:epcglobal:cbv:btt:desadv=urn:epcglobal:cbv:bt:4012345000016:1 -> ship
            EQ_bizTransaction_https://ref.gs1.org/cbv/BTT-po=urn:epcglobal:cbv:bt:4012345000016:2 -> ship
            EQ_bizTransaction_https://ex.example/ns/quote=q:quotes/1          -> order
            EQ_bizTransaction_po=https://id.gs1.org/253/4012345123456X1       ->
            EQ_bizTransaction_po=urn:epcglobal:cbv:bt:4012345000016:1&EQ_bizStep=shipping ->
            EQ_source_owning_party=https://id.gs1.org/417/4012345000016       -> ship
            EQ_source_possessing_party=urn:epc:id:pgln:4012345.00001          -> receive
            EQ_source_location=urn:epc:id:pgln:4012345.00001                  ->
            EQ_source_urn:epcglobal:cbv:sdt:owning_party=urn:epc:id:pgln:4012345.00001&EQ_action=ADD ->
            EQ_destination_possessing_party=https://id.gs1.org/417/4012345000023 -> ship
            EQ_destination_https://ref.gs1.org/cbv/SDT-location=urn:epc:id:sgln:4012345.00003.0 -> receive
            EQ_destination_location=urn:epc:id:pgln:4012345.00002             ->
            EQ_destination_location=urn:epc:id:sgln:4012345.00003.0&EQ_source_possessing_party=urn:epc:id:pgln:4012345.00001 -> receive

            MATCH_epc=urn:epc:id:sgtin:4012345.012345.S1                      -> ship receive
            MATCH_epc=https://id.gs1.org/01/04012345123456/21/S1              -> ship receive
            MATCH_epc=https://any.example/some/path/01/4012345123456/21/S1    -> ship receive
            MATCH_epc=https://id.gs1.org/01/04012345123456/10/Other/21/S1     -> ship receive
            MATCH_epc=urn:epc:id:sgtin:4012345.012345.S2                      -> commission pack
            MATCH_epc=urn:epc:id:sgtin:4012345.012345.s1                      ->
            MATCH_epc=https://id.gs1.org/01/04012345123456                    ->
            MATCH_epc=https://id.gs1.org/01/04012345123456/10/LotA            ->
            MATCH_epc=urn:epc:idpat:sgtin:4012345.012345.*                    -> ship receive commission pack
            MATCH_epc=urn:epc:idpat:sgtin:4012345.*.*                         -> ship receive commission pack hash wrong doubtful fields fields2
            MATCH_epc=urn:epc:idpat:sgtin:*.*.*&EQ_action=DELETE              -> order
            MATCH_epc=urn:epc:idpat:sgtin:401234.*.*&EQ_bizStep=shipping      ->
            MATCH_epc=urn:epc:idpat:sscc:4012345.*                            -> ship
            MATCH_epc=urn:epc:idpat:grai:4012345.12345.*                      -> pack
            MATCH_epc=urn:epc:idpat:giai:4012345.*                            -> bind
            MATCH_epc=urn:epc:idpat:sgtin:4012345.012345.S1                   -> ship receive
            MATCH_epc=urn:epc:id:sgtin:4012345.012345.S1&EQ_bizStep=receiving -> receive
            MATCH_parentID=urn:epc:id:sscc:4012345.0000000001                 -> pack
            MATCH_parentID=urn:epc:idpat:sscc:4012345.*|urn:epc:idpat:grai:4012345.*.* -> pack bind
            MATCH_parentID=urn:epc:id:sgtin:4012345.012345.S1                 ->
            MATCH_parentID=https://id.gs1.org/00/040123450000000016&MATCH_epc=urn:epc:id:sgtin:4012345.012345.S2 -> pack
            MATCH_inputEPC=https://id.gs1.org/01/04012345123456/21/S1         -> make
            MATCH_inputEPC=urn:epc:idpat:sgtin:0614141.*.*                    ->
            MATCH_outputEPC=urn:epc:idpat:sgtin:0614141.*.*                   -> make
            MATCH_outputEPC=urn:epc:id:sgtin:4012345.012345.S1                ->
            MATCH_inputEPC=urn:epc:id:sgtin:4012345.012345.S1&MATCH_outputEPC=urn:epc:id:sgtin:0614141.112345.S3 -> make
            MATCH_anyEPC=urn:epc:id:sgtin:4012345.012345.S1                   -> ship receive make
            MATCH_anyEPC=urn:epc:id:sscc:4012345.0000000001                   -> ship pack
            MATCH_anyEPC=urn:epc:idpat:sgtin:0614141.112345.*                 -> order make
            MATCH_anyEPC=urn:epc:id:sgtin:4012345.012345.S9                   ->
            MATCH_anyEPC=urn:epc:id:sgtin:4012345.012345.S1&eventType=TransformationEvent -> make

            MATCH_epcClass=https://id.gs1.org/01/04012345123456/10/LotA       -> ship
            MATCH_epcClass=urn:epc:class:lgtin:4012345.012345.LotB            -> receive
            MATCH_epcClass=urn:epc:class:lgtin:4012345.098765.LotA            -> pack
            MATCH_epcClass=urn:epc:idpat:sgtin:4012345.012345.*               -> commission
            MATCH_epcClass=https://id.gs1.org/01/04012345123456               -> commission
            MATCH_epcClass=urn:epc:idpat:sgtin:4012345.*.*                    -> commission
            MATCH_epcClass=urn:epc:idpat:sgtin:4012345.012345.S1              ->
            MATCH_epcClass=urn:epc:class:lgtin:4012345.012345.LotA&EQ_action=ADD ->
            MATCH_inputEPCClass=urn:epc:class:lgtin:4012345.012345.LotA       -> make
            MATCH_inputEPCClass=urn:epc:class:lgtin:0614141.112345.LotC       ->
            MATCH_outputEPCClass=urn:epc:class:lgtin:0614141.112345.LotC      -> make
            MATCH_outputEPCClass=urn:epc:class:lgtin:4012345.012345.LotA      ->
            MATCH_inputEPCClass=urn:epc:class:lgtin:4012345.012345.LotA&MATCH_outputEPCClass=urn:epc:class:lgtin:0614141.112345.LotC -> make
            MATCH_anyEPCClass=urn:epc:class:lgtin:4012345.012345.LotA         -> ship make
            MATCH_anyEPCClass=urn:epc:class:lgtin:4012345.012345.LotX         ->
            MATCH_anyEPCClass=urn:epc:class:lgtin:4012345.012345.LotA|urn:epc:class:lgtin:4012345.098765.LotA&EQ_action=ADD -> pack

            EQ_quantity=10.5                                                  -> receive
            EQ_quantity=40|5                                                  -> ship pack
            EQ_quantity=18.1436948                                            ->
            GT_quantity=40                                                    -> commission make
            GE_quantity=40                                                    -> ship commission make
            LT_quantity=5                                                     -> make
            LE_quantity=5                                                     -> pack make
            GE_quantity=1000&LT_quantity=5                                    -> make
            GT_quantity=20000                                                 ->
            EQ_quantity_LBR=40                                                -> ship commission
            EQ_quantity_KGM=18.1436948|2                                      -> ship commission make
            EQ_quantity_KGM=10.5                                              ->
            GT_quantity_KGM=2                                                 -> ship commission
            GE_quantity_GRM=2000                                              -> ship commission make
            LT_quantity_KGM=2                                                 -> make
            LE_quantity_ONZ=640                                               -> ship commission make
            LT_quantity_LTR=1000000                                           ->
            EQ_quantity_XCS=5                                                 -> pack
            GE_quantity_CS=5                                                  -> pack
            LE_quantity_CS=4                                                  ->
            EQ_quantity_LBR=40&EQ_action=ADD                                  -> commission

            EXISTS_errorDeclaration=true                                      -> wrong doubtful
            EXISTS_errorDeclaration=null                                      -> wrong doubtful
            EXISTS_errorDeclaration=0                                         -> wrong doubtful
            EXISTS_errorDeclaration=false&eventType=TransactionEvent          -> order
            EXISTS_errorDeclaration=true&EQ_bizStep=shipping                  ->
            GE_errorDeclarationTime=2026-04-24T00:00:00Z                      -> wrong doubtful
            GE_errorDeclaration_Time=2026-04-24T00:00:00.001Z                 -> doubtful
            LT_errorDeclarationTime=2026-04-24T00:00:00Z                      ->
            LT_errorDeclaration_Time=2026-04-25T00:00:00Z                     -> wrong
            GE_errorDeclarationTime=2026-04-24T00:00:00Z&LT_errorDeclarationTime=2026-04-25T00:00:00Z -> wrong
            EQ_errorReason=did_not_occur                                      -> wrong
            EQ_errorReason=urn:epcglobal:cbv:er:did_not_occur|q:typo          -> wrong doubtful
            EQ_errorReason=incorrect_data                                     ->
            EQ_errorReason=did_not_occur&EQ_correctiveEventID=urn:event:right -> wrong
            EQ_correctiveEventID=urn:event:right                              -> wrong
            EQ_correctiveEventID=urn:event:wrong                              ->
            EQ_ERROR_DECLARATION_q:by=auditor                                 -> wrong
            EQ_ERROR_DECLARATION_q:by=Auditor                                 ->
            GT_ERROR_DECLARATION_q:cost=12                                    -> wrong
            GE_ERROR_DECLARATION_q:cost=12.50                                 -> wrong
            LT_ERROR_DECLARATION_q:cost=12.5                                  ->
            LE_ERROR_DECLARATION_q:cost=12.5                                  -> wrong
            EXISTS_ERROR_DECLARATION_q:case=true                              -> wrong
            EXISTS_ERROR_DECLARATION_q:file=true                              ->
            EQ_INNER_ERROR_DECLARATION_q:file=F1                              -> wrong
            EQ_INNER_ERROR_DECLARATION_q:by=auditor                           ->
            EXISTS_INNER_ERROR_DECLARATION_q:file=1                           -> wrong
            EQ_ERROR_DECLARATION_q:by=auditor&EXISTS_errorDeclaration=true    -> wrong

            EQ_q:number=10.5                                                  -> fields
            EQ_q:number=10.50|20.0                                            -> fields fields2
            EQ_q:number=1.05E1                                                -> fields
            EQ_https://ex.example/ns/#number=20                               -> fields2
            EQ_o:number=11                                                    -> fields
            EQ_o:number=10.5                                                  ->
            EQ_q:text=Romaine                                                 -> fields
            EQ_q:text=ROMAINE                                                 ->
            EQ_q:numeric=10.50                                                -> fields
            EQ_q:numeric=10.5                                                 ->
            EQ_q:flag=true                                                    -> fields fields2
            EQ_q:flag=false                                                   ->
            EQ_q:when=2026-04-17T13:00:00Z                                    -> fields
            EQ_q:many=two                                                     -> fields
            EQ_q:many=3.0                                                     -> fields
            EQ_q:key=urn:epc:id:sgtin:4012345.012345.S1                       -> fields
            EQ_q:key=https://id.gs1.org/01/04012345123456/21/S2               ->
            EQ_q:uri=https://ex.example/ns/colours/green                      -> fields
            EQ_q:uri=q:colours/green                                          -> fields
            EQ_cbvmda:lotNumber=LotZ                                          -> fields
            EQ_q:deep=down                                                    -> fields2
            GT_q:number=10.5                                                  -> fields2
            GE_q:number=10.5                                                  -> fields fields2
            LT_q:number=10.5                                                  ->
            LE_q:number=10.5                                                  -> fields
            GE_q:numeric=10.4                                                 -> fields
            GT_q:text=1                                                       ->
            GE_q:when=2026-04-17T15:00:00+02:00                               -> fields fields2
            GT_q:when=2026-04-17T15:00:00+02:00                               -> fields2
            LT_q:when=2026-04-17T15:00:00+02:00                               ->
            LE_q:when=2026-04-17T15:00:00+02:00                               -> fields
            EXISTS_q:outer=true                                               -> fields fields2
            EXISTS_q:empty=true                                               ->
            EXISTS_q:empty=false&EQ_q:number=20                               -> fields2
            EXISTS_q:result=null                                              -> inspect
            EQ_INNER_q:number=10.5                                            -> fields2
            EQ_INNER_q:deep=below                                             -> fields
            EQ_INNER_q:row=7                                                  ->
            EQ_INNER_q:slot=3                                                 ->
            GT_INNER_q:number=50                                              -> fields
            GE_INNER_q:number=99                                              -> fields
            LT_INNER_q:number=10.5                                            ->
            LE_INNER_q:number=10.5                                            -> fields2
            EXISTS_INNER_q:middle=true                                        -> fields
            EXISTS_INNER_q:outer=true                                         ->
            EQ_q:number=10.5&EQ_INNER_q:number=99                             -> fields
            EQ_ILMD_cbvmda:lotNumber=LotA                                     -> commission
            EQ_ILMD_q:brix=12.5|11                                            -> commission make
            EQ_ILMD_q:grades=B                                                -> commission
            EQ_ILMD_q:number=10.5                                             ->
            GT_ILMD_q:brix=11                                                 -> commission
            GE_ILMD_q:brix=11                                                 -> commission make
            LT_ILMD_q:brix=11                                                 ->
            LE_ILMD_q:brix=11                                                 -> make
            EXISTS_ILMD_q:origin=true                                         -> commission
            EXISTS_ILMD_q:field=true                                          ->
            EQ_INNER_ILMD_q:row=7                                             -> commission
            EQ_INNER_ILMD_q:brix=11                                           ->
            GT_INNER_ILMD_q:row=6                                             -> commission
            GE_INNER_ILMD_q:row=8                                             ->
            LT_INNER_ILMD_q:row=8                                             -> commission
            LE_INNER_ILMD_q:row=7                                             -> commission
            EXISTS_INNER_ILMD_q:field=1                                       -> commission
            EXISTS_INNER_ILMD_q:origin=1                                      ->
            EQ_ILMD_q:brix=11&EQ_action=ADD                                   ->
            EQ_readPoint_q:dock=7                                             -> ship
            EQ_readPoint_q:dock=8                                             ->
            EQ_readPoint_q:slot=3                                             ->
            EQ_INNER_readPoint_q:slot=3                                       -> ship
            EQ_INNER_readPoint_q:dock=7                                       ->
            EQ_bizLocation_q:zone=B                                           -> ship
            EQ_bizLocation_q:dock=7                                           ->
            EQ_INNER_bizLocation_q:slot=x                                     -> ship
            EQ_INNER_bizLocation_q:slot=3                                     ->
            EQ_readPoint_q:dock=7&EQ_bizLocation_q:zone=A|C                   -> ship

            EXISTS_sensorElementList=true                                     -> warm warmer lab
            EXISTS_sensorElementList=1&EQ_bizStep=shipping                    ->
            GE_time=2026-04-20T00:00:00Z                                      -> warm warmer
            GE_time=2026-04-20T00:45:00Z                                      -> warmer
            LT_time=2026-04-20T00:45:00Z                                      -> warm
            GE_SENSORMETADATA_time=2026-04-20T00:00:00Z                       -> warm
            LT_SENSORMETADATA_time=2026-04-20T00:00:00Z                       ->
            GE_SENSORREPORT_time=2026-04-20T00:00:00Z                         -> warmer
            LT_SENSORREPORT_time=2026-04-20T00:45:00Z                         ->
            GE_startTime=2026-04-20T00:30:00Z                                 -> warmer
            LT_startTime=2026-04-20T00:30:00Z                                 ->
            GE_endTime=2026-04-20T03:00:00+02:00                              -> warmer
            LT_endTime=2026-04-20T01:00:00Z                                   ->
            GE_startTime=2026-04-20T00:00:00Z&LT_endTime=2026-04-20T01:00:01Z -> warmer
            EQ_type=Temperature                                               -> warm warmer
            EQ_type=gs1:Temperature|https://gs1.org/voc/Mass                  -> warm warmer lab
            EQ_type=q:colour                                                  -> lab
            EQ_type=Pressure                                                  ->
            EQ_type=Temperature&GE_value_CEL=60                               ->
            EQ_type=Temperature&GE_value_P1=60                                -> warm
            EQ_deviceID=urn:epc:id:giai:4012345.D1                            -> warm warmer
            EQ_deviceID=https://ex.example/ns/devices/2|q:devices/3           -> lab
            EQ_deviceID=https://ex.example/ns/devices/1                       ->
            EQ_SENSORMETADATA_deviceID=https://id.gs1.org/8004/4012345D1      -> warm
            EQ_SENSORREPORT_deviceID=https://id.gs1.org/8004/4012345D1        -> warmer
            EQ_SENSORMETADATA_deviceMetadata=q:devices/1                      -> warm
            EQ_SENSORMETADATA_rawData=q:raw/1                                 -> warm
            EQ_SENSORMETADATA_rawData=q:raw/2                                 ->
            EQ_SENSORREPORT_rawData=q:raw/1                                   ->
            EQ_dataProcessingMethod=q:methods/1                               -> warm warmer
            EQ_dataProcessingMethod=q:methods/2                               ->
            EQ_SENSORMETADATA_dataProcessingMethod=q:methods/1                -> warm
            EQ_SENSORREPORT_dataProcessingMethod=https://ex.example/ns/methods/1 -> warmer
            EQ_bizRules=https://ex.example/ns/rules/1                         -> warm
            EQ_bizRules=https://ex.example/ns/rules/2                         ->
            EQ_bizRules=q:rules/1&EQ_deviceID=urn:epc:id:giai:4012345.D1      -> warm
            EQ_microorganism=https://www.ncbi.nlm.nih.gov/taxonomy/1126011    -> lab
            EQ_microorganism=https://www.ncbi.nlm.nih.gov/taxonomy/1          ->
            EQ_chemicalSubstance=https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N -> lab
            EQ_chemicalSubstance=https://identifiers.org/inchikey:OTHER       ->
            EQ_stringValue=green|red                                          -> lab
            EQ_stringValue=Green                                              ->
            EQ_booleanValue=true                                              -> lab
            EQ_booleanValue=false                                             ->
            EQ_hexBinaryValue=f0F0                                            -> lab
            EQ_hexBinaryValue=F0F0                                            ->
            EQ_uriValue=https://id.gs1.org/8004/4012345A1                     -> lab
            EQ_uriValue=urn:epc:id:giai:4012345.A2                            ->
            EQ_stringValue=green&EQ_booleanValue=true                         -> lab

            EQ_value_CEL=10                                                   -> warm
            EQ_value_FAH=50                                                   -> warm
            EQ_value_KEL=283.15|288.15                                        -> warm warmer
            EQ_value_CEL=15.0                                                 -> warmer
            EQ_value_GRM=453.59237                                            -> lab
            EQ_value_CEL=59                                                   ->
            GT_value_CEL=10                                                   -> warmer
            GE_value_FAH=50                                                   -> warm warmer
            LT_value_CEL=15                                                   -> warm
            LE_value_KEL=288.15                                               -> warm warmer
            GE_value_PAL=0                                                    ->
            GE_value_CEL=15&LT_value_P1=100                                   ->
            EQ_minValue_FAH=46.4                                              -> warm
            GT_minValue_CEL=8                                                 -> warmer
            GE_minValue_CEL=8                                                 -> warm warmer
            LT_minValue_CEL=8                                                 ->
            LE_minValue_CEL=8                                                 -> warm
            EQ_maxValue_CEL=20                                                -> warmer
            GT_maxValue_CEL=12                                                -> warmer
            GE_maxValue_CEL=12                                                -> warm warmer
            LT_maxValue_CEL=12                                                ->
            LE_maxValue_CEL=12                                                -> warm
            EQ_meanValue_CEL=14                                               -> warmer
            GT_meanValue_CEL=9.5                                              -> warmer
            GE_meanValue_CEL=9.5                                              -> warm warmer
            LT_meanValue_CEL=9.5                                              ->
            LE_meanValue_CEL=9.5                                              -> warm
            EQ_sDev_FAH=1.8                                                   -> warm
            EQ_sDev_CEL=2                                                     -> warmer
            GT_sDev_KEL=1                                                     -> warmer
            GE_sDev_KEL=1                                                     -> warm warmer
            LT_sDev_CEL=1                                                     ->
            LE_sDev_CEL=1                                                     -> warm
            EQ_percValue_CEL=18|9                                             -> warm warmer
            GT_percValue_CEL=9                                                -> warmer
            GE_percValue_CEL=9                                                -> warm warmer
            LT_percValue_CEL=9                                                ->
            LE_percValue_CEL=9                                                -> warm
            EQ_percRank=50.0                                                  -> warm
            GT_percRank=50                                                    -> warmer
            GE_percRank=50                                                    -> warm warmer
            LT_percRank=50                                                    ->
            LE_percRank=50                                                    -> warm
            EQ_percRank=95&GE_percValue_CEL=18                                -> warmer

            EQ_SENSORELEMENT_q:mount=door                                     -> warm
            EQ_SENSORELEMENT_q:probe=core                                     ->
            EXISTS_SENSORELEMENT_q:place=true                                 -> warm
            GE_INNER_SENSORELEMENT_q:height=2                                 -> warm
            LT_INNER_SENSORELEMENT_q:height=2                                 ->
            EQ_INNER_SENSORELEMENT_q:mount=door                               ->
            EXISTS_INNER_SENSORELEMENT_q:height=true                          -> warm
            EQ_SENSORMETADATA_q:calibrated=true                               -> warm
            EQ_SENSORMETADATA_q:calibrated=false                              ->
            EXISTS_SENSORMETADATA_q:calibrated=0                              -> warm
            EXISTS_INNER_SENSORMETADATA_q:calibrated=0                        ->
            EQ_SENSORREPORT_q:probe=core|skin                                 -> warm
            EQ_SENSORREPORT_q:calibrated=true                                 ->
            GT_INNER_SENSORREPORT_q:high=14.9                                 -> warm
            LE_INNER_SENSORREPORT_q:high=14.9                                 ->
            EXISTS_SENSORREPORT_q:limits=true                                 -> warm
            EXISTS_INNER_SENSORREPORT_q:high=true                             -> warm
            EQ_SENSORREPORT_q:probe=core&EQ_SENSORMETADATA_q:calibrated=true&EQ_SENSORELEMENT_q:mount=door -> warm

            orderDirection=ASC&EQ_action=DELETE                               -> order
            maxEventCount=2&eventType=ObjectEvent&EQ_q:flag=true              -> fields fields2
            perPage=1&EQ_q:flag=true                                          -> fields fields2
            perPage=002147483648&EQ_q:flag=true                               -> fields fields2
            maxEventCount=2147483648&EQ_q:flag=true                           -> fields fields2
            eventCountLimit=3000000000&orderBy=eventTime&EQ_q:flag=true       -> fields fields2
            eventCountLimit=01&orderBy=eventTime&EQ_q:flag=true               -> fields2
            eventCountLimit=2.0&orderBy=eventTime&EQ_q:flag=true              -> fields fields2
            """;

    /** The parameters, the one that is at fault, and what the problem says of it. */
    private static final String REFUSED = """
            EQ_bizSteps=shipping                  -> EQ_bizSteps : did you mean EQ_bizStep?
            MATCH_epcs=urn:a:b                    -> MATCH_epcs : did you mean MATCH_epc?
            NE_bizStep=shipping                   -> NE_bizStep : EQ_bizStep
            GT_eventTime=2026-04-17T00:00:00Z     -> GT_eventTime : GE_eventTime
            EQ_bizStep=shiping                    -> EQ_bizStep : did you mean 'shipping'?
            EQ_disposition=in_transitt            -> EQ_disposition : in_transit
            EQ_persistentDisposition_set=x        -> EQ_persistentDisposition_set : 'x'
            EQ_errorReason=mistake                -> EQ_errorReason : did_not_occur
            EQ_type=Temprature                    -> EQ_type : Temperature
            eventType=ObjektEvent                 -> eventType : ObjectEvent
            EQ_action=add                         -> EQ_action : ADD, OBSERVE, DELETE
            EQ_bizTransaction_pos=urn:a:b         -> EQ_bizTransaction_pos : EQ_bizTransaction_po
            EQ_source_owner=urn:a:b               -> EQ_source_owner : owning_party
            GE_eventTime=2026-04-17T09:00:00      -> GE_eventTime : offset
            LT_recordTime=yesterday               -> LT_recordTime : offset
            GE_errorDeclarationTime=2026-04-17    -> GE_errorDeclarationTime : offset
            GE_time=2026-04-17T09:00:00 01:00     -> GE_time : %2B
            EQ_bizStep=                           -> EQ_bizStep : empty
            MATCH_epc=urn:a:b|                    -> MATCH_epc : empty
            EQ_quantity=ten                       -> EQ_quantity : number
            GE_quantity=1|2                       -> GE_quantity : one value
            GE_value=4                            -> GE_value : unit
            EQ_quantity_kg=4                      -> EQ_quantity_kg : did you mean EQ_quantity_KGM?
            GE_value_cel=1                        -> GE_value_cel : did you mean GE_value_CEL?
            EQ_sDev_Fahrenheit=1                  -> EQ_sDev_Fahrenheit : did you mean EQ_sDev_FAH?
            MATCH_epc=urn:epc:idpat:sgtin:4012345.012345.S* -> MATCH_epc : urn:epc:idpat:sgtin:*.*.*
            MATCH_anyEPC=urn:a:b|urn:epc:idpat:sgtin:4012345.012345 -> MATCH_anyEPC : urn:epc:idpat:sgtin:*.*.*
            MATCH_parentID=urn:epc:idpat:sscc:4012345.*.* -> MATCH_parentID : urn:epc:idpat:sscc:*.*
            MATCH_epc=urn:epc:idpat:sgtinn:1.2.*  -> MATCH_epc : did you mean sgtin?
            MATCH_epcClass=urn:epc:idpat:foo:1.2  -> MATCH_epcClass : 'foo'
            MATCH_epcClass=urn:epc:idpat:sgtin    -> MATCH_epcClass : urn:epc:idpat:sgtin:*.*.*
            EQATTR_un:my_place_cbvmda:city=Yuma   -> EQATTR_un:my_place_cbvmda:city : the prefix 'un'
            HASATTR_epcClass=q:size               -> HASATTR_epcClass : readPoint, bizLocation, bizStep, disposition or
            EQATTR_source_q:size=1                -> EQATTR_source_q:size : 'source' is not a field whose master data
            EQATTR_epcClass_q:my_size=1           -> EQATTR_epcClass_q:my_size : 'epcClass' is not a field
            EQATTR_bizSteps_q:size=1              -> EQATTR_bizSteps_q:size : bizStep, disposition
            EQATTR_bizStep=1                      -> EQATTR_bizStep : an attribute of its master data
            GE_q:number=many                      -> GE_q:number : neither a number nor a time
            GT_q:when=2026-04-17                  -> GT_q:when : offset
            EQ_unnamed:field=1                    -> EQ_unnamed:field : GS1-Extensions
            EXISTS_errorDeclaration=yes           -> EXISTS_errorDeclaration : true
            EQ_booleanValue=yes                   -> EQ_booleanValue : true
            eventCountLimit=5                     -> eventCountLimit : orderBy
            eventCountLimit=0&orderBy=eventTime   -> eventCountLimit : 1
            eventCountLimit=1.5&orderBy=eventTime -> eventCountLimit : whole number
            maxEventCount=-1                      -> maxEventCount : 1
            perPage=0                             -> perPage : 1
            orderBy=eventime                      -> orderBy : eventTime
            orderBy=eventTime&orderDirection=up   -> orderDirection : ASC
            eventCountLimit=1&maxEventCount=1&orderBy=eventTime -> maxEventCount : eventCountLimit
            """;

    private static final EventQueryClient CLIENT = new EventQueryClient(LotledgerServer.shared());

    @BeforeAll
    static void capture() {
        CLIENT.capture(HandMadeEvents.document());
        CLIENT.awaitEvent(HandMadeEvents.LAST);
    }

    static Stream<String> cases() {
        return CASES.lines().filter(line -> !line.isBlank());
    }

    static Stream<String> refused() {
        return REFUSED.lines();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void finds(String line) {
        List<JsonNode> found = CLIENT.allEvents(parameters(asked(line)), HandMadeEvents.PREFIXES);

        assertThat(names(found)).containsExactlyInAnyOrderElementsOf(expected(line));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void findsTheSameAsANamedQuery(String line) {
        Map<String, String> parameters = parameters(asked(line));
        parameters.remove("perPage"); // a parameter of the request, not of the query

        List<JsonNode> found = CLIENT.allEventsOfNamed(named(parameters));

        assertThat(names(found)).containsExactlyInAnyOrderElementsOf(expected(line));
    }

    private static String asked(String line) {
        return line.substring(0, line.lastIndexOf("->"));
    }

    private static List<String> expected(String line) {
        return Arrays.stream(line.substring(line.lastIndexOf("->") + 2).split(" "))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The JSON form, with numbers, booleans and null where GS1's schema has them. */
    private static ObjectNode named(Map<String, String> parameters) {
        ObjectNode query = EventQueryClient.JSON.createObjectNode();
        ObjectNode context = query.putObject("@context");
        HandMadeEvents.PREFIXES.forEach(context::put);
        parameters.forEach((name, text) -> {
            if (text.contains("|")) List.of(text.split("\\|")).forEach(query.withArrayProperty(name)::add);
            else if (text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?|true|false|null")) {
                query.set(name, EventQueryClient.JSON.readTree(text));
            } else query.put(name, text);
        });
        return query;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String line) {
        String[] parts = line.split("->", 2);
        String parameter = parts[1].substring(0, parts[1].indexOf(" : ")).strip();
        String says = parts[1].substring(parts[1].indexOf(" : ") + 3).strip();

        EventQueryClient.Answer answer = CLIENT.query(parameters(parts[0]), HandMadeEvents.PREFIXES);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("type").asString()).isEqualTo("epcisException:QueryParameterException");
        assertThat(answer.json().get("parameter").asString()).isEqualTo(parameter);
        assertThat(answer.text()).contains(says);
    }

    @Test
    void ordersByTimeOrAField() {
        assertThat(names("EQ_action=ADD")).containsExactly("bind", "pack", "commission");
        assertThat(names("EQ_action=ADD&orderBy=eventTime")).containsExactly("bind", "pack", "commission");
        assertThat(names("EQ_action=ADD&orderBy=eventTime&orderDirection=ASC"))
                .containsExactly("commission", "pack", "bind");
        assertThat(names("EQ_action=ADD&orderBy=eventTime&eventCountLimit=2")).containsExactly("bind", "pack");
        assertThat(names("EQ_action=ADD&orderBy=eventTime&eventCountLimit=2&perPage=1"))
                .as("a total over all pages")
                .containsExactly("bind", "pack");
        assertThat(names("EXISTS_q:number=true&orderBy=q:number&orderDirection=ASC"))
                .containsExactly("fields", "fields2");
        assertThat(names("EXISTS_q:number=true&orderBy=q:number&eventCountLimit=1"))
                .containsExactly("fields2");
        assertThat(names("EQ_action=ADD&orderBy=recordTime")).hasSize(3);
    }

    @Test
    void boundsOfRecordTimeMayBeFinerThanRecordTimes() {
        Instant recordTime =
                Instant.parse(CLIENT.allEvents(parameters("EQ_eventID=urn:event:ship"), HandMadeEvents.PREFIXES)
                        .get(0)
                        .get("recordTime")
                        .asString());

        assertThat(names("EQ_bizStep=shipping&LT_recordTime=" + recordTime)).isEmpty();
        assertThat(names("EQ_bizStep=shipping&LT_recordTime=" + recordTime.plusNanos(1)))
                .containsExactly("ship");
        assertThat(names("EQ_bizStep=shipping&GE_recordTime=" + recordTime)).containsExactly("ship");
        assertThat(names("EQ_bizStep=shipping&GE_recordTime=" + recordTime.minusNanos(1)))
                .containsExactly("ship");
        assertThat(names("EQ_bizStep=shipping&GE_recordTime=" + recordTime.plusNanos(1)))
                .isEmpty();
    }

    @Test
    void moreEventsThanAllowedAreRefused() {
        EventQueryClient.Answer answer =
                CLIENT.query(parameters("EQ_action=ADD&maxEventCount=2"), HandMadeEvents.PREFIXES);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("type").asString()).isEqualTo("epcisException:QueryTooLargeException");
    }

    @Test
    void noEventIsAnEmptyListAndNotAnError() {
        EventQueryClient.Answer answer = CLIENT.query(parameters("EQ_eventID=urn:event:none"), HandMadeEvents.PREFIXES);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("type").asString()).isEqualTo("EPCISQueryDocument");
        assertThat(answer.json()
                        .at("/epcisBody/queryResults/resultsBody/eventList")
                        .isArray())
                .isTrue();
        assertThat(answer.events()).isEmpty();
    }

    @Test
    void everyEventIsFoundWithItsTimesAsSent() {
        Map<String, JsonNode> sent = new LinkedHashMap<>();
        EventQueryClient.JSON
                .readTree(HandMadeEvents.document())
                .at("/epcisBody/eventList")
                .forEach(event -> sent.put(event.get("eventID").asString(), event));

        List<JsonNode> all = CLIENT.allEvents(Map.of(), Map.of());

        assertThat(all)
                .extracting(event -> event.get("eventID").asString())
                .containsExactlyInAnyOrderElementsOf(sent.keySet());
        for (JsonNode event : all) {
            JsonNode original =
                    Objects.requireNonNull(sent.get(event.get("eventID").asString()));
            assertThat(event.get("eventTime")).isEqualTo(original.get("eventTime"));
            assertThat(event.get("eventTimeZoneOffset")).isEqualTo(original.get("eventTimeZoneOffset"));
            assertThat(event.get("recordTime").asString()).isNotBlank();
            assertThat(names("EQ_eventID=" + event.get("eventID").asString())).hasSize(1);
        }
    }

    private static List<String> names(String parameters) {
        return names(CLIENT.allEvents(parameters(parameters), HandMadeEvents.PREFIXES));
    }

    private static List<String> names(List<JsonNode> events) {
        return events.stream()
                .map(event -> HandMadeEvents.name(event.get("eventID").asString()))
                .toList();
    }

    /** {@code name=value&name=value}, not encoded. */
    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : text.strip().split("&")) {
            int equals = parameter.indexOf('=');
            parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return parameters;
    }
}
