package io.lotledger.api.events;

/** The parameters of SimpleEventQuery for members that a partner has defined. */
class ExtensionParametersIT extends ParameterCases {
    @Override
    String cases() {
        return """
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
                """;
    }
}
