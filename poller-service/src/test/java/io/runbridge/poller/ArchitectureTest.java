package io.runbridge.poller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;

@AnalyzeClasses(packages = "io.runbridge.poller", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.runbridge.poller.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule roomsKnowNothingOfTheirWiring = noClasses()
            .that()
            .resideInAPackage("io.runbridge.poller.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.runbridge.poller");

    @ArchTest
    static final ArchRule onlyThePortIsKnownOfPlatforms = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.runbridge.platform.synapse..",
                    "io.runbridge.platform.databricks..",
                    "io.runbridge.platform.datafactory..",
                    "io.runbridge.platform.pipelines..",
                    "com.azure..");

    @ArchTest
    static final ArchRule onlyTheWiringKnowsVertx = noClasses()
            .that()
            .resideInAPackage("io.runbridge.poller.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule decisionsKnowNoKafka = noClasses()
            .that()
            .resideInAnyPackage("io.runbridge.poller.run..", "io.runbridge.poller.round..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule timeComesFromStreams = noClasses()
            .that()
            .resideInAPackage("io.runbridge.poller.*..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");

    @ArchTest
    static final ArchRule processorsAreNamedSo =
            classes().that().implement(Processor.class).should().haveSimpleNameEndingWith("Processor");
}
