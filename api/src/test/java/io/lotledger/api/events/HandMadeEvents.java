package io.lotledger.api.events;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The events that {@link ParameterCases} are about: an event's name is the end of its eventID. Identifiers and words come in
 * every form that partners send.
 */
final class HandMadeEvents {
    static final Map<String, String> PREFIXES = Map.of("q", "https://ex.example/ns/", "o", "https://other.example/ns#");

    /** The eventID of the last one. */
    static final String LAST = "urn:event:fields2";

    private static final String EVENTS = """
            {"type":"ObjectEvent","eventID":"ship","eventTime":"2026-04-17T09:00:00-04:00","eventTimeZoneOffset":"-04:00",
             "action":"OBSERVE","bizStep":"urn:epcglobal:cbv:bizstep:shipping","disposition":"in_transit",
             "epcList":["urn:epc:id:sgtin:4012345.012345.S1","urn:epc:id:sscc:4012345.0000000001"],
             "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.012345.LotA","quantity":40,"uom":"LBR"}],
             "readPoint":{"id":"urn:epc:id:sgln:4012345.00001.0","ex:dock":"7","ex:bay":{"ex:slot":3}},
             "bizLocation":{"id":"urn:epc:id:sgln:4012345.00001.D1","ex:zone":["A","B"],"ex:bay":{"ex:slot":"x"}},
             "bizTransactionList":[{"type":"desadv","bizTransaction":"urn:epcglobal:cbv:bt:4012345000016:1"},
                                   {"type":"urn:epcglobal:cbv:btt:po","bizTransaction":"urn:epcglobal:cbv:bt:4012345000016:2"}],
             "sourceList":[{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00001"}],
             "destinationList":[{"type":"possessing_party","destination":"urn:epc:id:pgln:4012345.00002"}]}

            {"type":"ObjectEvent","eventID":"receive","eventTime":"2026-04-18T08:00:00+02:00","eventTimeZoneOffset":"+02:00",
             "action":"OBSERVE","bizStep":"receiving","disposition":"https://ref.gs1.org/cbv/Disp-in_progress",
             "epcList":["https://brand.example/x/01/04012345123456/10/LotA/21/S1?linkType=all"],
             "quantityList":[{"epcClass":"https://id.gs1.org/01/04012345123456/10/LotB","quantity":10.50}],
             "readPoint":{"id":"https://id.gs1.org/414/4012345000023"},
             "bizLocation":{"id":"https://id.gs1.org/414/4012345000030"},
             "bizTransactionList":[{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:4012345000016:1"},
                                   {"bizTransaction":"https://id.gs1.org/253/4012345123456X1"}],
             "sourceList":[{"type":"https://ref.gs1.org/cbv/SDT-possessing_party","source":"https://id.gs1.org/417/4012345000016"}],
             "destinationList":[{"type":"location","destination":"https://id.gs1.org/414/4012345000030"}]}

            {"type":"ObjectEvent","eventID":"commission","eventTime":"2026-04-16T12:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"ADD","bizStep":"commissioning","disposition":"urn:epcglobal:cbv:disp:active",
             "persistentDisposition":{"set":["completeness_verified"],"unset":["urn:epcglobal:cbv:disp:completeness_inferred"]},
             "epcList":["https://id.gs1.org/01/04012345123456/21/S2"],
             "quantityList":[{"epcClass":"urn:epc:idpat:sgtin:4012345.012345.*","quantity":18143.6948,"uom":"GRM"}],
             "ilmd":{"cbvmda:lotNumber":"LotA","ex:brix":12.50,"ex:origin":{"ex:field":{"ex:row":7}},"ex:grades":["A"," B "]}}

            {"type":"AggregationEvent","eventID":"pack","eventTime":"2026-04-17T10:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"ADD","parentID":"https://id.gs1.org/00/040123450000000016",
             "childEPCs":["urn:epc:id:sgtin:4012345.012345.S2","urn:epc:id:grai:4012345.12345.1"],
             "childQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.098765.LotA","quantity":5,"uom":"XCS"}],
             "bizStep":"https://ex.example/ns/palletising"}

            {"type":"TransactionEvent","eventID":"order","eventTime":"2026-04-15T00:00:00.5Z","eventTimeZoneOffset":"+00:00",
             "recordTime":"2001-01-01T00:00:00Z",
             "action":"DELETE","parentID":"urn:epc:id:sgtin:0614141.112345.S1","epcList":["urn:epc:id:sgtin:0614141.112345.S2"],
             "bizTransactionList":[{"type":"ex:quote","bizTransaction":"https://ex.example/ns/quotes/1"}]}

            {"type":"TransformationEvent","eventID":"make","eventTime":"2026-04-17T13:00:00Z","eventTimeZoneOffset":"+00:00",
             "inputEPCList":["urn:epc:id:sgtin:4012345.012345.S1"],"outputEPCList":["urn:epc:id:sgtin:0614141.112345.S3"],
             "inputQuantityList":[{"epcClass":"https://id.gs1.org/01/04012345123456/10/LotA","quantity":2,"uom":"KGM"}],
             "outputQuantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.112345.LotC","quantity":1500,"uom":"GRM"}],
             "transformationID":"urn:epc:id:gdti:4012345.12345.T1","ilmd":{"ex:brix":11}}

            {"type":"AssociationEvent","eventID":"bind","eventTime":"2026-04-19T00:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"ADD","parentID":"urn:epc:id:grai:4012345.12345.2","childEPCs":["urn:epc:id:giai:4012345.A1"]}

            {"type":"ex:Inspection","eventID":"inspect","eventTime":"2026-04-19T06:00:00Z","eventTimeZoneOffset":"+00:00",
             "ex:result":"passed"}

            {"type":"ObjectEvent","eventID":"warm","eventTime":"2026-04-20T00:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"OBSERVE","epcList":[],"readPoint":{"id":"https://ex.example/ns/places/1"},
             "sensorElementList":[
               {"sensorMetadata":{"time":"2026-04-20T00:00:00Z","deviceID":"urn:epc:id:giai:4012345.D1",
                  "deviceMetadata":"https://ex.example/ns/devices/1","rawData":"https://ex.example/ns/raw/1",
                  "dataProcessingMethod":"https://ex.example/ns/methods/1","bizRules":"https://ex.example/ns/rules/1",
                  "ex:calibrated":true},
                "sensorReport":[
                  {"type":"Temperature","value":10,"uom":"CEL","minValue":8,"maxValue":12,"meanValue":9.5,"sDev":1,
                   "percRank":50,"percValue":9,"ex:probe":"core","ex:limits":{"ex:high":15}},
                  {"type":"gs1:RelativeHumidity","value":60,"uom":"P1"}],
                "ex:mount":"door","ex:place":{"ex:height":2}}]}

            {"type":"ObjectEvent","eventID":"warmer","eventTime":"2026-04-20T01:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"OBSERVE","epcList":[],"readPoint":{"id":"https://id.gs1.org/414/4012345000030"},
             "sensorElementList":[
               {"sensorMetadata":{"startTime":"2026-04-20T00:30:00Z","endTime":"2026-04-20T01:00:00+00:00"},
                "sensorReport":[
                  {"type":"https://gs1.org/voc/Temperature","value":59,"uom":"FAH","minValue":50,"maxValue":68,"meanValue":57.2,
                   "sDev":3.6,"percRank":95,"percValue":64.4,"time":"2026-04-20T00:45:00Z",
                   "deviceID":"https://id.gs1.org/8004/4012345D1","dataProcessingMethod":"ex:methods/1"}]}]}

            {"type":"ObjectEvent","eventID":"lab","eventTime":"2026-04-21T00:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"OBSERVE","epcList":[],"readPoint":{"id":"https://id.gs1.org/414/4012345000030"},
             "sensorElementList":[{"sensorReport":[
               {"type":"Mass","value":1,"uom":"LBR"},
               {"type":"ex:colour","stringValue":" green ","booleanValue":true,"hexBinaryValue":"f0F0",
                "uriValue":"urn:epc:id:giai:4012345.A1","deviceID":"https://ex.example/ns/devices/2"},
               {"type":"AmountOfSubstance","value":3,"uom":"C34",
                "microorganism":"https://www.ncbi.nlm.nih.gov/taxonomy/1126011",
                "chemicalSubstance":"https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N"}]}]}

            {"type":"ObjectEvent","eventID":"ni:///sha-256;e4bf9ff3a3f9f1d5a3c0d1a8f8d2a3e7c3d2b1a09f8e7d6c5b4a39281706f5e4?ver=CBV2.0",
             "eventTime":"2026-04-22T00:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"OBSERVE","epcList":["urn:epc:id:sgtin:4012345.098765.N1"]}

            {"type":"ObjectEvent","eventID":"wrong","eventTime":"2026-04-23T00:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"OBSERVE","epcList":["urn:epc:id:sgtin:4012345.098765.W1"],
             "errorDeclaration":{"declarationTime":"2026-04-24T02:00:00+02:00","reason":"did_not_occur",
               "correctiveEventIDs":["urn:event:right"],"ex:by":"auditor","ex:cost":12.5,"ex:case":{"ex:file":"F1"}}}

            {"type":"ObjectEvent","eventID":"doubtful","eventTime":"2026-04-23T01:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"OBSERVE","epcList":["urn:epc:id:sgtin:4012345.098765.W2"],
             "errorDeclaration":{"declarationTime":"2026-04-25T00:00:00Z","reason":"https://ex.example/ns/typo"}}

            {"type":"ObjectEvent","eventID":"fields","eventTime":"2026-04-26T00:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"OBSERVE","epcList":["urn:epc:id:sgtin:4012345.098765.F1"],
             "ex:number":10.50,"ex:text":"Romaine","ex:numeric":"10.50","ex:flag":true,"ex:when":"2026-04-17T09:00:00-04:00",
             "ex:many":["one","two",3],"ex:key":"https://brand.example/x/01/04012345123456/21/S1","ex:uri":"ex:colours/green",
             "ex:place":"urn:epc:id:sgln:4012345.00001.0","ex:empty":"","m:lotNumber":"LotZ","other:number":11,
             "ex:outer":{"ex:number":99,"ex:middle":[{"ex:deep":"down"},{"ex:deep":"below"}]}}

            {"type":"ObjectEvent","eventID":"fields2","eventTime":"2026-04-26T01:00:00Z","eventTimeZoneOffset":"+00:00",
             "action":"OBSERVE","epcList":["urn:epc:id:sgtin:4012345.098765.F2"],
             "ex:number":20,"ex:text":"romaine","ex:flag":"true","ex:when":"2026-04-18T00:00:00Z","ex:deep":"down",
             "ex:outer":{"ex:number":10.5},"ex:my_place":"https://id.gs1.org/414/4012345000016"}
            """;

