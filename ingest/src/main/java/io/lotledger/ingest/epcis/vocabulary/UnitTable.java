package io.lotledger.ingest.epcis.vocabulary;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Units of UN/ECE Recommendation 20 with their exact factors. Absent on purpose: units that Recommendation 20 rounds
 * (acre, year, month), that depend on conditions (standard cubic metre) or on what is measured (gauge pressure), and
 * angles in radians, whose ratio to a degree is irrational. Columns of mercury and water without a temperature are the
 * conventional ones, of 13.5951 and 1 g/cm³ under standard gravity.
 */
final class UnitTable {
    /** By line: a quantity and its units, each a code with its factor to the quantity's base unit. */
    private static final String FACTORS = """
            mass: KGM 1, GRM 1e-3, MGM 1e-6, MC 1e-9, CGM 1e-5, DG 1e-4, DJ 1e-2, HGM 0.1, TNE 1000, 2U 1000, KTN 1e6
            mass: DTN 100, CTM 2e-4, LBR 0.45359237, ONZ 0.45359237/16, OZ 0.45359237/16, DRI 0.45359237/256
            mass: STI 0.45359237*14, CWA 45.359237, CNT 45.359237, CWI 0.45359237*112, STN 907.18474, LTN 0.45359237*2240
            mass: GRN 64.79891e-6, SCR 64.79891e-6*20, DWT 64.79891e-6*24, DRA 64.79891e-6*60, APZ 64.79891e-6*480
            mass: LBT 64.79891e-6*5760
            length: MTR 1, KMT 1000, HMT 100, A45 10, DMT 0.1, CMT 0.01, MMT 1e-3, 4H 1e-6, C45 1e-9, C52 1e-12, A71 1e-15
            length: A11 1e-10, JK 1e6, INH 0.0254, 77 0.0254e-3, M7 0.0254e-6, FOT 0.3048, YRD 0.9144, AK 1.8288
            length: SMI 1609.344, NMI 1852
            area: MTK 1, KMK 1e6, HAR 1e4, H18 1e4, DAA 1000, ARE 100, H16 100, DMK 0.01, CMK 1e-4, MMK 1e-6
            area: INK 0.0254*0.0254, FTK 0.3048*0.3048, YDK 0.9144*0.9144, MIK 1609.344*1609.344
            volume: MTQ 1, R9 1000, DMA 1000, H19 1e6, H20 1e9, DMQ 1e-3, CMQ 1e-6, MMQ 1e-9, LTR 1e-3, MAL 1000, K6 1
            volume: HLT 0.1, A44 0.01, DLT 1e-4, CLT 1e-5, MLT 1e-6, 4G 1e-9, G26 1
            volume: INQ 16.387064e-6, FTQ 16.387064e-6*1728, YDQ 16.387064e-6*46656, BFT 16.387064e-6*144
            volume: GLL 3.785411784e-3, QTL 3.785411784e-3/4, PTL 3.785411784e-3/8, GIA 3.785411784e-3/32
            volume: OZA 3.785411784e-3/128, BLL 3.785411784e-3*42, G21 3.785411784e-3/16, G24 3.785411784e-3/256
            volume: G25 3.785411784e-3/768, GLI 4.54609e-3, QTI 4.54609e-3/4, PTI 4.54609e-3/8, GII 4.54609e-3/32
            volume: OZI 4.54609e-3/160, BUI 4.54609e-3*8, BUA 16.387064e-6*2150.42, G23 16.387064e-6*2150.42/4
            volume: GLD 16.387064e-6*2150.42/8, QTD 16.387064e-6*2150.42/32, PTD 16.387064e-6*2150.42/64
            volume: BLD 16.387064e-6*7056
            time: SEC 1, C26 1e-3, B98 1e-6, C47 1e-9, H70 1e-12, B52 1000, MIN 60, HUR 3600, DAY 86400, WEE 604800
            speed: MTS 1, 2M 0.01, C16 1e-3, M62 1000, 2X 1/60, KMH 1000/3600, HM 0.44704, KNT 1852/3600, FS 0.3048
            speed: FR 0.3048/60, IU 0.0254
            acceleration: MSK 1, M38 1000, M39 0.01, M41 1e-3, A76 0.01, C11 1e-5, K40 9.80665, A73 0.3048, IV 0.0254
            force: NEW 1, B47 1000, B73 1e6, C20 1e-3, B92 1e-6, DU 1e-5, B37 9.80665, B51 9.80665
            force: C78 0.45359237*9.80665, L40 0.45359237*9.80665/16, M76 0.45359237*0.3048
            torque: NU 1, B48 1000, B74 1e6, DN 0.1, J72 0.01, D83 1e-3, B93 1e-6
            pressure: PAL 1, A97 100, KPA 1000, MPA 1e6, A89 1e9, 74 1e-3, B96 1e-6, BAR 1e5, MBR 100, ATM 101325
            pressure: ATT 98066.5, UA 101325/760, HN 133.322387415, J89 1333.22387415, F79 133.322387415*25.4
            pressure: K25 133.322387415*304.8, HP 9.80665, H78 98.0665, N23 9806.65, F78 9.80665*25.4, K24 9.80665*304.8
            pressure: H75 10, C55 1, C56 1e6, B40 9.80665, E42 98066.5, K31 98.0665, K85 0.45359237*9.80665/0.09290304
            pressure: 84 0.45359237*9.80665/0.00064516e-3, N20 0.45359237*9.80665/0.00064516e-3
            pressure: PS 0.45359237*9.80665/0.00064516, 80 0.45359237*9.80665/0.00064516
            energy: JOU 1, KJO 1000, 3B 1e6, GV 1e9, D30 1e12, C68 1e15, A68 1e18, C15 1e-3, A70 1e-15, A13 1e-18
            energy: WHR 3600, KWH 3.6e6, MWH 3.6e9, GWH 3.6e12, D32 3.6e15, BTU 1055.05585262, D70 4.1868, E14 4186.8
            energy: D35 4.184, K53 4184, A53 1.602176634e-19, 85 0.45359237*9.80665*0.3048
            power: WTT 1, KWT 1000, MAW 1e6, A90 1e9, D31 1e12, C31 1e-3, D80 1e-6, HJ 75*9.80665
            power: BHP 550*0.45359237*9.80665*0.3048, A74 0.45359237*9.80665*0.3048, 2I 1055.05585262/3600
            apparent power: D46 1, KVA 1000, MVA 1e6
            reactive power: D44 1, KVR 1000, MAR 1e6
            frequency: HTZ 1, MTZ 1e-3, KHZ 1000, MHZ 1e6, A86 1e9, D29 1e12
            rotational frequency: RPS 1, RPM 1/60
            angle: DD 1, D61 1/60, D62 1/3600, A91 0.9, M44 360
            electric current: AMP 1, B22 1000, 4K 1e-3, B84 1e-6, C39 1e-9, C70 1e-12
            voltage: VLT 1, KVT 1000, B78 1e6, 2Z 1e-3, D82 1e-6
            resistance: OHM 1, B49 1000, B75 1e6, A87 1e9, E45 1e-3, B94 1e-6
            conductance: SIE 1, B53 1000, C27 1e-3, B99 1e-6
            conductivity: D10 1, H43 100, H61 0.1, G42 1e-4
            capacitance: FAR 1, C10 1e-3, 4O 1e-6, C41 1e-9, 4T 1e-12
            inductance: 81 1, C14 1e-3, B90 1e-6, C43 1e-9, C73 1e-12
            electric charge: COU 1, A8 1, B26 1000, B86 1e-6, C40 1e-9, C71 1e-12, AMH 3600, TAH 3.6e6, E09 3.6
            magnetic flux density: D33 1, C29 1e-3, D81 1e-6, C48 1e-9
            magnetic flux: WEB 1, C33 1e-3
            electric field strength: D50 1, C30 1e-3
            illuminance: LUX 1, KLX 1000, P27 1/0.09290304
            irradiance: D54 1, C32 1e-3
            density: KMQ 1, GL 1, F23 1, M1 1e-3, A93 1e-3, GP 1e-6, H29 1e-6, GQ 1e-9, 23 1000, GJ 1000, B34 1000
            density: B35 1000, D41 1000, B72 1000, 87 0.45359237/0.028316846592, GE 0.45359237/3.785411784e-3
            density: LA 0.45359237/16.387064e-6
            mass fraction: M29 1, NA 1e-6, J33 1e-9, L32 1e-12
            amount of substance: C34 1, B45 1000, C18 1e-3, FH 1e-6
            amount concentration: C36 1, C35 1000, C38 1000, B46 1000, M33 1
            molality: C19 1, D87 1e-3
            volume flow: MQS 1, MQH 1/3600, MQD 1/86400, G51 1e-3, L2 1e-3/60, E32 1e-3/3600, LD 1e-3/86400, 4X 1/3600
            volume flow: 40 1e-6, 2J 1e-6, 41 1e-6/60, 2K 0.028316846592/3600, 2L 0.028316846592/60
            volume flow: G2 3.785411784e-3/60, G3 4.54609e-3/60
            mass flow: KGS 1, F31 1/60, E93 1/3600, E18 1000/3600, 4M 1e-6/3600, 4U 0.45359237/3600
            dynamic viscosity: C65 1, C24 1e-3, 89 0.1, C7 1e-3
            kinematic viscosity: S4 1, C17 1e-6, 91 1e-4, 4C 1e-6
            surface tension: 4P 1, C22 1e-3, DX 1e-3
            activity: BQL 1, 2Q 1000, 4N 1e6, GBQ 1e9, CUR 3.7e10, MCU 3.7e7, M5 3.7e4, 2R 3.7e13
            absorbed dose: A95 1, C13 1e-3, C80 0.01
            dose equivalent: D13 1, C28 1e-3, D91 0.01
            number: C62 1, EA 1, H87 1, PR 2, DZN 12, SCO 20, CEN 100, GRO 144, GGR 1728, MIL 1000, MIO 1e6, MLD 1e9
            number: BIL 1e12, TRL 1e18, P1 0.01, 59 1e-6, 61 1e-9
            """;

    private static final Map<String, Unit> UNITS = units();

    private UnitTable() {}

    static Optional<Unit> find(String code) {
        return Optional.ofNullable(UNITS.get(code));
    }

    static Map<String, Unit> all() {
        return UNITS;
    }

    private static Map<String, Unit> units() {
        Map<String, Unit> units = new HashMap<>();
        FACTORS.lines().forEach(line -> {
            int colon = line.indexOf(':');
            String quantity = line.substring(0, colon);
            for (String unit : line.substring(colon + 2).split(", ")) {
                int space = unit.indexOf(' ');
                put(units, unit.substring(0, space), Unit.of(quantity, unit.substring(space + 1)));
            }
        });
        put(units, "KEL", Unit.of("temperature", "1"));
        put(units, "A48", Unit.of("temperature", "5/9"));
        put(units, "CEL", Unit.of("temperature", "1", "273.15"));
        put(units, "FAH", Unit.of("temperature", "5/9", "459.67"));
        return Collections.unmodifiableMap(units);
    }

    private static void put(Map<String, Unit> units, String code, Unit unit) {
        if (units.put(code, unit) != null) throw new IllegalStateException("unit " + code + " is listed twice");
    }
}
