package io.lotledger.ingest.epcis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void whatAnEventIsKnowsNoFramework() {
        JavaClasses epcis = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.lotledger.ingest.epcis");

        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.lotledger.ingest.epcis", "java..", "org.jspecify..")
                .check(epcis);
    }
}
