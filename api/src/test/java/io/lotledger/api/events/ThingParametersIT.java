package io.lotledger.api.events;

/** The parameters of SimpleEventQuery for things, their amounts, and the documents and parties of a movement. */
class ThingParametersIT extends ParameterCases {
    @Override
    String cases() {
        return """
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
                """;
    }
}
