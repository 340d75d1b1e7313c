package io.runbridge;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.Platforms;
import java.time.Instant;

@AnalyzeClasses(
        packages = "io.runbridge",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.WithoutSimulator.class})
class ArchitectureTest {

    /** The simulator is on the path of the tests and has rules of its own. */
    static final class WithoutSimulator implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("simulator");
        }
    }

    /** But for two: the kind of a platform is a word of its configuration, and the factory knows what it makes. */
    @ArchTest
    static final ArchRule packagesFormNoCycle = slices().matching("io.runbridge.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), type(PlatformType.class))
            .ignoreDependency(type(Platforms.class), alwaysTrue());

    @ArchTest
    static final ArchRule platformTypesKnowNothingOfEachOther = slices().matching(
                    "io.runbridge.platform.(synapse|datafactory|databricks)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule thePortKnowsNoAdapter = noClasses()
            .that()
            .resideInAPackage("io.runbridge.platform")
            .and()
            .doNotHaveFullyQualifiedName(Platforms.class.getName())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.runbridge.platform.*..", "io.runbridge.auth..");

    /** But for the process that starts the operations server, and what hands its event loops on to the calls. */
    @ArchTest
    static final ArchRule onlyCallsAndOperationsKnowVertx = noClasses()
            .that()
            .resideOutsideOfPackages("io.runbridge.platform.http..", "io.runbridge.ops..")
            .and()
            .haveNameNotMatching("io\\.runbridge\\.(streams\\.Service(Process|Context)|platform\\.Platforms)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule onlyAuthKnowsAzure = noClasses()
            .that()
            .resideOutsideOfPackage("io.runbridge.auth..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.azure..", "com.microsoft..", "reactor..");

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

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
}
