package io.lotledger.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A parameter of SimpleEventQuery that is at fault is named, with what would be right. */
class RefusedParametersIT {
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

    static Stream<String> refused() {
        return REFUSED.lines();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String line) {
        String[] parts = line.split("->", 2);
        String parameter = parts[1].substring(0, parts[1].indexOf(" : ")).strip();
        String says = parts[1].substring(parts[1].indexOf(" : ") + 3).strip();

        EventQueryClient.Answer answer = HandMadeQueries.ask(parts[0]);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("type").asString()).isEqualTo("epcisException:QueryParameterException");
        assertThat(answer.json().get("parameter").asString()).isEqualTo(parameter);
        assertThat(answer.text()).contains(says);
    }
}
