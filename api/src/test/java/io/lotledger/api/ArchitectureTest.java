package io.lotledger.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** The rooms of the house, as rules. ADR 31 says why these rooms. */
class ArchitectureTest {
    private static final String ROOT = "io.lotledger";
    private static final int MOST_CLASSES_IN_A_ROOM = 20;

    /** Packages that classes of other modules may use. All others are a module's own. */
    private static final Map<String, Set<String>> DOORS = Map.of(
            "ingest",
                    Set.of(
                            "ingest.capture",
                            "ingest.capture.job",
                            "ingest.capture.masterdata",
                            "ingest.capture.receive",
                            "ingest.capture.place",
                            "ingest.capture.rules",
                            "ingest.document",
                            "ingest.document.context",
                            "ingest.document.event",
                            "ingest.document.hash",
                            "ingest.document.json",
                            "ingest.document.text",
                            "ingest.epcis",
                            "ingest.epcis.identifier",
                            "ingest.epcis.vocabulary",
                            "ingest.eventlog",
                            "ingest.eventlog.axonserver",
                            "ingest.eventlog.outage",
                            "ingest.eventlog.postgresql"),
            "projections",
                    Set.of(
                            "projections.cte.answers",
                            "projections.cte.findings",
                            "projections.cte.interpret",
                            "projections.cte.model",
                            "projections.cte.table",
                            "projections.find",
                            "projections.index",
                            "projections.lineage",
                            "projections.lineage.evidence",
                            "projections.lineage.facts",
                            "projections.lineage.history",
                            "projections.lineage.lots",
                            "projections.masterdata",
                            "projections.processor",
                            "projections.query",
                            "projections.query.condition",
                            "projections.query.named",
                            "projections.query.resource",
                            "projections.query.search",
                            "projections.rebuild",
                            "projections.subscription",
                            "projections.tally"),
            "export",
                    Set.of(
                            "export.attempt",
                            "export.delivery",
                            "export.job",
                            "export.lifecycle",
                            "export.proof",
                            "export.request",
                            "export.retention",
                            "export.source",
                            "export.workbook",
                            "export.workbook.content",
                            "export.workbook.fda"),
            "intake", Set.of("intake", "intake.fda", "intake.template"));

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages(ROOT);

    @Test
    void modulesUseOnlyTheDoorsOfOthers() {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass origin : OURS) {
            origin.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass())
                    .filter(target -> target.getPackageName().startsWith(ROOT + "."))
                    .filter(target -> !module(target).equals(module(origin)))
                    .forEach(target -> used.computeIfAbsent(module(target), m -> new TreeSet<>())
                            .add(room(target)));
        }
        assertThat(used).isEqualTo(DOORS);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void roomsAreSmall() {
        Map<String, Long> sizes = OURS.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(ArchitectureTest::room, TreeMap::new, Collectors.counting()));
        assertThat(sizes)
                .allSatisfy((room, classes) ->
                        assertThat(classes).as("classes in " + room).isLessThanOrEqualTo(MOST_CLASSES_IN_A_ROOM));
    }

    @Test
    void noTwoClassesShareASimpleName() {
        Map<String, Set<String>> byName = OURS.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toSet())));
        assertThat(byName.values()).allSatisfy(names -> assertThat(names).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "projections", "export", "intake"})
    void beansOutsideTheApiAreDeclaredAndNotScanned(String module) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + module + "..")
                .should()
                .beAnnotatedWith(Component.class)
                .allowEmptyShould(false)
                .check(OURS);
    }

    @Test
    void beanMethodsStandInConfigurations() {
        methods()
                .that()
                .areAnnotatedWith(Bean.class)
                .should()
                .beDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Wiring")
                .orShould()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(org.springframework.context.annotation.Configuration.class)
                .check(OURS);
    }

    @Test
    void eventModelKnowsNoFramework() {
        classes()
                .that()
                .resideInAPackage("io.lotledger.ingest.epcis..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.lotledger.ingest.epcis..")
                .check(OURS);
    }

    @Test
    void onlyDeliverySeesTheAwsSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lotledger.export.delivery..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(OURS);
    }

    @Test
    void onlyWorkbooksAndSheetsSeePoi() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.lotledger.export.workbook..",
                        "io.lotledger.intake.sheet..",
                        "io.lotledger.intake.template..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.poi..")
                .check(OURS);
    }

    @Test
    void onlyTheApiSeesHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lotledger.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "org.springframework.web..",
                        "org.springframework.http..",
                        "org.springframework.boot..")
                .check(OURS);
    }

    @Test
    void axonServerIsKnownToItsRoomsOnly() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .resideOutsideOfPackages(
                        "io.lotledger.ingest.eventlog.axonserver..",
                        "io.lotledger.ingest.eventlog.outage..",
                        "io.lotledger.api.wiring..",
                        "io.lotledger.api.operations..",
                        "io.lotledger.api.start..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.axoniq..", "org.axonframework.axonserver..")
                .check(OURS);
    }

    private static String module(JavaClass type) {
        return room(type).split("\\.", 2)[0];
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length() + 1);
    }
}
