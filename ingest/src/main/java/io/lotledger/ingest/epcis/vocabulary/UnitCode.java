package io.lotledger.ingest.epcis.vocabulary;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Codes of UN/ECE Recommendation 20, EPCIS's units of measure, including the packages of Recommendation 21 with the
 * prefix {@code X}. Withdrawn codes are accepted, because partners still send them. Codes are case-sensitive.
 */
public final class UnitCode {
    private static final Set<String> UNITS = expanded(
            // counted units first given two characters
            "10 11 13-15 20-25 27 28 33-35 37 38 40 41 56-61 64 66 74 76-78 80 81 84 85 87 89 91 "
                    + "1I 2A-2C 2G-2N 2P-2R 2U 2X-2Z 3B 3C 4C 4G 4H 4K-4R 4T 4U 4W 4X 5A 5B 5E 5J "
                    // letter and number
                    + "A1-A9 A10-A45 A47-A71 A73-A91 A93-A99 B1 B3 B4 B7 B8 B10-B99 C0 C3 C7-C9 C10-C76 C78-C99 "
                    + "D03 D04 D1 D2 D5 D6 D9 D10-D13 D15-D27 D29-D39 D41-D63 D65 D68-D78 D80-D83 D85-D89 D91 D93-D95 "
                    + "E01 E07-E12 E14-E23 E25 E27 E28 E30-E99 E4 F01-F08 F10-F99 G01 G04-G06 G08-G21 G23-G99 G2 G3 "
                    + "H03-H16 H18-H85 H87-H96 H98 H99 J2 J10 J12-J36 J38-J76 J78 J79 J81-J85 J87 J89-J99 "
                    + "K1-K3 K5 K6 K10-K28 K30-K43 K45-K55 K58-K71 K73-K99 L2 L10-L21 L23-L60 L63-L96 L98 L99 "
                    + "M1 M4 M5 M7 M9 M10-M27 M29-M53 M55-M99 N1 N3 N10-N99 P1 P2 P5 P10-P99 Q3 Q10-Q42 "
                    + "R1 R9 S3 S4 T0 T3 U1 U2 W2 X1 Z9 Z11 "
                    // letters
                    + "AA AB ACR ACT AD AE AH AI AK AL AMH AMP ANN APZ AQ ARE AS ASM ASU ATM ATT AWG AY AZ "
                    + "BAR BB BFT BHP BIL BLD BLL BP BPM BQL BTU BUA BUI "
                    + "CCT CDL CEL CEN CG CGM CKG CLF CLT CMK CMQ CMT CNP CNT COU CTG CTM CTN CUR CWA CWI "
                    + "DAA DAD DAY DB DBM DBW DD DEC DG DJ DLT DMA DMK DMO DMQ DMT DN DPC DPR DPT DRA DRI DRL DT DTN DU "
                    + "DWT DX DZN DZP EA EB EQ FAH FAR FBM FC FF FH FIT FL FNU FOT FP FR FS FTK FTQ "
                    + "GB GBQ GDW GE GF GFI GGR GIA GIC GII GIP GJ GL GLD GLI GLL GM GO GP GQ GRM GRN GRO GRT GT GV GWH "
                    + "HA HAD HAR HBA HBX HC HDW HEA HGM HH HIU HJ HKM HLT HM HMO HMQ HMT HN HP HPA HTZ HUR HWE "
                    + "IA IE INH INK INQ ISD IU IUG IV JE JK JM JNT JOU JPS JWL "
                    + "KA KAT KB KBA KCC KDW KEL KGM KGS KHY KHZ KI KIC KIP KJ KJO KL KLK KLX KMA KMH KMK KMQ KMT KNI "
                    + "KNM KNS KNT KO KPA KPH KPO KPP KR KSD KSH KT KTN KUR KVA KVR KVT KW KWH KWN KWO KWS KWT KWY KX "
                    + "LA LAC LBR LBT LD LEF LF LH LK LM LN LO LP LPA LR LS LTN LTR LUB LUM LUX LY "
                    + "MAH MAL MAM MAR MAW MBE MBF MBR MC MCU MD MGM MHZ MIK MIL MIN MIO MIU MKD MKM MKW MLD MLT MMK MMQ "
                    + "MMT MND MNJ MON MPA MQD MQH MQM MQS MQW MRD MRM MRW MSK MTK MTQ MTR MTS MTZ MVA MWH "
                    + "NA NAR NCL NEW NF NIL NIU NL NM3 NMI NMP NPR NPT NQ NR NT NTT NTU NU NX "
                    + "OA ODE ODG ODK ODM OHM ON ONZ OPM OT OZ OZA OZI "
                    + "PAL PD PF PFL PGL PI PLA PO PQ PR PS PT PTD PTI PTL PTN QA QAN QB QR QT QTD QTI QTL QTR "
                    + "RH RM ROM RP RPM RPS RT SAN SCO SCR SEC SET SG SHT SIE SM3 SMI SQ SQR SR STC STI STK STL STN STW "
                    + "SW SX SYR TAH TAN TI TIC TIP TKM TMS TNE TP TPI TPR TQD TRL TST TTS UA UB UC VA VLT VP "
                    + "WA WB WCD WE WEB WEE WG WHR WM WSD WTT WW YDK YDQ YRD ZP ZZ");