    private static final String MASTER_DATA = """
            [{"type":"urn:epcglobal:epcis:vtype:ReadPoint","vocabularyElementList":[
               {"id":"https://id.gs1.org/414/4012345000016",
                "attributes":[{"id":"urn:epcglobal:cbv:mda#name","attribute":"Packhouse"},
                              {"id":"https://ex.example/ns/size","attribute":"10.50"}],
                "children":["urn:epc:id:sgln:4012345.00002.0"]},
               {"id":"https://brand.example/414/4012345000023",
                "attributes":[{"id":"urn:epcglobal:cbv:mda#name","attribute":"Dock"}],
                "children":["https://ex.example/ns/places/1","urn:epc:id:sgln:4012345.00001.0"]}]},
             {"type":"urn:epcglobal:epcis:vtype:BusinessLocation","vocabularyElementList":[
               {"id":"urn:epc:id:sgln:4012345.00001.D1",
                "attributes":[{"id":"urn:epcglobal:cbv:mda:city","attribute":"Salinas"},
                              {"id":"https://ex.example/ns/contact","attribute":{"https://ex.example/ns/phone":"555"}},
                              {"id":"https://ex.example/ns/remark","attribute":""}],
                "children":["https://id.gs1.org/414/4012345000030"]},
               {"id":"urn:epc:id:sgln:4012345.00001.0",
                "attributes":[{"id":"urn:epcglobal:cbv:mda:city","attribute":"Yuma"}]}]},
             {"type":"urn:epcglobal:epcis:vtype:BusinessStep","vocabularyElementList":[
               {"id":"urn:epcglobal:cbv:bizstep:shipping",
                "attributes":[{"id":"https://ex.example/ns/owner","attribute":"Dispatch"}]},
               {"id":"https://ex.example/ns/palletising",
                "attributes":[{"id":"https://ex.example/ns/owner","attribute":"Yard"}]}]},
             {"type":"urn:epcglobal:epcis:vtype:Disposition","vocabularyElementList":[
               {"id":"https://ref.gs1.org/cbv/Disp-in_progress",
                "attributes":[{"id":"https://ex.example/ns/owner","attribute":"Gate"}]}]}]""";

    private HandMadeEvents() {}

    static String document() {
        String events = EVENTS.lines().collect(Collectors.joining("\n")).replaceAll("\n\\s*\n", ",\n");
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
                   {"ex":"https://ex.example/ns/","other":"https://other.example/ns#","m":"urn:epcglobal:cbv:mda"}],
                 "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-04-30T00:00:00Z",
                 "epcisHeader":{"epcisMasterData":{"vocabularyList":%s}},"epcisBody":{"eventList":[%s]}}
                """.formatted(MASTER_DATA, events)
                .replaceAll("\"eventID\":\"(?=[a-z0-9]+\")", "\"eventID\":\"urn:event:");
    }

    /** The name of an event: the end of its eventID, or {@code hash}. */
    static String name(String eventID) {
        return eventID.startsWith("ni:") ? "hash" : eventID.substring(eventID.lastIndexOf(':') + 1);
    }
}
