package io.lotledger.api.events;

/** The parameters of SimpleEventQuery for what sensors reported. */
class SensorParametersIT extends ParameterCases {
    @Override
    String cases() {
        return """
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
                """;
    }
}