    private static final Set<String> PACKAGES = expanded("1A 1B 1D 1F 1G 1W 2C 3A 3H 43 44 4A-4D 4F-4H 5H 5L 5M 6H 6P "
            + "7A 7B 8A-8C AA-AJ AL AM AP AT AV B4 BA-BZ CA-CZ DA-DC DG-DN DP DR-DY EC-EI EN FB-FE FI FL FO FP FR FT FW "
            + "FX GB GI GL GR GU GY GZ HA-HC HG HN HR IA-II IK IL IN IZ JB JC JG JR JT JY KG KI LE LG LT-LV LZ MA-MC ME "
            + "MR-MT MW MX NA NE-NG NS-NV O1-O9 OA-ON OP-OZ P1-P4 PA-PL PN-PP PR PT-PV PX-PZ QA-QD QF-QH QJ-QN QP-QS RD "
            + "RG RJ-RL RO RT RZ SA-SE SH SI SK-SM SO SP SS-SZ T1 TB-TE TG TI TK TL TN TO TR-TW TY TZ UC UN VA VG VI VK "
            + "VL VN-VS VY WA-WD WF-WH WJ-WN WP-WZ XA-XD XF-XH XJ XK YA-YD YF-YH YJ-YN YP-YT YV-YZ ZA-ZD ZF-ZH ZJ-ZN "
            + "ZP-ZZ");

    /** Units common in food trade; a typing error resolves to one of these before any rarer unit. */
    private static final Set<String> COMMON =
            expanded("KGM GRM MGM TNE DTN LBR ONZ STN LTN CWA CWI LTR MLT HLT MTQ GLL "
                    + "GLI QTL PTL OZA BUA EA C62 H87 DZN GRO PR HEA CEL FAH KEL MTR CMT HUR MIN SEC DAY");

    /** Common names and abbreviations by code. */
    private static final Map<String, String> ALIASES =
            aliases("LBR LB LBS POUND POUNDS; ONZ OUNCE OUNCES; KGM KG KGS KILO KILOS "
                    + "KILOGRAM KILOGRAMS; GRM G GR GMS GRAM GRAMS; TNE MT TONNE TONNES; STN TON TONS; LTR L LT LITER LITERS LITRE LITRES; "
                    + "MLT ML; GLL GAL GALLON GALLONS; EA EACH UNIT UNITS; H87 PC PCS PCE PIECE PIECES; DZN DZ DOZ DOZEN; XCS CASE "
                    + "CASES; XBX BOX BOXES; XCT CTN CARTON CARTONS; XPX PALLET PALLETS PLT; XBG BAG BAGS; CEL C CELSIUS DEGC; FAH F "
                    + "FAHRENHEIT DEGF; P1 PCT PERCENT; MTR M METER METERS METRE METRES");

    private UnitCode() {}

    public static boolean isKnown(String code) {
        return UNITS.contains(code) || (isPackage(code) && PACKAGES.contains(code.substring(1)));
    }

    private static boolean isPackage(String code) {
        return code.length() == 3 && code.charAt(0) == 'X';
    }

    /**
     * The codes of one unit: both of a package, {@code CS} of Recommendation 21 and {@code XCS} of Recommendation 20; the code alone
     * of any other unit. {@code PR} is a pair in Recommendation 20, and no {@code XPR}.
     */
    public static Set<String> synonyms(String code) {
        String bare = isPackage(code) ? code.substring(1) : code;
        return PACKAGES.contains(bare) && !UNITS.contains(bare) ? Set.of(bare, "X" + bare) : Set.of(code);
    }

    /** The most likely code for an invalid unit. */
    public static Optional<String> suggest(String sent) {
        String code = sent.strip().toUpperCase(Locale.ROOT);
        String alias = ALIASES.get(code);
        if (alias != null) return Optional.of(alias);
        if (isKnown(code)) return Optional.of(code);
        if (PACKAGES.contains(code)) return Optional.of("X" + code);
        return Nearest.of(code, COMMON).or(() -> Nearest.of(code, UNITS));
    }

    /**
     * Expands ranges: {@code A10-A45} contains all codes between the two that differ only in digits or in the last
     * letter.
     */
    private static Set<String> expanded(String codes) {
        Set<String> all = new LinkedHashSet<>();
        for (String part : codes.split(" ")) {
            int dash = part.indexOf('-');
            if (dash < 0) all.add(part);
            else between(part.substring(0, dash), part.substring(dash + 1), all);
        }
        return Collections.unmodifiableSet(all);
    }

    private static void between(String first, String last, Set<String> all) {
        int same = 0;
        while (first.charAt(same) == last.charAt(same)) same++;
        String prefix = first.substring(0, same);
        if (Character.isLetter(first.charAt(same))) {
            for (char c = first.charAt(same); c <= last.charAt(same); c++) all.add(prefix + c);
            return;
        }
        String form = prefix + "%0" + (first.length() - same) + "d";
        int from = Integer.parseInt(first.substring(same));
        int to = Integer.parseInt(last.substring(same));
        for (int i = from; i <= to; i++) all.add(String.format(Locale.ROOT, form, i));
    }

    private static Map<String, String> aliases(String lines) {
        Map<String, String> aliases = new TreeMap<>();
        for (String line : lines.split("; ")) {
            String[] words = line.split(" ");
            Arrays.stream(words).skip(1).forEach(word -> aliases.put(word, words[0]));
        }
        return Collections.unmodifiableMap(aliases);
    }
}
