package io.lotledger.api.events;

/** The parameters of SimpleEventQuery for what kind of event it is, when, where and why it happened, and that it was in error. */
class EventQueryParametersIT extends ParameterCases {
    @Override
    String cases() {
        return """
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

                orderDirection=ASC&EQ_action=DELETE                               -> order
                maxEventCount=2&eventType=ObjectEvent&EQ_q:flag=true              -> fields fields2
                perPage=1&EQ_q:flag=true                                          -> fields fields2
                perPage=002147483648&EQ_q:flag=true                               -> fields fields2
                maxEventCount=2147483648&EQ_q:flag=true                           -> fields fields2
                eventCountLimit=3000000000&orderBy=eventTime&EQ_q:flag=true       -> fields fields2
                eventCountLimit=01&orderBy=eventTime&EQ_q:flag=true               -> fields2
                eventCountLimit=2.0&orderBy=eventTime&EQ_q:flag=true              -> fields fields2
                """;
    }
}
