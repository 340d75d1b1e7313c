package io.runbridge.trigger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.runbridge.trigger", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule platformsAreKnownByThePortOnly = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.runbridge.platform.synapse..",
                    "io.runbridge.platform.databricks..",
                    "io.runbridge.platform.datafactory..",
                    "io.runbridge.platform.pipelines..",
                    "io.vertx..",
                    "com.azure..");

    @ArchTest
    static final ArchRule timeComesFromTheContextOrAClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.runbridge.trigger.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatTheyHold =
            noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager|Impl)");

    @ArchTest
    static final ArchRule rulesArePure = noClasses()
            .that()
            .haveSimpleNameEndingWith("Rules")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.streams..", "java.net..");

    @ArchTest
    static final ArchRule admissionIsPublicOnlyWhereTheLedgerNeedsIt = classes()
            .that()
            .resideInAPackage("..admit")
            .and()
            .haveSimpleNameEndingWith("Rules")
            .should()
            .notBePublic();
}
