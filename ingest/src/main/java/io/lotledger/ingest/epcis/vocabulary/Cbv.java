package io.lotledger.ingest.epcis.vocabulary;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The closed word lists of the Core Business Vocabulary 2.0, and GS1's measurement types. JSON writes these words bare.
 */
public enum Cbv {
    BIZ_STEP(
            "https://ref.gs1.org/cbv/BizStep-",
            "urn:epcglobal:cbv:bizstep:",
            "accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting "
                    + "decommissioning departing destroying disassembling dispensing encoding entering_exiting holding "
                    + "inspecting installing killing loading other packing picking receiving removing repackaging "
                    + "repairing replacing reserving retail_selling sampling sensor_reporting shipping "
                    + "staging_outbound stock_taking stocking storing transporting unloading unpacking void_shipping"),
    DISPOSITION(
            "https://ref.gs1.org/cbv/Disp-",
            "urn:epcglobal:cbv:disp:",
            "active available completeness_inferred completeness_verified conformant container_closed container_open "
                    + "damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive "
                    + "mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match "
                    + "non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold returned "
                    + "sellable_accessible sellable_not_accessible stolen unavailable unknown"),
    BIZ_TRANSACTION_TYPE(
            "https://ref.gs1.org/cbv/BTT-",
            "urn:epcglobal:cbv:btt:",
            "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt"),
    SOURCE_DESTINATION_TYPE(
            "https://ref.gs1.org/cbv/SDT-", "urn:epcglobal:cbv:sdt:", "location owning_party possessing_party"),
    ERROR_REASON("https://ref.gs1.org/cbv/ER-", "urn:epcglobal:cbv:er:", "did_not_occur incorrect_data"),
    COMPONENT(
            "https://ref.gs1.org/cbv/Comp-",
            "urn:epcglobal:cbv:comp:",
            "altitude axial_distance azimuth easting elevation_angle height latitude longitude northing polar_angle "
                    + "spherical_radius x y z"),
    MEASUREMENT_TYPE(
            "https://gs1.org/voc/",
            null,
            "AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Altitude AmountOfSubstance "
                    + "AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area "
                    + "Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent "
                    + "DoseEquivalentRate DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity "
                    + "ElectricFieldStrength Energy Exposure Force Frequency Illuminance Inductance Irradiance "
                    + "KinematicViscosity Length LinearMomentum Luminance LuminousFlux LuminousIntensity MagneticFlux "
                    + "MagneticFluxDensity MagneticVectorPotential Mass MassConcentration MassFlowRate "
                    + "MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power "
                    + "Pressure RadiantFlux RadiantIntensity Radioactivity RelativeHumidity Resistance Resistivity "
                    + "SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage "
                    + "Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber"),
    SENSOR_ALERT_TYPE("https://gs1.org/voc/", null, "ALARM_CONDITION ERROR_CONDITION");

    private static final String URNS = "urn:epcglobal:cbv:";

    private final String webUri;
    private final @Nullable String urn;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable set, in alphabetical order
    private final Set<String> words;

    Cbv(String webUri, @Nullable String urn, String words) {
        this.webUri = webUri;
        this.urn = urn;
        this.words = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(words.split(" "))));
    }

    /** The words, in alphabetical order. */
    public Set<String> words() {
        return words;
    }

    public boolean has(String word) {
        return words.contains(word);
    }

    /** The web URI of a word, such as {@code https://ref.gs1.org/cbv/BizStep-shipping}. */
    public String uri(String word) {
        return webUri + word;
    }

    /** The common prefix of the list's web URIs. */
    public String uriPrefix() {
        return webUri;
    }

    /** The common prefix of the list's URNs, {@code null} if CBV defines none. */
    public @Nullable String urnPrefix() {
        return urn;
    }

    /** The list's word for a value in any form that capture reads as one: bare, URN, or web URI, drafts included. */
    public Optional<String> wordOf(String sent) {
        String word = sent;
        if (urn != null && sent.startsWith(urn)) word = sent.substring(urn.length());
        else if (sent.startsWith(webUri)) word = sent.substring(webUri.length());
        else if (isOfThisList(sent)) word = CbvWord.canonical(sent);
        return Optional.of(word).filter(words::contains);
    }

    /** Whether a URI names this list, in another spelling than the standard's. */
    private boolean isOfThisList(String uri) {
        if (urn == null) return false;
        String list = webUri.substring(webUri.lastIndexOf('/') + 1);
        return uri.regionMatches(true, 0, urn, 0, urn.length())
                || uri.toLowerCase(Locale.ROOT).contains(list.toLowerCase(Locale.ROOT));
    }

    /**
     * The web URI of a CBV URN, such as {@code https://ref.gs1.org/cbv/BizStep-waiting}, even if no list has its word.
     * Empty if the value is not a CBV URN.
     */
    public static Optional<String> webUriOfUrn(String sent) {
        if (!sent.regionMatches(true, 0, URNS, 0, URNS.length())) return Optional.empty();
        for (Cbv list : values()) {
            String urn = list.urn;
            if (urn != null && sent.regionMatches(true, 0, urn, 0, urn.length()))
                return Optional.of(list.uri(sent.substring(urn.length())));
        }
        return Optional.of(
                "https://ref.gs1.org/cbv/" + sent.substring(URNS.length()).replaceFirst(":", "-"));
    }

    /** The most likely word for a typing error. */
    public Optional<String> nearest(String typo) {
        return Nearest.of(typo, words);
    }
}
