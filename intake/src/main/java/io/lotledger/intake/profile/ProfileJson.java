package io.lotledger.intake.profile;

import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import io.lotledger.ingest.epcis.vocabulary.UnitCode;
import io.lotledger.intake.fda.FdaTables;
import io.lotledger.intake.x12.element.ProductCodeForm;
import io.lotledger.intake.x12.element.X12Settings;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Partners' profiles as JSON. */
public final class ProfileJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Set<String> HEADINGS = FdaTables.headings();
    private static final List<String> MEMBERS = List.of("name", "x12", "columns");
    private static final List<String> X12_MEMBERS = List.of(
            "senders",
            "time_zone",
            "levels",
            "product_qualifiers",
            "without_check_digit",
            "lot_qualifiers",
            "lot_references",
            "sscc_qualifiers",
            "units",
            "products",
            "places",
            "lot_required");

    private static final Function<String, @Nullable String> QUALIFIER =
            ProfileFaults.matches("[A-Z0-9]{1,3}", "a qualifier of X12: one to three capitals or digits");
    private static final Function<String, @Nullable String> CODE =
            ProfileFaults.matches("[A-Z0-9]{1,3}:.{1,80}", "a qualifier, a colon and a code, such as 92:DC14");

    private ProfileJson() {}

    /** The faults of a profile's JSON, or the profile. */
    public sealed interface Read {
        record Valid(PartnerProfile profile) implements Read {}

        /** @param faults all of them; never empty */
        record Invalid(List<Violation> faults) implements Read {
            public Invalid {
                faults = List.copyOf(faults);
            }
        }
    }

    public static Read read(byte[] json) {
        JsonNode sent;
        try {
            sent = JSON.readTree(json);
        } catch (JacksonException e) {
            return new Read.Invalid(
                    List.of(new Violation("$", "json", "the body is not valid JSON: " + JsonFaults.located(e), null)));
        }
        ProfileFaults faults = new ProfileFaults();
        if (!faults.isObject(sent, "$", MEMBERS)) return new Read.Invalid(faults.all());
        String name = faults.text(sent.path("name"), "$.name");
        JsonNode x12 = sent.has("x12") ? sent.get("x12") : JSON.createObjectNode();
        boolean isObject = faults.isObject(x12, "$.x12", X12_MEMBERS);
        List<String> senders = isObject
                ? faults.texts(
                        x12,
                        "$.x12",
                        "senders",
                        List.of(),
                        ProfileFaults.matches("[A-Z0-9]{2}:.{1,15}", "ISA05, a colon and ISA06, such as ZZ:FRESHFARMS"))
                : List.of();
        X12Settings settings = isObject ? settings(x12, faults) : X12Settings.USUAL;
        Map<String, String> columns = faults.map(sent, "$", "columns", text -> null, ProfileJson::faultOfHeading);
        return faults.all().isEmpty()
                ? new Read.Valid(new PartnerProfile(name, senders, settings, columns))
                : new Read.Invalid(faults.all());
    }

    private static X12Settings settings(JsonNode x12, ProfileFaults faults) {
        X12Settings usual = X12Settings.USUAL;
        return new X12Settings(
                zone(x12, faults),
                faults.map(
                        x12,
                        "$.x12",
                        "levels",
                        ProfileFaults.matches("[A-Z0-9]{1,2}", "a level code of HL03"),
                        ProfileFaults.oneOf(List.of("S", "O", "T", "P", "I"))),
                qualifiers(x12, faults),
                faults.texts(x12, "$.x12", "lot_qualifiers", usual.lotQualifiers(), QUALIFIER),
                faults.texts(x12, "$.x12", "lot_references", usual.lotReferences(), QUALIFIER),
                faults.texts(x12, "$.x12", "sscc_qualifiers", usual.ssccQualifiers(), QUALIFIER),
                faults.map(x12, "$.x12", "units", QUALIFIER, ProfileJson::faultOfUnit),
                faults.map(x12, "$.x12", "products", CODE, text -> faultOfKey(text, 14, "a GTIN")),
                faults.map(x12, "$.x12", "places", CODE, text -> faultOfKey(text, 13, "a GLN")),
                faults.flag(x12, "$.x12", "lot_required", true));
    }

    private static @Nullable ZoneId zone(JsonNode x12, ProfileFaults faults) {
        if (!x12.has("time_zone")) return null;
        String name = faults.text(x12.get("time_zone"), "$.x12.time_zone");
        if (name.isEmpty()) return null;
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            faults.add(
                    "$.x12.time_zone",
                    "value",
                    "$.x12.time_zone must be a zone of the IANA database, such as America/Los_Angeles, or an offset such"
                            + " as -08:00, not '" + name + "'",
                    name);
            return null;
        }
    }

    private static Map<String, ProductCodeForm> qualifiers(JsonNode x12, ProfileFaults faults) {
        Map<String, ProductCodeForm> usual = X12Settings.USUAL.productQualifiers();
        List<String> names = faults.texts(x12, "$.x12", "product_qualifiers", List.copyOf(usual.keySet()), QUALIFIER);
        List<String> usualWithout = usual.keySet().stream()
                .filter(name -> usual.get(name) == ProductCodeForm.WITHOUT_CHECK_DIGIT)
                .toList();
        List<String> without = faults.texts(x12, "$.x12", "without_check_digit", usualWithout, QUALIFIER);
        Map<String, ProductCodeForm> forms = new LinkedHashMap<>();
        names.forEach(name ->
                forms.put(name, without.contains(name) ? ProductCodeForm.WITHOUT_CHECK_DIGIT : ProductCodeForm.GTIN));
        return forms;
    }

    private static @Nullable String faultOfUnit(String code) {
        if (UnitCode.isKnown(code)) return null;
        return "must be a code of UN/CEFACT Rec. 20"
                + UnitCode.suggest(code)
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse("");
    }

    private static @Nullable String faultOfKey(String digits, int length, String what) {
        boolean isKey = digits.matches("[0-9]{" + length + "}") && CheckDigit.isValid(digits);
        return isKey ? null : "must be " + what + " of " + length + " digits with its check digit";
    }

    private static @Nullable String faultOfHeading(String heading) {
        if (HEADINGS.contains(heading)) return null;
        return "must be one of FDA's headings as the templates have them"
                + Nearest.of(heading, HEADINGS)
                        .map(near -> " (did you mean \"" + near + "\"?)")
                        .orElse("");
    }

    /** The profile as JSON, with all members. {@link #read} reads it back. */
    public static ObjectNode write(PartnerProfile profile) {
        ObjectNode json = JSON.createObjectNode().put("name", profile.name());
        X12Settings x12 = profile.x12();
        ObjectNode object = json.putObject("x12");
        profile.senders().forEach(object.putArray("senders")::add);
        Optional.ofNullable(x12.timeZone()).ifPresent(zone -> object.put("time_zone", zone.getId()));
        new TreeMap<>(x12.levels()).forEach(object.putObject("levels")::put);
        x12.productQualifiers().keySet().forEach(object.putArray("product_qualifiers")::add);
        x12.productQualifiers().keySet().stream()
                .filter(name -> x12.productQualifiers().get(name) == ProductCodeForm.WITHOUT_CHECK_DIGIT)
                .forEach(object.putArray("without_check_digit")::add);
        x12.lotQualifiers().forEach(object.putArray("lot_qualifiers")::add);
        x12.lotReferences().forEach(object.putArray("lot_references")::add);
        x12.ssccQualifiers().forEach(object.putArray("sscc_qualifiers")::add);
        new TreeMap<>(x12.units()).forEach(object.putObject("units")::put);
        new TreeMap<>(x12.products()).forEach(object.putObject("products")::put);
        new TreeMap<>(x12.places()).forEach(object.putObject("places")::put);
        object.put("lot_required", x12.isLotRequired());
        new TreeMap<>(profile.headings()).forEach(json.putObject("columns")::put);
        return json;
    }
}
