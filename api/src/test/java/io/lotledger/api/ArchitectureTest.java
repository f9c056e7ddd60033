package io.lotledger.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The house of the design, as rules. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lotledger");

    @Test
    void modulesDependOneWay() {
        noClasses()
                .that()
                .resideInAPackage("io.lotledger.ingest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lotledger.projections..", "io.lotledger.export..", "io.lotledger.api..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.lotledger.projections..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lotledger.export..", "io.lotledger.api..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.lotledger.export..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lotledger.api..")
                .check(OURS);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("io.lotledger.(*)..").should().beFreeOfCycles().check(OURS);
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
    void onlyTheWorkbookSeesPoi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lotledger.export.workbook..")
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
}
